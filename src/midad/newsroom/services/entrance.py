"""Letting somebody in again who has lost the second factor."""

import logging

from allauth.mfa.models import Authenticator
from django.db import transaction

from midad.accounts.models import Session, User

logger = logging.getLogger("midad.newsroom")


class UnableToForget(Exception):
    """There is nothing to forget; the message says why, in words for who runs the paper."""


def forget_second_factor(*, email: str) -> int:
    """Take every second factor of an account away, and end all its visits.

    Returns how many visits were ended. At the next sign-in the newsroom asks for a new one. Raises
    UnableToForget where there is no such account, or none of it has a second factor.
    """
    name = email.strip().lower()
    # PostgreSQL takes no NUL, not even to look for it.
    account = None if "\0" in name else User.objects.filter(email=name).first()
    if account is None:
        raise UnableToForget(f"{email}: no account has this address")
    with transaction.atomic():
        forgotten, _ = Authenticator.objects.filter(user=account).delete()
        if not forgotten:
            raise UnableToForget(f"{email}: this account has no second factor")
        ended, _ = Session.objects.filter(account=account).delete()
    facts = {"event": "second_factor_forgotten", "account": account.pk}
    logger.warning("second factor forgotten", extra=facts)
    return ended
