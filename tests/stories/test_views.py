"""The form «report a mistake»: open to everyone, limited, and nothing hostile in it comes alive."""

import pytest
from django.test import Client
from django.urls import reverse

from midad.stories import services
from midad.stories.models import MistakeReport
from midad.stories.services.reports import MOST_FROM_ONE_PLACE
from tests.stories.factories import draft_story, fresh, make_section, make_story

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("paper_stands", "light")]
HOSTILE = '"><script>alert(1)</script><img src=x onerror=alert(1)>'


@pytest.fixture
def story(clock):
    return make_story(make_section())


def address(code):
    return f"/report/{code}/"


def post(client, story, **answers):
    return client.post(address(story.code), {"text": "الرقم خطأ", **answers})


# --- asking for the form


def test_the_form_names_its_story_and_carries_what_it_needs(client, story):
    answer = client.get(address(story.code))
    page = answer.content.decode()
    assert answer.status_code == 200
    assert story.title in page
    assert 'name="csrfmiddlewaretoken"' in page
    assert '<meta name="robots" content="noindex">' in page
    assert not MistakeReport.objects.exists()


def test_the_address_is_the_one_the_story_page_links_to(story):
    assert reverse("report-mistake", args=[story.code]) == address(story.code)


def test_no_cache_keeps_the_form(client, story):
    assert "no-store" in client.get(address(story.code))["Cache-Control"]


def test_the_paragraph_meant_is_kept_in_the_form(client, story):
    page = client.get(address(story.code), {"paragraph": "p-k1"}).content.decode()
    assert 'value="p-k1"' in page


def test_a_head_request_gets_no_body(client, story):
    answer = client.head(address(story.code))
    assert (answer.status_code, answer.content) == (200, b"")


@pytest.mark.parametrize("method", ["put", "delete", "patch"])
def test_other_methods_are_refused(client, story, method):
    assert getattr(client, method)(address(story.code)).status_code == 405


@pytest.mark.parametrize("code", ["zzzzzzz", "x", "not-a-code", "A", "k7m2xqz%00", "../etc"])
def test_unknown_codes_are_not_found(client, story, code):
    assert client.get(address(code)).status_code == 404
    assert client.post(address(code), {"text": "خطأ"}).status_code == 404


def test_what_readers_cannot_read_cannot_be_reported(client, story, clock):
    killed, withdrawn = (make_story(make_section(), name) for name in "أب")
    services.kill_story(story=killed, reason="سبب", editor=None, now=clock.now)
    services.withdraw_story(story=withdrawn, notice="سُحب", editor=None, now=clock.now)
    for hidden in (draft_story(make_section()), killed, withdrawn):
        assert client.get(address(hidden.code)).status_code == 404
    fresh(story).unpublish()
    assert post(client, story).status_code == 404


# --- sending it


def test_a_report_reaches_the_desk_and_the_reader_is_thanked(client, story):
    answer = post(client, story, paragraph="p-k1", contact="reader@example.org")
    kept = MistakeReport.objects.get()
    assert answer.status_code == 200
    assert (kept.story, kept.text, kept.paragraph) == (story, "الرقم خطأ", "p-k1")
    assert "<form" not in answer.content.decode()


def test_a_report_needs_no_account_but_the_forms_own_token(story):
    client = Client(enforce_csrf_checks=True)
    assert post(client, story).status_code == 403
    client.get(address(story.code))
    token = client.cookies["csrftoken"].value
    assert post(client, story, csrfmiddlewaretoken=token).status_code == 200
    assert MistakeReport.objects.count() == 1


def test_a_token_of_somebody_else_is_refused(story):
    client, other = Client(enforce_csrf_checks=True), Client(enforce_csrf_checks=True)
    client.get(address(story.code))
    other.get(address(story.code))
    token = other.cookies["csrftoken"].value
    assert post(client, story, csrfmiddlewaretoken=token).status_code == 403


@pytest.mark.parametrize(
    ("answers", "field"),
    [
        ({"text": ""}, "text"),
        ({"text": "خ" * 4001}, "text"),
        ({"text": "خطأ\x00"}, "text"),
        ({"contact": "c" * 121}, "contact"),
    ],
)
def test_what_cannot_be_taken_is_said_at_its_field(client, story, answers, field):
    answer = post(client, story, **answers)
    page = answer.content.decode()
    assert answer.status_code == 200
    assert page.count('role="alert"') == 1
    assert page.index('role="alert"') > page.index(f'id="id_{field}"')
    assert not MistakeReport.objects.exists()


def test_a_program_that_fills_the_trap_gets_thanks_and_nothing_is_kept(client, story):
    thanks = post(client, story).content
    MistakeReport.objects.all().delete()
    assert post(client, story, website="https://spam.example").content == thanks
    assert not MistakeReport.objects.exists()


def test_too_many_reports_are_told_to_wait_and_keep_their_words(client, story):
    for _ in range(MOST_FROM_ONE_PLACE):
        post(client, story)
    answer = post(client, story, text="كلمات لا تضيع")
    assert MistakeReport.objects.count() == MOST_FROM_ONE_PLACE
    assert 'role="alert"' in answer.content.decode()
    assert "كلمات لا تضيع" in answer.content.decode()


@pytest.mark.parametrize("field", ["text", "contact", "paragraph", "website"])
def test_hostile_answers_stay_text_when_the_form_is_shown_again(client, story, field):
    answers = {"text": "", "contact": "c" * 121, field: HOSTILE}
    page = post(client, story, **answers).content.decode()
    assert "<script>alert" not in page
    assert "<img src=x" not in page


@pytest.mark.parametrize("paragraph", [HOSTILE, "x" * 5000])
def test_a_hostile_paragraph_in_the_link_stays_text(client, story, paragraph):
    page = client.get(address(story.code), {"paragraph": paragraph}).content.decode()
    assert "<script>alert" not in page
    assert "x" * 61 not in page


def test_a_hostile_title_stays_text(client):
    story = make_story(make_section(), "خبر <script>alert(1)</script>")
    page = client.get(address(story.code)).content.decode()
    assert "<script>alert" not in page
    assert "&lt;" in page


def test_the_page_keeps_the_papers_policy(client, story):
    policy = client.get(address(story.code))["Content-Security-Policy"]
    assert "script-src 'self'" in policy
    assert "unsafe-inline" not in policy
