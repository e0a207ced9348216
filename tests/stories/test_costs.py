"""What one story costs: pages and queries do not grow with the archive."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from wagtail.images import get_image_model

from midad.press import services
from midad.stories.models import Agency, Author, SectionPage, StoryPage, Topic
from midad.stories.queries import feeds, listings
from midad.stories.queries.ahead import story_by_code
from midad.stories.queries.edition import Reading, begin_reading
from midad.stories.queries.listings import ArchivePart
from midad.stories.queries.story import story_view
from tests.stories.factories import import_stories, make_section, make_story
from tests.stories.press import Press

pytestmark = pytest.mark.django_db
NAMES = {"authors": ("هالة", "سامي"), "agencies": ("واس",), "topics": ("الميناء",)}
DAY = timedelta(days=1)


def rows() -> dict[str, list[Any]]:
    models = {"authors": Author, "agencies": Agency, "topics": Topic}
    return {family: list(model.objects.order_by("pk")) for family, model in models.items()}


def publication(press: Press, section: SectionPage) -> tuple[int, int]:
    """Publish one story; return how many pages were baked and how many files were written."""
    before = press.files()
    press.clock.move(minutes=1)
    make_story(section, **rows())
    baked = press.settle()
    after = press.files()
    return len(baked), sum(after[name] != before.get(name) for name in after)


def test_one_publication_costs_the_same_pages_in_a_large_archive(press, clock):
    section = make_section()
    import_stories(section, 5, clock.now - 5 * DAY, every=DAY, **NAMES)
    press.begin()
    in_a_small_archive = publication(press, section)
    import_stories(section, 145, clock.now - 200 * DAY, every=DAY / 5, **NAMES)
    press.settle()
    assert StoryPage.objects.count() == 151
    assert publication(press, section) == in_a_small_archive


def test_a_full_part_of_a_day_keeps_its_file_when_another_story_comes(press, clock):
    section = make_section()
    parts = ["/archive/2026/11/23/", "/archive/2026/11/23/2/"]
    import_stories(section, 101, clock.now, every=timedelta(seconds=1))
    services.bake_now(parts, now=clock.now)
    before = press.files()
    clock.move(hours=1)
    make_story(section)
    services.bake_now(parts, now=clock.now)
    after = press.files()
    assert {name for name in after if after[name] != before[name] and name.endswith("html")} == {
        "archive/2026/11/23/2/index.html"
    }


READINGS: dict[str, Callable[[SectionPage, Reading], Any]] = {
    "front": lambda section, reading: listings.front_view(None, reading),
    "section": listings.section_view,
    "author": lambda _, reading: listings.named_view("authors", Author.objects.first(), reading),
    "topic": lambda _, reading: listings.named_view("topics", Topic.objects.first(), reading),
    "day": lambda _, reading: listings.day_view(reading.today, ArchivePart(1), reading),
    "month": lambda _, reading: listings.month_view(reading.today, reading),
    "listed month": lambda section, reading: listings.listed_month_view(
        "sections", section, reading.today, ArchivePart(1), reading
    ),
    "archive": lambda _, reading: listings.archive_view(reading),
    "latest": lambda _, reading: listings.latest(listings.listed_stories(), reading),
    "feed": lambda section, reading: feeds.feed_body("rss.xml", section, reading),
    "sitemap index": lambda _, reading: feeds.sitemap_index(reading),
    "month sitemap": lambda _, reading: feeds.month_sitemap(reading.today, reading),
    "news sitemap": lambda _, reading: feeds.news_sitemap(reading),
}


def with_pictures(stories: list[StoryPage]) -> None:
    """Give each story a picture of its own; its file is never opened."""
    model = get_image_model()
    pictures = [model(title="ص", file=f"{story.pk}.jpg", width=9, height=6) for story in stories]
    for story, picture in zip(stories, model.objects.bulk_create(pictures), strict=True):
        StoryPage.objects.filter(pk=story.pk).update(lead_picture=picture)


def test_listings_cost_the_same_queries_however_many_stories_they_show(clock):
    section = make_section()
    with_pictures(import_stories(section, 2, clock.now, every=timedelta(seconds=1), **NAMES))
    few = {name: queries(read, section, clock.now) for name, read in READINGS.items()}
    later = clock.now + timedelta(minutes=1)
    with_pictures(import_stories(section, 48, later, every=timedelta(seconds=1), **NAMES))
    many = {name: queries(read, section, clock.now) for name, read in READINGS.items()}
    assert many == few
    assert max(many.values()) <= 10


def queries(read: Callable[[SectionPage, Reading], Any], section: SectionPage, now: Any) -> int:
    reading = begin_reading(now=now)
    reading.section_names  # noqa: B018 - the bar is read once for all pages of a snapshot
    with CaptureQueriesContext(connection) as captured:
        read(section, reading)
    return len(captured)


def test_a_story_page_costs_the_same_queries_however_many_people_it_names(clock):
    section = make_section()
    few = make_story(section)
    import_stories(section, 1, clock.now, every=DAY, **NAMES)
    people = rows()
    one = make_story(section, **{family: found[:1] for family, found in people.items()})
    more = {"topics": [*people["topics"], Topic.objects.create(name="البحر")]}
    many = make_story(section, **{**people, **more})
    assert story_queries(one, clock.now) == story_queries(many, clock.now)
    assert story_queries(few, clock.now) <= story_queries(one, clock.now)


def story_queries(story: StoryPage, now: Any) -> int:
    with CaptureQueriesContext(connection) as captured:
        story_view(story_by_code(story.code), begin_reading(now=now))
    return len(captured)
