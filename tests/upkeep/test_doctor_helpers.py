"""Who works for the paper: a worker, a cache or a mail server that fails is named by the doctor."""

import socket
import threading
from contextlib import contextmanager
from datetime import timedelta

import pytest
from django_tasks import TaskResultStatus
from django_tasks_db.models import DBTaskResult

from midad.kit import clock
from midad.press.models import BakedPage, PendingPurge, PressMark, StalePage
from midad.stories.models import DueAttempt
from midad.upkeep.doctor.examining import examine
from midad.upkeep.doctor.findings import DOUBTFUL, WRONG
from tests.press.cache_servers import cache_server
from tests.upkeep.examined import lines, told

pytestmark = pytest.mark.django_db
HOUR = timedelta(hours=1)
SMTP = "django.core.mail.backends.smtp.EmailBackend"
DATABASE_TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}


def stale(address: str, *, minutes: int = 0, **fields) -> None:
    since = clock.now() - timedelta(minutes=minutes)
    StalePage.objects.create(address=address, since=since, due_at=since, **fields)


# --- the work


def test_a_worker_that_fell_silent_is_named(sound_paper):
    before = clock.now() - timedelta(seconds=31)
    PressMark.objects.filter(name__startswith="worker:").update(value=before.isoformat())
    [(level, topic, words)] = told()
    assert (level, topic) == (WRONG, "worker")
    assert words == f"no press worker is at work: none since {before:%Y-%m-%d %H:%M} UTC"


def test_a_paper_that_never_had_a_worker_is_named(sound_paper):
    PressMark.objects.filter(name__startswith="worker:").delete()
    [(level, topic, words)] = told()
    assert (level, topic) == (WRONG, "worker")
    assert words.endswith("none was ever seen")


def test_a_page_that_fails_is_named_with_its_reason(sound_paper):
    stale("/x/", attempts=3, last_error="Traceback\nKeyError: 'headline'")
    [(level, topic, words)] = told()
    assert (level, topic) == (WRONG, "pages")
    assert words == "1 cannot be baked: /x/ (KeyError: 'headline')"


def test_a_page_that_waits_too_long_is_named(sound_paper):
    StalePage.objects.all().delete()
    stale("/x/", minutes=4)
    assert told() == []
    stale("/y/", minutes=12)
    [(level, topic, words)] = told()
    assert (level, topic) == (DOUBTFUL, "pages")
    assert words == "2 wait to be baked, the oldest for 12 minutes"


def test_a_store_of_another_paper_is_named(sound_paper):
    StalePage.objects.all().delete()
    rows = [BakedPage(address=f"/{n}/", kind="x", file=f"{n}/index.html") for n in range(9)]
    BakedPage.objects.bulk_create(rows)
    [(level, topic, words)] = told()
    assert (level, topic) == (WRONG, "count")
    assert words == "the store holds 0 pages, the database knows 9"


def test_a_schedule_that_failed_is_named_with_its_reason(sound_paper):
    DueAttempt.objects.create(
        act="publish", subject_id=7, attempts=2, next_try_at=clock.now(), last_error="no"
    )
    [(level, topic, words)] = told()
    assert (level, topic) == (WRONG, "schedules")
    assert words == "1 failed: publish 7 (no)"


def index_job(status: str, *, age: timedelta) -> None:
    job = DBTaskResult.objects.create(
        status=status, args_kwargs={}, task_path="x", backend_name="default", run_after=clock.now()
    )
    DBTaskResult.objects.filter(pk=job.pk).update(enqueued_at=clock.now() - age)


@pytest.mark.parametrize(
    ("status", "age", "expected"),
    [
        (TaskResultStatus.READY, timedelta(minutes=9), []),
        (TaskResultStatus.READY, timedelta(minutes=11), [(WRONG, "index-jobs")]),
        (TaskResultStatus.FAILED, HOUR, [(DOUBTFUL, "index-jobs")]),
        (TaskResultStatus.SUCCESSFUL, HOUR, []),
    ],
)
def test_index_jobs_that_nobody_does_are_named(sound_paper, settings, status, age, expected):
    settings.TASKS = DATABASE_TASKS
    index_job(status, age=age)
    assert lines() == expected


