"""The ledger: what follows each act, as rows; done once each, tried again until it is done.

Rows are written in the transaction of the act. A worker takes one with a lease that runs out, so
that a killed worker holds up nobody. First ``press``: the act's pages are baked. Then ``probe``:
readers get them. Then what rooms registered, each after the one or the other.
"""

import logging
import uuid
from collections.abc import Sequence
from datetime import datetime, timedelta

from django.db import connection, transaction
from django.db.models import F, Q, QuerySet

from midad.press import registry
from midad.press.graph import Act
from midad.press.models import LedgerEntry, StalePage
from midad.press.queries import SETTLED_STATES, other_acts_after
from midad.press.registry import PRESS, PROBE, Job, JobFailed, NotYet, RecordedAct
from midad.press.services.baking import bake_now

logger = logging.getLogger("midad.press")

LEASE = timedelta(seconds=60)
KEPT_FOR = timedelta(days=30)
MOMENT = timedelta(seconds=1)
FIRST_PAUSE = timedelta(seconds=5)
LONGEST_PAUSE = timedelta(minutes=10)
_BATCH = 1000
State = LedgerEntry.State


def record_act(act: Act, *, pages: Sequence[str], now: datetime) -> None:
    """Write the jobs that follow ``act``: one statement. An act that is recorded stays as it is.

    Must run in the act's transaction, with the moment at which its ``pages`` were marked stale.
    """
    name = f"{act.subject}:{act.name}:{act.key or now.isoformat()}"
    entries = [
        LedgerEntry(
            subject=act.subject,
            act=name,
            act_name=act.name,
            pages=list(pages),
            job=job.name,
            needs=job.needs,
            created_at=now,
            marked_at=now,
            due_at=None if job.needs else now,
        )
        for job in registry.jobs()
    ]
    LedgerEntry.objects.bulk_create(entries, ignore_conflicts=True)


def run_next_job(*, now: datetime) -> bool:
    """Run the next job that is due, fresh ones before those that failed; False when none is."""
    due = LedgerEntry.objects.filter(due_at__lte=now).order_by("attempts", "due_at", "pk")
    if not due.filter(_nobody_has_it(now)).exists():
        return False  # asked without the lock that writers take
    entry = _lease(due, now)
    if entry is None:
        return False
    _run(entry, now)
    return True


def run_job_again(*, entry_id: int, now: datetime) -> LedgerEntry | None:
    """Run a job that failed or waits for its moment, now; return its row as it stands after.

    Pages that could not be baked are baked first. A job that is over, in a worker's hands or
    behind another stays as it is. None when there is no such row any more.
    """
    waiting = LedgerEntry.objects.filter(pk=entry_id, due_at__isnull=False)
    entry = _lease(waiting, now)
    if entry is not None:
        if entry.job == PRESS:
            bake_now(entry.pages, now=now)
        _run(entry, now)
    return LedgerEntry.objects.filter(pk=entry_id).first()


def forget_old_entries(*, now: datetime) -> int:
    """Delete entries that were over a month ago; return how many."""
    old = LedgerEntry.objects.filter(done_at__lt=now - KEPT_FOR).order_by("done_at")
    pks = list(old.values_list("pk", flat=True)[:_BATCH])
    return LedgerEntry.objects.filter(pk__in=pks).delete()[0] if pks else 0


def carry_over_open_entries(*, now: datetime) -> None:
    """Let what is not over begin anew in another place: its pages were all marked stale ``now``."""
    LedgerEntry.objects.exclude(state__in=SETTLED_STATES).update(
        marked_at=now, leased_until=None, lease_holder=""
    )


def wait_for_bakes(act: RecordedAct, now: datetime) -> None:
    """The job ``press``: over when each of the act's pages was baked since the act marked it.

    A page that a later change made stale again counts as baked. Raises NotYet, or JobFailed when
    a page cannot be baked.
    """
    marked = StalePage.objects.filter(address__in=act.pages, since__lte=act.marked_at)
    stale = list(marked.order_by("-attempts", "address"))
    failing = [page for page in stale if page.attempts]
    if failing:
        raise JobFailed("not_baked", f"{failing[0].address}: {failing[0].last_error.strip()}")
    if stale:
        raise NotYet(f"{len(stale)} pages wait to be baked, first {stale[0].address}")


def _nobody_has_it(now: datetime) -> Q:
    return Q(leased_until=None) | Q(leased_until__lt=now)


def _lease(wanted: QuerySet[LedgerEntry], now: datetime) -> LedgerEntry | None:
    free = wanted.filter(_nobody_has_it(now))
    with transaction.atomic():
        if connection.features.has_select_for_update_skip_locked:
            free = free.select_for_update(skip_locked=True)
        entry = free.first()
        if entry is None:
            return None
        entry.state, entry.lease_holder = State.RUNNING, uuid.uuid4().hex
        entry.leased_until = now + LEASE
        entry.save(update_fields=["state", "lease_holder", "leased_until"])
    return entry


