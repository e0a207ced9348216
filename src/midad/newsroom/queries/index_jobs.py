"""How Wagtail's own jobs stand: its search index and its index of references."""

from datetime import datetime, timedelta

from django.db.models import Count
from django_tasks import TaskResultStatus
from django_tasks_db.models import DBTaskResult

WAIT_AT_MOST = timedelta(minutes=10)


def jobs_by_status() -> dict[str, float]:
    """Return how many jobs there are: "ready", "running", "failed", "successful"."""
    rows = DBTaskResult.objects.order_by().values_list("status").annotate(number=Count("pk"))
    found = {str(status): float(number) for status, number in rows}
    return {status.lower(): found.get(status, 0) for status in TaskResultStatus.values}


def jobs_that_wait(*, now: datetime) -> int:
    """Return how many jobs should have been done long ago: nobody takes them up."""
    ready = DBTaskResult.objects.filter(status=TaskResultStatus.READY)
    return ready.filter(enqueued_at__lt=now - WAIT_AT_MOST).count()
