"""Taking stale pages for one baker: a lease that runs out, so that a killed baker blocks nobody."""

import uuid
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import connection, transaction
from django.db.models import F, Q, QuerySet

from midad.press.models import StalePage

LEASE = timedelta(seconds=60)
_MOMENT = timedelta(seconds=2)
_LONGEST_PAUSE = timedelta(minutes=10)


@dataclass(frozen=True)
class Lease:
    """One stale address taken for baking, at the version it had."""

    address: str
    version: int
    holder: str


def lease_due(*, limit: int, now: datetime) -> list[Lease]:
    """Take up to ``limit`` stale pages that are due, the most urgent and oldest first."""
    waiting = StalePage.objects.filter(due_at__lte=now).order_by("urgency", "due_at", "pk")
    return _take(waiting, limit, now)


def lease_addresses(addresses: Iterable[str], *, now: datetime) -> list[Lease]:
    """Take exactly those of ``addresses`` that are stale and in nobody's hands."""
    wanted = list(addresses)
    waiting = StalePage.objects.filter(address__in=wanted).order_by("urgency", "pk")
    return _take(waiting, len(wanted), now)


def settle(baked: Sequence[Lease]) -> list[str]:
    """Take baked pages off the list; one that changed meanwhile stays, free for the next bake.

    Returns the addresses whose lease ran out before: another baker had the page meanwhile, and
    nobody knows whose bytes were written last.
    """
    mine = {lease.address: lease for lease in baked}
    with transaction.atomic():
        rows = StalePage.objects.filter(address__in=mine).order_by("address").select_for_update()
        done: list[int] = []
        free: list[int] = []
        for row in rows:
            lease = mine[row.address]
            if row.lease_holder == lease.holder:
                (done if row.version == lease.version else free).append(row.pk)
        StalePage.objects.filter(pk__in=free).update(leased_until=None, lease_holder="")
        StalePage.objects.filter(pk__in=done).delete()
    kept = {row.address for row in rows if row.lease_holder == mine[row.address].holder}
    return sorted(mine.keys() - kept)


def give_back(lease: Lease, error: str, *, now: datetime) -> None:
    """Put a page back that could not be baked, with the reason and a growing pause."""
    with transaction.atomic():
        row = StalePage.objects.filter(address=lease.address, lease_holder=lease.holder).first()
        if row is None:
            return
        pause = min(timedelta(seconds=2 ** min(row.attempts, 12)), _LONGEST_PAUSE)
        StalePage.objects.filter(pk=row.pk).update(
            attempts=F("attempts") + 1,
            due_at=now + pause,
            leased_until=None,
            lease_holder="",
            last_error=error[:2000],
        )


def put_off(lease: Lease, *, now: datetime) -> None:
    """Put a page back that changes too fast to be baked: no failure, it comes a moment later."""
    mine = StalePage.objects.filter(address=lease.address, lease_holder=lease.holder)
    mine.update(due_at=now + _MOMENT, leased_until=None, lease_holder="")


def _take(waiting: QuerySet[StalePage], limit: int, now: datetime) -> list[Lease]:
    holder = uuid.uuid4().hex
    free = waiting.filter(Q(leased_until=None) | Q(leased_until__lt=now))
    with transaction.atomic():
        if connection.features.has_select_for_update_skip_locked:
            free = free.select_for_update(skip_locked=True)
        rows = list(free[:limit])
        StalePage.objects.filter(pk__in=[row.pk for row in rows]).update(
            leased_until=now + LEASE, lease_holder=holder
        )
    return [Lease(row.address, row.version, holder) for row in rows]
