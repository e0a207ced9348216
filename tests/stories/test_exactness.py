"""The promise: publish this, and exactly these files change; all others keep bytes and time.

Each act is watched: besides the files named here nothing may be written, removed or touched, and
the whole store is compared, byte for byte, with one baked from nothing.
"""

import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.test import override_settings
from wagtail.models import Page

from midad.press.models import StalePage
from midad.press.worker import adopt_present_theme
from midad.stories import services
from midad.stories.models import Author, FrontPage, SectionPage, StoryPage, Tombstone
from tests.stories.clock import PaperClock, stopped_clock
from tests.stories.factories import (
    PAPER,
    backdated,
    change_edition,
    draft_story,
    fresh,
    make_agency,
    make_author,
    make_breaking,
    make_correction,
    make_section,
    make_story,
    make_topic,
    publish,
    save_draft,
    sized_picture,
    text_block,
)
from tests.stories.press import Press, without_waiting
from tests.stories.standing import kept_for_many_tests

pytestmark = pytest.mark.django_db

FRONT = {"index.html"}
PRESENT = {"fragments/present.html"}
FEEDS = {"feeds/rss.xml", "feeds/atom.xml", "feeds/feed.json"}
DAY = {"archive/2026/11/23/index.html"}
COUNTS = {"archive/index.html", "archive/2026/11/index.html"}
DATED_SITEMAPS = {"sitemap.xml", "sitemaps/stories-2026-11.xml"}
SITEMAPS = DATED_SITEMAPS | {"sitemaps/news.xml"}
SECRET = "زمردة"


def section_feeds(code: str) -> set[str]:
    return {f"feeds/sections/{code}/{name}" for name in ("rss.xml", "atom.xml", "feed.json")}


def section_files(code: str) -> set[str]:
    return section_feeds(code) | {
        f"sections/{code}/index.html",
        f"fragments/sections/{code}/latest.html",
        f"archive/sections/{code}/2026/11/index.html",
    }


@dataclass
class Paper:
    """A paper with two stories of one section, author, agency and topic; the second is newer."""

    section: SectionPage
    other: SectionPage
    people: dict[str, list[Any]]
    neighbour: StoryPage
    story: StoryPage

    @property
    def article(self) -> str:
        return f"articles/{self.story.code}/index.html"

    @property
    def gone(self) -> str:
        return f"articles/{self.story.code}/gone.html"

    @property
    def people_files(self) -> set[str]:
        rows = [(family, row.code) for family, rows in self.people.items() for row in rows]
        pages = {f"{family}/{code}/index.html" for family, code in rows}
        months = {f"archive/{family}/{code}/2026/11/index.html" for family, code in rows}
        return pages | months | {f"fragments/topics/{self.people['topics'][0].code}/latest.html"}

    @property
    def lists(self) -> set[str]:
        """Every file that lists the story."""
        of_paper = FRONT | FEEDS | DAY | COUNTS | SITEMAPS
        return of_paper | section_files("economy") | self.people_files


def make_paper(clock: PaperClock) -> Paper:
    section, other = make_section(), make_section("رياضة", "sports")
    people = {"authors": [make_author()], "agencies": [make_agency()], "topics": [make_topic()]}
    neighbour = make_story(section, "قطار جديد إلى الساحل", **people)
    clock.move(minutes=1)
    return Paper(section, other, people, neighbour, make_story(section, **people))


@pytest.fixture(scope="module")
def printed(django_db_setup, django_db_blocker, tmp_path_factory) -> Iterator[tuple[Paper, Path]]:
    """Make and bake the paper once, with its store: a second's work for each test is saved."""
    folder = tmp_path_factory.mktemp("printed")
    with kept_for_many_tests(django_db_blocker):
        with (
            stopped_clock() as clock,
            without_waiting(),
            override_settings(PRESS_STORE_DIR=folder / "store"),
        ):
            paper = make_paper(clock)
            Press(clock, folder).begin()
        yield paper, folder / "store"


@pytest.fixture
def paper(printed: tuple[Paper, Path], press: Press, clock: PaperClock) -> Paper:
    made, store = printed
    shutil.copytree(store, press.root)
    clock.move(minutes=6)
    people = {family: [fresh(row) for row in rows] for family, rows in made.people.items()}
    section, other = fresh(made.section), fresh(made.other)
    return Paper(section, other, people, fresh(made.neighbour), fresh(made.story))


# --- publishing


