"""One thing broken, one line said: the doctor names what is wrong, and nothing else."""

import socket
import stat
import threading
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path

import pytest
from django.core import checks
from django.core.checks.registry import registry
from django.db.migrations.recorder import MigrationRecorder
from django_tasks import TaskResultStatus
from django_tasks_db.models import DBTaskResult

from midad.kit import clock
from midad.press.models import BakedPage, PendingPurge, PressMark, StalePage
from midad.stories.models import DueAttempt, EditionSettings
from midad.upkeep.doctor import folders
from midad.upkeep.doctor.examining import examine
from midad.upkeep.doctor.findings import DOUBTFUL, FINE, TAG, TOPICS, WRONG
from midad.upkeep.doctor.folders import judge_room
from midad.upkeep.queries import disk
from midad.upkeep.queries.disk import Room
from tests.bucket import bucket
from tests.paper import free_port
from tests.press.cache_servers import cache_server

pytestmark = pytest.mark.django_db
HOUR = timedelta(hours=1)
SMTP = "django.core.mail.backends.smtp.EmailBackend"
DATABASE_TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}


def told() -> list[tuple[str, str, str]]:
    """Return what is not fine, as (level, topic, words); each must come with a cure."""
    findings = [finding for finding in examine() if finding.level != FINE]
    assert all(finding.cure for finding in findings)
    return [(finding.level, finding.topic, finding.words) for finding in findings]


def lines() -> list[tuple[str, str]]:
    return [(level, topic) for level, topic, _ in told()]


def stale(address: str, *, minutes: int = 0, **fields) -> None:
    since = clock.now() - timedelta(minutes=minutes)
    StalePage.objects.create(address=address, since=since, due_at=since, **fields)


def test_of_a_sound_paper_everything_is_fine(sound_paper):
    assert told() == []
    topics = [finding.topic for finding in examine()]
    assert set(TOPICS) - set(topics) == {"user", "settings", "security"}


def test_of_a_sound_paper_in_production_everything_is_fine(sound_paper, in_production):
    assert told() == []


# --- what the paper was told

SETTINGS = [
    ("secret", WRONG, {"SECRET_KEY": "short"}, "can be guessed"),
    ("secret", WRONG, {"SECRET_KEY": "a" * 60}, "can be guessed"),
    ("secret", WRONG, {"SECRET_KEY": "django-insecure-" + "abcdefgh" * 8}, "can be guessed"),
    ("debug", DOUBTFUL, {"DEBUG": True}, "error pages show code"),
    (
        "address",
        WRONG,
        {"PAPER_URL": "https://paper.example", "ALLOWED_HOSTS": ["paper.example"]},
        "these are the development settings",
    ),
    ("hosts", WRONG, {"ALLOWED_HOSTS": ["localhost", "*"]}, "any host name"),
    ("hosts", WRONG, {"ALLOWED_HOSTS": ["testserver"]}, "does not answer at localhost"),
    ("watch", WRONG, {"METRICS_TOKEN": "abc"}, "fewer than 16 letters"),
]


@pytest.mark.parametrize(("topic", "level", "wrong_settings", "words"), SETTINGS)
def test_a_wrong_setting_is_named(sound_paper, settings, topic, level, wrong_settings, words):
    for name, value in wrong_settings.items():
        setattr(settings, name, value)
    [(its_level, its_topic, its_words)] = told()
    assert (its_level, its_topic) == (level, topic)
    assert words in its_words


IN_PRODUCTION = [
    ("debug", WRONG, {"DEBUG": True}),
    ("address", WRONG, {"PAPER_URL": "http://paper.example"}),
    ("hosts", WRONG, {"PAPER_URL": "https://paper.example.net"}),
    ("proxies", DOUBTFUL, {"PROXY_HOPS": 0}),
    ("watch", DOUBTFUL, {"METRICS_TOKEN": ""}),
    ("security", DOUBTFUL, {"SECURE_HSTS_SECONDS": 0}),
    ("security", DOUBTFUL, {"SECURE_CONTENT_TYPE_NOSNIFF": False}),
]


