"""Take a story back, and exactly these files change; its text is in none of them.

Each act is watched: besides the files named here nothing may be written, removed or touched, and
the whole store is compared, byte for byte, with one baked from nothing.
"""

from datetime import datetime

import pytest

from midad.stories import services
from midad.stories.models import FrontPage, StoryPage, Tombstone
from tests.stories.exactness.paper import Paper
from tests.stories.factories import (
    fresh,
    make_correction,
    make_story,
    publish,
    text_block,
)

pytestmark = pytest.mark.django_db
SECRET = "زمردة"


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
