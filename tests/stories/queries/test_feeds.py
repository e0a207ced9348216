"""Feeds and sitemaps: what readers' programs find in them, and that the same gives the same."""

import json
import re
from datetime import UTC, datetime, timedelta
from urllib.parse import unquote
from xml.etree import ElementTree

import feedparser
import pytest

from midad.stories import addresses, services
from midad.stories.queries import feeds
from midad.stories.queries.edition import begin_reading
from midad.stories.queries.feeds import FEED_SIZE
from tests.stories.factories import (
    PAPER,
    draft_story,
    found,
    fresh,
    import_stories,
    make_author,
    make_section,
    make_story,
    publish,
    sized_picture,
)

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("paper_stands", "light")]
XML = ["rss.xml", "atom.xml"]
FEEDS = [*XML, "feed.json"]
PAPER_URL = "http://localhost:8000"
SITEMAP = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
NEWS = "{http://www.google.com/schemas/sitemap-news/0.9}"


@pytest.fixture
def section(clock):
    return make_section()


def body(name, clock, section=None):
    return feeds.feed_body(name, section, begin_reading(now=clock.now))


def items(name, clock, section=None):
    """Return (title, link, id) of each item, as a feed reader finds them."""
    found = body(name, clock, section)
    if name == "feed.json":
        return [(one["title"], one["url"], one["id"]) for one in json.loads(found)["items"]]
    parsed = feedparser.parse(found)
    assert not parsed.bozo, parsed.bozo_exception
    return [(one.title, one.link, one.id) for one in parsed.entries]


# --- feeds


@pytest.mark.parametrize("name", FEEDS)
def test_a_feed_has_the_newest_first_each_under_an_id_that_stays(section, clock, name):
    old = make_story(section, "أول")
    clock.move(minutes=1)
    new = make_story(section, "ثان")
    expected = [(story, f"{PAPER_URL}/articles/{story.code}/") for story in (new, old)]
    found = items(name, clock)
    assert [identity for _, _, identity in found] == [identity for _, identity in expected]
    assert [unquote(link) for _, link, _ in found] == [
        f"{identity}{story.slug_words}/" for story, identity in expected
    ]
    publish(old, title="عنوان آخر")
    assert [identity for _, _, identity in items(name, clock)] == [
        identity for _, identity in expected
    ]


@pytest.mark.parametrize("name", FEEDS)
@pytest.mark.parametrize(
    ("label", "title"),
    [
        ("opinion", "رأي: افتتاح المرفأ"),
        ("paid", "محتوى مدفوع: افتتاح المرفأ"),
        ("sponsored", "برعاية: افتتاح المرفأ"),
        ("", "افتتاح المرفأ"),
    ],
)
def test_opinion_and_paid_pieces_say_so_in_words(section, clock, name, label, title):
    make_story(section, label=label)
    assert items(name, clock)[0][0] == f"\u200f{title}"


@pytest.mark.parametrize("name", FEEDS)
def test_titles_are_plain_text_that_keeps_its_direction(section, clock, name):
    make_story(section, "شركة Blue & Co <ب> تربح 3-1")
    title = items(name, clock)[0][0]
    assert title == "\u200fشركة \u2066Blue & Co\u2069 <ب> تربح 3-1"


@pytest.mark.parametrize("name", FEEDS)
def test_a_feed_holds_the_newest_thirty(section, clock, name):
    import_stories(section, FEED_SIZE + 5, clock.now, every=timedelta(seconds=1))
    found = items(name, clock)
    assert len(found) == FEED_SIZE
    assert found[0][0].endswith(str(FEED_SIZE + 4))


@pytest.mark.parametrize("name", FEEDS)
def test_a_section_has_feeds_of_its_own(section, clock, name):
    branch = make_section("مصارف", "banks", parent=section)
    make_story(branch, "مصرف")
    make_story(make_section("رياضة", "sports"), "مباراة")
    assert [title for title, _, _ in items(name, clock, section)] == ["\u200fمصرف"]
    assert "اقتصاد" in body(name, clock, section).decode()


@pytest.mark.parametrize("name", FEEDS)
def test_what_was_taken_back_is_in_no_feed(section, clock, name):
    draft_story(section, "مسودة")
    for verb, words in [("withdraw", {"notice": "سُحب"}), ("kill", {"reason": "سبب"})]:
        act = getattr(services, f"{verb}_story")
        act(story=make_story(section), editor=None, now=clock.now, **words)
    make_story(section).unpublish()
    assert items(name, clock) == []


@pytest.mark.parametrize("name", FEEDS)
def test_the_same_stories_give_the_same_bytes_at_any_time(section, clock, name):
    empty = body(name, clock)
    clock.move(days=3)
    assert body(name, clock) == empty
    make_story(section, authors=[make_author()])
    full = body(name, clock)
    clock.move(days=3)
    assert body(name, clock) == full != empty


def test_an_empty_feed_is_dated_at_no_present_moment(section, clock):
    assert b"1970" in body("atom.xml", clock)
    assert b"2026" not in body("rss.xml", clock)


