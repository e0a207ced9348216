"""Baking much in several processes: a new theme, a restored backup, an archive brought in.

Each process takes its pages by lease, so that any number may work beside each other and beside
the workers, and one that is killed takes nothing with it. Readers keep each page as it was until
its file is replaced.
"""

import sys
import time
from collections.abc import Callable
from datetime import datetime

from midad.kit import clock
from midad.press import queries, services, worker
from midad.press.models import PressMark
from midad.press.supervisor import Child, Supervisor

_BEGUN = "whole bake begun"
_LOOK_SECONDS = 0.5


def begin(*, now: datetime) -> datetime | None:
    """Mark the whole paper stale, or go on with a bake of it that was cut short.

    Returns when that one began; None for a new one.
    """
    mark, is_new = PressMark.objects.get_or_create(name=_BEGUN, defaults={"value": now.isoformat()})
    if not is_new and queries.press_status().stale_pages:
        return datetime.fromisoformat(mark.value)
    PressMark.objects.filter(name=_BEGUN).update(value=now.isoformat())
    services.mark_everything(now=now)
    return None


def end() -> None:
    """Note that the whole paper is baked: the next one begins anew."""
    PressMark.objects.filter(name=_BEGUN).delete()


def bake(*, processes: int, left: Callable[[int], None]) -> None:
    """Bake all that is due in ``processes`` processes; ``left`` is told how many wait.

    One process is this one.
    """
    if processes == 1:
        worker.bake_until_done(progress=lambda _: left(queries.pages_waiting(now=clock.now())))
        return
    command = [
        sys.executable,
        "-m",
        "midad",
        "press",
        "bake",
        "--processes",
        "1",
        "--quiet",
        "--beside",
    ]
    # What goes wrong in a baker it says itself; that it ended when all was taken is no news.
    bakers = Supervisor([Child("baker", command) for _ in range(processes)], lambda _: None)
    with bakers.ending():
        while waiting := queries.pages_waiting(now=clock.now()):
            left(waiting)
            bakers.tend()
            time.sleep(_LOOK_SECONDS)
    left(0)
