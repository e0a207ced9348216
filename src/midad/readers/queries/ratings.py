"""A story's ratings as readers and the desk see them."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import QuerySet

from arabictext.digits import Digits, format_number
from arabictext.plurals import RATINGS
from midad.readers.models import Rating, Reader, StoryRatings
from midad.readers.queries.lists import REMOVED_STORY, state_of

FEWEST_FOR_MEAN = 5  # below it a mean says more of the voters than of the story
# The rank begins as if a story had so many votes of this mean (a Bayesian mean).
PRIOR_VOTES, PRIOR_MEAN = 10, 3.5


@dataclass(frozen=True)
class RatingsView:
    """``mean`` is written out, "" below five votes; ``votes_words`` is the counted phrase."""

    votes: int
    votes_words: str
    mean: str
    mean_value: str
    is_closed: bool


@dataclass(frozen=True)
class GivenVote:
    """A reader's own vote; a story that readers see no more has no title."""

    code: str
    title: str
    stars: int
    at: datetime


def votes_of(*, reader: Reader) -> QuerySet[Rating]:
    """Return the reader's votes, the newest first."""
    votes = Rating.objects.filter(reader=reader).select_related("story")
    return votes.order_by("-rated_at", "-pk")


def given_vote(row: Rating) -> GivenVote:
    """Return a vote as its reader sees it."""
    is_gone = state_of(row.story) == "gone"
    title = str(REMOVED_STORY) if is_gone else row.story.title
    return GivenVote(code=row.story.code, title=title, stars=row.stars, at=row.rated_at)


def ratings_view(row: StoryRatings, digits: Digits = Digits.LATIN) -> RatingsView:
    """Return a story's count as its page shows it."""
    mean = round(row.mean, 1) if row.votes >= FEWEST_FOR_MEAN else None
    return RatingsView(
        votes=row.votes,
        votes_words=RATINGS.render(row.votes, digits),
        mean=format_number(mean, digits=digits) if mean is not None else "",
        mean_value=f"{mean:.1f}" if mean is not None else "",
        is_closed=row.frozen_at is not None,
    )


def rank(row: StoryRatings) -> float:
    """Return a story's rank: its weighed mean, drawn to the usual while votes are few."""
    return (PRIOR_VOTES * PRIOR_MEAN + row.weighed_stars) / (PRIOR_VOTES + row.weighed_votes)