@pytest.mark.parametrize("name", XML)
def test_a_feed_says_who_writes_when_and_where(section, clock, name):
    make_story(section, standfirst="سطر أول", authors=[make_author("هالة"), make_author("سامي")])
    parsed = feedparser.parse(body(name, clock))
    entry = parsed.entries[0]
    assert parsed.feed.title == PAPER
    assert parsed.feed.language.startswith("ar") or 'xml:lang="ar"' in body(name, clock).decode()
    assert "هالة، سامي" in body(name, clock).decode()
    assert entry.summary == "سطر أول"
    assert [tag.term for tag in entry.tags] == ["اقتصاد"]
    published = entry.published_parsed
    assert tuple(published)[:6] == (2026, 11, 23, 9, 0, 0)


def test_an_update_shows_in_atom_and_json(section, clock):
    story = make_story(section)
    clock.move(hours=1)
    publish(story, standfirst="سطر", change_kind="update")
    updated = feedparser.parse(body("atom.xml", clock)).entries[0].updated_parsed
    assert tuple(updated)[:5] == (2026, 11, 23, 10, 0)
    item = json.loads(body("feed.json", clock))["items"][0]
    assert item["date_published"] == "2026-11-23T09:00:00+00:00"
    assert item["date_modified"] == "2026-11-23T10:00:00+00:00"


def test_a_json_feed_is_what_its_standard_says(section, clock):
    make_story(section, authors=[make_author("هالة")], lead_picture=sized_picture())
    make_story(section, "بلا شيء", lead_picture=None)
    feed = json.loads(body("feed.json", clock))
    assert feed["version"] == "https://jsonfeed.org/version/1.1"
    assert feed["feed_url"] == f"{PAPER_URL}/feeds/feed.json"
    bare, full = feed["items"]
    assert full["authors"] == [{"name": "هالة"}]
    assert full["tags"] == ["اقتصاد"]
    assert full["image"].startswith(f"{PAPER_URL}/media/")
    assert bare["content_text"] == "بلا شيء"
    assert not {"authors", "image", "date_modified"} & bare.keys()


# --- sitemaps


def entries(xml, tag="url"):
    """Return {address: texts of its element} of a sitemap."""
    root = ElementTree.fromstring(xml)
    return {
        unquote(one.find(f"{SITEMAP}loc").text): {
            re.sub("{.*}", "", part.tag): part.text for part in one.iter() if part.text
        }
        for one in root.findall(f"{SITEMAP}{tag}")
    }


def test_the_index_has_one_sitemap_a_month_with_its_last_change(section, clock):
    import_stories(section, 2, datetime(2024, 5, 31, 9, tzinfo=UTC), every=timedelta(days=1))
    story = make_story(section)
    clock.move(hours=1)
    publish(story, change_kind="update")
    found = entries(feeds.sitemap_index(begin_reading(now=clock.now)), "sitemap")
    assert {address: parts.get("lastmod") for address, parts in found.items()} == {
        f"{PAPER_URL}/sitemaps/news.xml": None,
        f"{PAPER_URL}/sitemaps/pages.xml": None,
        f"{PAPER_URL}/sitemaps/stories-2024-05.xml": "2024-05-31T09:00:00+00:00",
        f"{PAPER_URL}/sitemaps/stories-2024-06.xml": "2024-06-01T09:00:00+00:00",
        f"{PAPER_URL}/sitemaps/stories-2026-11.xml": "2026-11-23T10:00:00+00:00",
    }


def test_a_months_sitemap_has_every_story_of_it(section, clock):
    story = make_story(section)
    services.kill_story(story=make_story(section), reason="سبب", editor=None, now=clock.now)
    month = clock.now.date()
    reading = begin_reading(now=clock.now)
    assert entries(feeds.month_sitemap(month, reading)) == {
        f"{PAPER_URL}/articles/{story.code}/افتتاح-المرفأ/": {
            "loc": PAPER_URL + addresses.story(story.code, "افتتاح-المرفأ"),
            "lastmod": "2026-11-23T09:00:00+00:00",
        }
    }
    assert feeds.month_sitemap(month.replace(month=10), reading) is None


@pytest.mark.parametrize(("days_ago", "listed"), [(0, True), (2, True), (3, False)])
def test_the_news_sitemap_holds_the_last_two_days(section, clock, days_ago, listed):
    at = clock.now - timedelta(days=days_ago)
    import_stories(section, 1, at, every=timedelta(days=1))
    found = entries(feeds.news_sitemap(begin_reading(now=clock.now)))
    assert bool(found) is listed


def test_the_news_sitemap_names_the_paper_and_escapes_titles(section, clock):
    make_story(section, "أ & <ب>")
    (entry,) = entries(feeds.news_sitemap(begin_reading(now=clock.now))).values()
    assert (entry["name"], entry["language"], entry["title"]) == (PAPER, "ar", "أ & <ب>")
    assert entry["publication_date"] == "2026-11-23T09:00:00+00:00"


def test_the_news_sitemap_is_due_at_midnight(clock):
    found()
    reading = begin_reading(now=clock.now)
    feeds.news_sitemap(reading)
    assert reading.ring.due == {"today": datetime(2026, 11, 23, 21, tzinfo=UTC)}


def test_a_withdrawn_story_is_in_no_sitemap(section, clock):
    story = make_story(section)
    services.withdraw_story(story=fresh(story), notice="سُحب", editor=None, now=clock.now)
    reading = begin_reading(now=clock.now)
    assert feeds.month_sitemap(clock.now.date(), reading) is None
    assert entries(feeds.news_sitemap(reading)) == {}
