"""The second factor: who must show one, who has, and what keeps one from being talked around.

In production people of the newsroom show it in the very session they work in: a passkey, a code
of an app, or a recovery code. Everybody else has one only if they want to.
"""

from collections.abc import Iterable
from typing import Any

from allauth.account.authentication import get_authentication_records
from allauth.mfa.models import Authenticator
from django.conf import settings
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from midad.accounts.sealed_secrets import SealedSecrets
from midad.readers import services
from midad.stories.models import EditionSettings

CODES, PASSKEY = Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN


def is_asked_of(user: Any) -> bool:
    """Tell whether ``user`` may enter the newsroom by a second factor alone."""
    return settings.NEWSROOM_SECOND_FACTOR and user.has_perm(services.NEWSROOM)


def was_shown(request: HttpRequest) -> bool:
    """Tell whether whoever is signed in has shown a second factor in this session."""
    shown = get_authentication_records(request, request.user)
    return any(one.get("method") == "mfa" for one in shown)


def page_to_show_it(user: Any) -> str:
    """Return the name of the address where ``user`` shows it, "" for who has none.

    Recovery codes alone are none: they only stand in for one that is lost.
    """
    kinds = set(Authenticator.objects.filter(user_id=user.pk).values_list("type", flat=True))
    if CODES in kinds:
        return "mfa_reauthenticate"
    return "mfa_reauthenticate_webauthn" if PASSKEY in kinds else ""


def only_by_it(methods: Iterable[dict[str, Any]], first: str) -> list[dict[str, Any]]:
    """Return those of ``methods`` to prove oneself that are a second factor, ``first`` first.

    Who has learned a password or reads a mailbox must not come to the recovery codes by it, nor
    set up a second factor of his own beside the true one.
    """
    strong = [method for method in methods if method["id"].startswith("mfa_")]
    return sorted(strong, key=lambda method: method["url"] != first)


class SecondFactors(SealedSecrets):
    """The paper's answers to allauth's questions about second factors."""

    error_messages = {
        **SealedSecrets.error_messages,
        "cannot_delete_authenticator": _(
            "People of the newsroom keep a second factor. Set up another one before you remove"
            " this one."
        ),
        "incorrect_code": _("This code is not right, or was used already."),
    }

    def can_delete_authenticator(self, authenticator: Authenticator) -> bool:
        """Tell whether one may be removed: the newsroom's people keep their last."""
        others = Authenticator.objects.filter(
            user_id=authenticator.user_id, type__in=[CODES, PASSKEY]
        ).exclude(pk=authenticator.pk)
        return not is_asked_of(authenticator.user) or others.exists()

    def get_totp_issuer(self) -> str:
        """Return the name under which an app lists the codes: the paper's."""
        return EditionSettings.current().name
