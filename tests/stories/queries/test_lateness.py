"""Schedules and expiries that did not happen in time, as they are watched."""

from datetime import timedelta

import pytest

from midad.stories.models import DueAttempt
from midad.stories.queries.lateness import failing_acts, late_acts
from tests.stories.factories import draft_story, make_section, make_story, publish

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("paper_stands", "light")]
HOUR, MINUTE = timedelta(hours=1), timedelta(minutes=1)


def test_an_act_is_late_a_minute_after_its_time(clock):
    section = make_section()
    publish(draft_story(section, "موعد"), go_live_at=clock.now + HOUR)
    make_story(section, "ينتهي", expire_at=clock.now + HOUR)
    assert late_acts(now=clock.now + HOUR + MINUTE) == {"publish": 0, "expire": 0}
    late = clock.now + HOUR + MINUTE + timedelta(seconds=1)
    assert late_acts(now=late) == {"publish": 1, "expire": 1}


def test_failing_acts_are_counted_by_kind(clock):
    assert failing_acts() == {"expire": 0, "publish": 0}
    for number in range(3):
        DueAttempt.objects.create(act="publish", subject_id=number, next_try_at=clock.now)
    assert failing_acts() == {"expire": 0, "publish": 3}
