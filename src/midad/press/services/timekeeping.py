"""Keeping time: how long bakes take, which workers live. In rows, for processes come and go."""

import os
import socket
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable
from datetime import datetime, timedelta

from django.db import connection, transaction

from midad.press.models import BakeTime, PressMark
from midad.press.queries import WORKER, moment_in_words

# Upper limits in seconds, as Prometheus writes them. One may be added, none taken away.
LIMITS = ("0.002", "0.005", "0.01", "0.02", "0.05", "0.1", "0.25", "0.5", "1", "2.5", "5", "10")
OVER = "+Inf"
_SECONDS = [float(limit) for limit in LIMITS]
_FORGOTTEN_AFTER = timedelta(hours=1)
_HOST_LETTERS = 24  # with its number, a worker's name has room in a mark's name


def record_bakes(bakes: Iterable[tuple[str, float]]) -> None:
    """Add pages that were baked, each as (kind, seconds it took), to the times kept.

    One statement, whatever the number of pages. Call it once a batch, as the last statement of
    the transaction that ends the batch: its rows are shared by all bakers, and whoever holds them
    must not wait for anything else.
    """
    rows: dict[tuple[str, str], list[float]] = defaultdict(list)
    for kind, seconds in bakes:
        rows[kind, _limit_of(seconds)].append(seconds)
    if not rows:
        return
    table = connection.ops.quote_name(BakeTime._meta.db_table)
    parameters: list[str | int | float] = []
    for (kind, up_to), taken in sorted(rows.items()):  # in one order, so that no two bakers clinch
        parameters += [kind, up_to, len(taken), sum(taken)]
    with connection.cursor() as cursor:
        cursor.execute(
            f"INSERT INTO {table} (kind, up_to, pages, seconds)"  # noqa: S608 - no outside text
            f" VALUES {', '.join(['(%s, %s, %s, %s)'] * len(rows))}"
            f" ON CONFLICT (kind, up_to) DO UPDATE SET pages = {table}.pages + excluded.pages,"
            f" seconds = {table}.seconds + excluded.seconds",
            parameters,
        )


def _limit_of(seconds: float) -> str:
    place = bisect_left(_SECONDS, seconds)
    return LIMITS[place] if place < len(LIMITS) else OVER


def own_name() -> str:
    """Return how this process is called among the workers: its machine and its number."""
    host = socket.gethostname().partition(".")[0][-_HOST_LETTERS:]
    return f"{host}-{os.getpid()}"


def sign_of_life(*, now: datetime) -> int:
    """Say that this worker lives: one statement, in a transaction of its own. Returns 1."""
    mark = PressMark(name=WORKER + own_name(), value=moment_in_words(now))
    PressMark.objects.bulk_create(
        [mark], update_conflicts=True, unique_fields=["name"], update_fields=["value"]
    )
    return 1


def sign_off() -> None:
    """Take this worker off the list: it ends as it was told to."""
    PressMark.objects.filter(name=WORKER + own_name()).delete()


def forget_lost_workers(*, now: datetime) -> int:
    """Forget workers that gave no sign of life for an hour; return how many."""
    lost = PressMark.objects.filter(
        name__startswith=WORKER, value__lt=moment_in_words(now - _FORGOTTEN_AFTER)
    )
    with transaction.atomic():
        return lost.delete()[0]
