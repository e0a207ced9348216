"""Signing in with a password, for those who want one, and doing without it again."""

from typing import Any

from allauth.account.decorators import reauthentication_required
from allauth.account.views import LoginView
from django.contrib import messages
from django.contrib.auth import update_session_auth_hash
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from midad.readers import services
from midad.readers.forms import PasswordLoginForm
from midad.readers.models import Reader
from midad.readers.views.pages import for_readers


class PasswordLoginView(LoginView):
    """The second way of signing in; the first, by a code, stands at ``account_login``."""

    template_name = "account/login_with_password.html"

    def get_form_class(self) -> type[PasswordLoginForm]:
        """Return the form that has a password."""
        return PasswordLoginForm


@for_readers
@reauthentication_required
@require_http_methods(["GET", "HEAD", "POST"])
def remove(request: HttpRequest, reader: Reader) -> HttpResponse:
    """Ask, and take the password away."""
    problem = ""
    if request.method == "POST":
        try:
            services.remove_password(account=reader.account)
        except services.UnableToRemovePassword as error:
            problem = str(error)
        else:
            update_session_auth_hash(request, reader.account)
            messages.success(request, _("Your password is removed. You sign in by a code."))
            return HttpResponseRedirect(reverse("account-home"))
    return render(request, "account/password_remove.html", {"problem": problem})


def too_many(request: HttpRequest, exception: Any = None) -> HttpResponse:
    """Say that somebody asks too often (429)."""
    return render(request, "account/too_many.html", status=429)
