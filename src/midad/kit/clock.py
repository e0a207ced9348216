"""The one clock. ``now`` is read at the edge (a view, a task, a command) and passed down."""

from datetime import datetime

from django.utils import timezone


def now() -> datetime:
    """Return the present moment, aware, in UTC."""
    return timezone.now()