def _run(entry: LedgerEntry, now: datetime) -> None:
    """Run one job in hand and write how that ended."""
    try:
        job = registry.job_named(entry.job)
        if job is None:
            raise JobFailed("unknown_job", f"no room registers the job {entry.job!r}")
        if entry.job == PROBE and other_acts_after(entry).exists():
            _supersede(entry, now)
        elif job.in_transaction:
            _settle(entry, now, job)
        else:
            job.run(_recorded(entry), now)
            _settle(entry, now)
    except NotYet as wait:
        _put_off(entry, str(wait), now)
    except Exception as error:
        _note_failure(entry, error, now)


def _recorded(entry: LedgerEntry) -> RecordedAct:
    return RecordedAct(
        subject=entry.subject,
        name=entry.act_name,
        act=entry.act,
        pages=tuple(entry.pages),
        marked_at=entry.marked_at,
        overtaken=other_acts_after(entry).exists(),
    )


def _settle(entry: LedgerEntry, now: datetime, job: Job | None = None) -> None:
    """Write that a job is done and let those begin that wait for it; in the same transaction runs
    ``job``, if it only writes. Nothing happens when the lease ran out and another took over."""
    with transaction.atomic():
        if not _still_mine(entry):
            return
        if job is not None:
            job.run(_recorded(entry), now)
        _close(entry, State.DONE, now)
        released = [entry.act]
        if entry.job == PROBE:
            released += _overtaken_acts(entry, now)
        _release(released, entry.job, now)


def _overtaken_acts(entry: LedgerEntry, now: datetime) -> list[str]:
    """Return the older acts that this probe answers for: what readers got is theirs too."""
    older = LedgerEntry.objects.filter(subject=entry.subject, job=PROBE, pk__lt=entry.pk)
    idle = older.exclude(state__in=[*SETTLED_STATES, State.RUNNING]).filter(due_at__isnull=False)
    idle.update(state=State.SUPERSEDED, due_at=None, done_at=now, reason="", last_error="")
    return list(older.filter(state=State.SUPERSEDED).values_list("act", flat=True))


def _supersede(entry: LedgerEntry, now: datetime) -> None:
    """Leave the probe to the newest act of the subject; what waits for it waits for that one."""
    with transaction.atomic():
        newer = other_acts_after(entry).filter(job=PROBE)
        states = [row.state for row in _locked(newer)]
        if not _still_mine(entry):
            return
        _close(entry, State.SUPERSEDED, now)
        if State.DONE in states:
            _release([entry.act], PROBE, now)


def _locked(rows: QuerySet[LedgerEntry]) -> QuerySet[LedgerEntry]:
    rows = rows.order_by("pk")
    return rows.select_for_update() if connection.features.has_select_for_update else rows


def _still_mine(entry: LedgerEntry) -> bool:
    """Tell whether the lease is still this worker's; locks the row until the transaction ends."""
    mine = LedgerEntry.objects.filter(pk=entry.pk, lease_holder=entry.lease_holder)
    return bool(list(_locked(mine)))


def _close(entry: LedgerEntry, state: str, now: datetime) -> None:
    LedgerEntry.objects.filter(pk=entry.pk).update(
        state=state,
        done_at=now,
        due_at=None,
        leased_until=None,
        lease_holder="",
        reason="",
        last_error="",
    )


def _release(acts: Sequence[str], job: str, now: datetime) -> None:
    waiting = LedgerEntry.objects.filter(act__in=acts, needs=job, state=State.WAITING)
    waiting.filter(due_at=None).update(due_at=now)


def _put_off(entry: LedgerEntry, words: str, now: datetime) -> None:
    """Give a job back that must wait: no failure, and what was known of one stays known."""
    mine = LedgerEntry.objects.filter(pk=entry.pk, lease_holder=entry.lease_holder)
    mine.update(
        state=State.WAITING,
        due_at=now + MOMENT,
        leased_until=None,
        lease_holder="",
        reason="not_yet",
        last_error=words[:2000],
    )


def _note_failure(entry: LedgerEntry, error: Exception, now: datetime) -> None:
    known = isinstance(error, JobFailed)
    reason = error.reason if isinstance(error, JobFailed) else "failed"
    words = str(error) if known else f"{type(error).__name__}: {error}"
    facts = {"job": entry.job, "act": entry.act, "reason": reason, "detail": words}
    # A job that says why needs no traceback: its words are the finding.
    trace = None if known else error
    logger.warning("job failed", extra={"event": "job_failed", **facts}, exc_info=trace)
    pause = min(FIRST_PAUSE * 2 ** min(entry.attempts, 12), LONGEST_PAUSE)
    mine = LedgerEntry.objects.filter(pk=entry.pk, lease_holder=entry.lease_holder)
    mine.update(
        state=State.FAILED,
        attempts=F("attempts") + 1,
        due_at=now + pause,
        leased_until=None,
        lease_holder="",
        reason=reason,
        last_error=words[:2000],
    )


def register_press_job() -> None:
    """Register the job that every other waits for."""
    registry.register_own_job(Job(PRESS, wait_for_bakes))
