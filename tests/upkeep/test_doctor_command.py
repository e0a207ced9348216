"""``midad doctor`` on a terminal: it works where nothing else does, and never with a traceback."""

import io
import json
import os
import socket
import sys
from pathlib import Path

import pytest
from django.core.management import call_command

from midad.press.models import PressMark
from midad.upkeep.doctor import preflight
from tests.config.places import run

PRODUCTION = {
    "DJANGO_SETTINGS_MODULE": "midad.config.settings.production",
    "MIDAD_SECRET_KEY": "s3cret" * 10,
    "MIDAD_URL": "https://paper.example",
}


def doctor(*words: str, cwd: Path, **variables: str):
    """Run the doctor as a process of its own; nothing may reach its error output."""
    variables = {"MIDAD_HOME": str(cwd / "home"), **variables}
    done = run(sys.executable, "-m", "midad", "doctor", *words, cwd=cwd, **variables)
    assert done.stderr == ""
    return done


def findings(done) -> dict[str, tuple[str, str]]:
    told = json.loads(done.stdout)
    assert told["well"] is (done.returncode == 0)
    return {found["topic"]: (found["level"], found["words"]) for found in told["findings"]}


def without(name: str) -> dict[str, str]:
    return {key: value for key, value in PRODUCTION.items() if key != name}


HALF_THERE = [
    (without("MIDAD_SECRET_KEY"), "MIDAD_SECRET_KEY must be set for a paper in production"),
    (without("MIDAD_URL"), "MIDAD_URL must be set for a paper in production"),
    ({**PRODUCTION, "MIDAD_URL": "paper.example"}, "MIDAD_URL must be a whole address, e.g."),
    ({"MIDAD_PROXY_HOPS": "one"}, "MIDAD_PROXY_HOPS is «one», which is no whole number"),
    ({"MIDAD_LOG_FORMAT": "xml"}, "MIDAD_LOG_FORMAT must be line or json"),
    ({"MIDAD_TIME_ZONE": "Mars"}, "MIDAD_TIME_ZONE: Incorrect timezone setting: Mars"),
    ({"DJANGO_SETTINGS_MODULE": "paper"}, "the settings paper cannot be loaded: No module named"),
    ({"DATABASE_URL": "oracel://x"}, "the settings cannot be loaded: UnknownSchemeError"),
    ({"MIDAD_HOME": "/proc/paper"}, "/proc/paper: No such file or directory"),
]


@pytest.mark.parametrize(("variables", "words"), HALF_THERE)
def test_settings_that_are_half_there_are_one_plain_line(tmp_path, variables, words):
    done = doctor(cwd=tmp_path, **variables)
    assert done.returncode == 1
    said = done.stdout.splitlines()
    assert said[0].startswith("✗ settings    " + words)
    assert said[1].strip().startswith("→ ")
    assert said[2:] == ["1 wrong, 0 doubtful, 0 fine."]


def test_settings_that_are_half_there_are_told_to_machines_too(tmp_path):
    done = doctor("--json", cwd=tmp_path, **without("MIDAD_URL"))
    assert findings(done)["settings"][0] == "wrong"


def test_settings_may_be_named_as_for_any_command(tmp_path):
    done = doctor("--settings=midad.config.settings.production", cwd=tmp_path)
    assert "MIDAD_SECRET_KEY must be set" in done.stdout


def test_a_new_paper_is_told_its_first_command_and_gets_no_empty_database(tmp_path):
    done = doctor(cwd=tmp_path)
    assert done.returncode == 1
    file = tmp_path / "home" / "paper.sqlite3"
    said = done.stdout.splitlines()
    place = said.index(f"✗ database    there is no database at {file}")
    assert "midad migrate" in said[place + 1]
    assert not file.exists()


def test_with_the_database_away_that_is_said_and_what_needs_it_is_not_asked(tmp_path):
    with socket.create_server(("127.0.0.1", 0)) as gone:
        port = gone.getsockname()[1]
    url = f"postgres://midad:sesame@127.0.0.1:{port}/midad"
    done = doctor("--json", cwd=tmp_path, DATABASE_URL=url, MIDAD_STORE=str(tmp_path / "store"))
    assert done.returncode == 1
    told = findings(done)
    level, words = told["database"]
    assert level == "wrong"
    assert "refused" in words
    assert "sesame" not in done.stdout
    assert told.keys().isdisjoint({"migrations", "worker", "pages", "count", "clock"})
    assert {told[topic][0] for topic in ("store", "disk", "media", "mail")} == {"fine"}


def test_a_file_that_is_no_database_is_said(tmp_path):
    (tmp_path / "home").mkdir()
    (tmp_path / "home" / "paper.sqlite3").write_text("once upon a time " * 99)
    told = findings(doctor("--json", cwd=tmp_path))
    assert told["database"] == ("wrong", "file is not a database")
    assert "migrations" not in told


def test_root_is_sent_to_the_papers_own_user(tmp_path, monkeypatch):
    if os.geteuid() == 0:
        os.chown(tmp_path, 65534, -1)
    monkeypatch.setattr(os, "geteuid", lambda: 0)
    found = preflight.what_stops(home=tmp_path)
    assert found.topic == "user"
    assert found.words.startswith(f"this runs as root, but the paper's folder {tmp_path} belongs")
    assert found.cure.endswith("-- midad doctor")


@pytest.mark.django_db
def test_a_sound_paper_ends_well_and_a_broken_one_does_not(sound_paper):
    out = io.StringIO()
    call_command("doctor", stdout=out)
    assert out.getvalue().splitlines()[-1] == "All is well."
    assert "\n✓ worker      at work: " in out.getvalue()
    PressMark.objects.all().delete()
    out = io.StringIO()
    with pytest.raises(SystemExit, match="1"):
        call_command("doctor", stdout=out)
    assert "\n✗ worker      no press worker is at work" in out.getvalue()


@pytest.mark.django_db
def test_doubts_alone_end_well(sound_paper, settings):
    settings.DEBUG = True
    out = io.StringIO()
    call_command("doctor", "--json", stdout=out)
    assert json.loads(out.getvalue())["well"] is True
