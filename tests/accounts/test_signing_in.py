"""What is noted when people sign in and out: who by number, and no address."""

import logging
from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from midad.accounts.models import Session
from midad.accounts.sessions import BEGUN_KEY
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
