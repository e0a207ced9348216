"""Where a reader is signed in."""

from datetime import datetime

from django.db.models import QuerySet

from midad.accounts.models import Session
from midad.readers.models import Reader


def visits_of(*, reader: Reader, now: datetime) -> QuerySet[Session]:
    """Return the visits that go on, the newest first."""
    rows = Session.objects.filter(account_id=reader.pk, expire_date__gt=now)
    return rows.order_by("-begun_at", "session_key")
