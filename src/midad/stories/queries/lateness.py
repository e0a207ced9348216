"""Schedules and expiries that did not happen in time."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Count, QuerySet
from wagtail.models import Page, Revision

from midad.stories.models import DueAttempt

LATE_AFTER = timedelta(seconds=60)
PUBLISH, EXPIRE = "publish", "expire"


@dataclass(frozen=True)
class LateAct:
    """A schedule (``publish``, of a revision) or expiry (``expire``, of a page) that is late.

    ``attempt`` is None where nobody tried it: no worker is at work.
    """

    act: str
    subject_id: int
    page_id: int
    due_at: datetime
    attempt: DueAttempt | None


def late_acts(*, now: datetime) -> dict[str, float]:
    """Return how many acts are over a minute late: "publish" (schedules), "expire" (expiries)."""
    return {PUBLISH: _late_schedules(now).count(), EXPIRE: _late_expiries(now).count()}


def acts_that_are_late(*, now: datetime, limit: int) -> list[LateAct]:
    """Return the schedules and expiries that are over a minute late, the oldest first."""
    schedules = _late_schedules(now).values_list("pk", "object_id", "approved_go_live_at")
    expiries = _late_expiries(now).values_list("pk", "pk", "expire_at")
    rows = [(PUBLISH, *row) for row in schedules.order_by("approved_go_live_at", "pk")[:limit]]
    rows += [(EXPIRE, *row) for row in expiries.order_by("expire_at", "pk")[:limit]]
    tried = _attempts([row[1] for row in rows])
    late = [
        LateAct(act, pk, int(page_id), due_at, tried.get((act, pk)))
        for act, pk, page_id, due_at in rows
    ]
    return sorted(late, key=lambda item: item.due_at)[:limit]


def failing_acts() -> dict[str, float]:
    """Return how many acts were tried, failed and wait for their next try, by kind of act."""
    rows = DueAttempt.objects.values_list("act").annotate(number=Count("pk")).order_by("act")
    return {"expire": 0, "publish": 0, **dict(rows)}


def _late_schedules(now: datetime) -> QuerySet[Revision]:
    late: QuerySet[Revision] = Revision.page_revisions.filter(
        approved_go_live_at__lt=now - LATE_AFTER
    )
    return late


def _late_expiries(now: datetime) -> QuerySet[Page]:
    late: QuerySet[Page] = Page.objects.filter(live=True, expire_at__lt=now - LATE_AFTER)
    return late


def _attempts(subject_ids: Sequence[int]) -> dict[tuple[str, int], DueAttempt]:
    rows = DueAttempt.objects.filter(subject_id__in=subject_ids)
    return {(row.act, row.subject_id): row for row in rows}
