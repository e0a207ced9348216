"""Every save and publish refuses an outdated page and keeps both texts."""

import pytest
from django.urls import reverse

from midad.newsroom.models import KeptText
from midad.newsroom.queries.words_of_page import compare_paragraphs, paragraphs_of_page
from midad.stories.models import StoryPage
from tests.newsroom.desk import (
    body_text,
    edit_address,
    fresh,
    kept_words,
    loaded,
    make_journalist,
    make_section,
    make_story,
    make_user,
    newest_text,
    signed_in,
    story_form,
)

pytestmark = pytest.mark.django_db

ACTIONS = [{}, {"action-publish": "1"}, {"action-submit": "1"}, {"action-restart-workflow": "1"}]


@pytest.fixture
def story():
    return make_story(make_section())


def test_a_save_of_the_newest_version_passes(story):
    client = signed_in(make_user())
    answer = client.post(edit_address(story), story_form(story, text="نص أول"))
    assert answer["Location"] == edit_address(story)
    assert "نص أول" in newest_text(story)
    assert not KeptText.objects.exists()


@pytest.mark.parametrize("action", ACTIONS)
def test_an_outdated_post_is_refused_and_both_texts_are_kept(story, action):
    mine, colleague = signed_in(make_user()), signed_in(make_user(name="نديم"))
    opened = loaded(story)
    colleague.post(
        edit_address(story), story_form(story, text="نص الزميل", **{"action-publish": "1"})
    )
    answer = mine.post(edit_address(story), story_form(story, text="نصي أنا") | opened | action)
    kept = KeptText.objects.get()
    assert answer["Location"] == reverse("newsroom_kept_text", args=[kept.pk])
    assert "نص الزميل" in newest_text(story)
    assert "نص الزميل" in body_text(fresh(story))
    assert "نصي أنا" in kept_words(kept)


def test_a_post_that_does_not_say_what_it_loaded_is_refused(story):
    form = story_form(story, text="من مكان آخر")
    del form["loaded_revision_id"], form["loaded_revision_created_at"]
    signed_in(make_user()).post(edit_address(story), form)
    assert "من مكان آخر" not in newest_text(story)
    assert KeptText.objects.count() == 1


def test_going_back_to_an_old_version_is_refused_when_outdated(story):
    first = story.latest_revision
    opened = loaded(story)
    signed_in(make_user()).post(edit_address(story), story_form(story, text="نص الزميل"))
    address = reverse("wagtailadmin_pages:revisions_revert", args=[story.pk, first.pk])
    signed_in(make_user()).post(address, story_form(story, text="القديم") | opened)
    assert "نص الزميل" in newest_text(story)


def test_what_does_not_validate_is_kept_too(story):
    opened = loaded(story)
    signed_in(make_user()).post(edit_address(story), story_form(story, text="نص الزميل"))
    broken = story_form(story, text="نصي", kicker="طويل " * 60, go_live_at="ليس وقتا") | opened
    signed_in(make_user()).post(edit_address(story), broken)
    kept = KeptText.objects.get()
    assert kept.content["kicker"].startswith("طويل")
    assert kept.posted["go_live_at"] == ["ليس وقتا"]


def test_autosave_overwrites_its_own_revision_only(story):
    user = make_user()
    client = signed_in(user)
    headers = {"accept": "application/json"}
    first = client.post(edit_address(story), story_form(story, text="أ"), headers=headers).json()
    again = story_form(story, text="ب", overwrite_revision_id=str(first["revision_id"]))
    second = client.post(edit_address(story), again, headers=headers).json()
    assert second["revision_id"] == first["revision_id"]
    assert "ب" in newest_text(story)
    signed_in(make_user()).post(edit_address(story), story_form(story, text="نص الزميل"))
    refused = client.post(edit_address(story), again, headers=headers)
    assert refused.status_code == 400
    assert refused.json()["error_code"] == "invalid_revision"
    assert "نص الزميل" in newest_text(story)


def test_the_same_form_posted_twice_is_carried_out_once(story):
    client = signed_in(make_user())
    form = story_form(story, text="مرة واحدة", **{"action-publish": "1"})
    client.post(edit_address(story), form)
    revisions = story.revisions.count()
    answer = client.post(edit_address(story), form, follow=True)
    assert story.revisions.count() == revisions
    assert not KeptText.objects.exists()
    assert "مرة واحدة" in body_text(fresh(story))
    assert answer.status_code == 200


def test_the_same_new_story_posted_twice_is_made_once():
    section = make_section()
    client = signed_in(make_user())
    address = reverse("wagtailadmin_pages:add", args=["stories", "storypage", section.pk])
    form = story_form(text="نص", title="خبر وحيد", **{"action-publish": "1"})
    client.post(address, form)
    client.post(address, form)
    assert StoryPage.objects.filter(title="خبر وحيد", live=True).count() == 1


def test_a_kept_text_comes_back_as_a_new_draft(story):
    mine, kept = _refused(story)
    page = mine.get(reverse("newsroom_kept_text", args=[kept.pk]))
    assert "نص الزميل" in page.content.decode()
    assert "نصي أنا" in page.content.decode()
    seen = fresh(story).latest_revision_id
    revisions = story.revisions.count()
    mine.post(
        reverse("newsroom_kept_text", args=[kept.pk]), {"bring_back": "1", "seen_revision_id": seen}
    )
    assert "نصي أنا" in newest_text(story)
    assert story.revisions.count() == revisions + 1
    kept.refresh_from_db()
    assert kept.settled_at


def test_a_kept_text_does_not_come_back_over_a_version_nobody_compared(story):
    mine, kept = _refused(story)
    seen = fresh(story).latest_revision_id
    signed_in(make_user()).post(edit_address(story), story_form(story, text="نص ثالث"))
    mine.post(
        reverse("newsroom_kept_text", args=[kept.pk]), {"bring_back": "1", "seen_revision_id": seen}
    )
    assert "نص ثالث" in newest_text(story)


def test_a_kept_text_can_be_put_away_and_is_not_deleted(story):
    mine, kept = _refused(story)
    mine.post(reverse("newsroom_kept_text", args=[kept.pk]), {"settle": "1"})
    kept.refresh_from_db()
    assert kept.settled_at
    assert "نص الزميل" in newest_text(story)


def test_who_may_not_edit_the_page_may_not_read_its_kept_text(story):
    _, kept = _refused(story)
    stranger = make_journalist()
    stranger.groups.clear()
    answer = signed_in(stranger).get(reverse("newsroom_kept_text", args=[kept.pk]))
    assert answer.status_code in (302, 403)


def _refused(story):
    mine = signed_in(make_user())
    opened = loaded(story)
    signed_in(make_user(name="نديم")).post(edit_address(story), story_form(story, text="نص الزميل"))
    mine.post(edit_address(story), story_form(story, text="نصي أنا") | opened)
    return mine, KeptText.objects.get()


def test_only_what_somebody_wrote_is_compared(story):
    words = paragraphs_of_page(page=story)
    assert words[0] == "افتتاح المرفأ"
    assert not {story.path, story.slug, story.code} & set(words)


def test_paragraphs_of_both_sides_stand_beside_each_other():
    lines = compare_paragraphs(first=["أ", "ب", "ج"], second=["أ", "د", "ج", "ه"])
    assert [(line.first, line.second, line.change) for line in lines] == [
        ("أ", "أ", "same"),
        ("ب", "د", "changed"),
        ("ج", "ج", "same"),
        ("", "ه", "only_second"),
    ]
