"""Purging by exact address: the press knows whose bytes changed, and a row remembers it.

There is a row for each address in each cache, so that one that is away holds up no other. Readers
never wait for a purge, and neither does baking.
"""

import logging
from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.db import connection, transaction
from django.db.models import QuerySet

from midad.press.caches import Cache, UnableToPurge, caches_in_front
from midad.press.models import PendingPurge

logger = logging.getLogger("midad.press")
GONE, CHANGED = 0, 5
LEASE = timedelta(seconds=120)
LONGEST_PAUSE = timedelta(seconds=60)  # a cache that is back must not show old pages for long
_BATCH = 200


def note_changed(urgencies: Mapping[str, int], *, now: datetime) -> None:
    """Note that caches must let addresses go (each with its urgency, GONE or CHANGED), in the
    transaction that notes the change.

    Addresses are percent-encoded, as links have them and caches know them. One that waits already
    is renewed: what is asked for just now may be the bytes before. Nothing is noted for a paper
    with no cache in front.
    """
    names, wanted = sorted(set(settings.PRESS_CACHES.split())), sorted(urgencies.items())
    rows = [(name, address, urgency) for name in names for address, urgency in wanted]
    for start in range(0, len(rows), _BATCH):
        _insert_or_renew(rows[start : start + _BATCH], now)


class Purger:
    """Purges for one worker. That a cache which failed is spared is remembered here and not in
    rows: each new row would ask it again, and let pages wait for its answer."""

    def __init__(self) -> None:
        self._failures: dict[str, int] = {}
        self._spared_until: dict[str, datetime] = {}

    def purge_due(self, *, now: datetime) -> int:
        """Ask each cache once, for as much as it takes at once, what was taken away first; return
        how many addresses were let go.

        What fails is due again after a pause that doubles up to a minute. Raises ValueError when
        a cache cannot be asked as it is set up.
        """
        if not settings.PRESS_CACHES:
            return 0
        return sum(self._purge_in(name, one, now) for name, one in caches_in_front().items())

    def _purge_in(self, name: str, one: Cache, now: datetime) -> int:
        if now < self._spared_until.get(name, now):
            return 0
        taken = _take(name, one.most_at_once, now)
        if not taken:
            return 0
        refused, reason = _asked(one, [row.address for row in taken])
        self._spare(name, bool(refused), now)
        if refused:
            facts = {"event": "purge_failed", "cache": name, "reason": reason}
            logger.warning("purge failed", extra=facts)
        _settle(taken, refused, reason, now)
        return len(taken) - len(refused)

    def _spare(self, name: str, failed: bool, now: datetime) -> None:
        self._failures[name] = self._failures.get(name, 0) + 1 if failed else 0
        self._spared_until[name] = now + _pause(self._failures[name]) if failed else now


def forget_other_caches() -> int:
    """Delete what waits for caches that are not in front any more; return how many rows."""
    return PendingPurge.objects.exclude(cache__in=settings.PRESS_CACHES.split()).delete()[0]


def _asked(one: Cache, addresses: Sequence[str]) -> tuple[set[str], str]:
    """Purge; return the addresses that the cache may still hold, and why."""
    try:
        one.purge([settings.PAPER_URL + address for address in addresses])
    except UnableToPurge as error:
        return {url.removeprefix(settings.PAPER_URL) for url in error.urls}, str(error)
    return set(), ""


def _pause(failures: int) -> timedelta:
    return min(timedelta(seconds=2 ** min(failures - 1, 12)), LONGEST_PAUSE)


def _take(cache: str, limit: int, now: datetime) -> list[PendingPurge]:
    """Take due rows for one worker; a killed one's are due again when its lease is over."""
    due = PendingPurge.objects.filter(cache=cache, due_at__lte=now)
    if not due.exists():
        return []  # asked without the lock that writers take
    due = due.order_by("urgency", "attempts", "due_at", "pk")
    with transaction.atomic():
        if connection.features.has_select_for_update_skip_locked:
            due = due.select_for_update(skip_locked=True)
        rows = list(due[:limit])
        mine = PendingPurge.objects.filter(pk__in=[row.pk for row in rows])
        mine.update(due_at=now + LEASE)
    return rows


def _settle(taken: Sequence[PendingPurge], refused: set[str], reason: str, now: datetime) -> None:
    """Forget what was let go, put back what was refused; what changed meanwhile stays as it is."""
    with transaction.atomic():
        unchanged = _unchanged(taken)
        done = [row.pk for row in unchanged if row.address not in refused]
        PendingPurge.objects.filter(pk__in=done).delete()
        _put_back([row for row in unchanged if row.address in refused], reason, now)


def _put_back(rows: Sequence[PendingPurge], reason: str, now: datetime) -> None:
    for row in rows:
        row.attempts += 1
        row.due_at, row.last_error = now + _pause(row.attempts), reason[:2000]
    fields = ["attempts", "due_at", "last_error"]
    PendingPurge.objects.bulk_update(rows, fields, batch_size=_BATCH)


def _unchanged(rows: Sequence[PendingPurge]) -> list[PendingPurge]:
    """Return the rows that nobody renewed since they were taken, locked in the bakers' order."""
    versions = {row.pk: row.version for row in rows}
    found = PendingPurge.objects.filter(pk__in=versions).order_by("cache", "address")
    return [row for row in _locked(found) if row.version == versions[row.pk]]


def _locked(rows: QuerySet[PendingPurge]) -> QuerySet[PendingPurge]:
    return rows.select_for_update() if connection.features.has_select_for_update else rows


def _insert_or_renew(rows: Sequence[tuple[str, str, int]], now: datetime) -> None:
    """Insert a row for each (cache, address, urgency); one that is there is renewed.

    In one order for all, so that nobody waits for another who waits for him.
    """
    table = connection.ops.quote_name(PendingPurge._meta.db_table)
    moment = connection.ops.adapt_datetimefield_value(now)
    parameters: list[Any] = []
    for cache, address, urgency in rows:
        parameters += [cache, address, moment, moment, urgency]
    row = "(%s, %s, %s, %s, %s, 1, 0, '')"
    with connection.cursor() as cursor:
        cursor.execute(
            f"INSERT INTO {table} (cache, address, since, due_at, urgency, version, attempts,"  # noqa: S608 - no outside text
            f" last_error) VALUES {', '.join([row] * len(rows))}"
            " ON CONFLICT (cache, address) DO UPDATE SET"
            f" version = {table}.version + 1, attempts = 0, due_at = excluded.due_at,"
            f" urgency = CASE WHEN excluded.urgency < {table}.urgency"
            f" THEN excluded.urgency ELSE {table}.urgency END",
            parameters,
        )
