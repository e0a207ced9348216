"""What the editor's page carries: direction, counters, a fresh kind of change."""

import json

import pytest
from bs4 import BeautifulSoup
from django.urls import reverse
from wagtail.rich_text import features
from wagtail.test.utils.form_data import inline_formset, nested_form_data
from wagtail.users.models import UserProfile

from midad.newsroom.views.furniture import LONG_HEADLINE, counter_words
from midad.stories.models import ChangeKind, Correction, StoryPage
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


@pytest.fixture
def story():
    return make_story(make_section())


@pytest.fixture
def client():
    return signed_in(make_user())


def test_rich_text_is_right_to_left_by_draftails_own_option():
    options = {}
    features.get_editor_plugin("draftail", "right-to-left").construct_options(options)
    assert options == {"textDirectionality": "RTL"}


def test_the_editor_gets_the_option_for_every_rich_text(story, client):
    page = BeautifulSoup(client.get(edit_address(story)).content, "html.parser")
    definition = page.find(attrs={"data-contentpath": "body"})
    assert str(definition).count("textDirectionality") >= 1


@pytest.mark.parametrize("language", ["ar", "en"])
def test_the_screen_speaks_the_users_language(story, client, language):
    user = make_user()
    UserProfile.objects.create(user=user, preferred_language=language)
    page = BeautifulSoup(signed_in(user).get(edit_address(story)).content, "html.parser")
    assert page.html["lang"] == language
    assert page.html["dir"] == {"ar": "rtl", "en": "ltr"}[language]
    assert page.find(attrs={"name": "title"})["dir"] == "rtl"


def test_the_sign_in_page_is_arabic_and_midads(db, client):
    client.logout()
    page = BeautifulSoup(client.get(reverse("wagtailadmin_login")).content, "html.parser")
    assert page.html["dir"] == "rtl"
    assert "مِداد" in page.title.text
    assert page.find(attrs={"name": "username"})["dir"] == "ltr"
    assert page.find(attrs={"name": "password"})["dir"] == "ltr"


def test_the_counters_get_whole_phrases_in_six_forms(story, client):
    page = BeautifulSoup(client.get(edit_address(story)).content, "html.parser")
    words = json.loads(page.find(id="newsroom-counter-words").text)
    assert words == counter_words()
    assert words["longFrom"] == LONG_HEADLINE == 90
    assert set(words["words"]) == {"zero", "one", "two", "few", "many", "other"}
    assert words["reading"]["two"] == "قراءة دقيقتين"


def test_the_kind_of_change_starts_anew_after_a_publication(story, client):
    publish = {"action-publish": "1"}
    client.post(edit_address(story), story_form(story, change_kind=ChangeKind.UPDATE, **publish))
    assert _kind(client, story) == ChangeKind.MINOR


def test_the_kind_of_change_of_a_draft_stays_until_it_is_published(story, client):
    client.post(edit_address(story), story_form(story, change_kind=ChangeKind.UPDATE))
    assert _kind(client, story) == ChangeKind.UPDATE


def test_going_back_to_an_old_version_announces_nothing(story, client):
    client.post(edit_address(story), story_form(story, change_kind=ChangeKind.UPDATE))
    revision = fresh(story).latest_revision_id
    address = reverse("wagtailadmin_pages:revisions_revert", args=[story.pk, revision])
    assert client.get(address).context["form"]["change_kind"].value() == ChangeKind.MINOR


def _kind(client, story):
    return client.get(edit_address(story)).context["form"]["change_kind"].value()


PUBLISH = {"action-publish": "1", "change_kind": ChangeKind.CORRECTION}


def notes(*texts, removed=(), known=0):
    rows = [
        {
            "kind": "correction",
            "text": text,
            "paragraph": "",
            "noted_at": "2026-11-26 09:00",
            "DELETE": "on" if text in removed else "",
            "id": "",
        }
        for text in texts
    ]
    return nested_form_data({"corrections": inline_formset(rows, initial=known)})


def test_a_correction_is_published_with_the_note_written_beside_it(story, client):
    form = story_form(story, **PUBLISH, **notes("عدد الخرائط 112 لا 120."))
    assert client.post(edit_address(story), form).status_code == 302
    assert [note.text for note in fresh(story).corrections.all()] == ["عدد الخرائط 112 لا 120."]
    assert [change.kind for change in fresh(story).public_changes.all()] == ["corrected"]


