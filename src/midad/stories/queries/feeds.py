"""Feeds and sitemaps as bytes, from the newest stories; the same stories give the same bytes."""

import json
from collections.abc import Iterable, Sequence
from datetime import UTC, date, datetime, timedelta

from django.conf import settings
from django.db.models import Max
from django.db.models.functions import Coalesce, Greatest, TruncMonth
from django.template import loader
from django.utils import feedgenerator

from arabictext.direction import plain_rtl
from arabictext.slugs import slugify
from midad.stories import addresses
from midad.stories.models import SectionPage, StoryPage
from midad.stories.queries import keys as key_names
from midad.stories.queries import teasers as teasing
from midad.stories.queries.edition import Reading, next_midnight
from midad.stories.queries.shapes import SitemapEntry, Teaser

FEED_SIZE = 30
NEWS_SITEMAP_SIZE = 1000
NEWS_SITEMAP_SPAN = timedelta(days=2)


class _Steady:
    """A feed without a story is dated at the epoch, not by the clock: same content, same bytes."""

    items: list[dict[str, object]]

    def latest_post_date(self) -> datetime:
        if not self.items:
            return datetime(1970, 1, 1, tzinfo=UTC)
        newest: datetime = super().latest_post_date()  # type: ignore[misc]  # of the feed beside it
        return newest


class _Rss(_Steady, feedgenerator.Rss201rev2Feed):
    pass


class _Atom(_Steady, feedgenerator.Atom1Feed):
    pass


def feed_body(name: str, section: SectionPage | None, reading: Reading) -> bytes:
    """Return a feed of the paper, or of one section, as bytes."""
    key = key_names.listing("sections", section.pk) if section else key_names.NEWEST
    reading.ring.add(key)
    stories = teasing.in_sections(section) if section else teasing.listed_stories()
    rows = list(stories[:FEED_SIZE])
    shown = {teaser.story_id: teaser for teaser in teasing.teasers(stories[:FEED_SIZE], reading)}
    items = [(row, shown[row.pk]) for row in rows if row.pk in shown]
    if name == "feed.json":
        return _json_feed(items, section, reading)
    return _xml_feed(name, items, section, reading)


Item = tuple[StoryPage, Teaser]


def _xml_feed(
    name: str, items: Sequence[Item], section: SectionPage | None, reading: Reading
) -> bytes:
    kind = _Atom if name == "atom.xml" else _Rss
    feed = kind(
        title=_feed_title(section, reading),
        link=settings.PAPER_URL + _home(section),
        description=(section.description if section else "") or reading.settings.tagline,
        language="ar",
        feed_url=settings.PAPER_URL + addresses.feed(name, section.code if section else ""),
        author_name=reading.settings.publisher or reading.settings.name,
    )
    for story, teaser in items:
        feed.add_item(
            title=_labelled(teaser),
            link=settings.PAPER_URL + teaser.address,
            description=teaser.standfirst,
            pubdate=story.published_at,
            updateddate=story.updated_at or story.published_at,
            unique_id=settings.PAPER_URL + addresses.story_key(story.code),
            unique_id_is_permalink=False,
            author_name="، ".join(teaser.authors) or None,
            categories=[teaser.section.name] if teaser.section else [],
        )
    return feed.writeString("utf-8").encode()


def _json_feed(items: Sequence[Item], section: SectionPage | None, reading: Reading) -> bytes:
    """Return a JSON Feed. Source: jsonfeed.org, version 1.1."""
    feed = {
        "version": "https://jsonfeed.org/version/1.1",
        "title": _feed_title(section, reading),
        "home_page_url": settings.PAPER_URL + _home(section),
        "feed_url": settings.PAPER_URL
        + addresses.feed("feed.json", section.code if section else ""),
        "language": "ar",
        "items": [_json_item(story, teaser) for story, teaser in items],
    }
    return json.dumps(feed, ensure_ascii=False, indent=1).encode()


