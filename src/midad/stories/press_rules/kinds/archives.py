"""The archive: its front, months, days, and the months of each list."""

from collections.abc import Iterator
from typing import Any

from django.utils.translation import gettext

from midad.press.graph import PageKind, Parameters, Rendered
from midad.stories import addresses
from midad.stories.models import SectionPage
from midad.stories.press_rules.kinds.parameters import CODED, FAMILY, always, date_of, row_of
from midad.stories.press_rules.rendering import new_reading, rendered
from midad.stories.queries import frames, listings
from midad.stories.queries.listings import NAMED, ArchivePart
from midad.stories.queries.shapes import Link, ListingView
from midad.stories.queries.teasers import PART_SIZE


def render_archive(_: Parameters) -> Rendered:
    """Render the archive's front: years and months."""
    reading = new_reading()
    years = listings.archive_view(reading)
    crumbs = (Link(gettext("Archive"), addresses.ARCHIVE),)
    frame = frames.frame(
        reading, "archive", gettext("News archive"), addresses.ARCHIVE, breadcrumbs=crumbs
    )
    return rendered(reading, "pages/stories/archive.html", {"frame": frame, "years": years})


def render_month(parameters: Parameters) -> Rendered | None:
    """Render the page that lists a month's days."""
    month = date_of({**parameters, "day": "01"})
    if month is None:
        return None
    reading = new_reading()
    view = listings.month_view(month, reading)
    return _archive_page(reading, view, "month", addresses.month(month))


def render_day(parameters: Parameters) -> Rendered | None:
    """Render one part of a day's archive."""
    day = date_of(parameters)
    if day is None:
        return None
    reading = new_reading()
    part = ArchivePart(int(parameters["part"] or 1))
    view = listings.day_view(day, part, reading)
    return _archive_page(reading, view, "day", addresses.day(day, part.number))


def render_listed_month(parameters: Parameters) -> Rendered | None:
    """Render one part of the month archive of a section, author, agency or topic."""
    family, month = parameters["family"], date_of({**parameters, "day": "01"})
    row = row_of(family, parameters["code"])
    if row is None or month is None:
        return None
    reading = new_reading()
    part = ArchivePart(int(parameters["part"] or 1))
    view = listings.listed_month_view(family, row, month, part, reading)
    address = addresses.listed_month(family, row.code, month, part.number)
    return _archive_page(reading, view, "month", address)


def _archive_page(
    reading: Any, view: ListingView | None, kind: str, address: str
) -> Rendered | None:
    if view is None:
        return None
    crumbs = (Link(gettext("Archive"), addresses.ARCHIVE), Link(view.heading, address))
    frame = frames.listing_frame(view, reading, kind, address, breadcrumbs=crumbs)
    return rendered(reading, f"pages/stories/{kind}.html", {"frame": frame, "listing": view})


def parts_of(count: int) -> range:
    """Return the numbers of an archive's parts."""
    return range(1, (max(count, 1) - 1) // PART_SIZE + 2)


def month_addresses() -> Iterator[str]:
    """Yield every month that has stories."""
    for month, _ in listings.months_with_stories():
        yield addresses.month(month)


def day_addresses() -> Iterator[str]:
    """Yield every part of every day that has stories."""
    for day, count in listings.days_with_stories():
        for part in parts_of(count):
            yield addresses.day(day, part)


def listed_month_addresses() -> Iterator[str]:
    """Yield every part of every month of each section, author, agency and topic."""
    families: list[tuple[str, Any]] = [("sections", SectionPage), *NAMED.items()]
    for family, model in families:
        for row in model.objects.order_by("pk"):
            if family == "sections" and not row.live:
                continue
            for month, count in listings.month_counts(listings.stories_of(family, row)):
                for part in parts_of(count):
                    yield addresses.listed_month(family, row.code, month, part)


KINDS = [
    PageKind("archive", r"/archive/", render_archive, always("/archive/")),
    PageKind("month", rf"/archive/{addresses.MONTH}/", render_month, month_addresses),
    PageKind("day", rf"/archive/{addresses.DAY}/{addresses.PART}", render_day, day_addresses),
    PageKind(
        "listed-month",
        rf"/archive/{FAMILY}/{CODED}/{addresses.MONTH}/{addresses.PART}",
        render_listed_month,
        listed_month_addresses,
    ),
]