@pytest.mark.parametrize(
    "note", [notes(), notes("سُحبت الملاحظة", removed=["سُحبت الملاحظة"])], ids=["none", "removed"]
)
def test_a_correction_is_not_published_without_its_note(story, client, note):
    answer = client.post(edit_address(story), story_form(story, **PUBLISH, **note))
    assert answer.context["form"].has_error("change_kind", "no_note")
    assert not fresh(story).public_changes.exists()


def test_a_second_correction_needs_a_note_of_its_own(story, client):
    first, second = "عدد الخرائط 112 لا 120.", "افتُتح المعرض الأحد لا السبت."
    client.post(edit_address(story), story_form(story, **PUBLISH, **notes(first)))
    answer = client.post(edit_address(story), story_form(story, **PUBLISH, **notes(first)))
    assert answer.context["form"].has_error("change_kind", "no_note")
    client.post(edit_address(story), story_form(story, **PUBLISH, **notes(first, second)))
    assert fresh(story).public_changes.count() == 2


@pytest.mark.parametrize("draft", ["with the note", "without the note"])
def test_going_back_to_a_version_from_before_a_correction_keeps_its_note(story, client, draft):
    before = fresh(story).latest_revision_id
    told = "عدد الخرائط 112 لا 120."
    client.post(edit_address(story), story_form(story, **PUBLISH, **notes(told)))
    if draft == "without the note":
        newest = fresh(story).get_latest_revision_as_object()
        newest.corrections.clear()
        newest.save_revision()
    address = reverse("wagtailadmin_pages:revisions_revert", args=[story.pk, before])
    shown = client.get(address).context["form"].formsets["corrections"].initial_forms
    assert [form.instance.text for form in shown] == [told]
    posted = notes(told, known=1) | {"corrections-0-id": shown[0].instance.pk or ""}
    answer = client.post(
        edit_address(story), story_form(story, **{"action-publish": "1"}, **posted)
    )
    assert answer.status_code == 302
    assert [note.text for note in fresh(story).corrections.all()] == [told]


def test_a_draft_may_be_kept_before_the_note_is_written(story, client):
    form = story_form(story, change_kind=ChangeKind.CORRECTION)
    assert client.post(edit_address(story), form).status_code == 302


@pytest.mark.parametrize("action", [{}, {"action-publish": "1"}])
def test_two_stories_of_one_section_may_have_the_same_headline(action):
    section = make_section()
    first = make_story(section, title="حصيلة اليوم")
    address = reverse("wagtailadmin_pages:add", args=["stories", "storypage", section.pk])
    form = story_form() | {"title": "حصيلة اليوم"} | action
    assert signed_in(make_user()).post(address, form).status_code == 302
    second = StoryPage.objects.exclude(pk=first.pk).get()
    assert second.title == first.title
    assert second.slug != first.slug
    assert second.code != first.code


# --- where a correction stands

MARKED = (
    '<h2 data-block-key="aaaaa">عنوان</h2><p data-block-key="bbbbb">أول <b>الكلام</b></p>'
    '<p data-block-key="ccccc"></p><ul><li data-block-key="ddddd">بند</li></ul>'
)


def places_of(form):
    return list(form.fields["paragraph"].widget.choices)


def corrections_of(client, story):
    return client.get(edit_address(story)).context["form"].formsets["corrections"]


def test_the_place_of_a_correction_is_chosen_among_the_paragraphs(client):
    story = make_story(make_section(), body=[("text", MARKED), ("text", MARKED)])
    assert places_of(corrections_of(client, story).empty_form) == [
        ("", "في ذيل الخبر وحده"),
        ("p-aaaaa", "عنوان"),
        ("p-bbbbb", "أول الكلام"),
        ("p-ddddd", "بند"),
    ]


def test_a_note_whose_paragraph_is_gone_keeps_its_mark_and_says_so(client):
    story = make_story(make_section(), body=[("text", MARKED)])
    story.corrections.add(Correction(text="تنويه", paragraph="p-zzzzz"))
    story.save_revision()
    (note,) = corrections_of(client, story).forms
    assert places_of(note)[-1] == ("p-zzzzz", "فقرة لم تعد في النص")
