"""The clock of a test: it stands still until it is moved."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from unittest import mock

from django.utils import timezone

MONDAY_NOON_IN_RIYADH = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)


@dataclass
class PaperClock:
    """The present moment of the paper and of Wagtail."""

    now: datetime = MONDAY_NOON_IN_RIYADH

    def move(self, **delta: float) -> datetime:
        """Move on, e.g. ``move(minutes=5)``; return the new moment."""
        self.now += timedelta(**delta)
        return self.now


@contextmanager
def stopped_clock() -> Iterator[PaperClock]:
    """Stop the clock of everything in the block."""
    clock = PaperClock()
    with mock.patch.object(timezone, "now", lambda: clock.now):
        yield clock
