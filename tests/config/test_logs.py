"""What stands in a line of the log, and what the terminal is spared."""

import logging

import pytest

from midad.config.logs import LineWithFacts, TroubleOfTasks

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


def test_facts_in_arabic_stay_readable():
    assert line_of(event="x", name_of_agency="واس").endswith("name_of_agency=واس")


def test_objects_of_other_packages_are_not_told():
    assert line_of(request=object()).endswith(": no")
