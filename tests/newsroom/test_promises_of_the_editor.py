"""What the editor offers is there, and what the paper cannot keep is not offered."""

import pytest
from bs4 import BeautifulSoup
from django.urls import reverse

from midad.stories.models import StoryPage
from tests.newsroom.desk import edit_address, make_section, make_story, make_user, signed_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def screen():
    answer = signed_in(make_user()).get(edit_address(make_story(make_section())))
    return BeautifulSoup(answer.content, "html.parser")


def test_a_story_can_be_commented_on(screen):
    assert screen.find(id="comments-data")


def test_no_page_is_offered_to_be_private(screen):
    """Baked pages are for everybody: a private one would be public all the same."""
    privacy = reverse("wagtailadmin_pages:set_privacy", args=[StoryPage.objects.get().pk])
    form = signed_in(make_user()).get(privacy).json()["html"]
    assert 'type="password"' not in form
    assert 'name="restriction_type"' not in form
