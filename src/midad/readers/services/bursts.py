"""Votes of new accounts that come in a burst count for little in a story's rank.

The mean that readers see holds every vote alike; the rank, by which lists are made, must not be
for whoever opens fifty accounts in an afternoon.
"""

from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.db.models import Avg, Count, F, Max, Min, Q, Sum

from midad.readers.models import Rating, RatingBurst, StoryRatings

SPAN = timedelta(hours=1)
FEWEST_YOUNG_VOTES = 8
LEAST_SHARE = 0.5
BURST_WEIGHT = 0.1


def weigh_votes(story_id: int, *, now: datetime) -> None:
    """Weigh the votes on a story anew: a burst of young accounts is weighed down and noted."""
    with transaction.atomic():
        _weigh_burst(story_id, now)
        sums = Rating.objects.filter(story_id=story_id).aggregate(
            votes=Sum("weight", default=0.0), stars=Sum(F("weight") * F("stars"), default=0.0)
        )
        StoryRatings.objects.filter(pk=story_id).update(
            weighed_votes=sums["votes"], weighed_stars=sums["stars"]
        )


def _weigh_burst(story_id: int, now: datetime) -> None:
    lately = Rating.objects.filter(story_id=story_id, rated_at__gt=now - SPAN)
    young = lately.filter(by_young_account=True)
    seen = lately.aggregate(
        all=Count("pk"),
        young=Count("pk", filter=Q(by_young_account=True)),
        began=Min("rated_at", filter=Q(by_young_account=True)),
        ended=Max("rated_at", filter=Q(by_young_account=True)),
        mean=Avg("stars", filter=Q(by_young_account=True)),
    )
    if seen["young"] < FEWEST_YOUNG_VOTES or seen["young"] < LEAST_SHARE * seen["all"]:
        return
    if not young.exclude(weight=BURST_WEIGHT).update(weight=BURST_WEIGHT):
        return
    _note_burst(story_id, seen)


def _note_burst(story_id: int, seen: dict[str, Any]) -> None:
    """Write the burst down for the desk; one that goes on is the same burst."""
    facts = {
        "ended_at": seen["ended"],
        "young_votes": seen["young"],
        "all_votes": seen["all"],
        "mean_stars": seen["mean"],
    }
    going_on = RatingBurst.objects.filter(story_id=story_id, ended_at__gte=seen["began"])
    if not going_on.update(**facts, seen_at=None):
        RatingBurst.objects.create(story_id=story_id, began_at=seen["began"], **facts)


def settle_burst(*, burst: RatingBurst, now: datetime) -> None:
    """Note that the desk has seen a burst: it waits no longer."""
    RatingBurst.objects.filter(pk=burst.pk).update(seen_at=now)
