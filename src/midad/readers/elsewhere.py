"""Accounts that people have elsewhere, as allauth asks for them: who may come in by one."""

from typing import Any

from allauth.account.models import EmailAddress
from allauth.core.exceptions import ImmediateHttpResponse
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from allauth.socialaccount.models import SocialAccount
from allauth.socialaccount.providers.base.constants import AuthProcess
from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from midad.accounts.models import User

KEPT_FACTS = ("email", "name")


class AccountsElsewhere(DefaultSocialAccountAdapter):
    """The paper's answers to allauth's questions about accounts elsewhere."""

    def pre_social_login(self, request: HttpRequest, sociallogin: Any) -> None:
        """Take over no account that is here: its owner signs in first, then connects the two.

        Only who has shown there that the address is his own is told so here. Anybody else gets the
        answer of an unknown address, and its owner a mail.
        """
        is_connecting = sociallogin.state.get("process") == AuthProcess.CONNECT
        if sociallogin.is_existing or is_connecting or not _is_known(sociallogin):
            return
        words = _(
            "There is an account with this address. Sign in by a code first, then connect the two"
            " on the page of your account."
        )
        messages.warning(request, words)
        raise ImmediateHttpResponse(redirect("account_login"))

    def is_open_for_signup(self, request: HttpRequest, sociallogin: Any) -> bool:
        """Tell whether an account may be opened with these addresses."""
        allowed = settings.SIGNUP_DOMAINS
        domains = {one.email.lower().rpartition("@")[2] for one in sociallogin.email_addresses}
        return not allowed or domains <= set(allowed)


def _is_known(sociallogin: Any) -> bool:
    """Tell whether an account is here with an address that was verified there."""
    shown = [one.email.lower() for one in sociallogin.email_addresses if one.verified]
    known = User.objects.filter(email__in=shown).exists()
    return known or EmailAddress.objects.filter(email__in=shown).exists()


def keep_little(sender: type, instance: SocialAccount, **_: Any) -> None:
    """Keep of what is told of somebody elsewhere the name and the address alone."""
    told = instance.extra_data if isinstance(instance.extra_data, dict) else {}
    instance.extra_data = {
        name: told[name] for name in KEPT_FACTS if isinstance(told.get(name), str)
    }
