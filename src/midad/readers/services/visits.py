"""Ending visits: signing out on another device, or everywhere."""

from midad.accounts.models import Session
from midad.readers.models import Reader


def end_visit(*, reader: Reader, mark: str, here: str | None) -> bool:
    """End the visit of that mark, unless it is the one of the session key ``here``; False when
    there is none."""
    if not mark.isalnum():  # PostgreSQL takes no NUL, not even to look for it
        return False
    visits = Session.objects.filter(account_id=reader.pk, mark=mark[:16])
    return bool(visits.exclude(session_key=here).delete()[0])


def end_all_visits(*, reader: Reader) -> int:
    """Sign the reader out everywhere; return from how many devices that was."""
    return Session.objects.filter(account_id=reader.pk).delete()[0]
