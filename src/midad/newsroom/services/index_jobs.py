"""Wagtail's own jobs, which keep its search and reference index: none may be lost or kept for ever.

The task package never takes up again what a killed worker had in hand, and never retries what
failed (docs/decisions/0005). Its jobs are safe to do twice.
"""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.db.models import QuerySet
from django_tasks import TaskResultStatus
from django_tasks_db.models import DBTaskResult

STUCK_AFTER = timedelta(minutes=5)
MOST_TRIES = 5
KEPT_FOR = timedelta(days=7)
_PAUSE = timedelta(minutes=1)
_BATCH = 500


def tend_index_jobs(*, now: datetime) -> int:
    """Give back what a killed worker held, retry what failed, forget what is long done.

    Returns how many jobs were concerned.
    """
    return _give_back_stuck(now) + _retry_failed(now) + _forget_done(now)


def _give_back_stuck(now: datetime) -> int:
    stuck = DBTaskResult.objects.running().filter(started_at__lt=now - STUCK_AFTER)
    return stuck.update(status=TaskResultStatus.READY)


def _retry_failed(now: datetime) -> int:
    """Retry after a pause; a job that failed too often stays as it is, with its traceback."""
    failed = DBTaskResult.objects.failed().filter(finished_at__lt=now - _PAUSE)
    rows = failed.order_by("-finished_at").values_list("pk", "worker_ids")[:_BATCH]
    again = [pk for pk, workers in rows if len(workers) < MOST_TRIES]
    return _rows(again).update(status=TaskResultStatus.READY)


def _forget_done(now: datetime) -> int:
    done = DBTaskResult.objects.finished().filter(finished_at__lt=now - KEPT_FOR)
    deleted, _ = _rows(
        list(done.order_by("finished_at").values_list("pk", flat=True)[:_BATCH])
    ).delete()
    return deleted


def _rows(ids: Sequence[UUID]) -> QuerySet["DBTaskResult[Any, Any]"]:
    return DBTaskResult.objects.filter(pk__in=ids)
