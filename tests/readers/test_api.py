"""The readers' JSON API: the same acts as the pages, in JSON; refusals are problem details."""

import json
from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from lint.contracts import READERS_API, readers_api
from midad.readers import services
from midad.readers.models import Reader
from midad.readers.services import rating
from midad.stories.models import StoryPage
from midad.stories.services import kill_story, withdraw_story
from tests.newsroom.desk import make_section, make_story
from tests.readers.people import counted, make_reader

pytestmark = pytest.mark.django_db


@pytest.fixture
def story() -> StoryPage:
    return make_story(make_section(), title="رست السفينة")


@pytest.fixture
def reader() -> Reader:
    return make_reader()


@pytest.fixture
def client(reader) -> Client:
    """Return the reader's browser, which sends the token with every change."""
    client = Client(enforce_csrf_checks=True)
    client.force_login(reader.account, "django.contrib.auth.backends.ModelBackend")
    client.defaults["HTTP_X_CSRFTOKEN"] = client.get("/api/v1/me").json()["csrf"]
    return client


def send(client: Client, method: str, address: str, body: object = None):
    return client.generic(
        method, f"/api/v1/{address}", json.dumps(body), content_type="application/json"
    )


def problem(answer) -> tuple[int, str]:
    """Return status and code of a refusal, which has the form of RFC 9457."""
    assert answer.headers["Content-Type"] == "application/problem+json"
    told = answer.json()
    assert told["status"] == answer.status_code
    assert told["title"] and told["detail"] and told["type"] == "about:blank"
    return answer.status_code, told["code"]


def test_a_vote_is_cast_changed_and_taken_back(client, story):
    address = f"ratings/{story.code}"
    assert send(client, "PUT", address, {"stars": 4}).json()["votes_words"] == "تقييم واحد"
    send(client, "PUT", address, {"stars": 2})
    assert counted(story.pk) == (0, 1, 0, 0, 0)
    assert [one["stars"] for one in client.get("/api/v1/ratings").json()["results"]] == [2]
    assert send(client, "DELETE", address).status_code == 204
    assert counted(story.pk) == (0, 0, 0, 0, 0)
    assert problem(send(client, "DELETE", address)) == (404, "no_vote")


def test_everybody_may_ask_for_a_storys_count(story):
    for stars in (5, 4, 4, 4, 4):
        services.rate(reader=make_reader(), story=story, stars=stars, now=timezone.now())
    assert Client().get(f"/api/v1/stories/{story.code}/ratings").json() == {
        "votes": 5,
        "votes_words": "5 تقييمات",
        "mean": 4.2,
        "is_closed": False,
    }


@pytest.mark.parametrize("stars", [0, 6, -1, 4.5, "4", True, None, [4], 10**30])
def test_a_vote_that_is_none_is_refused(client, story, stars):
    answer = send(client, "PUT", f"ratings/{story.code}", {"stars": stars})
    assert problem(answer) == (422, "not_valid")
    assert answer.json()["errors"][0]["at"] == ["body", "cast", "stars"]
    assert counted(story.pk) == (0, 0, 0, 0, 0)


def test_why_a_vote_is_not_taken_is_told_by_a_code(client, reader, story):
    address, vote = f"ratings/{story.code}", {"stars": 3}
    Reader.objects.filter(pk=reader.pk).update(confirmed_at=None)
    assert problem(send(client, "PUT", address, vote)) == (403, "unconfirmed")
    Reader.objects.filter(pk=reader.pk).update(suspended_at=timezone.now())
    assert problem(send(client, "PUT", address, vote)) == (403, "suspended")
    Reader.objects.update(confirmed_at=timezone.now(), suspended_at=None)
    services.freeze(story=story, editor=reader.account, now=timezone.now())
    assert problem(send(client, "PUT", address, vote)) == (409, "closed")


