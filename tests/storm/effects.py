"""A job whose effect is counted: whatever is killed when, each act has it once."""

import hashlib
from datetime import datetime

from django.db.models import F, QuerySet, Value
from django.db.models.functions import Concat

from midad.press.models import LedgerEntry, PressMark
from midad.press.registry import RecordedAct, register_job

JOB = "counted"
_ONCE = "x"


def register() -> None:
    """Let each act be followed by the job, in every process forked from this one."""
    register_job(JOB, _count, after_probe=False, in_transaction=True)


def _count(act: RecordedAct, now: datetime) -> None:
    name = _mark_of(act.act)
    _, is_new = PressMark.objects.get_or_create(name=name, defaults={"value": _ONCE})
    if not is_new:
        PressMark.objects.filter(name=name).update(value=Concat(F("value"), Value(_ONCE)))


def still_open() -> QuerySet[LedgerEntry]:
    """Return the jobs that are not done yet."""
    return LedgerEntry.objects.filter(job=JOB).exclude(state=LedgerEntry.State.DONE)


def not_had_once() -> list[str]:
    """Return the acts whose job was not done, or had its effect never or twice."""
    marks = dict(PressMark.objects.filter(name__startswith="job:").values_list("name", "value"))
    rows = LedgerEntry.objects.filter(job=JOB).order_by("pk")
    had = {row.act: (row.state, marks.pop(_mark_of(row.act), "")) for row in rows}
    wrong = [
        f"{act}: {told}" for act, told in had.items() if told != (LedgerEntry.State.DONE, _ONCE)
    ]
    return wrong + [f"of no act: {name}" for name in marks] + ([] if had else ["no act at all"])


def _mark_of(act: str) -> str:
    return "job:" + hashlib.sha256(act.encode()).hexdigest()[:30]