def test_a_first_publication_writes_the_story_and_the_lists_it_stands_in(press, paper):
    with press.watched() as changes:
        story = make_story(paper.section, "سوق السمك", **paper.people)
    assert changes.written == {f"articles/{story.code}/index.html"} | paper.lists
    assert changes.removed == set()


def test_a_story_of_a_sub_section_stands_in_both(press, paper):
    branch = make_section("مصارف", "banks", parent=paper.section)
    press.settle()
    with press.watched() as changes:
        story = make_story(branch, "مصرف جديد")
    article = {f"articles/{story.code}/index.html"}
    of_paper = FRONT | FEEDS | DAY | COUNTS | SITEMAPS
    assert changes.written == article | of_paper | section_files("banks") | section_files("economy")


def test_the_first_story_of_a_section_makes_its_archive(press, paper):
    with press.watched() as changes:
        story = make_story(paper.other, "مباراة")
    article = {f"articles/{story.code}/index.html"}
    of_paper = FRONT | FEEDS | DAY | COUNTS | SITEMAPS
    assert changes.written == article | of_paper | section_files("sports")


def test_a_minor_fix_writes_the_story_alone_and_tells_nobody(press, paper):
    with press.watched() as changes:
        publish(paper.story, body=[text_block("وصلت السفينة الأولى إلى الرصيف مساء اليوم.")])
    assert changes.written == {paper.article}
    assert "مساء اليوم" in press.text(paper.article)
    assert "آخر تحديث" not in press.text(paper.article)


def test_publishing_what_did_not_change_writes_nothing(press, paper):
    with press.watched() as changes:
        publish(paper.story)
    assert (changes.written, changes.removed) == (set(), set())


def test_an_update_shows_itself_on_the_story_and_in_what_says_when_it_changed(press, paper):
    with press.watched() as changes:
        publish(paper.story, body=[text_block("وصلت سفينتان.")], change_kind="update")
    dated = FEEDS | section_feeds("economy") | DATED_SITEMAPS
    assert changes.written == {paper.article} | dated
    assert "آخر تحديث" in press.text(paper.article)


def test_a_correction_shows_its_dated_note_and_a_line_of_history(press, paper, clock):
    note = make_correction(paper.story, "السفن اثنتان لا ثلاث.")
    with press.watched() as changes:
        publish(paper.story, corrections=[note], change_kind="correction")
    dated = FEEDS | section_feeds("economy") | DATED_SITEMAPS
    assert changes.written == {paper.article} | dated
    page = press.text(paper.article)
    assert "السفن اثنتان لا ثلاث." in page
    assert page.count(f'<time datetime="{clock.now.isoformat()}"') == 3  # updated, note, history


def test_a_new_title_stands_wherever_the_story_is_named(press, paper):
    named = press.holding(paper.story.title)
    with press.watched() as changes:
        publish(paper.story, title="السفينة الأولى في المرفأ")
    assert changes.written == named
    assert press.holding(paper.story.title) == set()


def test_draft_saves_change_nothing_at_all(press, paper):
    front = FrontPage.objects.get()
    with press.watched() as changes:
        draft_story(paper.section, "مسودة جديدة", **paper.people)
        save_draft(paper.story, title="عنوان في مسودة", body=[text_block("نص آخر")], topics=[])
        draft = fresh(paper.section)
        draft.title = "عنوان قسم في مسودة"
        draft.save_revision()
        front.lead = paper.neighbour
        front.save_revision()
    assert (changes.written, changes.removed, changes.baked) == (set(), set(), set())


def test_deleting_a_draft_changes_nothing(press, paper):
    draft = draft_story(paper.section, "مسودة")
    with press.watched() as changes:
        draft.delete()
    assert (changes.written, changes.removed, changes.baked) == (set(), set(), set())
    assert not Tombstone.objects.exists()


def test_a_new_version_that_is_scheduled_changes_nothing_before_its_time(press, paper, clock):
    with press.watched() as changes:
        publish(paper.story, title="لاحقا", go_live_at=clock.now + timedelta(hours=1))
    assert (changes.written, changes.removed, changes.baked) == (set(), set(), set())
    assert paper.article in press.pass_time(minutes=61).written
    assert "لاحقا" in press.text(paper.article)