def test_who_votes_faster_than_people_read_is_asked_to_wait(client, story, monkeypatch):
    monkeypatch.setattr(rating, "MOST_NEW_VOTES_AN_HOUR", 1)
    second = make_story(story.get_parent(), title="غادرت السفينة")
    send(client, "PUT", f"ratings/{story.code}", {"stars": 3})
    refused = send(client, "PUT", f"ratings/{second.code}", {"stars": 3})
    assert problem(refused) == (429, "too_many")
    assert counted(second.pk) == (0, 0, 0, 0, 0)
    assert send(client, "PUT", f"ratings/{story.code}", {"stars": 5}).status_code == 200


def test_stories_are_saved_read_and_taken_off(client, story):
    address = f"saved/{story.code}"
    assert send(client, "PUT", address).json()["title"] == "رست السفينة"
    assert send(client, "PATCH", address, {"is_read": True}).status_code == 204
    [line] = client.get("/api/v1/saved").json()["results"]
    assert (line["state"], line["is_read"]) == ("standing", True)
    assert send(client, "DELETE", address).status_code == 204
    assert problem(send(client, "DELETE", address)) == (404, "not_listed")
    assert problem(send(client, "PATCH", address, {"is_read": True})) == (404, "not_listed")


def test_a_killed_story_is_told_to_nobody(client, story):
    send(client, "PUT", f"ratings/{story.code}", {"stars": 4})
    kill_story(story=story, reason="أمر قضائي", editor=None, now=timezone.now())
    assert problem(send(client, "PUT", f"saved/{story.code}")) == (404, "not_found")
    assert problem(client.get(f"/api/v1/stories/{story.code}/ratings")) == (404, "not_found")
    told = client.get("/api/v1/ratings").content + client.get("/api/v1/data").content
    assert "رست السفينة" not in told.decode()


def test_a_withdrawn_story_takes_no_vote(client, story):
    withdraw_story(story=story, notice="سُحب للتحقق", editor=None, now=timezone.now())
    refused = send(client, "PUT", f"ratings/{story.code}", {"stars": 4})
    assert problem(refused) == (404, "not_found")
    assert counted(story.pk) == (0, 0, 0, 0, 0)


def test_a_history_is_kept_for_who_wants_one(client, story):
    assert problem(send(client, "PUT", f"history/{story.code}")) == (409, "history_off")
    send(client, "PATCH", "preferences", {"keeps_history": True})
    assert send(client, "PUT", f"history/{story.code}").status_code == 204
    assert len(client.get("/api/v1/history").json()["results"]) == 1
    assert send(client, "DELETE", "history").status_code == 204
    assert client.get("/api/v1/history").json()["results"] == []


def test_sections_are_followed_and_left(client, story):
    address = f"follows/sections/{story.section.code}"
    assert send(client, "PUT", address).json()["name"] == story.section.title
    assert len(client.get("/api/v1/follows").json()["results"]) == 1
    assert send(client, "DELETE", address).status_code == 204
    assert problem(send(client, "DELETE", address)) == (404, "not_listed")
    assert problem(send(client, "PUT", "follows/sections/nowhere")) == (404, "not_found")
    assert problem(send(client, "PUT", "follows/planets/mars")) == (422, "not_valid")


def test_preferences_that_are_not_named_stay(client, reader):
    send(client, "PATCH", "preferences", {"text_size": "large"})
    told = send(client, "PATCH", "preferences", {"reading_mode": "dark"}).json()
    assert (told["text_size"], told["reading_mode"]) == ("large", "dark")
    assert problem(send(client, "PATCH", "preferences", {"text_size": "huge"})) == (
        422,
        "not_valid",
    )


def test_a_visit_elsewhere_is_ended_and_then_all(client, reader):
    elsewhere = Client()
    elsewhere.force_login(reader.account, "django.contrib.auth.backends.ModelBackend")
    visits = client.get("/api/v1/visits").json()
    assert sorted(one["is_this_one"] for one in visits) == [False, True]
    marks = {one["is_this_one"]: one["mark"] for one in visits}
    assert problem(send(client, "DELETE", f"visits/{marks[True]}")) == (404, "no_visit")
    assert send(client, "DELETE", f"visits/{marks[False]}").status_code == 204
    assert elsewhere.get("/me").json() == {"signed_in": False}
    assert send(client, "DELETE", "visits").status_code == 204
    assert problem(client.get("/api/v1/visits")) == (401, "signed_out")


