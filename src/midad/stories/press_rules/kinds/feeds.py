"""Feeds and sitemaps."""

from collections.abc import Iterator

from arabictext.slugs import slugify
from midad.press.graph import PageKind, Parameters, Rendered
from midad.stories import addresses
from midad.stories.models import SectionPage
from midad.stories.press_rules.kinds.listings import section_addresses
from midad.stories.press_rules.kinds.parameters import CODED, always, date_of, live_section
from midad.stories.press_rules.rendering import as_rendered, new_reading
from midad.stories.queries import edition, feeds, listings
from midad.stories.queries import keys as key_names
from midad.stories.queries.listings import NAMED

FEED_NAME = r"(?P<name>rss\.xml|atom\.xml|feed\.json)"


def render_feed(parameters: Parameters) -> Rendered:
    """Render a feed of the paper."""
    reading = new_reading()
    return as_rendered(reading, feeds.feed_body(parameters["name"], None, reading))


def render_section_feed(parameters: Parameters) -> Rendered | None:
    """Render a feed of a section; None when there is no such section."""
    section = live_section(parameters["code"])
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
            addresses.named(family, code, slugify(name))
            for code, name in model.objects.order_by("pk").values_list("code", "name")
        ]
    return as_rendered(reading, feeds.pages_sitemap(paths))


def render_month_sitemap(parameters: Parameters) -> Rendered | None:
    """Render the sitemap of a month's stories."""
    month = date_of({**parameters, "day": "01"})
    reading = new_reading()
    body = feeds.month_sitemap(month, reading) if month else None
    return as_rendered(reading, body) if body else None


def month_sitemap_addresses() -> Iterator[str]:
    """Yield the sitemap of every month that has stories."""
    for month, _ in listings.months_with_stories():
        yield addresses.month_sitemap(month)


KINDS = [
    PageKind("feed", rf"/feeds/{FEED_NAME}", render_feed, paper_feed_addresses),
    PageKind(
        "section-feed",
        rf"/feeds/sections/{CODED}/{FEED_NAME}",
        render_section_feed,
        section_feed_addresses,
    ),
    PageKind("sitemap-index", r"/sitemap\.xml", render_sitemap_index, always("/sitemap.xml")),
    PageKind(
        "sitemap-news", r"/sitemaps/news\.xml", render_news_sitemap, always("/sitemaps/news.xml")
    ),
    PageKind(
        "sitemap-pages",
        r"/sitemaps/pages\.xml",
        render_pages_sitemap,
        always("/sitemaps/pages.xml"),
    ),
    PageKind(
        "sitemap-month",
        r"/sitemaps/stories-(?P<year>\d{4})-(?P<month>\d{2})\.xml",
        render_month_sitemap,
        month_sitemap_addresses,
    ),
]
