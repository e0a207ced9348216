"""Workers killed in the middle of jobs, and two at once: each effect is had once, in the end."""

import os
import signal
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from django.db import connections

from midad.press import registry, services
from midad.press.graph import Act
from midad.press.models import LedgerEntry, PressMark
from midad.press.registry import Job
from tests.press.toy import NOW

pytestmark = pytest.mark.django_db(transaction=True)
JOBS = ["press", "probe", "purge", "send"]


class Crew:
    """Worker processes, forked from the test. «purge» writes a line of a file, «send» a row."""

    def __init__(self, folder: Path, monkeypatch) -> None:
        self._lines = folder / "purged"
        monkeypatch.setattr(registry, "_jobs", {})
        registry.register_own_job(Job("press", lambda act, now: None))
        registry.register_own_job(Job("probe", lambda act, now: None, needs="press"))
        registry.register_job("purge", self._purge, after_probe=False)
        registry.register_job("send", self._send, after_probe=True, in_transaction=True)

    def record(self, number: int) -> list[str]:
        """Record so many acts; return their names in full."""
        for n in range(number):
            services.record_act(Act(f"story:{n}", "publish"), pages=[], now=NOW)
        return sorted(LedgerEntry.objects.filter(job="press").values_list("act", flat=True))

    def begin(self, now: datetime, *, killed_in: str = "") -> int:
        """Start a worker that does what is due at ``now``, or dies at that job; return its id."""
        connections.close_all()  # none is shared with a child
        worker = os.fork()
        if worker:
            return worker
        try:
            if killed_in:
                self._make_deadly(killed_in)
            while LedgerEntry.objects.filter(done_at=None).exists():
                services.run_next_job(now=now)
            os._exit(0)
        finally:
            os._exit(1)

    def purged(self) -> list[str]:
        """Return the acts that the file names, once for each time they were purged."""
        return self._lines.read_text().splitlines() if self._lines.exists() else []

    def _purge(self, act, now) -> None:
        with self._lines.open("a") as file:
            file.write(f"{act.act}\n")

    def _send(self, act, now) -> None:
        PressMark.objects.create(name=f"sent {act.subject} {os.urandom(4).hex()}", value="")

    def _make_deadly(self, name: str) -> None:
        job = registry._jobs[name]

        def die(act, now) -> None:
            if job.in_transaction:
                job.run(act, now)
            os.kill(os.getpid(), signal.SIGKILL)

        registry._jobs[name] = replace(job, run=die)


@pytest.fixture
def crew(tmp_path, monkeypatch) -> Crew:
    """Return workers in processes of their own."""
    return Crew(tmp_path, monkeypatch)


def ended(worker: int) -> int:
    """Wait for a worker; return its exit code, or the signal that killed it below zero."""
    return os.waitstatus_to_exitcode(os.waitpid(worker, 0)[1])


def sent() -> int:
    return PressMark.objects.filter(name__startswith="sent ").count()


def test_killed_in_each_job_in_turn_workers_do_each_once(crew):
    acts = crew.record(1)
    for turn, job in enumerate(JOBS):
        worker = crew.begin(NOW + turn * timedelta(seconds=61), killed_in=job)
        assert ended(worker) == -signal.SIGKILL
        assert LedgerEntry.objects.get(job=job).state == "running"
    assert sent() == 0
    assert ended(crew.begin(NOW + len(JOBS) * timedelta(seconds=61))) == 0
    assert set(LedgerEntry.objects.values_list("state", flat=True)) == {"done"}
    assert crew.purged() == acts
    assert sent() == 1


def test_two_workers_at_once_do_each_job_once(crew):
    acts = crew.record(25)
    workers = [crew.begin(NOW) for _ in range(2)]
    assert [ended(worker) for worker in workers] == [0, 0]
    assert sorted(crew.purged()) == acts
    assert sent() == len(acts)
