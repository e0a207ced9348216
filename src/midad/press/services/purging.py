"""Purging by exact address: the press knows whose bytes changed, and a row remembers it."""

import logging
import time
from collections.abc import Iterable
from datetime import datetime, timedelta

from django.conf import settings
from django.db import connection, transaction
from django.db.models import F

from midad.press import caches
from midad.press.models import PendingPurge

logger = logging.getLogger("midad.press")
GONE, CHANGED = 0, 5
_BATCH = 300
_ROUND_SECONDS = 2.0  # then pages come first again
_LEASE = timedelta(seconds=120)
_LONGEST_PAUSE = timedelta(minutes=10)


def note_changed(addresses: Iterable[str], *, now: datetime, urgency: int = CHANGED) -> None:
    """Note that caches must let ``addresses`` go, in the transaction that notes the change.

    Addresses are percent-encoded, as links have them and caches know them.
    Nothing is noted for a paper with no cache in front.
    """
    wanted = sorted({address for address in addresses if address})
    if not settings.PRESS_CACHES or not wanted:
        return
    rows = [PendingPurge(address=a, since=now, due_at=now, urgency=urgency) for a in wanted]
    PendingPurge.objects.bulk_create(rows, ignore_conflicts=True)
    standing = PendingPurge.objects.filter(address__in=wanted)
    standing.update(version=F("version") + 1, due_at=now, attempts=0)
    standing.filter(urgency__gt=urgency).update(urgency=urgency)


def purge_due(*, now: datetime) -> int:
    """Let the caches go of what is due, what was taken away first; return how many addresses.

    A cache that fails is asked again, after a pause that doubles up to ten minutes.
    """
    until, purged = time.monotonic() + _ROUND_SECONDS, 0
    while settings.PRESS_CACHES and time.monotonic() < until:
        taken = _take(now)
        if not taken:
            break
        try:
            caches.purge([settings.PAPER_URL + row.address for row in taken])
        except caches.UnableToPurge as error:
            logger.warning("purge failed", extra={"event": "purge_failed", "reason": str(error)})
            _put_back(taken, str(error), now)
            break
        _settle(taken)
        purged += len(taken)
    return purged


def _take(now: datetime) -> list[PendingPurge]:
    due = PendingPurge.objects.filter(due_at__lte=now).order_by("urgency", "due_at", "pk")
    with transaction.atomic():
        if connection.features.has_select_for_update_skip_locked:
            due = due.select_for_update(skip_locked=True)
        rows = list(due[:_BATCH])
        # As long as this worker asks, no other does; a killed one's are taken up after it.
        PendingPurge.objects.filter(pk__in=[row.pk for row in rows]).update(due_at=now + _LEASE)
    return rows


def _settle(taken: list[PendingPurge]) -> None:
    """Forget what was purged; what changed meanwhile stays, to be purged again."""
    versions = {row.pk: row.version for row in taken}
    with transaction.atomic():
        standing = PendingPurge.objects.filter(pk__in=versions).order_by("pk").select_for_update()
        same = [
            pk for pk, version in standing.values_list("pk", "version") if versions[pk] == version
        ]
        PendingPurge.objects.filter(pk__in=same).delete()


def _put_back(taken: list[PendingPurge], reason: str, now: datetime) -> None:
    attempts = max(row.attempts for row in taken)
    pause = min(timedelta(seconds=2 ** min(attempts + 1, 12)), _LONGEST_PAUSE)
    PendingPurge.objects.filter(pk__in=[row.pk for row in taken]).update(
        due_at=now + pause, attempts=F("attempts") + 1, last_error=reason[:2000]
    )
