"""A story moved in the explorer follows to its new section, whatever else waits in its drafts."""

import pytest
from wagtail.models import Page

from midad.stories.models import ChangeKind, PublicChange
from tests.stories.factories import (
    draft_story,
    fresh,
    make_section,
    make_story,
    publish,
    save_draft,
)

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("paper_stands", "light")]


@pytest.fixture
def other(clock):
    return make_section("رياضة", "sports")


def move(story, section):
    Page.objects.get(pk=story.pk).move(Page.objects.get(pk=section.pk), "last-child")


@pytest.mark.parametrize("make", [make_story, draft_story])
def test_a_moved_story_belongs_to_its_new_section(other, make):
    story = make(make_section())
    move(story, other)
    assert fresh(story).section == other
    assert fresh(story).get_parent().pk == other.pk


def test_a_move_publishes_no_draft_and_announces_no_change(other, clock):
    story = make_story(make_section())
    save_draft(story, title="مسودة", change_kind="update")
    move(story, other)
    after = fresh(story)
    assert (after.title, after.updated_at, after.change_kind) == (
        "افتتاح المرفأ",
        None,
        ChangeKind.MINOR,
    )
    assert not PublicChange.objects.exists()
    assert after.get_latest_revision_as_object().title == "مسودة"


def test_a_version_from_before_the_move_is_published_in_the_new_section(other):
    story = make_story(make_section())
    save_draft(story, title="قبل النقل")
    move(story, other)
    fresh(story).latest_revision.publish()
    assert (fresh(story).title, fresh(story).section) == ("قبل النقل", other)


def test_a_moved_story_keeps_its_time_and_address(other):
    story = make_story(make_section())
    move(story, other)
    after = publish(story, title="بعد")
    assert (after.code, after.published_at) == (story.code, story.published_at)


def test_moving_within_a_section_changes_no_story(other):
    story, second = make_story(other), make_story(other, "ثان")
    Page.objects.get(pk=second.pk).move(Page.objects.get(pk=story.pk), "left")
    assert fresh(second).section == other
