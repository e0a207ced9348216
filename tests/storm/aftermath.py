"""After the storm: one worker settles the paper, and then everything must be as it should be."""

import os
import signal
import time
from collections.abc import Callable
from pathlib import Path

from django.conf import settings

from midad.press.models import StalePage
from midad.press.worker import PressWorker
from tests.stories.press import Press
from tests.storm import effects
from tests.storm.clock import FastClock
from tests.storm.herd import forked, wait_for

SETTLE_SECONDS = 90


def work() -> None:
    """Be a press worker until told to stop."""
    worker = PressWorker()
    worker.stop_on_signals()
    worker.run()


def settle(log: Path) -> None:
    """Let one worker work until nothing is stale and no job open, or nobody would wait longer."""
    age_what_was_left()
    number = forked(work, log)
    until = time.monotonic() + SETTLE_SECONDS
    time.sleep(1)
    while _is_unsettled() and time.monotonic() < until:
        time.sleep(0.1)
    os.kill(number, signal.SIGTERM)
    code = wait_for(number)
    if code:
        raise RuntimeError(f"the worker that settles ended with {code}")


def _is_unsettled() -> bool:
    return StalePage.objects.exists() or effects.still_open().exists()


def age_what_was_left() -> None:
    """Make what killed bakers left as old as what no living one has in hand."""
    for path in left_half_done():
        os.utime(path, (0, 0))


def left_half_done() -> list[str]:
    """Return the temporary files of the store."""
    return sorted(map(str, Path(settings.PRESS_STORE_DIR).rglob(".baking/*")))


def stale_for_ever() -> list[str]:
    """Return the pages that still wait, with the reason."""
    return [f"{row.address}: {row.last_error}" for row in StalePage.objects.order_by("address")]


def not_as_baked_from_nothing(press: Press) -> list[str]:
    """Return the files that another paper, baked from nothing on the same rows, has otherwise."""
    found = {name: seen[0] for name, seen in press.files().items()}
    right = press.baked_from_nothing()
    return sorted(name for name in right | found if right.get(name) != found.get(name))


def damage(clock: FastClock, folder: Path, log: Path) -> dict[str, list[str]]:
    """Settle the paper; return what is wrong with it after that, by promise broken."""
    settle(log)
    checks: dict[str, Callable[[], list[str]]] = {
        "stale for ever": stale_for_ever,
        "left half done": left_half_done,
        "not done just once": effects.not_had_once,
        "not as baked from nothing": lambda: settled_and_compared(clock, folder),
    }
    return {name: check() for name, check in checks.items()}


def settled_and_compared(clock: FastClock, folder: Path) -> list[str]:
    """Stop the clock, do what came due until then, compare."""
    clock.stop()
    press = Press(clock, folder)
    press.settle()
    return not_as_baked_from_nothing(press)