@pytest.mark.parametrize(("topic", "level", "wrong_settings"), IN_PRODUCTION)
def test_a_wrong_setting_in_production_is_named(
    sound_paper, in_production, settings, topic, level, wrong_settings
):
    for name, value in wrong_settings.items():
        setattr(settings, name, value)
    assert lines() == [(level, topic)]


def test_the_secret_of_the_development_settings_is_none_for_production(
    sound_paper, in_production, settings
):
    (sound_paper / "secret-key").write_text(settings.SECRET_KEY)
    (sound_paper / "secret-key").chmod(0o600)
    assert lines() == [(WRONG, "secret")]


def test_what_was_silenced_in_the_settings_is_not_said(sound_paper, settings):
    settings.DEBUG = True
    settings.SILENCED_SYSTEM_CHECKS = ["doctor.debug"]
    assert told() == []


# --- the database


def test_migrations_that_were_not_applied_are_named_and_nothing_else_is_asked(sound_paper):
    MigrationRecorder.Migration.objects.filter(app="stories").delete()
    PressMark.objects.all().delete()
    [(level, topic, words)] = told()
    assert (level, topic) == (WRONG, "migrations")
    assert "stories.0001_initial" in words


def test_a_database_of_a_newer_release_is_named(sound_paper):
    MigrationRecorder.Migration.objects.create(app="press", name="9999_the_future")
    [(level, topic, words)] = told()
    assert (level, topic) == (WRONG, "migrations")
    assert words == "a newer release changed this database: press.9999_the_future"


# --- folders


@pytest.mark.parametrize("name", ["store", "media"])
def test_a_folder_that_cannot_be_written_is_named(sound_paper, name):
    (sound_paper / name).write_text("a file where a folder should be")
    assert lines() == [(WRONG, name)]


def test_examining_leaves_no_file_and_makes_no_folder(sound_paper):
    before = sorted(sound_paper.rglob("*"))
    examine()
    assert sorted(sound_paper.rglob("*")) == before


@pytest.mark.parametrize(
    ("left", "level"),
    [
        (Room(50_000_000_000, 1_000_000), FINE),
        (Room(50_000_000_000, None), FINE),
        (Room(900_000_000, 1_000_000), DOUBTFUL),
        (Room(100_000_000, 1_000_000), WRONG),
        (Room(50_000_000_000, 2_000), WRONG),
    ],
)
def test_a_disk_needs_room_for_bytes_and_for_names(sound_paper, monkeypatch, left, level):
    monkeypatch.setattr(disk, "room_on_disk", lambda _: left)
    assert lines() == ([] if level == FINE else [(level, "disk")])
    assert len(judge_room(left)) == 1


def test_static_files_that_were_not_collected_are_named(sound_paper):
    (sound_paper / "static" / "staticfiles.json").unlink()
    assert lines() == [(WRONG, "static")]


def test_static_files_of_another_release_are_named(sound_paper):
    (sound_paper.parent / "theme" / "paper.css").write_text("a { color: navy }")
    [(level, topic, words)] = told()
    assert (level, topic) == (WRONG, "static")
    assert words.endswith("not those of this release: paper.css")


@pytest.mark.parametrize(
    ("name", "level"),
    [("secret-key", WRONG), ("paper.env", WRONG), ("paper.sqlite3", DOUBTFUL)],
)
def test_a_secret_that_everybody_may_read_is_named(sound_paper, name, level):
    (sound_paper / name).touch(mode=0o600)
    assert told() == []
    (sound_paper / name).chmod(0o644)
    [(its_level, topic, words)] = told()
    assert (its_level, topic) == (level, "secrets")
    assert name in words
    sound_paper.chmod(0o700)  # nobody else comes that far
    assert told() == []


