"""What the parts of an address stand for: patterns, and the rows and dates they name."""

from collections.abc import Callable, Iterator
from datetime import date
from typing import Any

from midad.press.graph import Parameters
from midad.stories import addresses
from midad.stories.models import SectionPage
from midad.stories.queries.listings import NAMED

FAMILY = r"(?P<family>sections|authors|agencies|topics)"
NAMED_FAMILY = r"(?P<family>authors|agencies|topics)"
CODED = rf"(?P<code>{addresses.CODE})"


def live_section(code: str) -> SectionPage | None:
    """Return the live section of a code; None for none."""
    return SectionPage.objects.filter(code=code, live=True).first()


def row_of(family: str, code: str) -> Any:
    """Return the section, author, agency or topic of a code; None for none."""
    if family == "sections":
        return live_section(code)
    return NAMED[family].objects.filter(code=code).first()


def date_of(parameters: Parameters) -> date | None:
    """Return the day an address names; None when there is no such day."""
    try:
        return date(int(parameters["year"]), int(parameters["month"]), int(parameters["day"]))
    except ValueError:
        return None


def always(*fixed: str) -> Callable[[], Iterator[str]]:
    """Return what yields these addresses: they exist whatever the paper holds."""
    return lambda: iter(fixed)
