"""In production nobody works in the newsroom who has not shown a second factor in this session."""

from io import StringIO
from urllib.parse import urlsplit

import pytest
from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from django.core.cache import cache
from django.core.management import CommandError, call_command
from django.test import Client

from arabictext.digits import Digits, with_digits
from midad.accounts.models import User
from tests.newsroom.desk import make_journalist, make_section, make_user, signed_in
from tests.newsroom.second_factors import (
    SECRET,
    at_the_door,
    code_of_app,
    give_app,
    give_passkey,
    give_recovery_codes,
    is_signed_in,
)
from tests.readers.people import make_reader

pytestmark = pytest.mark.django_db
DOOR = "/account/2fa/authenticate/"
AGAIN = "/account/2fa/reauthenticate/"


@pytest.fixture(autouse=True)
def in_production(settings):
    settings.NEWSROOM_SECOND_FACTOR = True
    make_section()
    cache.clear()


def chief(*, app: bool = False) -> User:
    user = make_user()
    if app:
        give_app(user)
    return user


def leads(answer) -> str:
    return urlsplit(answer.headers["Location"]).path


def show(client: Client, address: str, code: str):
    return client.post(address, {"code": code})


# --- who has none


def test_who_has_none_is_led_to_setting_one_up_and_told_why():
    client, answer = at_the_door(chief())
    assert (answer.status_code, leads(answer)) == (302, "/newsroom/")
    answer = client.get("/newsroom/", follow=True)
    assert answer.redirect_chain == [("/account/2fa/", 302)]
    assert "تطلب غرفة الأخبار التحقق بخطوتين" in answer.content.decode()


def test_the_first_day_of_a_paper_without_mail(mailoutbox):
    """The chief editor has a password and an address nobody verified; mail may not work yet."""
    client, _ = at_the_door(chief())
    activate = "/account/2fa/totp/activate/"
    again = client.get(activate)
    assert leads(again) == "/account/reauthenticate/"
    assert leads(client.post(again.headers["Location"], {"password": "secret"})) == activate
    client.get(activate)
    secret = client.session["mfa.totp.secret"]
    answer = show(client, activate, code_of_app(secret))
    assert leads(answer) == "/account/2fa/recovery-codes/"
    assert client.get("/account/2fa/recovery-codes/").status_code == 200
    answer = client.get("/newsroom/reports/")
    assert answer.headers["Location"] == f"{AGAIN}?next=%2Fnewsroom%2Freports%2F"
    answer = show(client, answer.headers["Location"], code_of_app(secret))
    assert answer.headers["Location"] == "/newsroom/reports/"
    assert client.get("/newsroom/").status_code == 200
    assert mailoutbox == []


def test_an_address_that_was_never_verified_stops_nobody_of_the_newsroom():
    user = chief()
    EmailAddress.objects.create(user=user, email=user.email, primary=True, verified=False)
    client, _ = at_the_door(user)
    again = client.get("/account/2fa/totp/activate/")
    client.post(again.headers["Location"], {"password": "secret"})
    assert client.get("/account/2fa/totp/activate/").status_code == 200


def test_a_reader_who_is_none_of_the_newsroom_is_not_asked():
    reader = make_reader()
    answer = signed_in(reader.account).get("/newsroom/")
    assert "/newsroom/login/" in answer.headers["Location"]
    assert signed_in(reader.account).get("/account/").status_code == 200


def test_a_demo_asks_nobody(settings):
    settings.NEWSROOM_SECOND_FACTOR = False
    assert signed_in(chief()).get("/newsroom/").status_code == 200


def test_strangers_sign_in_at_their_own_door():
    assert leads(Client().get("/newsroom/")) == "/newsroom/login/"
    assert leads(Client().get("/account/2fa/")) == "/account/login/"


# --- who has one


def test_a_password_alone_signs_nobody_in():
    client, answer = at_the_door(chief(app=True), address="/newsroom/reports/")
    assert leads(answer) == DOOR
    assert not is_signed_in(client)
    assert leads(show(client, DOOR, code_of_app())) == "/newsroom/reports/"
    assert client.get("/newsroom/").status_code == 200


@pytest.mark.parametrize("digits", list(Digits))
def test_the_code_is_typed_in_whatever_digits(digits):
    client, _ = at_the_door(chief(app=True))
    show(client, DOOR, with_digits(code_of_app(), digits))
    assert client.get("/newsroom/").status_code == 200


def test_a_wrong_code_is_said_and_lets_nobody_in():
    client, _ = at_the_door(chief(app=True))
    wrong = "000000" if code_of_app() != "000000" else "111111"
    assert "ليس هذا الرمز صحيحا" in show(client, DOOR, wrong).content.decode()
    assert not is_signed_in(client)


