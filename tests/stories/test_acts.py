"""What readers see of a story is an act in the ledger, once; all else is none."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from midad.press.models import LedgerEntry
from midad.press.receivers import baking_later
from midad.stories.models import StoryPage
from midad.stories.services import kill_story, publish_due, reinstate_story, withdraw_story
from tests.stories.factories import (
    draft_story,
    fresh,
    make_editor,
    make_section,
    make_story,
    newest,
    publish,
    save_draft,
)

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("light")]


@pytest.fixture
def section(clock):
    return make_section()


@pytest.fixture
def story(section, clock) -> StoryPage:
    story = make_story(section)
    LedgerEntry.objects.all().delete()
    clock.move(minutes=5)
    return story


def acts() -> list[str]:
    """Return the names of the acts recorded, in order; each must have every job once."""
    rows = LedgerEntry.objects.filter(job="press").order_by("pk")
    return [row.act_name for row in rows]


def test_publishing_writes_exactly_these_jobs(section):
    story = make_story(section)
    rows = LedgerEntry.objects.order_by("pk")
    assert [(row.subject, row.act_name, row.job, row.state) for row in rows] == [
        (f"story:{story.pk}", "publish", "press", "waiting"),
        (f"story:{story.pk}", "publish", "probe", "waiting"),
    ]
    assert rows[0].pages == [
        f"/articles/{story.code}/",
        "/",
        "/sections/economy/",
        "/feeds/rss.xml",
        "/feeds/sections/economy/rss.xml",
        "/sitemaps/stories-2026-11.xml",
    ]


def test_a_publication_costs_one_statement_more(section):
    story = draft_story(section)
    with CaptureQueriesContext(connection) as asked:
        publish(story)
    assert len([query for query in asked if "ledgerentry" in query["sql"]]) == 1


def test_drafts_are_no_acts(section, story):
    draft_story(section)
    save_draft(story, title="عنوان آخر")
    assert acts() == []


def test_a_save_that_changes_nothing_public_is_no_act(story):
    story.save()
    fresh(story).save(update_fields=["draft_title"])
    assert acts() == []


@pytest.mark.parametrize(
    ("kind", "act"), [("", "minor-fix"), ("update", "update"), ("correction", "correct")]
)
def test_publishing_again_is_named_as_the_editor_named_it(story, kind, act):
    publish(story, title="عنوان آخر", change_kind=kind)
    assert acts() == [act]


def test_two_publications_in_a_row_are_two_acts(story, clock):
    publish(story, title="عنوان ثان")
    clock.move(seconds=1)
    publish(story, title="عنوان ثالث")
    assert acts() == ["minor-fix", "minor-fix"]


def test_taking_back_and_reinstating(story, clock):
    editor = make_editor()
    withdraw_story(story=story, notice="سحبناه", editor=editor, now=clock.move(seconds=1))
    kill_story(story=story, reason="حكم", editor=editor, now=clock.move(seconds=1))
    reinstate_story(story=story, editor=editor, now=clock.move(seconds=1))
    assert acts() == ["withdraw", "kill", "reinstate"]


def test_unpublishing_and_publishing_again(story, clock):
    story.unpublish()
    clock.move(seconds=1)
    publish(story)
    assert acts() == ["unpublish", "publish"]


def test_a_schedule_and_an_expiry(section, clock):
    story = draft_story(section)
    draft = newest(story)
    draft.go_live_at, draft.expire_at = (
        clock.now + timedelta(hours=1),
        clock.now + timedelta(hours=2),
    )
    draft.save_revision().publish()
    assert acts() == []
    publish_due(now=clock.move(hours=1, seconds=1))
    publish_due(now=clock.move(hours=1))
    assert acts() == ["publish", "expire"]


def test_moving_to_another_section_watches_both(story):
    sport = make_section("رياضة", "sport")
    LedgerEntry.objects.all().delete()
    fresh(story).move(sport, pos="last-child")
    assert acts() == ["move"]
    pages = LedgerEntry.objects.get(job="press").pages
    assert {"/sections/economy/", "/sections/sport/"} <= set(pages)


def test_deleting_a_published_story(section, story):
    draft_story(section).delete()
    fresh(story).delete()
    assert acts() == ["delete"]


def test_bringing_an_archive_in_is_no_publishing(section):
    with baking_later():
        make_story(section)
    assert acts() == []
