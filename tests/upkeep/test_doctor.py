"""One thing broken, one line said: the doctor names what is wrong, and nothing else."""

import stat
from datetime import timedelta
from pathlib import Path

import pytest
from django.core import checks
from django.core.checks.registry import registry
from django.db.migrations.recorder import MigrationRecorder

from midad.kit import clock
from midad.press.models import BakedPage, PressMark
from midad.stories.models import EditionSettings
from midad.upkeep.doctor import folders
from midad.upkeep.doctor.examining import examine
from midad.upkeep.doctor.findings import DOUBTFUL, FINE, TAG, TOPICS, WRONG
from midad.upkeep.doctor.folders import judge_room
from midad.upkeep.queries import disk
from midad.upkeep.queries.disk import Room
from tests.bucket import bucket
from tests.paper import free_port
from tests.upkeep.examined import lines, told

pytestmark = pytest.mark.django_db
HOUR = timedelta(hours=1)
SMTP = "django.core.mail.backends.smtp.EmailBackend"


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
