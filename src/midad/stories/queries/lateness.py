"""Schedules and expiries that did not happen in time."""

from datetime import datetime, timedelta

from django.db.models import Count
from wagtail.models import Page, Revision

from midad.stories.models import DueAttempt

LATE_AFTER = timedelta(seconds=60)


def late_acts(*, now: datetime) -> dict[str, float]:
    """Return how many acts are over a minute late: "publish" (schedules), "expire" (expiries)."""
    before = now - LATE_AFTER
    return {
        "publish": Revision.objects.filter(approved_go_live_at__lt=before).count(),
        "expire": Page.objects.filter(live=True, expire_at__lt=before).count(),
    }


def failing_acts() -> dict[str, float]:
    """Return how many acts were tried, failed and wait for their next try, by kind of act."""
    rows = DueAttempt.objects.values_list("act").annotate(number=Count("pk")).order_by("act")
    return {"expire": 0, "publish": 0, **dict(rows)}
