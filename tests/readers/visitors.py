"""Who comes to the forms of accounts: strangers, readers, and people in the middle of a way."""

import re
from collections.abc import Callable

from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret
from django.core import mail
from django.test import Client

from midad.readers.models import Reader
from tests.readers.people import make_reader
from tests.readers.test_account_pages import just_proved, visit


def stranger() -> Client:
    return Client()


def at_home() -> Client:
    """A reader with second factors, who has just shown who he is."""
    return just_proved(visit(with_factors(make_reader())))


def without_factors() -> Client:
    """A reader who could add every second factor."""
    return just_proved(visit(make_reader()))


def with_a_passkey() -> Client:
    reader = make_reader()
    data = {"name": "مفتاح", "credential": {}}
    Authenticator.objects.create(user=reader.account, type="webauthn", data=data)
    return just_proved(visit(reader))


def signing_up() -> Client:
    client = Client()
    client.post("/account/signup/", {"email": "newcomer@mail.example"})
    return client


def signing_in(reader: Reader | None = None) -> Client:
    client = Client()
    client.post("/account/login/", {"login": (reader or make_reader()).account.email})
    return client


def at_the_second_factor() -> Client:
    client = signing_in(with_factors(make_reader()))
    client.post("/account/login/code/confirm/", {"code": code_in_mail()})
    return client


def asked_once_more() -> Client:
    reader = make_reader()
    client = visit(reader)
    client.post("/account/reauthenticate/code/", {"recipient": reader.account.email})
    return client


def forgetful() -> Client:
    client = Client()
    client.post("/account/password/reset/", {"email": make_reader().account.email})
    return client


def about_to_choose_a_password() -> Client:
    client = forgetful()
    client.post("/account/password/reset/confirm/", {"code": code_in_mail()})
    return client


def with_factors(reader: Reader) -> Reader:
    TOTP.activate(reader.account, generate_totp_secret())
    RecoveryCodes.activate(reader.account)
    return reader


def code_in_mail() -> str:
    return re.findall(r"\b\d{6}\b", mail.outbox[-1].body)[0]


Visitor = Callable[[], Client]
