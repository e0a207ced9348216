"""«Publish» pressed while an autosave of the same form is on its way is nobody else's version."""

import pytest
from django.urls import reverse

from midad.newsroom.models import KeptText
from midad.stories.models import StoryPage
from tests.newsroom.desk import (
    edit_address,
    fresh,
    kept_words,
    loaded,
    make_section,
    make_story,
    make_user,
    newest_text,
    signed_in,
    story_form,
)

pytestmark = pytest.mark.django_db
JSON = {"accept": "application/json"}
PUBLISH = {"action-publish": "1"}
THIS_TAB, OTHER_TAB = {"csrfmiddlewaretoken": "a" * 64}, {"csrfmiddlewaretoken": "b" * 64}


@pytest.fixture
def story():
    return make_story(make_section())


def autosave(client, story, opened, tab):
    form = story_form(story, text="حُفظ وحده") | opened | tab
    return client.post(edit_address(story), form, headers=JSON)


def test_publishing_from_the_form_that_saved_itself_passes(story):
    client, opened = signed_in(make_user()), loaded(story)
    assert autosave(client, story, opened, THIS_TAB).status_code == 200
    client.post(
        edit_address(story), story_form(story, text="نص النشر") | opened | THIS_TAB | PUBLISH
    )
    assert not KeptText.objects.exists()
    assert "نص النشر" in str(fresh(story).body)


def test_publishing_from_another_window_of_the_same_journalist_is_refused(story):
    client, opened = signed_in(make_user()), loaded(story)
    autosave(client, story, opened, THIS_TAB)
    client.post(
        edit_address(story), story_form(story, text="نافذة أخرى") | opened | OTHER_TAB | PUBLISH
    )
    assert "نافذة أخرى" in kept_words(KeptText.objects.get())
    assert "حُفظ وحده" in newest_text(story)


def test_a_colleagues_save_after_the_autosave_still_counts(story):
    client, opened = signed_in(make_user()), loaded(story)
    autosave(client, story, opened, THIS_TAB)
    signed_in(make_user(name="نديم")).post(edit_address(story), story_form(story, text="الزميل"))
    client.post(edit_address(story), story_form(story, text="نصي") | opened | THIS_TAB | PUBLISH)
    assert "نصي" in kept_words(KeptText.objects.get())
    assert "الزميل" in newest_text(story)


def test_a_new_story_that_saved_itself_is_published_once():
    section, client = make_section(), signed_in(make_user())
    address = reverse("wagtailadmin_pages:add", args=["stories", "storypage", section.pk])
    client.post(address, story_form(text="أول") | THIS_TAB, headers=JSON)
    client.post(address, story_form(text="نص كامل") | THIS_TAB | PUBLISH)
    assert "نص كامل" in str(StoryPage.objects.get(live=True).body)
    assert not KeptText.objects.exists()


def test_an_autosave_that_comes_after_publish_makes_no_second_story():
    section, client = make_section(), signed_in(make_user())
    address = reverse("wagtailadmin_pages:add", args=["stories", "storypage", section.pk])
    assert client.post(address, story_form() | THIS_TAB | PUBLISH).status_code == 302
    late = client.post(address, story_form(text="حُفظ وحده") | THIS_TAB, headers=JSON)
    assert late.status_code == 400
    assert StoryPage.objects.count() == 1
