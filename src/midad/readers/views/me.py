"""Who asks: one small answer with all that a baked page needs to become this reader's own."""

import re
from typing import Any

from django.conf import settings
from django.contrib.auth import HASH_SESSION_KEY
from django.http import HttpRequest, JsonResponse
from django.middleware.csrf import get_token
from django.utils.crypto import constant_time_compare
from django.views.decorators.http import require_safe

from midad.accounts.sessions import SessionStore, is_over
from midad.kit import clock
from midad.readers.queries.me import Visit, visit
from midad.stories.addresses import CODE

STRANGER = {"signed_in": False}


@require_safe
def me(request: HttpRequest) -> JsonResponse:
    """Answer who asks and, with ``?story=CODE``, what this story is to them.

    A stranger costs no query, a reader one: the session is read here and not by Django, which
    would ask for it and for the account one after the other.
    """
    answer = JsonResponse(answer_to(request, request.GET.get("story", "")))
    answer.headers["Cache-Control"] = "private, no-store"
    answer.headers["Vary"] = "Cookie"
    return answer


def answer_to(request: HttpRequest, story: str) -> dict[str, Any]:
    """Return what the visitor is told, about the story of that code if there is one."""
    key = request.COOKIES.get(settings.SESSION_COOKIE_NAME, "")
    code = story if re.fullmatch(CODE, story) else ""
    found = _found(key, code) if key.isalnum() else None
    return _told(found, request) if found else STRANGER


def _found(key: str, code: str) -> Visit | None:
    """Return the visit, if its password is still the one it began with."""
    found = visit(session_key=key[:40], code=code, now=clock.now())
    if found is None:
        return None
    data = SessionStore().decode(found.session_data)
    kept = data.get(HASH_SESSION_KEY, "")
    same = constant_time_compare(kept, found.account.get_session_auth_hash())
    return found if same and not is_over(data, clock.now()) else None


def _told(found: Visit, request: HttpRequest) -> dict[str, Any]:
    return {
        "signed_in": True,
        "name": found.account.first_name or found.account.email.partition("@")[0],
        "confirmed": found.is_confirmed,
        "csrf": get_token(request),
        "stars": found.stars,
        "saved": found.is_saved,
        "keeps_history": found.keeps_history,
        "text_size": found.text_size,
        "mode": found.reading_mode,
        "digits": found.digits,
        "clock": found.clock,
        "calendar": found.calendar,
    }
