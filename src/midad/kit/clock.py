"""The one clock. ``now`` is read at the edge (a view, a task, a command) and passed down."""

import time
from collections.abc import Callable
from datetime import datetime

from django.utils import timezone


def now() -> datetime:
    """Return the present moment, aware, in UTC."""
    return timezone.now()


def at_most_every(seconds: float, act: Callable[[], int]) -> Callable[[], int]:
    """Return ``act`` made rare: called more often than every ``seconds`` it does nothing (0)."""
    next_at = 0.0

    def rarely() -> int:
        nonlocal next_at
        if time.monotonic() < next_at:
            return 0
        next_at = time.monotonic() + seconds
        return act()

    return rarely
