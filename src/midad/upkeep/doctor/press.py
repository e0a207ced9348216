"""Examining the work: somebody bakes, nothing fails, nothing waits too long."""

from datetime import datetime
from typing import Any

from django.conf import settings
from django.core.checks import CheckMessage

from midad.kit import clock
from midad.newsroom.queries import index_jobs as jobs
from midad.press import queries
from midad.press.caches import Cache, UnableToPurge, caches_in_front
from midad.press.stores import the_store
from midad.stories.models import DueAttempt
from midad.upkeep.doctor.findings import doubtful, fine, register_all, wrong
from midad.upkeep.queries.readiness import SILENT_AFTER

_LONGEST_WAIT_SECONDS = 300
_NAMED = 3
_BAKE_ANEW = "Check MIDAD_STORE; empty a store of another database. Then: midad press bake --all"
_LET_PURGE = (
    "See that it answers, and lets this machine purge; what waits is tried again by itself."
)
_MENDED = "Mend what the reason names; they are tried again by themselves."
_START = "Start it: midad serve, or its service. Its log says why it ended."


def register() -> None:
    """Make these examinations known to Django."""
    register_all([worker, pages, count, schedules, index_jobs, caches], need_database=True)


def worker(**_: Any) -> list[CheckMessage]:
    """A press worker lives."""
    now = clock.now()
    seen = queries.workers_seen()
    alive = [name for name, moment in seen.items() if now - moment <= SILENT_AFTER]
    if alive:
        return [fine("worker", f"at work: {', '.join(alive)}")]
    last = max(seen.values(), default=None)
    since = f"none since {_words(last)}" if last else "none was ever seen"
    return [wrong("worker", f"no press worker is at work: {since}", _START)]


def pages(**_: Any) -> list[CheckMessage]:
    """No page fails, none waits for long."""
    failing = queries.failing_pages(limit=_NAMED)
    if failing:
        named = "; ".join(f"{page.address} ({page.last_error})" for page in failing)
        words = f"{queries.count_failing()} cannot be baked: {named}"
        return [wrong("pages", words, _MENDED)]
    waited = queries.oldest_stale_seconds(now=clock.now())
    if waited > _LONGEST_WAIT_SECONDS:
        words = (
            f"{queries.count_stale()} wait to be baked, the oldest for {waited / 60:.0f} minutes"
        )
        cure = "After an import or an upgrade this is as it should be; else see the worker's log."
        return [doubtful("pages", words, cure)]
    return [fine("pages", f"{queries.count_baked()} baked, {queries.count_stale()} wait")]


def count(**_: Any) -> list[CheckMessage]:
    """The store holds about as many pages as the database says."""
    told, waiting = queries.count_baked(), queries.count_stale()
    standing = sum(1 for _ in the_store().paths())
    if abs(standing - told) > max(waiting, told // 100, 5):
        words = f"the store holds {standing} pages, the database knows {told}"
        return [wrong("count", words, _BAKE_ANEW)]
    return [fine("count", f"the store holds the {told} pages that the database knows")]


def schedules(**_: Any) -> list[CheckMessage]:
    """No schedule or expiry fails."""
    failed = list(DueAttempt.objects.order_by("next_try_at", "pk"))
    if not failed:
        return [fine("schedules", "none failed")]
    named = "; ".join(f"{row.act} {row.subject_id} ({row.last_error})" for row in failed[:_NAMED])
    cure = "Mend what the reason names, or publish by hand; each is tried again by itself."
    return [wrong("schedules", f"{len(failed)} failed: {named}", cure)]


def index_jobs(**_: Any) -> list[CheckMessage]:
    """Somebody does Wagtail's own jobs."""
    if "django_tasks_db" not in settings.TASKS["default"]["BACKEND"]:
        return [fine("index-jobs", "done at once")]
    waiting, failed = jobs.jobs_that_wait(now=clock.now()), jobs.jobs_by_status()["failed"]
    if waiting:
        words = f"{waiting} wait for over ten minutes: the newsroom's search lags"
        return [wrong("index-jobs", words, f"The task worker does not run. {_START}")]
    if failed:
        words = f"{failed:.0f} failed: the newsroom's search may miss stories"
        return [doubtful("index-jobs", words, "midad update_index")]
    return [fine("index-jobs", "none waits")]


def _words(moment: datetime) -> str:
    return moment.strftime("%Y-%m-%d %H:%M UTC")


def caches(**_: Any) -> list[CheckMessage]:
    """The caches in front are known, have their secrets, and take purges."""
    try:
        found = caches_in_front()
    except ValueError as error:
        cure = "Set MIDAD_CACHES and the secrets of its caches."
        return [wrong("caches", f"MIDAD_CACHES cannot be read: {error}", cure)]
    if not found:
        return [fine("caches", "none in front that the press purges")]
    return [_taking_purges(name, cache) for name, cache in found.items()]


def _taking_purges(name: str, cache: Cache) -> CheckMessage:
    """Say whether a cache lets go of an address that no page ever stands at."""
    try:
        cache.purge([f"{settings.PAPER_URL}/.examined/"])
    except UnableToPurge as error:
        return wrong("caches", f"{name} takes no purge: {error}", _LET_PURGE)
    reason = queries.failing_purges().get(name)
    if reason:
        return wrong("caches", f"{name} was not purged when pages changed: {reason}", _MENDED)
    return fine("caches", f"{name} is purged when pages change")
