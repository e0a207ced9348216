"""What the press knows of itself."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from django.db.models import Count, Min, Q, QuerySet

from midad.press.models import BakedPage, BakeTime, LedgerEntry, PendingPurge, PressMark, StalePage

WORKER = "worker:"  # begins the name of the mark by which a worker says that it lives

SETTLED_STATES = (LedgerEntry.State.DONE, LedgerEntry.State.SUPERSEDED)
LATE_AFTER = timedelta(seconds=60)


@dataclass(frozen=True)
class PressStatus:
    """How the press stands: pages baked, pages waiting, since when, how many failing."""

    baked_pages: int
    stale_pages: int
    oldest_since: datetime | None
    failing_pages: int


@dataclass(frozen=True)
class FailingPage:
    """A page that could not be baked: how often it was tried, and what went wrong last."""

    address: str
    attempts: int
    last_error: str


@dataclass(frozen=True)
class KindTimes:
    """How long bakes of one kind took: pages by upper limit (seconds as text), and their sum."""

    kind: str
    pages_up_to: dict[str, int]
    seconds: float


def failing_pages(*, limit: int) -> list[FailingPage]:
    """Return the pages that fail, the most often tried first."""
    failing = StalePage.objects.filter(attempts__gt=0).order_by("-attempts", "address")
    return [
        FailingPage(page.address, page.attempts, page.last_error.strip().rpartition("\n")[2])
        for page in failing[:limit]
    ]


def pages_in_hand(*, now: datetime) -> int:
    """Return how many due pages some baker has taken and not brought back yet."""
    return StalePage.objects.filter(due_at__lte=now, leased_until__gte=now).count()


def pages_waiting(*, now: datetime) -> int:
    """Return how many pages are due, in hand or not; what failed waits for its own moment."""
    return StalePage.objects.filter(due_at__lte=now).count()


def press_status() -> PressStatus:
    """Return how many pages are baked, stale and failing."""
    return PressStatus(
        baked_pages=count_baked(),
        stale_pages=count_stale(),
        oldest_since=oldest_stale_since(),
        failing_pages=count_failing(),
    )


def count_pending_purges() -> int:
    """Return how many addresses caches in front of the paper must let go yet, each in each."""
    return PendingPurge.objects.count()


def oldest_pending_purge_seconds(*, now: datetime) -> float:
    """Return since when a cache may hold the oldest page that changed, in seconds; 0 for none."""
    since = PendingPurge.objects.aggregate(Min("since"))["since__min"]
    return (now - since).total_seconds() if since else 0.0


def failing_purges() -> dict[str, str]:
    """Return why the last purge failed, by the caches that failed it."""
    failing = PendingPurge.objects.filter(attempts__gt=0).order_by("cache", "due_at", "pk")
    return dict(failing.values_list("cache", "last_error"))


def count_baked() -> int:
    """Return how many pages stand in the store."""
    return BakedPage.objects.exclude(file="").count()


def count_stale() -> int:
    """Return how many pages wait to be baked."""
    return StalePage.objects.count()


def count_failing() -> int:
    """Return how many pages wait whose last bake failed."""
    return StalePage.objects.filter(attempts__gt=0).count()


def oldest_stale_since() -> datetime | None:
    """Return since when the oldest stale page waits; None when none does."""
    return StalePage.objects.order_by("since").values_list("since", flat=True).first()


def oldest_stale_seconds(*, now: datetime) -> float:
    """Return how long the oldest stale page has waited, in seconds; 0 when none waits."""
    since = oldest_stale_since()
    return max((now - since).total_seconds(), 0.0) if since else 0.0


def worker_silence_seconds(*, now: datetime) -> dict[str, float]:
    """Return how long each press worker has given no sign of life, in seconds, by its name."""
    return {name: (now - seen).total_seconds() for name, seen in workers_seen().items()}


def bake_times() -> list[KindTimes]:
    """Return how long bakes took since the paper began, by kind in the order of their names."""
    pages: dict[str, dict[str, int]] = defaultdict(dict)
    seconds: dict[str, float] = defaultdict(float)
    for row in BakeTime.objects.order_by("kind", "up_to"):
        pages[row.kind][row.up_to] = row.pages
        seconds[row.kind] += row.seconds
    return [KindTimes(kind, pages[kind], seconds[kind]) for kind in pages]


def workers_seen() -> dict[str, datetime]:
    """Return when each press worker last gave a sign of life, by its name."""
    marks = PressMark.objects.filter(name__startswith=WORKER).order_by("name")
    return {
        mark.name.removeprefix(WORKER): datetime.fromisoformat(mark.value).astimezone(UTC)
        for mark in marks
    }


def moment_in_words(moment: datetime) -> str:
    """Return ``moment`` as a mark keeps it: ISO 8601 in UTC, so that later ones sort after."""
    return moment.astimezone(UTC).isoformat(timespec="seconds")


def other_acts_after(entry: LedgerEntry) -> QuerySet[LedgerEntry]:
    """Return the entries of newer acts of the same subject."""
    return LedgerEntry.objects.filter(subject=entry.subject, pk__gt=entry.pk).exclude(act=entry.act)


def late_entries(*, now: datetime) -> QuerySet[LedgerEntry]:
    """Return the jobs that failed, or should have been done a minute ago; the oldest act first.

    What waits for another job is not listed: that other one is.
    """
    late = Q(attempts__gt=0) | Q(created_at__lt=now - LATE_AFTER)
    entries = LedgerEntry.objects.filter(late, due_at__isnull=False)
    return entries.order_by("created_at", "pk")


def entries_of(subject: str, *, acts: int, first: int = 0) -> list[list[LedgerEntry]]:
    """Return the jobs of a subject's acts, each act's in their order; the newest act first.

    ``first`` is how many acts to pass over, ``acts`` how many to return at most.
    """
    of_subject = LedgerEntry.objects.filter(subject=subject)
    newest = of_subject.filter(job="press").order_by("-pk").values_list("act", flat=True)
    names = list(newest[first : first + acts])
    found: dict[str, list[LedgerEntry]] = {name: [] for name in names}
    for entry in LedgerEntry.objects.filter(act__in=names).order_by("pk"):
        found[entry.act].append(entry)
    return list(found.values())


def count_acts_of(subject: str) -> int:
    """Return how many acts of a subject the ledger knows."""
    return LedgerEntry.objects.filter(subject=subject, job="press").count()


def ledger_states() -> dict[str, float]:
    """Return how many jobs there are in each state, over a month."""
    rows = LedgerEntry.objects.values_list("state").annotate(number=Count("pk")).order_by("state")
    return {**dict.fromkeys(LedgerEntry.State.values, 0), **dict(rows)}


def oldest_due_job_seconds(*, now: datetime) -> float:
    """Return since when the oldest due job waits to be taken up, in seconds; 0 when none does."""
    due = LedgerEntry.objects.filter(due_at__lte=now).order_by("due_at")
    oldest = due.values_list("due_at", flat=True).first()
    return (now - oldest).total_seconds() if oldest else 0.0
