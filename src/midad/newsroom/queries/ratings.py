"""Ratings as the desk sees them: how stories stand, how it came, what looks like a campaign."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Avg, Count, Exists, F, OuterRef, QuerySet
from django.db.models.functions import TruncDate

from midad.readers.models import Rating, RatingBurst, StoryRatings
from midad.readers.models.ratings import COUNT_FIELDS
from midad.readers.queries.ratings import rank

TREND_DAYS = 30


@dataclass(frozen=True)
class Share:
    """How often a number of stars was given; ``percent`` of all votes, 0 to 100."""

    stars: int
    votes: int
    percent: int


@dataclass(frozen=True)
class DayOfVotes:
    """The votes of one day in the paper's time zone, and their mean."""

    day: date
    votes: int
    mean: float


@dataclass(frozen=True)
class RatingsFile:
    """A story's ratings in full: the mean readers see, and the rank that lists use."""

    row: StoryRatings
    mean: float
    rank: float
    shares: list[Share]
    trend: list[DayOfVotes]
    most_in_a_day: int
    bursts: list[RatingBurst]


def rated_stories() -> QuerySet[StoryRatings]:
    """Return the counts of all stories that were rated, each with its number of votes
    (``total``), its mean (``mean_stars``) and whether a burst waits for the desk (``waits``)."""
    total = sum((F(name) for name in COUNT_FIELDS.values()), start=0)
    stars = sum((F(name) * stars for stars, name in COUNT_FIELDS.items()), start=0)
    waiting = RatingBurst.objects.filter(story_id=OuterRef("pk"), seen_at=None)
    rows = StoryRatings.objects.annotate(total=total, waits=Exists(waiting)).filter(total__gt=0)
    return rows.annotate(mean_stars=stars * 1.0 / F("total")).select_related("story")


def ratings_file(row: StoryRatings) -> RatingsFile:
    """Return everything about the ratings of one story."""
    trend = _trend(row.pk)
    return RatingsFile(
        row=row,
        mean=row.mean,
        rank=rank(row),
        shares=_shares(row),
        trend=trend,
        most_in_a_day=max((one.votes for one in trend), default=0),
        bursts=list(RatingBurst.objects.filter(story_id=row.pk).order_by("-began_at", "-pk")),
    )


def bursts_waiting(*, limit: int) -> list[RatingBurst]:
    """Return the bursts nobody of the desk has seen, the newest first."""
    rows = RatingBurst.objects.filter(seen_at=None).select_related("story")
    return list(rows.order_by("-began_at", "-pk")[:limit])


def _shares(row: StoryRatings) -> list[Share]:
    counts = {stars: getattr(row, name) for stars, name in COUNT_FIELDS.items()}
    all_votes = max(row.votes, 1)
    return [
        Share(stars, counts[stars], round(100 * counts[stars] / all_votes))
        for stars in sorted(counts, reverse=True)
    ]


def _trend(story_id: int) -> list[DayOfVotes]:
    """Return the last days that brought votes, the oldest first."""
    votes = Rating.objects.filter(story_id=story_id).annotate(day=TruncDate("rated_at"))
    days = votes.values("day").annotate(votes=Count("pk"), mean=Avg("stars")).order_by("-day")
    found = [DayOfVotes(one["day"], one["votes"], one["mean"]) for one in days[:TREND_DAYS]]
    return found[::-1]
