"""Withdrawing, killing, reinstating: only a published story, only with words, never by halves."""

import pytest
from wagtail.models import PageLogEntry

from midad.stories.models import PublicChange, Standing
from midad.stories.services import (
    UnableToChangeStanding,
    kill_story,
    reinstate_story,
    withdraw_story,
)
from tests.stories.factories import (
    body_words,
    draft_story,
    fresh,
    make_editor,
    make_section,
    make_story,
    publish,
    save_draft,
    text_block,
)

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("paper_stands", "light")]


@pytest.fixture
def story(clock):
    return make_story(make_section())


def withdraw(story, clock, words="سُحب للتدقيق", editor=None):
    withdraw_story(story=story, notice=words, editor=editor, now=clock.now)


def kill(story, clock, words="أمر قضائي", editor=None):
    kill_story(story=story, reason=words, editor=editor, now=clock.now)


def reinstate(story, clock, words="", editor=None):
    reinstate_story(story=story, editor=editor, now=clock.now)


ACTS = [withdraw, kill, reinstate]


@pytest.mark.parametrize(
    ("act", "standing", "kind"),
    [
        (withdraw, Standing.WITHDRAWN, PublicChange.Kind.WITHDRAWN),
        (kill, Standing.KILLED, PublicChange.Kind.KILLED),
    ],
)
def test_an_act_leaves_its_line_in_history_and_log(story, clock, act, standing, kind):
    editor = make_editor()
    clock.move(minutes=1)
    act(story, clock, "كلمات القرار", editor)
    assert (story.standing, story.standing_at, story.listed) == (standing, clock.now, False)
    assert story.standing_notice == "كلمات القرار"
    change = PublicChange.objects.get(story=story)
    assert (change.kind, change.at, change.editor, change.note) == (
        kind,
        clock.now,
        editor,
        "كلمات القرار",
    )
    entry = PageLogEntry.objects.get(action=f"midad.{act.__name__}")
    assert (entry.user, entry.data["note"]) == (editor, "كلمات القرار")


@pytest.mark.parametrize("act", [withdraw, kill])
def test_a_reinstated_story_keeps_nothing_of_the_act_but_its_history(story, clock, act):
    before = fresh(story)
    act(story, clock)
    reinstate(story, clock)
    after = fresh(story)
    assert (after.standing, after.standing_notice, after.listed) == ("", "", True)
    assert (after.title, after.published_at, after.updated_at) == (
        before.title,
        before.published_at,
        before.updated_at,
    )
    assert PublicChange.objects.filter(story=story).count() == 2


@pytest.mark.parametrize("act", [withdraw, kill])
@pytest.mark.parametrize("words", ["", "   ", "\u202e\n"])
def test_words_are_required(story, clock, act, words):
    with pytest.raises(UnableToChangeStanding):
        act(story, clock, words)
    assert fresh(story).standing == Standing.GOOD
    assert not PublicChange.objects.exists()


@pytest.mark.parametrize("act", ACTS)
def test_a_story_that_was_never_published_cannot_be_taken_back(clock, act):
    with pytest.raises(UnableToChangeStanding):
        act(draft_story(make_section()), clock)


@pytest.mark.parametrize("act", ACTS)
def test_a_story_that_is_not_live_cannot_be_taken_back(story, clock, act):
    story.unpublish()
    with pytest.raises(UnableToChangeStanding):
        act(story, clock)


@pytest.mark.parametrize(("before", "act"), [(None, reinstate), (withdraw, withdraw), (kill, kill)])
def test_what_stands_so_already_is_not_done_twice(story, clock, before, act):
    if before:
        before(story, clock)
    changes = PublicChange.objects.count()
    with pytest.raises(UnableToChangeStanding):
        act(story, clock)
    assert PublicChange.objects.count() == changes


def test_a_withdrawn_story_can_still_be_killed(story, clock):
    withdraw(story, clock)
    kill(story, clock)
    assert fresh(story).standing == Standing.KILLED


def test_taking_back_uses_the_published_text_not_the_draft(story, clock):
    draft = save_draft(story, title="مسودة", body=[text_block("نص لم ينشر")])
    withdraw(story, clock)
    assert fresh(story).title == "افتتاح المرفأ"
    assert "لم ينشر" not in body_words(fresh(story))
    assert fresh(story).latest_revision_id == draft.latest_revision_id


def test_a_new_version_of_a_killed_story_does_not_bring_it_back(story, clock):
    kill(story, clock)
    again = publish(story, title="مرة أخرى")
    assert (again.standing, again.listed) == (Standing.KILLED, False)


def test_the_notice_is_cleaned(story, clock):
    withdraw(story, clock, " سُحب\u202e للتدقيق ")
    assert story.standing_notice == "سُحب للتدقيق"
