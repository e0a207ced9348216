"""What is noted when somebody signs in or out; and that a closed account has no visits.

The log names accounts by their number: no address of a person or a network stands in it.
"""

import logging
import secrets
from typing import Any

from allauth.account.models import EmailAddress
from django.contrib.auth.signals import user_logged_in, user_logged_out, user_login_failed
from django.db.models.signals import m2m_changed, post_save
from django.http import HttpRequest

from midad.accounts import devices
from midad.accounts.models import Session, User
from midad.accounts.sessions import BEGUN_KEY, DEVICE_KEY, MARK_KEY
from midad.kit import clock

logger = logging.getLogger("midad.accounts")


def connect() -> None:
    """Listen to people signing in and out, and to accounts that are closed."""
    user_logged_in.connect(_note_visit, dispatch_uid="accounts-note-visit")
    user_logged_out.connect(_tell_signed_out, dispatch_uid="accounts-signed-out")
    user_login_failed.connect(_tell_failed, dispatch_uid="accounts-sign-in-failed")
    post_save.connect(_end_visits_of_closed, sender=User, dispatch_uid="accounts-closed")
    post_save.connect(_forget_old_address, sender=User, dispatch_uid="accounts-old-address")
    m2m_changed.connect(
        _end_visits_of_promoted, sender=User.groups.through, dispatch_uid="accounts-promoted"
    )


def _note_visit(sender: type, request: HttpRequest | None, user: User, **_: Any) -> None:
    logger.info("signed in", extra={"event": "signed_in", "account": user.pk})
    if request is None:
        return
    request.session[DEVICE_KEY] = devices.kept_name(request.headers.get("User-Agent", ""))
    request.session[BEGUN_KEY] = clock.now().isoformat()
    request.session[MARK_KEY] = secrets.token_hex(8)


def _tell_signed_out(sender: type, user: User | None, **_: Any) -> None:
    if user is not None:
        logger.info("signed out", extra={"event": "signed_out", "account": user.pk})


def _tell_failed(sender: type, **_: Any) -> None:
    logger.warning("sign-in failed", extra={"event": "sign_in_failed"})


def _end_visits_of_closed(sender: type, instance: User, **_: Any) -> None:
    """A visit must not go on where it stopped when a closed account is opened again."""
    if not instance.is_active:
        Session.objects.filter(account=instance).delete()


def _forget_old_address(sender: type, instance: User, **_: Any) -> None:
    """Who sat at an address that the newsroom took from an account signs in by it no more."""
    old = EmailAddress.objects.filter(user=instance, primary=True).exclude(email=instance.email)
    old.delete()


def _end_visits_of_promoted(
    sender: type, instance: Any, action: str, reverse: bool, pk_set: set[int] | None, **_: Any
) -> None:
    """New rights begin with signing in anew: a reader's visit lasts longer than an editor's may."""
    if action == "post_add" and pk_set:
        accounts = pk_set if reverse else {instance.pk}
        Session.objects.filter(account_id__in=accounts).delete()
