"""What changes by the clock changes exactly these files, at its moment.

Each act is watched: besides the files named here nothing may be written, removed or touched, and
the whole store is compared, byte for byte, with one baked from nothing.
"""

from datetime import UTC, datetime, timedelta

import pytest

from tests.stories.exactness.paper import FRONT, PRESENT
from tests.stories.factories import (
    backdated,
    draft_story,
    make_breaking,
    publish,
)

pytestmark = pytest.mark.django_db


def test_breaking_news_stands_on_the_front_and_in_the_piece_every_page_fetches(press, paper):
    with press.watched() as changes:
        make_breaking("حريق في الميناء")
    assert changes.written == FRONT | PRESENT
    assert press.holding("حريق في الميناء") == FRONT | PRESENT


def test_breaking_news_begins_and_ends_by_the_clock(press, paper, clock):
    make_breaking("حريق", starts_at=clock.now + timedelta(minutes=10), minutes=30)
    press.settle()
    assert press.nothing_happens(minutes=9)
    assert press.pass_time(minutes=1).written == FRONT | PRESENT
    assert press.holding("حريق") == FRONT | PRESENT
    assert press.nothing_happens(minutes=29)
    assert press.pass_time(minutes=1).written == FRONT | PRESENT
    assert press.holding("حريق") == set()


def test_midnight_changes_the_front_and_the_piece_every_page_fetches(press, paper, clock):
    clock.now = datetime(2026, 11, 23, 20, 59, tzinfo=UTC)  # one minute to midnight in Riyadh
    press.settle()
    changes = press.pass_time(minutes=2)
    assert (changes.written, changes.removed) == (FRONT | PRESENT, set())


def test_stories_leave_the_news_sitemap_after_two_days(press, paper):
    assert paper.story.code in press.text("sitemaps/news.xml")
    assert press.pass_time(days=3).written == FRONT | PRESENT | {"sitemaps/news.xml"}
    assert paper.story.code not in press.text("sitemaps/news.xml")


def test_a_year_old_story_gets_its_warning_on_the_day(press, paper, clock):
    old = backdated(paper.section, clock.now - timedelta(days=365) + timedelta(minutes=10))
    press.settle()
    article = f"articles/{old.code}/index.html"
    assert "منذ أكثر من سنة" not in press.text(article)
    assert press.nothing_happens(minutes=9)
    assert press.pass_time(minutes=1).written == {article}
    assert "منذ أكثر من سنة" in press.text(article)


def test_a_scheduled_story_is_published_by_the_worker_at_its_time(press, paper, clock):
    draft = draft_story(paper.section, "موعد", **paper.people)
    publish(draft, go_live_at=clock.now + timedelta(minutes=30))
    assert press.nothing_happens(minutes=29)
    written = press.pass_time(minutes=1).written
    assert written == {f"articles/{draft.code}/index.html"} | paper.lists
