"""Schedules and expiries that have come due: each in a transaction of its own, so that one that
fails never stops the next, and is tried again with growing pauses."""

import logging
from collections.abc import Callable, Iterable
from datetime import datetime, timedelta

from django.db import transaction
from wagtail.models import Page, Revision

from midad.stories.models import DueAttempt

logger = logging.getLogger("midad.stories")
_LONGEST_PAUSE = timedelta(minutes=15)
_BATCH = 100


def publish_due(*, now: datetime) -> int:
    """Publish and expire everything due; return how many succeeded."""
    schedules = Revision.objects.filter(approved_go_live_at__lte=now).order_by(
        "approved_go_live_at", "pk"
    )
    expiries = Page.objects.filter(live=True, expire_at__lte=now).order_by("expire_at", "pk")
    done = _each("publish", schedules.values_list("pk", flat=True), _publish, now)
    return done + _each("expire", expiries.values_list("pk", flat=True), _expire, now)


def try_due_again(*, act: str, subject_id: int, now: datetime) -> bool:
    """Carry out one late schedule (``publish``) or expiry (``expire``) now, whatever its pause.

    Returns False when it fails again (the reason is noted) or was not due any more.
    """
    DueAttempt.objects.filter(act=act, subject_id=subject_id).update(next_try_at=now)
    carry_out = {"publish": _publish, "expire": _expire}[act]
    return _each(act, [subject_id], carry_out, now) == 1


def _each(
    act: str, ids: Iterable[int], carry_out: Callable[[int, datetime], bool], now: datetime
) -> int:
    waiting = set(
        DueAttempt.objects.filter(act=act, next_try_at__gt=now).values_list("subject_id", flat=True)
    )
    done = 0
    for subject_id in [pk for pk in ids if pk not in waiting][:_BATCH]:
        try:
            with transaction.atomic():
                done += carry_out(subject_id, now)
                DueAttempt.objects.filter(act=act, subject_id=subject_id).delete()
        except Exception as error:
            logger.exception(
                "due act failed", extra={"event": "due_failed", "act": act, "id": subject_id}
            )
            _note_failure(act, subject_id, error, now)
    return done


def _note_failure(act: str, subject_id: int, error: Exception, now: datetime) -> None:
    with transaction.atomic():
        attempt, _ = DueAttempt.objects.get_or_create(
            act=act, subject_id=subject_id, defaults={"next_try_at": now}
        )
        pause = min(timedelta(seconds=15 * 2 ** min(attempt.attempts, 10)), _LONGEST_PAUSE)
        attempt.attempts += 1
        attempt.next_try_at = now + pause
        attempt.last_error = f"{type(error).__name__}: {error}"[:2000]
        attempt.save()


def _publish(revision_id: int, now: datetime) -> bool:
    """Publish one scheduled revision; False when another worker was quicker."""
    revision = (
        Revision.objects.select_for_update()
        .filter(pk=revision_id, approved_go_live_at__lte=now)
        .first()
    )
    if revision is None:
        return False
    revision.publish(log_action="wagtail.publish.scheduled")
    return True


def _expire(page_id: int, now: datetime) -> bool:
    page = (
        Page.objects.select_for_update().filter(pk=page_id, live=True, expire_at__lte=now).first()
    )
    if page is None:
        return False
    page.specific.unpublish(set_expired=True, log_action="wagtail.unpublish.scheduled")
    return True
