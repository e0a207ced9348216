"""Every family of addresses of the paper: how each is rendered and which of them should exist."""

from collections.abc import Callable, Iterator
from datetime import date
from typing import Any

from django.conf import settings

from midad.press.graph import PageKind, Parameters, Rendered
from midad.press.registry import graph
from midad.stories import addresses
from midad.stories.models import (
    EditionSettings,
    FrontPage,
    SectionPage,
    Standing,
    StoryPage,
    Tombstone,
)
from midad.stories.press_rules.rendering import as_rendered, new_reading, rendered
from midad.stories.queries import edition, feeds, frames, listings
from midad.stories.queries import keys as key_names
from midad.stories.queries import story as story_reading
from midad.stories.queries.listings import NAMED, ArchivePart
from midad.stories.queries.shapes import Link, ListingView
from midad.stories.queries.teasers import PART_SIZE

FAMILY = r"(?P<family>sections|authors|agencies|topics)"
NAMED_FAMILY = r"(?P<family>authors|agencies|topics)"
CODED = rf"(?P<code>{addresses.CODE})"
FEED_NAME = r"(?P<name>rss\.xml|atom\.xml|feed\.json)"
NAMED_KINDS = {"authors": "author", "agencies": "agency", "topics": "topic"}


# --- stories


def render_story(parameters: Parameters) -> Rendered | None:
    """Render a story in whatever state it is: standing, withdrawn, or gone."""
    reading = new_reading()
    story = story_reading.story_by_code(parameters["code"])
    if story is None:
        buried = Tombstone.objects.filter(code=parameters["code"]).exists()
        return _gone(reading, parameters["code"]) if buried else None
    reading.ring.add(key_names.story(story.pk))
    if story.first_published_at is None:
        return None
    if not story.live or story.standing == Standing.KILLED:
        return _gone(reading, story.code)
    view = story_reading.story_view(story, reading)
    frame = frames.story_frame(view, reading)
    name = "withdrawn" if story.standing == Standing.WITHDRAWN else "story"
    return rendered(reading, f"pages/stories/{name}.html", {"frame": frame, "story": view})


def _gone(reading: Any, code: str) -> Rendered:
    frame = frames.frame(
        reading, "gone", "هذه المادة لم تعد متاحة", addresses.story_key(code), noindex=True
    )
    return rendered(reading, "pages/stories/gone.html", {"frame": frame}, gone=True)


def story_addresses() -> Iterator[str]:
    """Yield the address of every story that was ever published."""
    stories = StoryPage.objects.filter(first_published_at__isnull=False).order_by("pk")
    for code in stories.values_list("code", flat=True).iterator(chunk_size=2000):
        yield addresses.story_key(code)
    for code in Tombstone.objects.order_by("pk").values_list("code", flat=True):
        yield addresses.story_key(code)


# --- front, sections, authors, agencies, topics


def render_front(_: Parameters) -> Rendered:
    """Render the front page."""
    reading = new_reading()
    front = FrontPage.objects.filter(live=True).first()
    view = listings.front_view(front, reading)
    frame = frames.frame(reading, "front", reading.settings.name, addresses.FRONT, made_daily=True)
    return rendered(reading, "pages/stories/front.html", {"frame": frame, "front": view})


def render_section(parameters: Parameters) -> Rendered | None:
    """Render a section's front; None when there is no such section."""
    section = _live_section(parameters["code"])
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


def _live_section(code: str) -> SectionPage | None:
    return SectionPage.objects.filter(code=code, live=True).first()


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


# --- archives


def render_day(parameters: Parameters) -> Rendered | None:
    """Render one part of a day's archive."""
    day = _date(parameters)
    if day is None:
        return None
    reading = new_reading()
    part = ArchivePart(int(parameters["part"] or 1))
    view = listings.day_view(day, part, reading)
    return _archive_page(reading, view, "day", addresses.day(day, part.number))


def render_month(parameters: Parameters) -> Rendered | None:
    """Render the page that lists a month's days."""
    month = _date({**parameters, "day": "01"})
    if month is None:
        return None
    reading = new_reading()
    view = listings.month_view(month, reading)
    return _archive_page(reading, view, "month", addresses.month(month))


