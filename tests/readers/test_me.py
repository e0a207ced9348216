"""/me: who asks and what this story is to them; a stranger costs no query, a reader one."""

import pytest
from django.test import Client
from django.utils import timezone

from midad.readers import services
from midad.readers.models import Reader
from midad.stories.models import StoryPage
from tests.newsroom.desk import make_section, make_story
from tests.readers.people import make_reader

pytestmark = pytest.mark.django_db


@pytest.fixture
def story() -> StoryPage:
    return make_story(make_section())


@pytest.fixture
def reader():
    return make_reader()


@pytest.fixture
def visitor(reader) -> Client:
    client = Client()
    client.force_login(reader.account, "django.contrib.auth.backends.ModelBackend")
    return client


def ask(client: Client, story: StoryPage | None = None) -> dict:
    answer = client.get("/me", {"story": story.code} if story else {})
    assert answer.status_code == 200
    assert answer.headers["Cache-Control"] == "private, no-store"
    return answer.json()


@pytest.mark.parametrize("cookie", [None, "", "x", "a" * 5000, "'; --"])
def test_a_stranger_is_told_so(story, cookie):
    client = Client()
    if cookie is not None:
        client.cookies["sessionid"] = cookie
    assert ask(client, story) == {"signed_in": False}


def test_a_stranger_costs_no_query(story, django_assert_num_queries):
    with django_assert_num_queries(0):
        ask(Client(), story)


def test_a_reader_costs_one_query(visitor, story, django_assert_num_queries):
    with django_assert_num_queries(1):
        ask(visitor, story)


def test_preferences_cost_no_query_more(visitor, reader, story, django_assert_num_queries):
    Reader.objects.update(digits="persian", clock="h24", calendar="both")
    with django_assert_num_queries(1):
        told = ask(visitor, story)
    assert (told["digits"], told["clock"], told["calendar"]) == ("persian", "h24", "both")


def test_an_account_that_is_no_reader_yet_prefers_nothing(visitor, reader):
    Reader.objects.all().delete()
    told = ask(visitor)
    assert told["signed_in"]
    assert {told[name] for name in ("text_size", "mode", "digits", "clock", "calendar")} == {""}


def test_a_reader_gets_what_is_theirs(visitor, reader, story):
    services.rate(reader=reader, story=story, stars=4, now=timezone.now())
    services.save_story(reader=reader, story=story, now=timezone.now())
    told = ask(visitor, story)
    assert (told["signed_in"], told["stars"], told["saved"]) == (True, 4, True)
    assert told["name"] == reader.account.email.partition("@")[0]
    assert len(told["csrf"]) > 30


def test_other_readers_votes_are_nobody_s_business(visitor, story):
    services.rate(reader=make_reader(), story=story, stars=4, now=timezone.now())
    told = ask(visitor, story)
    assert (told["stars"], told["saved"]) == (0, False)


def test_its_token_opens_a_form(visitor, reader, story):
    strict = Client(enforce_csrf_checks=True)
    strict.cookies["sessionid"] = visitor.cookies["sessionid"].value
    address = f"/account/save/{story.code}/"
    assert strict.post(address, {"act": "save"}).status_code == 403
    token = ask(strict, story)["csrf"]
    answer = strict.post(address, {"act": "save"}, headers={"X-CSRFToken": token})
    assert answer.status_code == 302
    assert reader.saved_stories.count() == 1


def test_a_changed_password_ends_the_visit(visitor, reader):
    reader.account.set_password("another one entirely")
    reader.account.save()
    assert ask(visitor) == {"signed_in": False}


def test_an_account_that_is_closed_is_a_stranger(visitor, reader):
    reader.account.is_active = False
    reader.account.save()
    assert ask(visitor) == {"signed_in": False}


def test_a_visit_that_ran_out_is_a_stranger(visitor, reader):
    reader.account.sessions.update(expire_date=timezone.now())
    assert ask(visitor) == {"signed_in": False}


@pytest.mark.parametrize("code", ["", "\x00", "x" * 5000, "<b>", "خبر", "../../etc"])
def test_whatever_story_is_asked_for_the_reader_is_told(visitor, code):
    told = visitor.get("/me", {"story": code})
    assert told.status_code == 200
    assert (told.json()["signed_in"], told.json()["stars"]) == (True, 0)


def test_only_reading(visitor):
    assert visitor.post("/me").status_code == 405