def test_what_cannot_wait_is_baked_at_the_commit(paper, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        story = make_story(paper.section, "عاجل من الميناء", **paper.people)
    waiting = set(StalePage.objects.values_list("address", flat=True))
    assert not waiting & {"/", "/sections/economy/", f"/articles/{story.code}/"}
    assert {"/feeds/rss.xml", "/archive/2026/11/23/"} <= waiting


def test_the_theme_makes_the_whole_paper_stale_once(press, paper):
    assert adopt_present_theme() == 0


# --- taking back


def withdraw(paper: Paper, now: datetime) -> None:
    services.withdraw_story(story=paper.story, notice="سُحب للتدقيق.", editor=None, now=now)


def kill(paper: Paper, now: datetime) -> None:
    services.kill_story(story=paper.story, reason="أمر قضائي", editor=None, now=now)


def reinstate(paper: Paper, now: datetime) -> None:
    services.reinstate_story(story=paper.story, editor=None, now=now)


def unpublish(paper: Paper, now: datetime) -> None:
    fresh(paper.story).unpublish()


def delete(paper: Paper, now: datetime) -> None:
    fresh(paper.story).delete()


def expire(paper: Paper, now: datetime) -> None:
    StoryPage.objects.filter(pk=paper.story.pk).update(expire_at=now)


@pytest.mark.parametrize("act", [kill, unpublish, delete, expire])
def test_a_story_taken_away_leaves_a_gone_page_and_every_list(press, paper, clock, act):
    with press.watched() as changes:
        act(paper, clock.now)
    assert changes.written == {paper.gone} | paper.lists
    assert changes.removed == {paper.article}
    assert press.answer(f"/articles/{paper.story.code}/any-words/")[0] == 410
    assert press.holding(paper.story.title) == set()


def test_a_withdrawn_story_leaves_its_notice_and_no_line_in_a_list(press, paper, clock):
    with press.watched() as changes:
        withdraw(paper, clock.now)
    assert changes.written == {paper.article} | paper.lists
    assert changes.removed == set()
    status, page = press.answer(f"/articles/{paper.story.code}/")
    assert status == 200
    assert "سُحب للتدقيق." in page
    assert '<meta name="robots" content="noindex">' in page
    assert "وصلت السفينة" not in page
    assert press.holding(paper.story.title) == {paper.article}


@pytest.mark.parametrize("act", [withdraw, kill])
def test_a_reinstated_story_stands_as_before(press, paper, clock, act):
    before = press.text("sections/economy/index.html")
    act(paper, clock.now)
    press.settle()
    with press.watched() as changes:
        reinstate(paper, clock.now)
    assert changes.written == {paper.article} | paper.lists
    assert changes.removed == ({paper.gone} if act is kill else set())
    assert press.text("sections/economy/index.html") == before
    assert press.answer(f"/articles/{paper.story.code}/")[0] == 200


def test_a_deleted_story_is_remembered_by_its_code(paper):
    delete(paper, paper.story.first_published_at)
    assert Tombstone.objects.get().code == paper.story.code


def test_a_kill_leaves_no_word_of_the_text_in_any_file(press, paper, clock):
    words = {name: f"{SECRET} {name}" for name in ("kicker", "standfirst", "place", "lead_caption")}
    story = make_story(
        paper.section,
        f"خبر عن {SECRET}",
        body=[
            text_block(f"نص {SECRET}"),
            {"type": "quote", "value": {"text": SECRET, "speaker": SECRET}, "id": "b10c0002"},
        ],
        highlights=[{"type": "point", "value": SECRET, "id": "b10c0003"}],
        label="opinion",
        **words,
        **paper.people,
    )
    publish(story, corrections=[make_correction(story, SECRET)], change_kind="correction")
    related = {"type": "related", "value": {"stories": [story.pk]}, "id": "b10c0004"}
    link = text_block(f'<a linktype="page" id="{story.pk}">اقرأ</a>', id="b10c0005")
    publish(paper.neighbour, body=[related, link])
    FrontPage.objects.update(lead=story)
    press.settle()
    assert len(press.holding(SECRET)) > 15
    with press.watched() as changes:
        services.kill_story(story=story, reason=f"سبب {SECRET}", editor=None, now=clock.now)
    assert press.holding(SECRET) == set()
    assert f"articles/{paper.neighbour.code}/index.html" in changes.written


def test_the_reason_of_a_kill_is_nowhere(press, paper, clock):
    kill(paper, clock.now)
    press.settle()
    assert press.holding("أمر قضائي") == set()


def test_the_last_story_of_a_day_takes_its_archives_along(press, paper, clock):
    sports = make_story(paper.other, "مباراة")
    press.settle()
    with press.watched() as changes:
        services.kill_story(story=sports, reason="سبب", editor=None, now=clock.now)
    assert changes.removed == {
        f"articles/{sports.code}/index.html",
        "archive/sections/sports/2026/11/index.html",
    }


def test_a_story_that_goes_changes_the_page_that_led_on_to_it(press, paper, clock):
    assert paper.neighbour.title in press.text(paper.article)
    with press.watched() as changes:
        services.kill_story(story=paper.neighbour, reason="سبب", editor=None, now=clock.now)
    assert paper.article in changes.written
    assert paper.neighbour.title not in press.text(paper.article)


# --- pictures


def test_a_picture_that_changes_or_goes_changes_the_pages_that_show_it(press, paper):
    picture = sized_picture()
    file = picture.file.name.removeprefix("original_images/").removesuffix(".jpg")
    publish(paper.story, lead_picture=picture)
    press.settle()
    shown = press.holding(file)
    with press.watched() as changes:
        picture.description = "سفينة عند الرصيف"
        picture.save()
    assert changes.written == {name for name in shown if name.endswith(".html")}
    with press.watched() as changes:
        picture.delete()
    assert changes.written == shown
    assert press.holding(file) == set()


# --- moving and renaming


def test_a_story_that_moves_changes_the_lists_of_both_sections(press, paper):
    with press.watched() as changes:
        Page.objects.get(pk=paper.story.pk).move(Page.objects.get(pk=paper.other.pk), "last-child")
    both = section_files("economy") | section_files("sports")
    lines_naming_the_section = FRONT | FEEDS | DAY | paper.people_files
    assert changes.written == {paper.article} | both | lines_naming_the_section
    assert changes.removed == set()
    assert "رياضة" in press.text(paper.article)


@pytest.mark.parametrize("family", ["authors", "agencies", "topics"])
def test_a_new_name_of_a_person_or_thing_stands_wherever_it_was(press, paper, family):
    row = paper.people[family][0]
    old, named = row.name, press.holding(row.name)
    row.name = "اسم جديد تماما"
    with press.watched() as changes:
        row.save()
    assert changes.written == named
    assert {paper.article, f"{family}/{row.code}/index.html", "sitemaps/pages.xml"} <= named
    assert press.holding(old) == set()


def test_a_new_name_of_a_section_stands_in_the_bar_of_every_page(press, paper):
    named = press.holding(paper.section.title)
    section = fresh(paper.section)
    section.title = "مال وأعمال"
    with press.watched() as changes:
        section.save_revision().publish()
    assert changes.written == named
    assert {"404.html", paper.article, "feeds/rss.xml"} <= named
    assert named.isdisjoint({*PRESENT, "robots.txt", *SITEMAPS, *section_feeds("sports")})


def test_a_new_author_gets_a_page_before_the_first_story(press, paper):
    with press.watched() as changes:
        author = Author.objects.create(name="سامي")
    assert changes.written == {f"authors/{author.code}/index.html", "sitemaps/pages.xml"}


def test_a_section_that_goes_takes_its_stories_along(press, paper):
    with press.watched() as changes:
        Page.objects.get(pk=paper.section.pk).delete()
    assert changes.removed >= {"sections/economy/index.html", *section_feeds("economy")}
    assert press.answer(f"/articles/{paper.story.code}/")[0] == 410
    assert press.answer("/sections/economy/")[0] == 404


# --- the edition


def test_a_new_name_of_the_paper_stands_on_every_page(press, paper):
    named = press.holding(PAPER)
    with press.watched() as changes:
        change_edition(name="صحيفة الفجر")
    assert changes.written == named
    pages = {name for name in press.files() if name.endswith(".html")}
    assert {name for name in pages if not name.startswith("fragments/")} <= named
    assert FEEDS | {"sitemaps/news.xml"} <= named


def test_new_colours_get_a_stylesheet_of_a_new_name(press, paper):
    pages = press.holding("/edition/8c1d2f-f0949f.css")
    with press.watched() as changes:
        change_edition(accent_color="#123456")
    assert changes.removed == {"edition/8c1d2f-f0949f.css"}
    assert changes.written == pages | {"edition/123456-f0949f.css"}


@pytest.mark.parametrize(
    "setting", [{"agency_credit": "none"}, {"words_per_minute": 60, "agency_credit": "general"}]
)
def test_a_setting_of_the_story_page_changes_story_pages_alone(press, paper, setting):
    with press.watched() as changes:
        change_edition(**setting)
    both = {paper.article, f"articles/{paper.neighbour.code}/index.html"}
    assert changes.written == both
    assert len(changes.baked) > len(changes.written)  # made anew, the others have the same bytes


# --- the clock


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
