"""What readers should have had by now: jobs, schedules and expiries that are late."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from midad.press import queries as press
from midad.press.models import LedgerEntry
from midad.stories.models import StoryPage
from midad.stories.queries import keys, lateness

SCHEDULE = "schedule"
_WORKER_SILENT_AFTER = timedelta(seconds=30)


@dataclass(frozen=True)
class LateItem:
    """One line of the late board.

    ``job`` is the ledger's, or ``schedule`` for what the clock should have done; ``pk`` is the
    entry's, the revision's or the page's. ``story`` is None where it was deleted. ``reason`` is a
    short code, ``error`` for engineers.
    """

    job: str
    act: str
    pk: int
    story: StoryPage | None
    since: datetime
    reason: str
    error: str
    attempts: int
    next_try_at: datetime | None


def late_items(*, now: datetime, limit: int) -> list[LateItem]:
    """Return what is late, the oldest first: schedules and expiries, then jobs."""
    acts = lateness.acts_that_are_late(now=now, limit=limit)
    entries = list(press.late_entries(now=now)[: limit - len(acts)])
    stories = stories_of([entry.subject for entry in entries])
    scheduled = StoryPage.objects.in_bulk([act.page_id for act in acts])
    untried = _why_untried(now)
    items = [_late_act(act, scheduled.get(act.page_id), untried) for act in acts]
    return items + [_late_job(entry, stories.get(entry.subject), untried) for entry in entries]


def count_late(*, now: datetime) -> int:
    """Return how much is late."""
    return press.late_entries(now=now).count() + int(sum(lateness.late_acts(now=now).values()))


def stories_of(subjects: Iterable[str]) -> dict[str, StoryPage]:
    """Return the stories that the ledger's subjects name, as far as they are there."""
    ids = {subject: keys.story_id_of(subject) for subject in subjects}
    found = StoryPage.objects.in_bulk([pk for pk in ids.values() if pk is not None])
    return {subject: found[pk] for subject, pk in ids.items() if pk in found}


def _why_untried(now: datetime) -> str:
    seen = press.workers_seen().values()
    is_at_work = any(now - moment <= _WORKER_SILENT_AFTER for moment in seen)
    return "untried" if is_at_work else "no_worker"


def _late_act(late: lateness.LateAct, story: StoryPage | None, untried: str) -> LateItem:
    attempt = late.attempt
    return LateItem(
        job=SCHEDULE,
        act=late.act,
        pk=late.subject_id,
        story=story,
        since=late.due_at,
        reason="failed" if attempt else untried,
        error=attempt.last_error if attempt else "",
        attempts=attempt.attempts if attempt else 0,
        next_try_at=attempt.next_try_at if attempt else None,
    )


def _late_job(entry: LedgerEntry, story: StoryPage | None, untried: str) -> LateItem:
    return LateItem(
        job=entry.job,
        act=entry.act_name,
        pk=entry.pk,
        story=story,
        since=entry.created_at,
        reason=entry.reason or untried,
        error=entry.last_error,
        attempts=entry.attempts,
        next_try_at=entry.due_at if entry.attempts else None,
    )