def render_listed_month(parameters: Parameters) -> Rendered | None:
    """Render one part of the month archive of a section, author, agency or topic."""
    family, month = parameters["family"], _date({**parameters, "day": "01"})
    row = _row_of(family, parameters["code"])
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
    crumbs = (Link("الأرشيف", addresses.ARCHIVE), Link(view.heading, address))
    frame = frames.listing_frame(view, reading, kind, address, breadcrumbs=crumbs)
    return rendered(reading, f"pages/stories/{kind}.html", {"frame": frame, "listing": view})


def _row_of(family: str, code: str) -> Any:
    if family == "sections":
        return _live_section(code)
    return NAMED[family].objects.filter(code=code).first()


def _date(parameters: Parameters) -> date | None:
    try:
        return date(int(parameters["year"]), int(parameters["month"]), int(parameters["day"]))
    except ValueError:
        return None


def parts_of(count: int) -> range:
    """Return the numbers of an archive's parts."""
    return range(1, (max(count, 1) - 1) // PART_SIZE + 2)


def day_addresses() -> Iterator[str]:
    """Yield every part of every day that has stories."""
    for day, count in listings.days_with_stories():
        for part in parts_of(count):
            yield addresses.day(day, part)


def month_addresses() -> Iterator[str]:
    """Yield every month that has stories."""
    for month, _ in listings.months_with_stories():
        yield addresses.month(month)


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


def render_archive(_: Parameters) -> Rendered:
    """Render the archive's front: years and months."""
    reading = new_reading()
    years = listings.archive_view(reading)
    crumbs = (Link("الأرشيف", addresses.ARCHIVE),)
    frame = frames.frame(reading, "archive", "أرشيف الأخبار", addresses.ARCHIVE, breadcrumbs=crumbs)
    return rendered(reading, "pages/stories/archive.html", {"frame": frame, "years": years})


# --- feeds, sitemaps, pieces, and the few single files


def render_feed(parameters: Parameters) -> Rendered:
    """Render a feed of the paper."""
    reading = new_reading()
    return as_rendered(reading, feeds.feed_body(parameters["name"], None, reading))


def render_section_feed(parameters: Parameters) -> Rendered | None:
    """Render a feed of a section; None when there is no such section."""
    section = _live_section(parameters["code"])
    if section is None:
        return None
    reading = new_reading()
    reading.ring.add(key_names.SECTIONS)
    return as_rendered(reading, feeds.feed_body(parameters["name"], section, reading))


def paper_feed_addresses() -> Iterator[str]:
    """Yield the paper's feeds."""
    yield from (addresses.feed(name) for name in edition.FEED_TYPES)


def section_feed_addresses() -> Iterator[str]:
    """Yield the feeds of every live section."""
    for code in SectionPage.objects.filter(live=True).values_list("code", flat=True):
        yield from (addresses.feed(name, code) for name in edition.FEED_TYPES)


def render_sitemap_index(_: Parameters) -> Rendered:
    """Render the sitemap index."""
    reading = new_reading()
    return as_rendered(reading, feeds.sitemap_index(reading))


def render_news_sitemap(_: Parameters) -> Rendered:
    """Render the sitemap of the last two days."""
    reading = new_reading()
    return as_rendered(reading, feeds.news_sitemap(reading))


def render_pages_sitemap(_: Parameters) -> Rendered:
    """Render the sitemap of fronts, sections, authors, agencies and topics."""
    reading = new_reading()
    reading.ring.add(key_names.SITEMAP, key_names.SECTIONS)
    paths = [addresses.FRONT, addresses.ARCHIVE, *section_addresses()]
    for family, model in NAMED.items():
        paths += [
            addresses.named(family, row.code, row.slug_words)
            for row in model.objects.order_by("pk")
        ]
    return as_rendered(reading, feeds.pages_sitemap(paths))


def render_month_sitemap(parameters: Parameters) -> Rendered | None:
    """Render the sitemap of a month's stories."""
    month = _date({**parameters, "day": "01"})
    reading = new_reading()
    body = feeds.month_sitemap(month, reading) if month else None
    return as_rendered(reading, body) if body else None


def month_sitemap_addresses() -> Iterator[str]:
    """Yield the sitemap of every month that has stories."""
    for month, _ in listings.months_with_stories():
        yield addresses.month_sitemap(month)


def render_latest(parameters: Parameters) -> Rendered | None:
    """Render the newest stories of a section or topic as a piece that pages fetch."""
    family = parameters["family"]
    row = _row_of(family, parameters["code"])
    if row is None:
        return None
    reading = new_reading()
    reading.ring.add(key_names.listing(family, row.pk), key_names.named(family, row.pk))
    shown = listings.latest(listings.stories_of(family, row), reading)
    heading = "الأحدث في القسم" if family == "sections" else "أخبار ذات صلة"
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
    frame = frames.frame(reading, "not_found", "الصفحة غير موجودة", "/404.html", noindex=True)
    return rendered(reading, "pages/stories/not_found.html", {"frame": frame})


def render_robots(_: Parameters) -> Rendered:
    """Render robots.txt."""
    lines = [
        "User-agent: *",
        "Disallow: /newsroom/",
        "Disallow: /report/",
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


def _always(*fixed: str) -> Callable[[], Iterator[str]]:
    return lambda: iter(fixed)


KINDS = [
    PageKind("front", r"/", render_front, _always("/")),
    PageKind("story", rf"/articles/{CODED}/", render_story, story_addresses),
    PageKind("section", rf"/sections/{CODED}/", render_section, section_addresses),
    PageKind("named", rf"/{NAMED_FAMILY}/{CODED}/", render_named, named_addresses),
    PageKind("archive", r"/archive/", render_archive, _always("/archive/")),
    PageKind("month", rf"/archive/{addresses.MONTH}/", render_month, month_addresses),
    PageKind("day", rf"/archive/{addresses.DAY}/{addresses.PART}", render_day, day_addresses),
    PageKind(
        "listed-month",
        rf"/archive/{FAMILY}/{CODED}/{addresses.MONTH}/{addresses.PART}",
        render_listed_month,
        listed_month_addresses,
    ),
    PageKind("feed", rf"/feeds/{FEED_NAME}", render_feed, paper_feed_addresses),
    PageKind(
        "section-feed",
        rf"/feeds/sections/{CODED}/{FEED_NAME}",
        render_section_feed,
        section_feed_addresses,
    ),
    PageKind("sitemap-index", r"/sitemap\.xml", render_sitemap_index, _always("/sitemap.xml")),
    PageKind(
        "sitemap-news", r"/sitemaps/news\.xml", render_news_sitemap, _always("/sitemaps/news.xml")
    ),
    PageKind(
        "sitemap-pages",
        r"/sitemaps/pages\.xml",
        render_pages_sitemap,
        _always("/sitemaps/pages.xml"),
    ),
    PageKind(
        "sitemap-month",
        r"/sitemaps/stories-(?P<year>\d{4})-(?P<month>\d{2})\.xml",
        render_month_sitemap,
        month_sitemap_addresses,
    ),
    PageKind(
        "latest",
        rf"/fragments/(?P<family>sections|topics)/{CODED}/latest\.html",
        render_latest,
        latest_addresses,
    ),
    PageKind(
        "present", r"/fragments/present\.html", render_present, _always("/fragments/present.html")
    ),
    PageKind("not-found", r"/404\.html", render_not_found, _always("/404.html")),
    PageKind("robots", r"/robots\.txt", render_robots, _always("/robots.txt")),
    PageKind(
        "edition-stylesheet",
        r"/edition/(?P<name>[0-9a-f]{6}-[0-9a-f]{6}\.css)",
        render_edition_stylesheet,
        edition_stylesheet_addresses,
    ),
]


def register_kinds() -> None:
    """Register every kind with the press."""
    for kind in KINDS:
        graph.register_kind(kind)
