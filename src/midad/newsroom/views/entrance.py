"""The newsroom's door: Wagtail's form, and behind it the steps that every sign-in takes."""

from typing import Any

from allauth.account.app_settings import EmailVerificationMethod
from allauth.account.utils import perform_login
from allauth.decorators import rate_limit
from django.conf import settings
from django.contrib.auth import logout
from django.http import HttpResponse
from django.utils.decorators import method_decorator
from wagtail.admin.views.account import LoginView

from midad.readers.services import NEWSROOM


@method_decorator(rate_limit(action="login"), name="dispatch")
class EntranceView(LoginView):
    """Sign in by password; who has a second factor shows it before anybody is signed in."""

    def form_valid(self, form: Any) -> HttpResponse:
        """Begin the sign-in. The newsroom's people need no code by mail: it made their accounts."""
        if self.request.user.is_authenticated:
            logout(self.request)
        remembered = settings.SESSION_COOKIE_AGE if form.cleaned_data.get("remember") else 0
        self.request.session.set_expiry(remembered)
        user = form.get_user()
        known = EmailVerificationMethod.NONE if user.has_perm(NEWSROOM) else None
        answer: HttpResponse = perform_login(
            self.request, user, email_verification=known, redirect_url=self.get_success_url()
        )
        return answer
