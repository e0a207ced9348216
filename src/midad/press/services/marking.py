"""Marking pages stale, in the transaction of the change."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.db import connection, transaction

from midad.press.graph import Touch
from midad.press.models import BakedKey, KeyVersion, PressMark, StalePage
from midad.press.registry import graph

AT_ONCE, SOON, IN_TURN = 0, 5, 9
_BATCH = 500
_SOON_AT_MOST = 500


def mark_touched(touch: Touch, *, now: datetime, new_pages: int = SOON) -> None:
    """Make every page stale that ``touch`` concerns; ``new_pages`` is the urgency of its addresses.

    Must run inside the transaction of the change, so that the change and its marks stand or fall
    together. Bakes nothing: see :func:`midad.press.services.bake_now`.
    """
    with transaction.atomic():
        _raise_versions(sorted(touch.keys))
        held = _holders(touch.keys)
        # What changes the whole paper, as another section in its bar does, lets others pass.
        urgencies = dict.fromkeys(held, SOON if len(held) <= _SOON_AT_MOST else IN_TURN)
        for address in touch.addresses:
            urgencies[address] = min(new_pages, urgencies.get(address, new_pages))
        urgencies |= dict.fromkeys(touch.at_once, AT_ONCE)
        _mark(urgencies, now)


def mark_addresses(addresses: Iterable[str], *, now: datetime, urgency: int = SOON) -> int:
    """Make exactly ``addresses`` stale and return how many there were.

    An address that is stale already gets a new version: a bake under way began too early.
    """
    return _mark(dict.fromkeys(addresses, urgency), now)


def _mark(urgencies: dict[str, int], now: datetime) -> int:
    # In a fixed order, so that two transactions never wait for each other's rows.
    ordered = sorted(urgencies.items())
    for start in range(0, len(ordered), _BATCH):
        _insert_or_renew(ordered[start : start + _BATCH], now)
    return len(ordered)


def mark_everything(*, now: datetime) -> int:
    """Make every address stale that should exist, and return how many.

    A baked page that should not exist any more is stale since the change that ended it.
    """
    count = 0
    batch: list[str] = []
    for address in graph.all_addresses():
        batch.append(address)
        if len(batch) == _BATCH:
            count += mark_addresses(batch, now=now, urgency=IN_TURN)
            batch = []
    return count + mark_addresses(batch, now=now, urgency=IN_TURN)


def adopt_theme(theme: str, *, now: datetime) -> int:
    """Mark the whole paper stale when ``theme`` (a hash) is not the one it was baked with.

    Returns the number of pages marked; 0 when the theme is the same.
    """
    mark, _ = PressMark.objects.get_or_create(name="theme", defaults={"value": ""})
    if mark.value == theme:
        return 0
    count = mark_everything(now=now)
    PressMark.objects.filter(name="theme").update(value=theme)
    return count


def _insert_or_renew(rows: list[tuple[str, int]], now: datetime) -> None:
    """Insert a row for each (address, urgency); one that is there is renewed, never less urgent."""
    table = connection.ops.quote_name(StalePage._meta.db_table)
    moment = connection.ops.adapt_datetimefield_value(now)
    row = "(%s, %s, %s, %s, 1, 0, NULL, '', '')"
    parameters: list[Any] = []
    for address, urgency in rows:
        parameters += [address, moment, moment, urgency]
    with connection.cursor() as cursor:
        cursor.execute(
            f"INSERT INTO {table} (address, since, due_at, urgency, version, attempts,"  # noqa: S608 - no outside text
            " leased_until, lease_holder, last_error)"
            f" VALUES {', '.join([row] * len(rows))}"
            " ON CONFLICT (address) DO UPDATE SET"
            f" version = {table}.version + 1, attempts = 0, due_at = excluded.due_at,"
            f" urgency = CASE WHEN excluded.urgency < {table}.urgency"
            f" THEN excluded.urgency ELSE {table}.urgency END",
            parameters,
        )


def _holders(keys: Iterable[str]) -> set[str]:
    return set(
        BakedKey.objects.filter(key__in=list(keys))
        .values_list("page__address", flat=True)
        .distinct()
    )


def _raise_versions(keys: list[str]) -> None:
    """Add one to each key's version; creates the rows that are missing."""
    if not keys:
        return
    table = connection.ops.quote_name(KeyVersion._meta.db_table)
    values = ", ".join(["(%s, 1)"] * len(keys))
    with connection.cursor() as cursor:
        cursor.execute(
            f"INSERT INTO {table} (key, version) VALUES {values} "  # noqa: S608 - no outside text
            f"ON CONFLICT (key) DO UPDATE SET version = {table}.version + 1",
            keys,
        )
