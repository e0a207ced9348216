"""What the terminal is spared."""

import logging

import pytest

from midad.config.logs import TroubleOfTasks

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