def _json_item(story: StoryPage, teaser: Teaser) -> dict[str, object]:
    item: dict[str, object] = {
        "id": settings.PAPER_URL + addresses.story_key(story.code),
        "url": settings.PAPER_URL + teaser.address,
        "title": _labelled(teaser),
        "content_text": teaser.standfirst or teaser.title,
        "date_published": teaser.published.iso,
        "language": "ar",
    }
    if story.updated_at:
        item["date_modified"] = story.updated_at.replace(microsecond=0).isoformat()
    if teaser.authors:
        item["authors"] = [{"name": name} for name in teaser.authors]
    if teaser.section:
        item["tags"] = [teaser.section.name]
    if teaser.picture:
        item["image"] = settings.PAPER_URL + teaser.picture.url
    return item


def _labelled(teaser: Teaser) -> str:
    """Return the title as a feed shows it: opinion and paid pieces say so in words."""
    return plain_rtl(f"{teaser.label}: {teaser.title}" if teaser.label else teaser.title)


def _feed_title(section: SectionPage | None, reading: Reading) -> str:
    name = reading.settings.name
    return f"{name} - {section.title}" if section else name


def _home(section: SectionPage | None) -> str:
    return addresses.section(section.code) if section else addresses.FRONT


def _changed() -> Greatest:
    return Greatest("published_at", Coalesce("updated_at", "published_at"))


def sitemap_index(reading: Reading) -> bytes:
    """Return the index: one sitemap a month, one of the fixed pages, one of the news."""
    reading.ring.add(key_names.ARCHIVE, key_names.SITEMAP)
    months = (
        teasing.listed_stories()
        .annotate(month=TruncMonth("published_date"))
        .order_by("month")
        .values("month")
        .annotate(last=Max(_changed()))
    )
    entries = [
        SitemapEntry(settings.PAPER_URL + "/sitemaps/news.xml", None),
        SitemapEntry(settings.PAPER_URL + "/sitemaps/pages.xml", None),
    ]
    entries += [
        SitemapEntry(settings.PAPER_URL + addresses.month_sitemap(row["month"]), row["last"])
        for row in months
    ]
    return _xml("xml/sitemap-index.xml", entries)


def month_sitemap(month: date, reading: Reading) -> bytes | None:
    """Return the sitemap of the stories of a month; None when there are none."""
    reading.ring.add(key_names.month(month.year, month.month))
    rows = teasing.of_month(teasing.listed_stories(), month.year, month.month)
    entries = [
        SitemapEntry(_url(code, title), updated_at or published_at)
        for code, title, updated_at, published_at in rows.values_list(
            "code", "title", "updated_at", "published_at"
        )
    ]
    return _xml("xml/sitemap.xml", entries) if entries else None


def news_sitemap(reading: Reading) -> bytes:
    """Return the news sitemap: the stories of the last two days.

    Source: the news sitemap protocol, at most 1,000 stories. The page is due each midnight.
    """
    reading.ring.add(key_names.NEWEST)
    since = _days_ago(reading, NEWS_SITEMAP_SPAN)
    rows = teasing.listed_stories().filter(published_date__gte=since)[:NEWS_SITEMAP_SIZE]
    entries = [
        SitemapEntry(_url(code, title), None, title, published_at)
        for code, title, published_at in rows.values_list("code", "title", "published_at")
    ]
    return _xml("xml/sitemap-news.xml", entries, name=reading.settings.name)


def _days_ago(reading: Reading, span: timedelta) -> date:
    reading.ring.add_due(key_names.TODAY, next_midnight(reading))
    return reading.today - span


def pages_sitemap(paths: Iterable[str]) -> bytes:
    """Return the sitemap of the pages that are no stories."""
    return _xml(
        "xml/sitemap.xml", [SitemapEntry(settings.PAPER_URL + path, None) for path in paths]
    )


def _url(code: str, title: str) -> str:
    return settings.PAPER_URL + addresses.story(code, slugify(title))


def _xml(template: str, entries: Sequence[SitemapEntry], **more: str) -> bytes:
    context = {"entries": entries, "w3c": w3c_moment, **more}
    return loader.render_to_string(template, context, using="jinja2").encode()


def w3c_moment(moment: datetime) -> str:
    """Return a moment as sitemaps write it, in UTC to the second."""
    return moment.astimezone(UTC).replace(microsecond=0).isoformat()
