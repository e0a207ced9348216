"""Withdrawing, killing, reinstating: asked again, with a reason, by those who may publish."""

import pytest
from django.urls import reverse
from wagtail.models import PageLogEntry

from midad.stories.models import Standing
from tests.newsroom.desk import (
    edit_address,
    fresh,
    make_journalist,
    make_section,
    make_story,
    make_user,
    signed_in,
)

pytestmark = pytest.mark.django_db
ACTS = ["withdraw", "kill", "reinstate"]


@pytest.fixture
def story():
    return make_story(make_section())


def address(act, story):
    return reverse(f"newsroom_{act}", args=[story.pk])


@pytest.mark.parametrize(
    ("act", "standing"), [("withdraw", Standing.WITHDRAWN), ("kill", Standing.KILLED)]
)
def test_a_chief_takes_a_story_back_and_reinstates_it(story, act, standing):
    client = signed_in(make_user())
    client.post(address(act, story), {"words": "سُحب لخطأ في الأرقام"})
    assert fresh(story).standing == standing
    assert fresh(story).standing_notice == "سُحب لخطأ في الأرقام"
    opened = client.get(edit_address(story))
    assert [message.level_tag for message in opened.context["messages"]][-1] == "warning"
    assert PageLogEntry.objects.get(action=f"midad.{act}").message
    client.post(address("reinstate", story), {})
    assert fresh(story).standing == Standing.GOOD
    assert client.get(reverse("wagtailadmin_pages:history", args=[story.pk])).status_code == 200


@pytest.mark.parametrize("act", ["withdraw", "kill"])
def test_words_are_required(story, act):
    answer = signed_in(make_user()).post(address(act, story), {"words": "  "})
    assert "words" in answer.context["form"].errors
    assert fresh(story).standing == Standing.GOOD


@pytest.mark.parametrize("act", ACTS)
def test_a_journalist_without_the_right_to_publish_may_not(story, act):
    answer = signed_in(make_journalist()).post(address(act, story), {"words": "لا"})
    assert answer.status_code in (302, 403)
    assert fresh(story).standing == Standing.GOOD


@pytest.mark.parametrize("act", ACTS)
def test_looking_at_the_page_changes_nothing(story, act):
    assert signed_in(make_user()).get(address(act, story)).status_code == 200
    assert fresh(story).standing == Standing.GOOD


def test_what_the_service_refuses_is_said_in_the_form(story):
    client = signed_in(make_user())
    client.post(address("kill", story), {"words": "سبب"})
    answer = client.post(address("kill", story), {"words": "سبب"})
    assert answer.context["form"].non_field_errors()


def test_the_menu_offers_what_fits_the_standing(story):
    client = signed_in(make_user())
    page = client.get(edit_address(story)).content.decode()
    assert address("withdraw", story) in page
    assert address("reinstate", story) not in page
    journalist = signed_in(make_journalist()).get(edit_address(story)).content.decode()
    assert address("withdraw", story) not in journalist
