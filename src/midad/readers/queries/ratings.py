"""A story's ratings as readers and the desk see them."""

from dataclasses import dataclass

from arabictext.digits import Digits, format_number
from arabictext.plurals import RATINGS
from midad.readers.models import StoryRatings

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
