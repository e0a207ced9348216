"""What the press knows of itself."""

from dataclasses import dataclass
from datetime import datetime

from midad.press.models import BakedPage, StalePage


@dataclass(frozen=True)
class PressStatus:
    """How the press stands: pages baked, pages waiting, since when, how many failing."""

    baked_pages: int
    stale_pages: int
    oldest_since: datetime | None
    failing_pages: int


@dataclass(frozen=True)
class FailingPage:
    """A page that could not be baked: how often it was tried, and what went wrong last."""

    address: str
    attempts: int
    last_error: str


def failing_pages(*, limit: int) -> list[FailingPage]:
    """Return the pages that fail, the most often tried first."""
    failing = StalePage.objects.filter(attempts__gt=0).order_by("-attempts", "address")
    return [
        FailingPage(page.address, page.attempts, page.last_error.strip().rpartition("\n")[2])
        for page in failing[:limit]
    ]


def pages_in_hand(*, now: datetime) -> int:
    """Return how many due pages some baker has taken and not brought back yet."""
    return StalePage.objects.filter(due_at__lte=now, leased_until__gte=now).count()


def pages_waiting(*, now: datetime) -> int:
    """Return how many pages are due, in hand or not; what failed waits for its own moment."""
    return StalePage.objects.filter(due_at__lte=now).count()


def press_status() -> PressStatus:
    """Return how many pages are baked, stale and failing."""
    oldest = StalePage.objects.order_by("since").values_list("since", flat=True).first()
    return PressStatus(
        baked_pages=BakedPage.objects.exclude(file="").count(),
        stale_pages=StalePage.objects.count(),
        oldest_since=oldest,
        failing_pages=StalePage.objects.filter(attempts__gt=0).count(),
    )