def test_a_long_list_comes_in_pages_that_nothing_new_shifts(client, reader, story):
    section = story.get_parent()
    stories = [make_story(section, title=f"خبر {number}") for number in range(5)]
    now = timezone.now()
    for age, one in enumerate(stories):
        services.save_story(reader=reader, story=one, now=now - timedelta(minutes=age))
    page = client.get("/api/v1/saved?page_size=2").json()
    seen = [line["code"] for line in page["results"]]
    services.save_story(reader=reader, story=story, now=now + timedelta(minutes=1))
    while page["next"]:
        page = client.get(page["next"]).json()
        seen += [line["code"] for line in page["results"]]
    assert seen == [one.code for one in stories]


@pytest.mark.parametrize(
    "cursor",
    ["x", "%00", "cD14", "bz0tMQ==", "bz05OTk5OTk=", "🙂"],
)
def test_a_cursor_that_is_none_is_the_askers_mistake(client, cursor):
    assert problem(client.get(f"/api/v1/saved?cursor={cursor}")) == (422, "not_valid")


def test_a_cursor_of_the_last_day_there_is_breaks_nothing(client):
    """SQLite cannot ask for it, PostgreSQL can."""
    answer = client.get("/api/v1/saved?cursor=cD05OTk5LTEyLTMxVDIzOjU5OjU5LTE0OjAw")
    assert answer.status_code == 200 or problem(answer) == (422, "not_valid")


def test_a_stranger_is_asked_to_sign_in_and_told_nothing(story):
    told = Client().get("/api/v1/me")
    assert told.json() == {"signed_in": False}
    assert "no-store" in told.headers["Cache-Control"]
    for place in ("preferences", "visits", "data", "ratings", "saved", "history", "follows"):
        assert problem(Client().get(f"/api/v1/{place}")) == (401, "signed_out")


def test_a_change_without_its_token_is_refused(client, story):
    del client.defaults["HTTP_X_CSRFTOKEN"]
    for method, address in [
        ("PUT", f"ratings/{story.code}"),
        ("DELETE", "history"),
        ("PATCH", "preferences"),
        ("DELETE", "visits"),
    ]:
        assert problem(send(client, method, address, {})) == (403, "no_token")


@pytest.mark.parametrize(
    ("address", "method", "expected"),
    [
        ("/api/v1/nothing", "GET", (404, "not_found")),
        ("/api/", "GET", (404, "not_found")),
        ("/api/v2/me", "GET", (404, "not_found")),
        ("/api/v1/me", "POST", (405, "no_such_method")),
        ("/api/v1/saved", "PUT", (405, "no_such_method")),
    ],
)
def test_what_is_not_there_is_a_problem_too(client, address, method, expected):
    assert problem(client.generic(method, address)) == expected


@pytest.mark.parametrize("body", [b"", b"{", b"\xff\xfe", b"[" * 100_000, b'{"stars": "\\u0000"}'])
def test_a_body_that_is_no_json_is_refused(client, story, body):
    answer = client.generic(
        "PUT", f"/api/v1/ratings/{story.code}", body, content_type="application/json"
    )
    assert problem(answer)[0] in {400, 422}


def test_a_body_of_many_megabytes_is_refused(client, story):
    body = b'{"stars": ' + b" " * 13_000_000 + b"4}"
    answer = client.generic(
        "PUT", f"/api/v1/ratings/{story.code}", body, content_type="application/json"
    )
    assert problem(answer) == (413, "too_large")


def test_the_contract_is_what_the_api_is():
    assert json.loads(READERS_API.read_text(encoding="utf-8")) == readers_api()