# --- caches in front


@pytest.fixture
def cache(settings):
    """Return a cache in front of the paper that does as it is told."""
    with cache_server() as cache:
        settings.PRESS_CACHES = f"varnish={cache.url}"
        yield cache


def pending(**fields) -> None:
    moment = clock.now()
    PendingPurge.objects.create(address="/x/", since=moment, due_at=moment, **fields)


def test_a_cache_that_takes_purges_is_fine(sound_paper, cache, settings):
    pending(cache=settings.PRESS_CACHES)
    assert told() == []
    assert cache.purged() == ["/.examined/"]


def test_a_cache_that_takes_no_purge_is_named_with_its_reason(sound_paper, cache, settings):
    cache.says = lambda _: (405, b"")
    [(level, topic, words)] = told()
    assert (level, topic) == (WRONG, "caches")
    assert words.startswith(f"{settings.PRESS_CACHES} takes no purge: 405 for ")


def test_a_cache_that_was_not_purged_is_named_with_its_reason(sound_paper, cache, settings):
    pending(cache=settings.PRESS_CACHES, attempts=3, last_error="503 for /x/")
    [(level, topic, words)] = told()
    assert (level, topic) == (WRONG, "caches")
    assert words == f"{settings.PRESS_CACHES} was not purged when pages changed: 503 for /x/"


@pytest.mark.parametrize("said", ["squid=x", "cloudflare=zone", "fastly"])
def test_a_cache_that_cannot_be_asked_is_named_once(sound_paper, settings, said):
    settings.PRESS_CACHES = said
    [(level, topic, words)] = told()
    assert (level, topic) == (WRONG, "caches")
    assert words.startswith("MIDAD_CACHES cannot be read: ")


# --- mail


@contextmanager
def mail_server(greeting: bytes):
    """Run a mail server that greets and takes its leave; yield its port."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        threading.Thread(target=greet, args=(server, greeting), daemon=True).start()
        yield server.getsockname()[1]


def greet(server: socket.socket, greeting: bytes) -> None:
    connection, _ = server.accept()
    with connection, connection.makefile("rb") as said:
        connection.sendall(greeting)
        for line in said:
            is_last = line.upper().startswith(b"QUIT")
            connection.sendall(b"221 bye\r\n" if is_last else b"250 paper.example\r\n")
            if is_last:
                return


@pytest.mark.parametrize(
    ("greeting", "sender", "expected"),
    [
        (b"220 ready\r\n", "desk@paper.example", []),
        (b"220 ready\r\n", "newsroom@localhost", [(DOUBTFUL, "mail")]),
        (b"554 not you\r\n", "desk@paper.example", [(WRONG, "mail")]),
    ],
)
def test_a_mail_server_must_take_mails(sound_paper, settings, greeting, sender, expected):
    settings.EMAIL_BACKEND, settings.DEFAULT_FROM_EMAIL = SMTP, sender
    with mail_server(greeting) as port:
        settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", port
        found = told()
    assert [(level, topic) for level, topic, _ in found] == expected
    assert not [words for *_, words in found if "cannot be examined" in words]


def test_a_mail_server_that_is_not_there_is_named(sound_paper, settings):
    settings.EMAIL_BACKEND, settings.EMAIL_HOST = SMTP, "127.0.0.1"
    with socket.create_server(("127.0.0.1", 0)) as gone:
        settings.EMAIL_PORT = gone.getsockname()[1]
    [(level, topic, words)] = told()
    assert (level, topic) == (WRONG, "mail")
    assert words == f"the mail server 127.0.0.1:{settings.EMAIL_PORT} takes no mails: " + (
        "Connection refused"
    )


def test_where_mails_go_instead_is_said(sound_paper, settings):
    settings.EMAIL_BACKEND = "django.core.mail.backends.filebased.EmailBackend"
    settings.EMAIL_FILE_PATH = sound_paper / "mail"
    words = [finding.words for finding in examine() if finding.topic == "mail"]
    assert words == [f"mails are not sent but written into {sound_paper / 'mail'}"]
