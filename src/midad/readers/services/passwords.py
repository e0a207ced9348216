"""Doing without a password again."""

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from django.utils.translation import gettext as _

from midad.accounts.models import User


class UnableToRemovePassword(Exception):
    """The password must stay; the message says why, in words for the person."""


def remove_password(*, account: User) -> None:
    """Take the password of ``account`` away; visits on other devices end with it.

    Raises UnableToRemovePassword where nothing else would sign in: no address that was confirmed,
    where a code may be sent, and no passkey.
    """
    by_code = EmailAddress.objects.filter(user=account, verified=True)
    passkeys = Authenticator.objects.filter(user=account, type=Authenticator.Type.WEBAUTHN)
    if not by_code.exists() and not passkeys.exists():
        raise UnableToRemovePassword(
            _("Confirm your e-mail address first: without it, only the password signs you in.")
        )
    account.set_unusable_password()
    account.save(update_fields=["password"])
