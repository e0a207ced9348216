"""Opening an account and signing in by a code of six digits, the same for known and unknown."""

import re
import time

import pytest
from allauth.account.models import EmailAddress
from django.core import mail
from django.core.cache import cache
from django.test import Client

from arabictext.digits import Digits, with_digits
from midad.accounts.models import Session, User
from midad.readers.models import Rating, Reader
from midad.stories.models import StoryPage
from tests.newsroom.desk import make_section, make_story, make_user
from tests.readers.people import counted, make_reader

pytestmark = pytest.mark.django_db
ADDRESS = "huda+news@mail.example"


@pytest.fixture(autouse=True)
def paper():
    """Return a paper with nobody's tries remembered."""
    cache.clear()
    return make_section()


def code_in_mail() -> str:
    [code] = set(re.findall(r"\b\d{6}\b", mail.outbox[-1].body))
    return code


def sign_up(client: Client, email: str = ADDRESS, **more: str):
    return client.post("/account/signup/", {"email": email, **more})


def confirm(client: Client, code: str):
    return client.post("/account/confirm-email/", {"code": code})


def signed_up(email: str = ADDRESS) -> Client:
    client = Client()
    sign_up(client, email)
    confirm(client, code_in_mail())
    return client


def is_signed_in(client: Client) -> bool:
    return client.get("/me").json()["signed_in"]


@pytest.mark.parametrize("digits", list(Digits))
def test_an_account_is_opened_with_a_code_in_whatever_digits(digits):
    client = Client()
    assert sign_up(client).status_code == 302
    assert not is_signed_in(client)
    answer = confirm(client, with_digits(code_in_mail(), digits))
    assert (answer.status_code, answer.headers["Location"]) == (302, "/account/")
    assert is_signed_in(client)
    reader = Reader.objects.get(account__email=ADDRESS)
    assert reader.confirmed_at is not None


def test_a_code_with_gaps_is_the_same_code():
    client = Client()
    sign_up(client)
    code = code_in_mail()
    confirm(client, f" {code[:3]} {code[3:]} ")
    assert is_signed_in(client)


def test_a_wrong_code_is_said_and_the_third_ends_it():
    client = Client()
    sign_up(client)
    code = code_in_mail()
    wrong = "000000" if code != "000000" else "111111"
    for _ in range(3):
        answer = confirm(client, wrong)
    assert not is_signed_in(client)
    assert answer.status_code in {200, 302}
    confirm(client, code)
    assert not is_signed_in(client)


@pytest.mark.parametrize(("minutes", "is_taken"), [(9, True), (11, False)])
@pytest.mark.parametrize("way", ["signing up", "signing in", "resetting"])
def test_a_code_lives_for_ten_minutes(way, minutes, is_taken, monkeypatch):
    client = Client()
    if way == "signing up":
        sign_up(client)
        address = "/account/confirm-email/"
    elif way == "signing in":
        client.post("/account/login/", {"login": make_reader().account.email})
        address = "/account/login/code/confirm/"
    else:
        client.post("/account/password/reset/", {"email": make_reader().account.email})
        address = "/account/password/reset/confirm/"
    later = time.time() + 60 * minutes
    monkeypatch.setattr(time, "time", lambda: later)
    answer = client.post(address, {"code": code_in_mail()})
    led_on = {"/account/", "/account/password/reset/complete/"}
    assert (answer.headers.get("Location") in led_on) is is_taken


def test_a_stranger_is_led_to_the_readers_own_door():
    for address in ("/account/email/", "/account/2fa/", "/account/password/change/"):
        assert Client().get(address).headers["Location"].startswith("/account/login/?")


def test_the_page_for_the_code_opened_by_a_link_checker_confirms_nobody():
    client = Client()
    sign_up(client)
    client.get("/account/confirm-email/")
    client.head("/account/confirm-email/")
    assert not User.objects.filter(emailaddress__verified=True).exists()


def test_a_known_address_gets_the_answer_of_an_unknown_one():
    make_reader()
    known = Reader.objects.get().account.email
    answers = []
    for email in ("nobody@mail.example", known):
        client = Client()
        answer = sign_up(client, email)
        page = client.get(answer.headers["Location"]).content.decode().replace(email, "X")
        answers.append((answer.status_code, answer.headers["Location"], strip_token(page)))
    assert answers[0] == answers[1]
    assert [message.to for message in mail.outbox] == [["nobody@mail.example"], [known]]


def test_signing_in_tells_nobody_which_addresses_are_known():
    known = make_reader().account.email
    answers = []
    for email in ("nobody@mail.example", known):
        client = Client()
        answer = client.post("/account/login/", {"login": email})
        page = client.get(answer.headers["Location"]).content.decode().replace(email, "X")
        answers.append((answer.status_code, answer.headers["Location"], strip_token(page)))
    assert answers[0] == answers[1]
    assert len(mail.outbox) == 2


