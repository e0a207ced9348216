"""Sessions in a table that knows whose they are (Django's documented way to extend them)."""

from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.contrib.auth import SESSION_KEY
from django.contrib.sessions.backends.base import VALID_KEY_CHARS
from django.contrib.sessions.backends.db import SessionStore as DatabaseSessions
from django.utils.dateparse import parse_datetime

from midad.kit import clock

DEVICE_KEY = "device"
BEGUN_KEY = "begun"
MARK_KEY = "mark"
_KEY_LENGTH = 40  # of the column; a key has 32 letters
_LETTERS = frozenset(VALID_KEY_CHARS)


def is_over(data: dict[str, Any], now: datetime) -> bool:
    """Tell whether a visit has lasted as long as it may, however often it was used."""
    begun_at = parse_datetime(data.get(BEGUN_KEY, ""))
    lasts = timedelta(seconds=data.get("_session_expiry") or settings.SESSION_COOKIE_AGE)
    return begun_at is not None and now - begun_at > lasts


class SessionStore(DatabaseSessions):
    """A session whose row names the account that signed in with it.

    A key that was never given is nobody's, and is not looked for: a quoted cookie may hold a NUL,
    which PostgreSQL takes for a fault.
    """

    def __init__(self, session_key: str | None = None) -> None:
        given = session_key and len(session_key) <= _KEY_LENGTH and _LETTERS.issuperset(session_key)
        super().__init__(session_key if given else None)

    def load(self) -> dict[str, Any]:
        """Return what the session holds; nothing, when its last day is over."""
        data: dict[str, Any] = super().load()
        if is_over(data, clock.now()):
            self._session_key = None
            return {}
        return data

    @classmethod
    def get_model_class(cls) -> Any:
        """Return the model; asked for late, for models load after settings."""
        from midad.accounts.models import Session

        return Session

    def create_model_instance(self, data: dict[str, Any]) -> Any:
        """Return the row for ``data``, with what is known of the visit beside it."""
        row: Any = super().create_model_instance(data)
        row.account_id = int(data[SESSION_KEY]) if SESSION_KEY in data else None
        row.device = str(data.get(DEVICE_KEY, ""))[:200]
        row.mark = str(data.get(MARK_KEY) or row.mark)[:16]
        row.begun_at = parse_datetime(data.get(BEGUN_KEY, "")) or clock.now()
        return row
