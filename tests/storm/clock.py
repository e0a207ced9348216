"""The storm's clock: it runs faster than ours, the same for every process of the storm.

Schedules, expiries and the end of breaking news of the desk's acts so come due while it blows.
"""

import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from unittest import mock

from django.utils import timezone

from tests.stories.clock import MONDAY_NOON_IN_RIYADH

FASTER = 120  # half an hour passes in fifteen seconds


@dataclass
class FastClock:
    """The present moment of the paper, counted from a moment of the kernel's own clock."""

    began: float
    stopped: datetime | None = None

    @property
    def now(self) -> datetime:
        passed = timedelta(seconds=FASTER * (time.monotonic() - self.began))
        return self.stopped or MONDAY_NOON_IN_RIYADH + passed

    def move(self, **_: float) -> datetime:
        """Leave the clock alone: here it runs by itself."""
        return self.now

    def stop(self) -> None:
        """Stand still from now on."""
        self.stopped = self.now


@contextmanager
def fast_clock() -> Iterator[FastClock]:
    """Let the clock of everything in the block, and of what it forks, run faster."""
    clock = FastClock(time.monotonic())
    with mock.patch.object(timezone, "now", lambda: clock.now):
        yield clock
