"""What is noted when people sign in and out: who by number, and no address."""

import logging
from datetime import timedelta

import pytest
from allauth.account.models import EmailAddress
from django.contrib.auth.models import Group
from django.test import Client
from django.utils import timezone

from midad.accounts.models import Session, User
from midad.accounts.sessions import BEGUN_KEY
from midad.newsroom.services import CHIEFS
from tests.newsroom.desk import make_section, make_user

pytestmark = pytest.mark.django_db


@pytest.fixture
def lines(caplog):
    caplog.set_level(logging.INFO, "midad.accounts")
    return caplog


def sign_in(client: Client, email: str, password: str):
    return client.post(
        "/newsroom/login/",
        {"username": email, "password": password},
        REMOTE_ADDR="192.0.2.77",
    )


def test_signing_in_and_out_is_in_the_log_without_an_address(lines):
    make_section()
    user, client = make_user(), Client()
    sign_in(client, user.email, "secret")
    client.post("/newsroom/logout/")
    told = [(one.event, getattr(one, "account", None)) for one in lines.records]
    assert told == [("signed_in", user.pk), ("signed_out", user.pk)]
    assert user.email not in lines.text
    assert "192.0.2" not in lines.text


def test_a_wrong_password_is_in_the_log_and_nobody_s_address(lines):
    make_section()
    user = make_user()
    sign_in(Client(), user.email, "wrong")
    assert [one.event for one in lines.records] == ["sign_in_failed"]
    assert user.email not in lines.text


def test_a_closed_account_has_no_visit_left_to_go_on():
    make_section()
    user, client = make_user(), Client()
    client.force_login(user, "django.contrib.auth.backends.ModelBackend")
    user.is_active = False
    user.save()
    assert not Session.objects.filter(account=user).exists()


@pytest.mark.parametrize(("days", "goes_on"), [(89, True), (91, False)])
def test_a_visit_has_a_last_day_however_often_it_is_used(days, goes_on):
    make_section()
    client = Client()
    client.force_login(make_user(), "django.contrib.auth.backends.ModelBackend")
    session = client.session
    session[BEGUN_KEY] = (timezone.now() - timedelta(days=days)).isoformat()
    session.set_expiry(90 * 24 * 3600)  # from now on, as each use would have it
    session.save()
    assert client.get("/me").json()["signed_in"] == goes_on
    assert (client.get("/account/").status_code == 200) == goes_on


def test_new_rights_begin_with_signing_in_anew():
    make_section()
    client, user = Client(), User.objects.create_user("huda@mail.example")
    client.force_login(user, "django.contrib.auth.backends.ModelBackend")
    user.groups.add(Group.objects.get(name=CHIEFS))
    assert client.get("/me").json() == {"signed_in": False}


def test_an_address_that_was_taken_from_an_account_signs_in_no_more():
    user = User.objects.create_user("old@mail.example")
    EmailAddress.objects.create(user=user, email=user.email, primary=True, verified=True)
    user.email = "new@mail.example"
    user.save()
    assert not EmailAddress.objects.exists()


def test_wagtails_account_screen_changes_neither_address_nor_password():
    make_section()
    user, client = make_user(), Client()
    client.force_login(user, "django.contrib.auth.backends.ModelBackend")
    shown = client.get("/newsroom/account/").content.decode()
    assert 'href="/account/"' in shown
    assert 'type="email"' not in shown
    assert 'type="password"' not in shown
    assert client.get("/newsroom/password_reset/").status_code == 404


def test_refusals_are_in_the_log_with_who_was_refused(caplog):
    make_section()
    strict = Client(enforce_csrf_checks=True)
    strict.post("/account/signup/", {"email": "huda@mail.example"})
    [line] = [one for one in caplog.records if getattr(one, "event", "") == "refused"]
    assert (line.status, line.path, line.account) == (403, "/account/signup/", 0)
