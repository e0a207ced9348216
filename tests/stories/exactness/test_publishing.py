"""Publish this, and exactly these files change; all others keep bytes and time.

Each act is watched: besides the files named here nothing may be written, removed or touched, and
the whole store is compared, byte for byte, with one baked from nothing.
"""

from datetime import timedelta

import pytest

from arabictext.dates import DateStyle, machine_form
from midad.press.models import StalePage
from midad.press.worker import adopt_present_theme
from midad.stories.models import FrontPage, Tombstone
from tests.stories.exactness.paper import (
    COUNTS,
    DATED_SITEMAPS,
    DAY,
    FEEDS,
    FRONT,
    SITEMAPS,
    section_feeds,
    section_files,
)
from tests.stories.factories import (
    draft_story,
    fresh,
    make_correction,
    make_section,
    make_story,
    publish,
    save_draft,
    text_block,
)

pytestmark = pytest.mark.django_db


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
    moment = machine_form(clock.now, DateStyle())
    assert page.count(f'<time datetime="{moment}"') == 3  # updated, note, history


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