def strip_token(page: str) -> str:
    return re.sub(r'(name="csrfmiddlewaretoken" value=")[^"]+', r"\1", page)


def test_signing_in_by_code():
    reader = make_reader(confirmed=False)
    client = Client()
    client.post("/account/login/", {"login": reader.account.email})
    client.post("/account/login/code/confirm/", {"code": code_in_mail()})
    assert is_signed_in(client)
    reader.refresh_from_db()
    assert reader.confirmed_at is not None
    visit = Session.objects.get(account=reader.account)
    assert visit.account == reader.account


def test_a_program_that_fills_every_field_gets_no_account():
    client = Client()
    answer = sign_up(client, website="https://spam.example")
    assert answer.status_code in {200, 302}
    assert not User.objects.exists()


def test_an_edition_may_take_addresses_of_its_own_domains_alone(settings):
    settings.SIGNUP_DOMAINS = ["marfa.example"]
    answer = sign_up(Client(), "somebody@elsewhere.example")
    assert answer.status_code == 200
    assert not User.objects.exists()
    sign_up(Client(), "somebody@marfa.example")
    assert User.objects.count() == 1


def test_a_reader_is_no_staff_and_sees_nothing_of_the_newsroom():
    client = signed_up()
    answer = client.get("/newsroom/")
    assert answer.status_code == 302
    assert "/newsroom/login/" in answer.headers["Location"]


def test_codes_are_not_guessed_without_end():
    for _ in range(8):
        answer = Client().post("/account/login/", {"login": "somebody@mail.example"})
    assert answer.status_code == 200
    assert "account_confirm" not in answer.content.decode()
    assert len(mail.outbox) == 3


def test_a_victim_of_strangers_tries_signs_in_from_elsewhere():
    reader = make_reader()
    for _ in range(8):
        Client(REMOTE_ADDR="192.0.2.66").post("/account/login/", {"login": reader.account.email})
    cache.clear()  # a minute later
    victim = Client(REMOTE_ADDR="192.0.2.7")
    victim.post("/account/login/", {"login": reader.account.email})
    victim.post("/account/login/code/confirm/", {"code": code_in_mail()})
    assert is_signed_in(victim)


def test_a_reader_stays_signed_in_for_months_and_an_editor_for_two_weeks():
    reader_visit = signed_up().session
    editor = make_user()
    EmailAddress.objects.create(user=editor, email=editor.email, primary=True, verified=True)
    client = Client()
    client.post("/account/login/", {"login": editor.email})
    client.post("/account/login/code/confirm/", {"code": code_in_mail()})
    assert is_signed_in(client)
    days = [visit.get_expiry_age() / 86_400 for visit in (reader_visit, client.session)]
    assert days == pytest.approx([90, 14], abs=0.1)


# --- the vote that was meant


@pytest.fixture
def story(paper) -> StoryPage:
    return make_story(paper)


def test_the_vote_that_was_meant_is_cast_after_the_account_is_opened(story):
    client = Client()
    rate = f"/account/rate/{story.code}/"
    assert 'value="4" checked' in client.get(rate, {"stars": "4"}).content.decode()
    answer = client.post(rate, {"stars": "4"})
    signup = answer.headers["Location"]
    assert signup == f"/account/signup/?next={rate}cast/"
    client.post(signup, {"email": ADDRESS, "next": f"{rate}cast/"})
    answer = client.post("/account/confirm-email/", {"code": code_in_mail()}, follow=True)
    assert counted(story.pk) == (0, 0, 0, 1, 0)
    assert answer.redirect_chain[-1][0].endswith("#ratings")


def test_an_address_alone_casts_nothing(story):
    client = signed_up()
    client.get(f"/account/rate/{story.code}/", {"stars": "1"})
    client.get(f"/account/rate/{story.code}/cast/")
    client.get(f"/account/rate/{story.code}/cast/", {"stars": "1"})
    assert not Rating.objects.exists()


def test_a_vote_is_changed_and_taken_back(story):
    client = signed_up()
    rate = f"/account/rate/{story.code}/"
    client.post(rate, {"stars": "4"})
    client.post(rate, {"stars": "2"})
    assert counted(story.pk) == (0, 1, 0, 0, 0)
    client.post(rate, {"take_back": "1"})
    assert counted(story.pk) == (0, 0, 0, 0, 0)


@pytest.mark.parametrize("stars", ["", "0", "6", "4.5", "٤", "-1", "4" * 5000, "<b>"])
def test_no_other_vote_is_taken(story, stars):
    client = signed_up()
    answer = client.post(f"/account/rate/{story.code}/", {"stars": stars})
    assert answer.status_code == 200
    assert not Rating.objects.exists()


def test_a_chief_editor_may_rate_as_a_reader_once_confirmed(story):
    editor = make_user()
    client = Client()
    client.force_login(editor, "django.contrib.auth.backends.ModelBackend")
    client.post(f"/account/rate/{story.code}/", {"stars": "5"})
    assert not Rating.objects.exists()
