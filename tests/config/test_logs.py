"""What stands in a line of the log, and what the terminal is spared."""

import json
import logging
import subprocess
import sys
from datetime import UTC, datetime

import pytest

from midad.config.logs import LineWithFacts, ObjectALine, TroubleOfTasks
from tests.config.places import environment

RECORDS = [
    ("django_tasks", logging.INFO, False),
    ("django_tasks_db.worker", logging.INFO, False),
    ("django_tasks", logging.WARNING, True),
    ("django_tasks", logging.ERROR, True),
    ("midad.press", logging.INFO, True),
    ("django.request", logging.DEBUG, True),
]


@pytest.mark.parametrize(("name", "level", "passes"), RECORDS)
def test_only_the_trouble_of_tasks_is_told(name, level, passes):
    record = logging.LogRecord(name, level, "", 0, "done", (), None)
    assert TroubleOfTasks().filter(record) is passes


def line_of(**extra) -> str:
    record = logging.makeLogRecord(
        {"name": "midad.press", "levelname": "ERROR", "msg": "no", **extra}
    )
    return LineWithFacts().format(record)


def test_a_line_tells_its_facts():
    line = line_of(event="bake_failed", address="/articles/k7m2xqz/", attempts=2)
    assert line.endswith(
        "ERROR midad.press: no event=bake_failed address=/articles/k7m2xqz/ attempts=2"
    )


@pytest.mark.parametrize("words", ["a b", "a\nINFO midad: forged", "", "a=b", "\u202e"])
def test_a_strangers_words_stay_one_fact_on_one_line(words):
    line = line_of(event="x", words=words)
    assert line.endswith(f"event=x words={words!r}")
    assert "\n" not in line


def test_a_line_begins_with_its_moment_and_offset():
    moment = datetime(2026, 11, 26, 7, 14, 7, 120_000, tzinfo=UTC)
    told, _, rest = line_of(created=moment.timestamp()).partition(" ")
    assert datetime.fromisoformat(told) == moment
    assert rest.startswith("ERROR midad.press: no")


def test_facts_in_arabic_stay_readable():
    assert line_of(event="x", name_of_agency="واس").endswith("name_of_agency=واس")


def test_objects_of_other_packages_are_not_told():
    assert line_of(request=object()).endswith(": no")


# --- one object a line


def object_line(**fields) -> str:
    about = {"name": "midad.press", "levelname": "ERROR", "msg": "no", "process": 7}
    return ObjectALine().format(logging.makeLogRecord({**about, **fields}))


def test_an_object_tells_all_there_is():
    moment = datetime(2026, 11, 26, 7, 14, 7, 120_000, tzinfo=UTC).timestamp()
    line = object_line(created=moment, event="bake_failed", address="/", attempts=2)
    assert json.loads(line) == {
        "at": "2026-11-26T07:14:07.120Z",
        "level": "ERROR",
        "logger": "midad.press",
        "process": 7,
        "sentence": "no",
        "event": "bake_failed",
        "facts": {"address": "/", "attempts": 2},
    }


def test_an_object_without_facts_or_fault_has_no_room_for_them():
    assert json.loads(object_line(request=object())).keys() == {
        *("at", "level", "logger", "process", "sentence")
    }


def test_a_fault_stays_with_its_record_on_the_one_line():
    try:
        raise KeyError("headline\nINFO forged")
    except KeyError:
        line = object_line(exc_info=sys.exc_info(), event="x")
    assert len(line.splitlines()) == 1
    told = json.loads(line)["exception"]
    assert told.startswith("Traceback (most recent call last):\n")
    assert "KeyError" in told


STRANGE = ["a\nb", "\r", "\u2028\u2029\x85\x0b\x0c", "\u202eevil", "\x1b[2J", "\ud800", '"}', "𝄞"]


@pytest.mark.parametrize("words", STRANGE)
def test_a_strangers_words_never_break_the_line_and_come_back_whole(words):
    line = object_line(msg="said %s", args=(words,), event="x", words=words)
    assert line.isprintable()
    line.encode()
    found = json.loads(line)
    assert found["facts"]["words"] == words
    assert found["sentence"] == f"said {words}"


def test_a_fact_that_json_has_no_form_for_is_told_in_words():
    line = object_line(event="x", at=datetime(2026, 11, 26, tzinfo=UTC), share=float("nan"))
    assert json.loads(line)["facts"] == {"at": "2026-11-26 00:00:00+00:00", "share": "nan"}


def test_arabic_stays_readable():
    assert "«واس»" in object_line(event="x", agency="«واس»")


TELL = """
import django, logging
django.setup()
logging.getLogger("midad.press").info("told", extra={"event": "x", "page": "/"})
logging.getLogger("elsewhere").warning("told too")
"""


def test_one_variable_turns_every_logger_to_objects(tmp_path):
    done = subprocess.run(
        [sys.executable, "-c", TELL],
        env=environment(
            MIDAD_HOME=str(tmp_path),
            MIDAD_LOG_FORMAT="json",
            DJANGO_SETTINGS_MODULE="midad.config.settings.dev",
        ),
        capture_output=True,
        text=True,
        check=True,
    )
    told = [json.loads(line) for line in done.stderr.splitlines()]
    assert [record["sentence"] for record in told] == ["told", "told too"]
