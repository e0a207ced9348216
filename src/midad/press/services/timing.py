"""What changes by the clock: due keys turn into stale pages."""

from datetime import datetime

from django.db import transaction

from midad.press.graph import Touch
from midad.press.models import DueKey
from midad.press.services.marking import mark_touched

_BATCH = 200


def release_due_keys(*, now: datetime) -> int:
    """Mark the pages stale whose keys have come due; return how many keys there were.

    Marks and forgets in one transaction: killed in between, the keys are still due.
    """
    with transaction.atomic():
        due = list(DueKey.objects.filter(due_at__lte=now).order_by("due_at", "pk")[:_BATCH])
        if due:
            mark_touched(Touch(keys=frozenset(row.key for row in due)), now=now)
            DueKey.objects.filter(pk__in=[row.pk for row in due]).delete()
    return len(due)
