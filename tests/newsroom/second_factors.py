"""Second factors of people in tests: an app that makes codes, a passkey."""

import time

from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP, format_hotp_value, hotp_value
from django.test import Client

from midad.accounts.models import User

SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"


def code_of_app(secret: str = SECRET) -> str:
    """Return the code that an app shows now."""
    return format_hotp_value(hotp_value(secret, int(time.time()) // 30))


def give_app(user: User) -> Authenticator:
    return TOTP.activate(user, SECRET).instance


def give_recovery_codes(user: User) -> list[str]:
    return RecoveryCodes.activate(user).get_unused_codes()


def give_passkey(user: User) -> Authenticator:
    """Give a passkey in name alone: enough for what never asks it."""
    return Authenticator.objects.create(
        user=user, type="webauthn", data={"name": "هاتفي", "credential": {}}
    )


def at_the_door(user: User, password: str = "secret", address: str = "/newsroom/"):
    """Give the password at the newsroom's door; return the browser and what it is told."""
    client = Client()
    form = {"username": user.email, "password": password, "next": address}
    return client, client.post("/newsroom/login/", form)


def is_signed_in(client: Client) -> bool:
    return "_auth_user_id" in client.session
