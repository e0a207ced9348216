"""Schedules: in the past, in the wrong order, and a live story's own old time."""

from datetime import datetime, timedelta

import pytest
from django.contrib.humanize.templatetags.humanize import intcomma
from django.utils import timezone, translation
from django.utils.formats import localize
from django.utils.timesince import TIME_STRINGS, timesince

from tests.newsroom.desk import (
    edit_address,
    fresh,
    make_section,
    make_story,
    make_user,
    signed_in,
    story_form,
)

pytestmark = pytest.mark.django_db


def at(**delta):
    return timezone.localtime(timezone.now() + timedelta(**delta)).strftime("%Y-%m-%d %H:%M")


@pytest.fixture
def client():
    return signed_in(make_user())


@pytest.fixture
def draft(section):
    return make_story(section, published=False)


@pytest.fixture
def section():
    return make_section()


@pytest.mark.parametrize("action", [{}, {"action-publish": "1"}, {"action-submit": "1"}])
def test_a_schedule_in_the_past_gets_a_message(draft, client, action):
    form = story_form(draft, go_live_at=at(hours=-1), **action)
    answer = client.post(edit_address(draft), form)
    errors = answer.context["form"].errors
    assert errors.as_data()["go_live_at"][0].code == "past"
    assert not fresh(draft).live
    assert draft.revisions.count() == 1


def test_a_schedule_in_the_past_is_refused_for_a_new_story_too(section, client):
    address = f"/newsroom/pages/add/stories/storypage/{section.pk}/"
    answer = client.post(address, story_form(go_live_at=at(minutes=-1), **{"action-publish": "1"}))
    assert "go_live_at" in answer.context["form"].errors


def test_a_draft_whose_time_ran_out_can_be_saved_but_not_published_by_it(draft, client):
    draft.go_live_at = timezone.now() - timedelta(minutes=5)
    draft.save_revision()
    passed = timezone.localtime(draft.go_live_at).strftime("%Y-%m-%d %H:%M")
    saved = client.post(edit_address(draft), story_form(draft, go_live_at=passed))
    assert saved.status_code == 302
    form = story_form(draft, go_live_at=passed, **{"action-publish": "1"})
    published = client.post(edit_address(draft), form)
    assert "go_live_at" in published.context["form"].errors


def test_a_schedule_in_the_future_is_kept(draft, client):
    form = story_form(draft, go_live_at=at(hours=1), **{"action-publish": "1"})
    client.post(edit_address(draft), form)
    assert not fresh(draft).live
    assert draft.scheduled_revision


@pytest.mark.parametrize(
    ("go_live", "expire", "wrong"),
    [
        ({"hours": 2}, {"hours": 1}, {"go_live_at", "expire_at"}),
        ({"hours": 1}, {"hours": -1}, {"go_live_at", "expire_at"}),
    ],
)
def test_times_in_the_wrong_order_get_a_message(draft, client, go_live, expire, wrong):
    form = story_form(draft, go_live_at=at(**go_live), expire_at=at(**expire))
    answer = client.post(edit_address(draft), form)
    assert set(answer.context["form"].errors) == wrong


# --- how times are told


@pytest.mark.parametrize(
    ("number", "told"),
    [
        (1, "يوم"),
        (2, "يومين"),
        (3, "3 أيام"),
        (11, "11 يوما"),
        (100, "100 يوم"),
    ],
)
def test_days_are_counted_as_arabic_counts_them(number, told):
    with translation.override("ar"):
        assert TIME_STRINGS["day"] % {"num": number} == told


def test_hours_and_minutes_are_joined_by_and():
    with translation.override("ar"):
        began = timezone.now() - timedelta(hours=9, minutes=12)
        assert timesince(began) == "9\u00a0ساعات و12\u00a0دقيقة"


def test_a_moment_stands_as_day_month_year_hour():
    moment = timezone.make_aware(datetime(2026, 11, 26, 7, 25))
    with translation.override("ar"):
        assert localize(timezone.localtime(moment)) == "26 نوفمبر 2026، 07:25"
        assert intcomma(26146) == "26,146"
