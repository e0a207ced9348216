"""The front, and the pages of sections, authors, agencies and topics."""

from collections.abc import Iterator

from midad.press.graph import PageKind, Parameters, Rendered
from midad.stories import addresses
from midad.stories.models import (
    FrontPage,
    SectionPage,
)
from midad.stories.press_rules.kinds.parameters import CODED, NAMED_FAMILY, always, live_section
from midad.stories.press_rules.rendering import new_reading, rendered
from midad.stories.queries import edition, frames, listings
from midad.stories.queries.listings import NAMED
from midad.stories.queries.shapes import Link

NAMED_KINDS = {"authors": "author", "agencies": "agency", "topics": "topic"}


def render_front(_: Parameters) -> Rendered:
    """Render the front page."""
    reading = new_reading()
    front = FrontPage.objects.filter(live=True).first()
    view = listings.front_view(front, reading)
    frame = frames.frame(reading, "front", reading.settings.name, addresses.FRONT, made_daily=True)
    return rendered(reading, "pages/stories/front.html", {"frame": frame, "front": view})


def render_section(parameters: Parameters) -> Rendered | None:
    """Render a section's front; None when there is no such section."""
    section = live_section(parameters["code"])
    if section is None:
        return None
    reading = new_reading()
    view = listings.section_view(section, reading)
    frame = frames.listing_frame(
        view,
        reading,
        "section",
        addresses.section(section.code),
        breadcrumbs=_trail(section),
        current_section=section.code,
        feeds=edition.section_feeds(section.title, section.code),
    )
    return rendered(reading, "pages/stories/section.html", {"frame": frame, "listing": view})


def _trail(section: SectionPage) -> tuple[Link, ...]:
    parent = section.get_parent().specific
    own = Link(section.title, addresses.section(section.code))
    if isinstance(parent, SectionPage) and parent.live:
        return Link(parent.title, addresses.section(parent.code)), own
    return (own,)


def section_addresses() -> Iterator[str]:
    """Yield the address of every live section."""
    for code in SectionPage.objects.filter(live=True).values_list("code", flat=True):
        yield addresses.section(code)


def render_named(parameters: Parameters) -> Rendered | None:
    """Render the page of an author, agency or topic; None when there is none."""
    family = parameters["family"]
    row = NAMED[family].objects.filter(code=parameters["code"]).first()
    if row is None:
        return None
    reading = new_reading()
    view = listings.named_view(family, row, reading)
    kind = NAMED_KINDS[family]
    address = addresses.named(family, row.code, row.slug_words)
    crumbs = (Link(row.name, address),)
    frame = frames.listing_frame(view, reading, kind, address, breadcrumbs=crumbs)
    return rendered(reading, f"pages/stories/{kind}.html", {"frame": frame, "listing": view})


def named_addresses() -> Iterator[str]:
    """Yield the address of every author, agency and topic."""
    for family, model in NAMED.items():
        for code in model.objects.order_by("pk").values_list("code", flat=True):
            yield addresses.named_key(family, code)


KINDS = [
    PageKind("front", r"/", render_front, always("/")),
    PageKind("section", rf"/sections/{CODED}/", render_section, section_addresses),
    PageKind("named", rf"/{NAMED_FAMILY}/{CODED}/", render_named, named_addresses),
]
