"""Another time zone: every story stands under its day there, in the archive and in its lists."""

from datetime import UTC, date, datetime

import pytest

from midad.press.models import StalePage
from midad.stories.services import redate_stories
from tests.stories.factories import change_edition, draft_story, fresh, make_section, make_story

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("paper_stands", "light")]
LATE = datetime(2026, 11, 23, 22, 30, tzinfo=UTC)  # half past one of the 24th in Riyadh


@pytest.fixture
def late_story(clock):
    clock.now = LATE
    return make_story(make_section())


def test_a_story_moves_to_its_day_in_the_new_zone(late_story):
    assert late_story.published_date == date(2026, 11, 24)
    change_edition(time_zone="UTC")
    assert fresh(late_story).published_date == date(2026, 11, 23)


def test_both_days_are_baked_anew(late_story):
    StalePage.objects.all().delete()
    change_edition(time_zone="UTC")
    stale = set(StalePage.objects.values_list("address", flat=True))
    assert "/archive/2026/11/23/" in stale


def test_a_change_of_anything_else_rewrites_no_story(late_story, django_assert_num_queries):
    edition = change_edition(time_zone="UTC")
    with django_assert_num_queries(1):
        assert redate_stories(edition=edition) == 0


def test_a_draft_has_no_day(clock):
    draft = draft_story(make_section())
    change_edition(time_zone="Pacific/Auckland")
    assert fresh(draft).published_date is None
