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


def press_status() -> PressStatus:
    """Return how many pages are baked, stale and failing."""
    oldest = StalePage.objects.order_by("since").values_list("since", flat=True).first()
    return PressStatus(
        baked_pages=BakedPage.objects.exclude(file="").count(),
        stale_pages=StalePage.objects.count(),
        oldest_since=oldest,
        failing_pages=StalePage.objects.filter(attempts__gt=0).count(),
    )