def test_a_code_is_good_once():
    user = chief(app=True)
    code = code_of_app()
    first, second = at_the_door(user)[0], at_the_door(user)[0]
    assert show(first, DOOR, code).status_code == 302
    show(second, DOOR, code)
    assert not is_signed_in(second)


def test_a_recovery_code_stands_in_once():
    user = chief(app=True)
    code = give_recovery_codes(user)[0]
    first, second = at_the_door(user)[0], at_the_door(user)[0]
    show(first, DOOR, with_digits(code, Digits.ARABIC))
    assert first.get("/newsroom/").status_code == 200
    show(second, DOOR, code)
    assert not is_signed_in(second)


def test_what_was_shown_in_another_session_does_not_count():
    user = chief(app=True)
    client, _ = at_the_door(user)
    show(client, DOOR, code_of_app())
    older = signed_in(user)  # as by a password before there was a second factor
    answer = older.get("/newsroom/")
    assert answer.headers["Location"] == f"{AGAIN}?next=%2Fnewsroom%2F"


def test_what_somebody_else_showed_in_this_session_does_not_count():
    client, _ = at_the_door(chief(app=True))
    show(client, DOOR, code_of_app())
    client.post("/newsroom/login/", {"username": chief().email, "password": "secret"})
    assert leads(client.get("/newsroom/")) == "/account/2fa/"


def test_a_passkey_alone_is_asked_by_its_own_page():
    user = chief()
    give_passkey(user)
    assert leads(signed_in(user).get("/newsroom/")) == "/account/2fa/webauthn/reauthenticate/"


def test_recovery_codes_alone_are_no_second_factor():
    user = chief()
    give_recovery_codes(user)
    assert leads(signed_in(user).get("/newsroom/")) == "/account/2fa/"


def test_a_key_without_its_owners_finger_or_number_is_not_taken(settings):
    assert settings.MFA_WEBAUTHN_USER_VERIFICATION == "required"


# --- what stays open, and what is refused instead of led away


@pytest.mark.parametrize("path", ["/newsroom/jsi18n/", "/newsroom/sprite/"])
def test_what_the_door_itself_needs_stays_open(path):
    assert signed_in(chief()).get(path).status_code == 200


def test_leaving_stays_open():
    client = signed_in(chief())
    assert client.post("/newsroom/logout/").status_code == 302
    assert not is_signed_in(client)


SCRIPTS = [
    {"HTTP_X_REQUESTED_WITH": "XMLHttpRequest"},
    {"HTTP_ACCEPT": "application/json"},
    {"HTTP_ACCEPT": "application/json, text/plain, */*"},
    {"HTTP_SEC_FETCH_MODE": "cors"},
    {"HTTP_SEC_FETCH_MODE": "same-origin"},
]


@pytest.mark.parametrize("asked", SCRIPTS)
@pytest.mark.parametrize("app", [True, False])
@pytest.mark.parametrize("method", ["get", "post"])
def test_scripts_are_told_and_led_nowhere(asked, app, method):
    answer = getattr(signed_in(chief(app=app)), method)("/newsroom/pages/1/", **asked)
    assert answer.status_code == 403
    assert answer.json()["error"] == "second-factor"
    assert "وسيبقى ما كتبته" in answer.json()["message"]


@pytest.mark.parametrize("app", [True, False])
def test_a_form_is_refused_and_says_how_it_is_not_lost(app):
    client = signed_in(chief(app=app))
    answer = client.post("/newsroom/new-story/", {"title": "خبر"})
    assert answer.status_code == 403
    assert "يرسل المتصفح ما كتبته مرة أخرى" in answer.content.decode()
    assert answer.headers["Cache-Control"] == "no-store"


def test_a_page_of_a_browser_is_led_and_not_refused():
    client = signed_in(chief())
    answer = client.get("/newsroom/", HTTP_SEC_FETCH_MODE="navigate", HTTP_ACCEPT="text/html,*/*")
    assert answer.status_code == 302


@pytest.mark.parametrize("kinds", [(), ("app",), ("codes",), ("app", "codes")])
@pytest.mark.parametrize("path", ["/newsroom/", "/newsroom/nothing/", "/newsroom/login/"])
def test_nobody_walks_in_circles(kinds, path):
    user = chief(app="app" in kinds)
    if "codes" in kinds:
        give_recovery_codes(user)
    answer = signed_in(user).get(path, follow=True)
    assert answer.status_code == 200
    assert len(answer.redirect_chain) <= 2
    assert answer.request["PATH_INFO"].startswith("/account/2fa/")