def test_a_folder_in_which_everybody_may_write_is_named(sound_paper):
    sound_paper.chmod(sound_paper.stat().st_mode | stat.S_IWOTH)
    assert lines() == [(WRONG, "secrets")]


# --- a bucket in the place of a folder


def test_a_bucket_that_takes_a_page_is_fine_and_left_as_it_was(sound_paper, object_storage):
    with bucket(object_storage) as shelf:
        assert told() == []
        assert shelf.contents() == {}


@pytest.mark.parametrize("trouble", ["no such bucket", "nobody there"])
def test_a_bucket_that_takes_no_page_is_named(sound_paper, settings, object_storage, trouble):
    with bucket(object_storage):
        if trouble == "no such bucket":
            settings.PRESS_STORE_BUCKET = "s3://never-made/paper"
        else:
            settings.PRESS_STORE_ENDPOINT = f"http://127.0.0.1:{free_port()}"
        [finding] = folders.store()
    assert finding.level == checks.ERROR
    assert finding.msg.startswith("no page can be written: ")
    assert "MIDAD_STORE_ENDPOINT" in finding.hint


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


# --- time


def test_a_clock_that_went_back_is_named(sound_paper):
    ahead = clock.now() + HOUR
    BakedPage.objects.create(address="/x/", kind="x", file="x/index.html", baked_at=ahead)
    [(level, topic, words)] = told()
    assert (level, topic) == (WRONG, "clock")
    assert words.endswith(f"but a page was baked at {ahead:%Y-%m-%d %H:%M} UTC")


@pytest.mark.parametrize(("seconds", "words"), [(9.2, "9 s ahead of"), (-9.2, "9 s behind")])
def test_a_disk_with_another_clock_is_named(sound_paper, monkeypatch, seconds, words):
    monkeypatch.setattr(disk, "clock_difference_seconds", lambda _: seconds)
    assert told() == [
        (WRONG, "clock", f"the clock of the disk of the store is {words} this machine's")
    ]


def test_the_clock_of_a_disk_of_this_machine_agrees(tmp_path):
    assert abs(disk.clock_difference_seconds(tmp_path)) < 1


def test_a_time_zone_that_is_not_known_here_is_named(sound_paper):
    EditionSettings.objects.update(time_zone="Mars/Olympus")
    [(level, topic, words)] = told()
    assert (level, topic) == (WRONG, "time-zone")
    assert words.endswith("time zone Mars/Olympus")


def test_a_paper_without_an_edition_is_told_to_found_one(sound_paper):
    EditionSettings.objects.all().delete()
    assert lines() == [(DOUBTFUL, "time-zone")]


# --- checks of other rooms


@pytest.fixture
def other_room(monkeypatch):
    """Return how another room registers a check; it is gone after the test."""
    monkeypatch.setattr(registry, "deployment_checks", set(registry.deployment_checks))
    return lambda check: checks.register(check, TAG, deploy=True)


def test_another_room_may_register_what_it_examines(sound_paper, other_room):
    other_room(lambda **_: [checks.Error("it is torn", hint="Sew it.", id="doctor.sails")])
    assert told() == [(WRONG, "sails", "it is torn")]
    assert examine()[-1].topic == "sails"


def test_an_examination_that_falls_is_a_finding_and_ends_no_other(sound_paper, other_room):
    def torn_sails(**_):
        raise RuntimeError("no wind")

    other_room(torn_sails)
    assert told() == [(WRONG, "torn-sails", "cannot be examined: RuntimeError: no wind")]


def test_no_other_command_runs_the_examinations(sound_paper, settings):
    settings.EMAIL_BACKEND = SMTP
    assert [m for m in checks.run_checks() if str(m.id).startswith("doctor.")] == []


def test_a_probe_is_never_taken_for_a_page(tmp_path):
    seen = []
    with disk._probe(tmp_path):
        seen += [path.name for path in Path(tmp_path).iterdir()]
    assert [name.startswith(".baking-") for name in seen] == [True]
