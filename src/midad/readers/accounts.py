"""Readers' accounts as allauth asks for them: who may open one, where they go after."""

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from django.conf import settings
from django.core.exceptions import ValidationError
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _

from midad.kit.network import network_address
from midad.readers import second_factor, services
from midad.stories.models import EditionSettings


class ReaderAccounts(DefaultAccountAdapter):
    """The paper's answers to allauth's questions."""

    def clean_email(self, email: str) -> str:
        """Return the address in the form accounts have it. Raises ValidationError."""
        email = super().clean_email(email).strip().lower()
        allowed = settings.SIGNUP_DOMAINS
        if allowed and email.rpartition("@")[2] not in allowed:
            raise ValidationError(_("Accounts here are for addresses of certain domains alone."))
        return email

    def get_client_ip(self, request: HttpRequest) -> str:
        """Return where a request comes from, as the paper's own proxies saw it."""
        return network_address(request)

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """Send a mail in the paper's name."""
        of_paper = {
            "paper_name": EditionSettings.current().name,
            "paper_url": settings.PAPER_URL,
            "signs_in_elsewhere": bool(settings.SIGN_IN_ELSEWHERE),
        }
        super().send_mail(template_prefix, email, {**context, **of_paper})

    def format_email_subject(self, subject: str) -> str:
        """Return the subject as it is: it ends with the paper's name."""
        return subject

    def login(self, request: HttpRequest, user: Any) -> None:
        """Sign ``user`` in; a reader stays so for months, somebody of the newsroom does not."""
        super().login(request, user)
        self.stay(request, user)

    def stay(self, request: HttpRequest, user: Any) -> None:
        """Let a visit last as long as this person's visits do."""
        if not user.has_perm(services.NEWSROOM):
            request.session.set_expiry(settings.READERS_STAY_SECONDS)

    def populate_username(self, request: HttpRequest, user: Any) -> None:
        """Do nothing: the address is the name one signs in by."""

    def get_login_redirect_url(self, request: HttpRequest) -> str:
        """Lead to the reader's own page, where no other was asked for."""
        address: str = settings.LOGIN_REDIRECT_URL
        return address

    def get_password_change_redirect_url(self, request: HttpRequest) -> str:
        """Lead to the person's own page once a password is set or changed."""
        address: str = settings.LOGIN_REDIRECT_URL
        return address

    def get_reauthentication_methods(self, user: Any) -> list[dict[str, Any]]:
        """Return how somebody proves once more who it is, the usual way first."""
        methods: list[dict[str, Any]] = super().get_reauthentication_methods(user)
        if not user.is_authenticated or not second_factor.is_asked_of(user):
            return methods
        page = second_factor.page_to_show_it(user)
        return second_factor.only_by_it(methods, reverse(page)) if page else methods
