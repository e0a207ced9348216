"""The promise in whole: an act of the newsroom makes exactly these pages stale, and these files."""

from datetime import timedelta

import pytest

from midad.kit import clock
from midad.press import services
from midad.press.worker import bake_until_done
from midad.stories.models import BreakingNews, StoryPage
from midad.stories.services import kill_story
from tests.newsroom.desk import fresh, make_section, make_story, make_user
from tests.press.toy import stale, standing

pytestmark = pytest.mark.django_db  # nothing commits, so nothing is baked but by the test


@pytest.fixture
def section():
    """Return a section of a paper with one story, baked."""
    made = make_section()
    make_story(made, title="خبر أول", first_published_at=clock.now() - timedelta(days=1))
    services.mark_everything(now=clock.now())
    settle()
    return made


def settle() -> dict[str, str]:
    bake_until_done()
    assert stale() == {}
    return standing()


def changed(before: dict[str, str]) -> set[str]:
    after = settle()
    return {path for path in before.keys() | after.keys() if before.get(path) != after.get(path)}


def lists_of(story: StoryPage) -> set[str]:
    """Return the addresses whose lists a story stands in."""
    day = story.published_date
    month = f"{day:%Y/%m}"
    feeds = {f"/feeds/{name}" for name in ("rss.xml", "atom.xml", "feed.json")}
    return {
        "/",
        "/sections/economy/",
        "/archive/",
        f"/archive/{month}/",
        f"/archive/{day:%Y/%m/%d}/",
        f"/archive/sections/economy/{month}/",
        "/fragments/sections/economy/latest.html",
        "/sitemap.xml",
        "/sitemaps/news.xml",
        f"/sitemaps/stories-{day:%Y-%m}.xml",
        *feeds,
        *(address.replace("/feeds/", "/feeds/sections/economy/") for address in feeds),
    }


def files(addresses: set[str]) -> set[str]:
    return {f"{path[1:]}index.html" if path.endswith("/") else path[1:] for path in addresses}


def test_publishing_makes_exactly_the_story_and_its_lists_stale(section):
    story = make_story(section, title="خبر ثان")
    assert set(stale()) == lists_of(story) | {f"/articles/{story.code}/"}


def test_publishing_changes_exactly_the_files_that_show_the_story(section):
    before = settle()
    story = make_story(section, title="خبر ثان")
    showing = files(lists_of(story) | {f"/articles/{story.code}/"})
    assert changed(before) == showing
    assert "خبر ثان" in standing()[f"articles/{story.code}/index.html"]


def test_killing_leaves_the_text_nowhere(section):
    story = make_story(section, title="عنوان يقتل", standfirst="كلام لا يبقى")
    assert "عنوان يقتل" in "".join(settle().values())
    kill_story(story=story, reason="سبب", editor=make_user(), now=clock.now())
    assert {f"/articles/{story.code}/", "/"} <= set(stale())
    after = settle()
    assert f"articles/{story.code}/gone.html" in after
    assert f"articles/{story.code}/index.html" not in after
    assert not [path for path, text in after.items() if "يقتل" in text or "لا يبقى" in text]


def test_publishing_the_same_text_again_changes_no_file(section):
    story = StoryPage.objects.get()
    before = settle()
    story.save()
    assert stale()
    assert changed(before) == set()


def test_breaking_news_changes_the_front_and_one_piece(section):
    before = settle()
    now = clock.now()
    BreakingNews.objects.create(text="نبأ", starts_at=now, ends_at=now + timedelta(days=1))
    assert set(stale()) == {"/", "/fragments/present.html"}
    assert changed(before) == {"index.html", "fragments/present.html"}


def test_a_story_published_into_a_larger_archive_costs_no_more_pages(section):
    costs = []
    for _ in range(3):
        make_story(section)
        costs.append(len(stale()))
        settle()
    assert costs[1] == costs[2]


def test_every_address_that_should_exist_can_be_baked_and_no_other_is(section):
    services.mark_everything(now=clock.now())
    should = set(stale())
    assert files(should) == set(settle())
    assert fresh(StoryPage.objects.get()).live
