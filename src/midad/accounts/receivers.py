"""What is noted of a visit when somebody signs in: the device, and since when."""

import secrets
from typing import Any

from django.contrib.auth.signals import user_logged_in
from django.http import HttpRequest

from midad.accounts import devices
from midad.accounts.sessions import BEGUN_KEY, DEVICE_KEY, MARK_KEY
from midad.kit import clock


def connect() -> None:
    """Listen to people signing in."""
    user_logged_in.connect(_note_visit, dispatch_uid="accounts-note-visit")


def _note_visit(sender: type, request: HttpRequest | None, **_: Any) -> None:
    if request is None:
        return
    request.session[DEVICE_KEY] = devices.kept_name(request.headers.get("User-Agent", ""))
    request.session[BEGUN_KEY] = clock.now().isoformat()
    request.session[MARK_KEY] = secrets.token_hex(8)