# --- nobody comes round it by another door


ROUND = [
    "/account/2fa/recovery-codes/",
    "/account/2fa/webauthn/add/",
    "/account/2fa/totp/deactivate/",
    "/account/2fa/recovery-codes/generate/",
    "/account/email/",
]


@pytest.mark.parametrize("path", ROUND)
def test_a_password_or_a_mailbox_does_not_come_to_the_second_factor(path):
    user = chief(app=True)
    give_recovery_codes(user)
    EmailAddress.objects.create(user=user, email=user.email, primary=True, verified=True)
    client = signed_in(user)
    for other in ("/account/reauthenticate/", "/account/reauthenticate/code/"):
        assert leads(client.post(other, {"password": "secret"})) == AGAIN
    if path == "/account/email/":
        answer = client.post(path, {"email": "thief@mail.example", "action_add": ""})
    else:
        answer = client.get(path)
    assert leads(answer) == AGAIN


def test_the_page_that_asks_offers_no_weaker_way():
    client = signed_in(chief(app=True))
    page = client.get(f"{AGAIN}?next=/newsroom/").content.decode()
    assert "/account/reauthenticate/" not in page


def test_the_last_one_is_kept_by_people_of_the_newsroom():
    user = chief(app=True)
    client, _ = at_the_door(user)
    show(client, DOOR, code_of_app())
    cache.clear()
    show(client, AGAIN, code_of_app())
    answer = client.post("/account/2fa/totp/deactivate/")
    assert "يحتفظ أهل غرفة الأخبار" in answer.content.decode()
    assert Authenticator.objects.filter(user=user).exists()


def shown_again(user: User) -> Client:
    """Return somebody who has just shown the second factor twice, as allauth wants it."""
    client, _ = at_the_door(user)
    show(client, DOOR, code_of_app())
    cache.clear()
    show(client, AGAIN, code_of_app())
    return client


def test_one_of_two_may_go():
    user = chief(app=True)
    give_passkey(user)
    shown_again(user).post("/account/2fa/totp/deactivate/")
    assert [one.type for one in Authenticator.objects.filter(user=user)] == ["webauthn"]


def test_the_last_passkey_is_kept_as_well():
    user = chief(app=True)
    passkey = give_passkey(user)
    client = shown_again(user)
    remove = f"/account/2fa/webauthn/keys/{passkey.pk}/remove/"
    Authenticator.objects.filter(user=user, type="totp").delete()
    answer = client.post(remove)
    assert leads(answer) == "/account/2fa/"
    assert Authenticator.objects.filter(pk=passkey.pk).exists()
    give_app(user)
    client.post(remove)
    assert not Authenticator.objects.filter(pk=passkey.pk).exists()


def test_nobody_removes_the_passkey_of_somebody_else():
    passkey = give_passkey(chief())
    client = shown_again(chief(app=True))
    assert client.post(f"/account/2fa/webauthn/keys/{passkey.pk}/remove/").status_code == 404
    assert Authenticator.objects.filter(pk=passkey.pk).exists()


def test_readers_remove_theirs_as_they_like():
    reader = make_reader()
    assert SECRET
    app = give_app(reader.account)
    from midad.readers.second_factor import SecondFactors

    assert SecondFactors().can_delete_authenticator(app)


# --- who has lost it


def test_who_runs_the_paper_forgets_a_lost_one():
    user, other = chief(app=True), make_journalist()
    give_recovery_codes(user)
    give_app(other)
    client, elsewhere = signed_in(user), signed_in(other)
    said = StringIO()
    call_command("newsroom", "forget-second-factor", user.email.upper(), stdout=said)
    assert "visits ended: 1" in said.getvalue()
    assert not Authenticator.objects.filter(user=user).exists()
    assert Authenticator.objects.filter(user=other).count() == 1
    assert leads(client.get("/newsroom/")) == "/newsroom/login/"
    assert leads(elsewhere.get("/newsroom/")) == AGAIN
    client, _ = at_the_door(user)
    assert leads(client.get("/newsroom/")) == "/account/2fa/"


@pytest.mark.parametrize("address", ["nobody@marfa.example", "", "x\x00y"])
def test_forgetting_what_is_not_there_is_said(address):
    with pytest.raises(CommandError, match="no account has this address"):
        call_command("newsroom", "forget-second-factor", address)
    user = make_user()
    with pytest.raises(CommandError, match="no second factor"):
        call_command("newsroom", "forget-second-factor", user.email)
