"""Who may ask: the reader whose session came along, and for every change its token as well."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest
from ninja.security import APIKeyCookie

from midad.readers.models import Reader
from midad.readers.views.pages import reader_of


class SignedIn(APIKeyCookie):
    """Knows the reader by the session's cookie; ninja asks for the token of changes."""

    param_name: str = settings.SESSION_COOKIE_NAME

    def authenticate(self, request: HttpRequest, key: str | None) -> Reader | None:
        """Return the reader, whom endpoints find in ``request.auth``; None for a stranger."""
        return reader_of(request) if request.user.is_authenticated else None


def reader(request: Any) -> Reader:
    """Return the reader who asks."""
    found: Reader = request.auth
    return found
