"""Who visits, and what a story is to them: one query."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import OuterRef, Subquery

from midad.accounts.models import Session, User
from midad.readers.models import Rating, SavedStory


@dataclass(frozen=True)
class Visit:
    """Somebody signed in. ``stars`` is 0 without a vote on the story; ``session_data`` is the
    session's own, still signed."""

    account: User
    session_data: str
    is_confirmed: bool
    stars: int
    is_saved: bool
    keeps_history: bool
    text_size: str
    reading_mode: str
    digits: str
    clock: str
    calendar: str


def visit(*, session_key: str, code: str, now: datetime) -> Visit | None:
    """Return who visits with this session; None for a stranger. ``code`` names a story or is ""."""
    reader = OuterRef("account_id")
    vote = Rating.objects.filter(reader_id=reader, story__code=code).values("stars")[:1]
    saved = SavedStory.objects.filter(reader_id=reader, code=code).values("pk")[:1]
    row = (
        Session.objects.filter(session_key=session_key, expire_date__gt=now)
        .filter(account__is_active=True)
        .select_related("account__reader")
        .annotate(stars=Subquery(vote), saved=Subquery(saved))
        .first()
    )
    if row is None:
        return None
    known = getattr(row.account, "reader", None)
    return Visit(
        account=row.account,
        session_data=row.session_data,
        is_confirmed=known is not None and known.confirmed_at is not None,
        stars=row.stars or 0,
        is_saved=row.saved is not None,
        keeps_history=known is not None and known.keeps_history,
        text_size=known.text_size if known else "",
        reading_mode=known.reading_mode if known else "",
        digits=known.digits if known else "",
        clock=known.clock if known else "",
        calendar=known.calendar if known else "",
    )
