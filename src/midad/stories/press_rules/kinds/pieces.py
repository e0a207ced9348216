"""What pages fetch or carry with them, and the few single files."""

from collections.abc import Iterator

from django.conf import settings
from django.utils.translation import gettext

from midad.press.graph import PageKind, Parameters, Rendered
from midad.stories import addresses
from midad.stories.models import (
    EditionSettings,
    SectionPage,
)
from midad.stories.press_rules.kinds.parameters import CODED, always, row_of
from midad.stories.press_rules.rendering import as_rendered, new_reading, rendered
from midad.stories.queries import edition, frames, listings
from midad.stories.queries import keys as key_names
from midad.stories.queries.listings import NAMED


def render_latest(parameters: Parameters) -> Rendered | None:
    """Render the newest stories of a section or topic as a piece that pages fetch."""
    family = parameters["family"]
    row = row_of(family, parameters["code"])
    if row is None:
        return None
    reading = new_reading()
    reading.ring.add(key_names.listing(family, row.pk), key_names.named(family, row.pk))
    shown = listings.latest(listings.stories_of(family, row), reading)
    heading = gettext("Newest in this section") if family == "sections" else gettext("Related news")
    return rendered(reading, "fragments/latest.html", {"heading": heading, "teasers": shown})


def latest_addresses() -> Iterator[str]:
    """Yield the piece of every section and topic."""
    for code in SectionPage.objects.filter(live=True).values_list("code", flat=True):
        yield addresses.latest_fragment("sections", code)
    for code in NAMED["topics"].objects.order_by("pk").values_list("code", flat=True):
        yield addresses.latest_fragment("topics", code)


def render_present(_: Parameters) -> Rendered:
    """Render what changes with the clock on every page: the masthead's date, breaking news."""
    reading = new_reading()
    context = {
        "masthead_date": edition.present_masthead_date(reading),
        "breaking": edition.breaking_view(reading),
        "today": reading.today.isoformat(),
    }
    return rendered(reading, "fragments/present.html", context)


def render_not_found(_: Parameters) -> Rendered:
    """Render the page for addresses where nothing stands."""
    reading = new_reading()
    frame = frames.frame(reading, "not_found", gettext("Page not found"), "/404.html", noindex=True)
    return rendered(reading, "pages/stories/not_found.html", {"frame": frame})


def render_robots(_: Parameters) -> Rendered:
    """Render robots.txt."""
    lines = [
        "User-agent: *",
        "Disallow: /newsroom/",
        "Disallow: /report/",
        "Disallow: /account/",
        "Disallow: /api/",
        "Disallow: /me",
        "",
        f"Sitemap: {settings.PAPER_URL}/sitemap.xml",
        "",
    ]
    return as_rendered(new_reading(), "\n".join(lines).encode())


def render_edition_stylesheet(parameters: Parameters) -> Rendered | None:
    """Render the edition's colours as a stylesheet; None for colours no longer in use."""
    reading = new_reading()
    if parameters["name"] != edition.stylesheet_name(reading.settings):
        return None
    light, dark = reading.settings.accent_color, reading.settings.accent_color_dark
    css = f":root{{--accent-light:{light};--accent-dark:{dark};--accent:{light}}}"
    css += f"@media (prefers-color-scheme:dark){{:root{{--accent:{dark}}}}}"
    css += f":root[data-mode=light]{{--accent:{light}}}:root[data-mode=dark]{{--accent:{dark}}}\n"
    return as_rendered(reading, css.encode())


def edition_stylesheet_addresses() -> Iterator[str]:
    """Yield the stylesheet of the edition's present colours."""
    yield f"/edition/{edition.stylesheet_name(EditionSettings.current())}"


KINDS = [
    PageKind(
        "latest",
        rf"/fragments/(?P<family>sections|topics)/{CODED}/latest\.html",
        render_latest,
        latest_addresses,
    ),
    PageKind(
        "present", r"/fragments/present\.html", render_present, always("/fragments/present.html")
    ),
    PageKind("not-found", r"/404\.html", render_not_found, always("/404.html")),
    PageKind("robots", r"/robots\.txt", render_robots, always("/robots.txt")),
    PageKind(
        "edition-stylesheet",
        r"/edition/(?P<name>[0-9a-f]{6}-[0-9a-f]{6}\.css)",
        render_edition_stylesheet,
        edition_stylesheet_addresses,
    ),
]
