"""Schedules and expiries: each by itself; one that fails stops nobody and is tried again."""

from datetime import timedelta

import pytest
from wagtail.models import Page, PageLogEntry, Revision

from midad.stories.models import DueAttempt, PublicChange
from midad.stories.services import due, publish_due
from tests.stories.factories import (
    draft_story,
    fresh,
    make_section,
    make_story,
    publish,
)

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("paper_stands", "light")]
HOUR = timedelta(hours=1)


@pytest.fixture
def section(clock):
    return make_section()


def scheduled(section, clock, title="موعد", *, delay=HOUR):
    draft = draft_story(section, title)
    publish(draft, go_live_at=clock.now + delay)
    return fresh(draft)


def expiring(section, clock, title="ينتهي"):
    return make_story(section, title, expire_at=clock.now + HOUR)


@pytest.fixture
def broken(monkeypatch):
    """Return a set of titles: stories of these cannot be published or expired."""
    titles: set[str] = set()

    def refuse(act):
        def acting(subject, *args, **kwargs):
            page = subject.as_object() if isinstance(subject, Revision) else subject
            if page.title in titles:
                raise ValueError(f"broken: {page.title}")
            return act(subject, *args, **kwargs)

        return acting

    monkeypatch.setattr(Revision, "publish", refuse(Revision.publish))
    monkeypatch.setattr(Page, "unpublish", refuse(Page.unpublish))
    return titles


# --- in time


def test_nothing_is_published_before_its_time(section, clock):
    story = scheduled(section, clock)
    clock.move(minutes=59)
    assert publish_due(now=clock.now) == 0
    assert not fresh(story).live


def test_a_schedule_is_published_at_its_time_and_logged_as_one(section, clock):
    story = scheduled(section, clock)
    clock.move(hours=1)
    assert publish_due(now=clock.now) == 1
    story = fresh(story)
    assert (story.live, story.first_published_at) == (True, clock.now)
    assert PageLogEntry.objects.filter(page=story.pk, action="wagtail.publish.scheduled").exists()
    assert publish_due(now=clock.now) == 0


def test_a_scheduled_version_announces_its_change_when_it_appears(section, clock):
    story = make_story(section)
    at = clock.now + HOUR
    publish(story, title="لاحقا", change_kind="update", go_live_at=at)
    assert fresh(story).updated_at is None
    clock.move(hours=2)
    publish_due(now=clock.now)
    assert (fresh(story).title, fresh(story).updated_at) == ("لاحقا", clock.now)
    assert PublicChange.objects.get(story=story).kind == PublicChange.Kind.UPDATED


def test_an_expiry_takes_the_story_down_and_is_logged_as_one(section, clock):
    story = expiring(section, clock)
    clock.move(minutes=59)
    assert publish_due(now=clock.now) == 0
    clock.move(minutes=1)
    assert publish_due(now=clock.now) == 1
    story = fresh(story)
    assert (story.live, story.expired, story.listed) == (False, True, False)
    assert PageLogEntry.objects.filter(page=story.pk, action="wagtail.unpublish.scheduled").exists()
    assert publish_due(now=clock.now) == 0


def test_what_is_due_is_done_in_the_order_of_its_time(section, clock):
    late = scheduled(section, clock, "ثان", delay=2 * HOUR)
    early = scheduled(section, clock, "أول", delay=HOUR)
    clock.move(hours=3)
    assert publish_due(now=clock.now) == 2
    entries = PageLogEntry.objects.filter(action="wagtail.publish.scheduled").order_by("pk")
    assert list(entries.values_list("page_id", flat=True)) == [early.pk, late.pk]


def test_more_than_a_hundred_at_once_are_done_in_turns(section, clock, monkeypatch):
    monkeypatch.setattr(due, "_BATCH", 2)
    for number in range(3):
        scheduled(section, clock, f"موعد {number}")
    clock.move(hours=1)
    assert [publish_due(now=clock.now) for _ in range(3)] == [2, 1, 0]


# --- failures


def test_a_failing_schedule_stops_neither_the_next_nor_an_expiry(section, clock, broken):
    bad = scheduled(section, clock, "مكسور", delay=HOUR / 2)
    good, ending = scheduled(section, clock), expiring(section, clock)
    broken.add("مكسور")
    clock.move(hours=1)
    assert publish_due(now=clock.now) == 2
    assert [fresh(story).live for story in (bad, good, ending)] == [False, True, False]
    attempt = DueAttempt.objects.get()
    assert (attempt.act, attempt.attempts) == ("publish", 1)
    assert attempt.last_error == "ValueError: broken: مكسور"


def test_a_failing_expiry_stops_neither_the_next(section, clock, broken):
    bad, good = expiring(section, clock, "مكسور"), expiring(section, clock)
    broken.add("مكسور")
    clock.move(hours=1)
    assert publish_due(now=clock.now) == 1
    assert (fresh(bad).live, fresh(good).live) == (True, False)
    assert DueAttempt.objects.get().subject_id == bad.pk


def test_a_failure_is_tried_again_with_growing_pauses_up_to_a_quarter_of_an_hour(
    section, clock, broken
):
    scheduled(section, clock, "مكسور")
    broken.add("مكسور")
    clock.move(hours=1)
    pauses = []
    for _ in range(8):
        publish_due(now=clock.now)
        pauses.append((DueAttempt.objects.get().next_try_at - clock.now).total_seconds())
        clock.move(seconds=pauses[-1])
    assert pauses == [15, 30, 60, 120, 240, 480, 900, 900]
    assert DueAttempt.objects.get().attempts == 8


def test_a_failure_is_not_tried_before_its_pause_is_over(section, clock, broken):
    scheduled(section, clock, "مكسور")
    broken.add("مكسور")
    clock.move(hours=1)
    publish_due(now=clock.now)
    clock.move(seconds=14)
    publish_due(now=clock.now)
    assert DueAttempt.objects.get().attempts == 1


def test_a_failure_that_is_mended_succeeds_and_is_forgotten(section, clock, broken):
    story = scheduled(section, clock, "مكسور")
    broken.add("مكسور")
    clock.move(hours=1)
    publish_due(now=clock.now)
    broken.clear()
    clock.move(seconds=15)
    assert publish_due(now=clock.now) == 1
    assert fresh(story).live
    assert not DueAttempt.objects.exists()


def test_a_failed_act_leaves_nothing_half_done(section, clock, monkeypatch):
    story = scheduled(section, clock)
    monkeypatch.setattr(PageLogEntry.objects, "log_action", None)  # fails after the story is saved
    clock.move(hours=1)
    assert publish_due(now=clock.now) == 0
    assert not fresh(story).live
    assert fresh(story).first_published_at is None


def test_what_another_worker_did_meanwhile_is_not_done_again(section, clock):
    story, ending = scheduled(section, clock), expiring(section, clock)
    clock.move(hours=1)
    revision = Revision.objects.get(approved_go_live_at__isnull=False)
    assert (due._publish(revision.pk, clock.now), due._expire(ending.pk, clock.now)) == (True, True)
    assert (due._publish(revision.pk, clock.now), due._expire(ending.pk, clock.now)) == (
        False,
        False,
    )
    assert (
        PageLogEntry.objects.filter(action="wagtail.publish.scheduled", page=story.pk).count() == 1
    )
