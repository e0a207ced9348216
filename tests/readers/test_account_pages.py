"""The reader's own page: visits, preferences, what is kept, leaving for good."""

import json
import re
import time

import pytest
from allauth.account.internal.flows.login import AUTHENTICATION_METHODS_SESSION_KEY
from allauth.account.internal.userkit import user_id_to_str
from django.contrib.auth import get_user
from django.test import Client

from midad.accounts.models import Session, User
from midad.accounts.sessions import DEVICE_KEY
from midad.readers import services
from midad.readers.models import Reader
from midad.readers.services import UnableToLeave
from midad.stories.models import StoryPage
from tests.newsroom.desk import make_journalist, make_section, make_story
from tests.readers.people import NOW, counted, make_reader

pytestmark = pytest.mark.django_db


@pytest.fixture
def story() -> StoryPage:
    return make_story(make_section(), title="رست السفينة")


@pytest.fixture
def reader(story) -> Reader:
    return make_reader()


def visit(reader: Reader, device: str = "") -> Client:
    client = Client()
    client.force_login(reader.account, "django.contrib.auth.backends.ModelBackend")
    session = client.session
    session[DEVICE_KEY] = device  # as signing in by a browser notes it
    session.save()
    return client


def just_proved(client: Client) -> Client:
    """Let the visitor have shown a moment ago who he is."""
    session = client.session
    proof = {"method": "code", "at": time.time(), "reauthenticated": True}
    session[AUTHENTICATION_METHODS_SESSION_KEY] = [proof]
    session["account_authentication_methods_user"] = user_id_to_str(get_user(client))
    session.save()
    return client


def is_signed_in(client: Client) -> bool:
    return client.get("/me").json()["signed_in"]


def test_a_visit_elsewhere_is_ended_and_this_one_goes_on(reader):
    here, there = visit(reader, "Firefox|Linux"), visit(reader, "Chrome|Android")
    shown = here.get("/account/devices/").content.decode()
    assert "Chrome على Android" in re.sub("</?bdi[^>]*>", "", shown)
    other = Session.objects.exclude(session_key=here.session.session_key).get()
    assert other.session_key not in shown
    here.post("/account/devices/", {"visit": other.mark})
    assert (is_signed_in(here), is_signed_in(there)) == (True, False)


def test_nobody_ends_the_visits_of_others(reader):
    here, somebody = visit(reader), visit(make_reader())
    here.post("/account/devices/", {"visit": somebody.session.model.objects.last().mark})
    assert is_signed_in(somebody)


def test_signing_out_everywhere(reader):
    here, there = visit(reader), visit(reader)
    here.post("/account/devices/", {"act": "everywhere"})
    assert not is_signed_in(here)
    assert not is_signed_in(there)


CHOSEN = {
    "text_size": "large",
    "reading_mode": "dark",
    "digits": "arabic",
    "clock": "h12-period",
    "calendar": "hijri",
}


def told_to_pages(client: Client) -> dict[str, str]:
    told = client.get("/me").json()
    return {name: told["mode" if name == "reading_mode" else name] for name in CHOSEN}


def test_preferences_are_kept_with_the_account_and_told_to_pages(reader):
    client = visit(reader)
    assert told_to_pages(client) == dict.fromkeys(CHOSEN, "")
    assert client.post("/account/preferences/", CHOSEN).status_code == 302
    assert told_to_pages(client) == CHOSEN
    as_the_paper = dict.fromkeys(CHOSEN, "")
    client.post("/account/preferences/", {**as_the_paper, "digits": "persian"})
    assert told_to_pages(client) == {**as_the_paper, "digits": "persian"}


@pytest.mark.parametrize("name", CHOSEN)
@pytest.mark.parametrize("value", ["enormous", "\x00", "<b>", "0" * 5000])
def test_what_is_no_choice_changes_nothing(reader, name, value):
    client = visit(reader)
    client.post("/account/preferences/", CHOSEN)
    answer = client.post("/account/preferences/", {**CHOSEN, name: value})
    assert answer.status_code == 200
    assert 'class="form-error"' in answer.content.decode()
    assert told_to_pages(client) == CHOSEN


def test_preferences_follow_the_paper_first_and_are_named_in_the_reader_s_words(reader):
    shown = visit(reader).get("/account/preferences/").content.decode()
    assert shown.count('<option value="" selected>كما في الصحيفة</option>') == len(CHOSEN)
    for words in ("٠١٢٣٤٥٦٧٨٩", "۰۱۲۳۴۵۶۷۸۹", "الهجري", "12 ساعة مع ذكر الوقت: 12:03 صباحا"):
        assert f">{words}</option>" in shown
    kept = re.findall(r'data-keeps="([^"]+)"', shown)
    assert kept == ["text-size", "mode", "digits", "clock", "calendar"]


def test_a_stranger_s_choice_is_the_device_s_alone(story):
    client = Client()
    answer = client.get("/account/preferences/")
    shown = answer.content.decode()
    assert 'data-preferences="device"' in shown
    assert "needs-script" in re.search(r"<form[^>]*data-preferences[^>]*>", shown)[0]
    assert "keeps_history" not in shown
    assert "حُفظت" not in shown
    assert "no-store" in answer.headers["Cache-Control"]
    assert (
        "حُفظت تفضيلاتك على هذا الجهاز." in client.get("/account/preferences/?kept").content.decode()
    )


def test_all_that_is_kept_is_given_as_json(reader, story):
    services.rate(reader=reader, story=story, stars=4, now=NOW)
    services.save_story(reader=reader, story=story, now=NOW)
    services.follow(reader=reader, what=story.section, now=NOW)
    client = visit(reader, "Firefox|Linux")
    client.post("/account/preferences/", CHOSEN)
    answer = client.post("/account/data/")
    assert answer.headers["Content-Disposition"].startswith("attachment")
    kept = json.loads(answer.content)
    assert kept["account"]["email"] == reader.account.email
    assert kept["preferences"] == {**CHOSEN, "keeps_history": False}
    assert [vote["stars"] for vote in kept["ratings"]] == [4]
    assert [one["title"] for one in kept["saved_stories"]] == ["رست السفينة"]
    assert [one["code"] for one in kept["follows"]] == ["economy"]
    assert [one["device"] for one in kept["visits"]] == ["Firefox على Linux"]
    assert "session_key" not in answer.content.decode()


def test_leaving_asks_who_it_is_once_more(reader):
    answer = visit(reader).post("/account/delete/", {"sure": "on"})
    assert answer.status_code == 302
    assert "reauthenticate" in answer.headers["Location"]
    assert User.objects.filter(pk=reader.pk).exists()


def test_leaving_takes_everything_along(reader, story):
    services.rate(reader=reader, story=story, stars=1, now=NOW)
    services.save_story(reader=reader, story=story, now=NOW)
    client = just_proved(visit(reader))
    assert client.post("/account/delete/", {}).status_code == 200
    assert User.objects.filter(pk=reader.pk).exists()
    answer = client.post("/account/delete/", {"sure": "on"})
    assert "حُذف حسابك" in answer.content.decode()
    assert not User.objects.filter(pk=reader.pk).exists()
    assert not Session.objects.filter(account_id=reader.pk).exists()
    assert counted(story.pk) == (0, 0, 0, 0, 0)
    assert not is_signed_in(client)


def test_people_of_the_newsroom_do_not_leave_by_this_door(story):
    editor = make_journalist()
    with pytest.raises(UnableToLeave):
        services.delete_account(account=editor)
    assert User.objects.filter(pk=editor.pk).exists()
