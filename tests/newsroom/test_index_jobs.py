"""Wagtail's own jobs outlive a killed worker, a failure and their own success."""

from datetime import timedelta

import pytest
from django_tasks import TaskResultStatus
from django_tasks_db.models import DBTaskResult

from midad.kit import clock
from midad.newsroom.services import tend_index_jobs
from midad.newsroom.services.index_jobs import KEPT_FOR, MOST_TRIES, STUCK_AFTER

pytestmark = pytest.mark.django_db


def make_job(status: str, *, age: timedelta, tries: int = 1) -> DBTaskResult:
    at = clock.now() - age
    return DBTaskResult.objects.create(
        status=status,
        args_kwargs={"args": [], "kwargs": {}},
        task_path="wagtail.tasks.update_reference_index_task",
        backend_name="default",
        run_after=at,
        started_at=at,
        finished_at=None if status == TaskResultStatus.RUNNING else at,
        worker_ids=["worker"] * tries,
        exception_class_path="",
        traceback="",
    )


JOBS = [
    (TaskResultStatus.RUNNING, STUCK_AFTER * 2, 1, TaskResultStatus.READY),
    (TaskResultStatus.RUNNING, STUCK_AFTER / 2, 1, TaskResultStatus.RUNNING),
    (TaskResultStatus.FAILED, timedelta(minutes=2), 1, TaskResultStatus.READY),
    (TaskResultStatus.FAILED, timedelta(seconds=5), 1, TaskResultStatus.FAILED),
    (TaskResultStatus.FAILED, timedelta(minutes=2), MOST_TRIES, TaskResultStatus.FAILED),
    (TaskResultStatus.SUCCESSFUL, timedelta(minutes=2), 1, TaskResultStatus.SUCCESSFUL),
]


@pytest.mark.parametrize(("status", "age", "tries", "after"), JOBS)
def test_a_job_is_taken_up_again_when_nobody_will_finish_it(status, age, tries, after):
    job = make_job(status, age=age, tries=tries)
    tend_index_jobs(now=clock.now())
    job.refresh_from_db()
    assert job.status == after


def test_done_jobs_are_forgotten_after_a_week():
    old = make_job(TaskResultStatus.SUCCESSFUL, age=KEPT_FOR * 2)
    young = make_job(TaskResultStatus.SUCCESSFUL, age=KEPT_FOR / 2)
    assert tend_index_jobs(now=clock.now()) == 1
    assert list(DBTaskResult.objects.all()) == [young]
    assert old.pk != young.pk
