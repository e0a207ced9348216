"""Where nobody watches, an act says in plain lines how far it is."""

import pytest

from midad.press.management import progress
from midad.press.management.progress import Lines


@pytest.fixture
def clock(monkeypatch) -> list[float]:
    """Return the seconds that have passed, to be moved."""
    seconds = [100.0]
    monkeypatch.setattr(progress.time, "monotonic", lambda: seconds[0])
    return seconds


def test_a_line_comes_at_the_start_every_ten_seconds_and_at_the_end(clock):
    said = []
    lines = Lines("baking", said.append)
    for done in (0, 20, 40, 60, 80, 100, 100):
        lines(done, 100)
        clock[0] += 6
    assert said == [
        "baking 0 of 100",
        "baking 40 of 100, 0:18 left",
        "baking 80 of 100, 0:06 left",
        "baking 100 of 100",
    ]


def test_a_long_estimate_is_told_in_minutes(clock):
    said = []
    lines = Lines("baking", said.append)
    clock[0] += 60
    lines(10, 100)
    assert said == ["baking 10 of 100, 9:00 left"]
