"""A clock that stands still until a test moves it, and the paper's store under observation."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.stories.clock import PaperClock, stopped_clock
from tests.stories.factories import make_section
from tests.stories.press import Press, without_waiting
from tests.stories.standing import kept_for_many_tests


@pytest.fixture
def clock() -> Iterator[PaperClock]:
    """Return the clock of everything in the test."""
    with stopped_clock() as clock:
        yield clock


@pytest.fixture
def light() -> Iterator[None]:
    """Leave out what costs time and concerns neither rows nor files of ours."""
    with without_waiting():
        yield


@pytest.fixture
def press(clock: PaperClock, light: None, tmp_path: Path) -> Press:
    """Return the press of the paper, whose store is watched."""
    return Press(clock, tmp_path)


@pytest.fixture(scope="module")
def paper_stands(django_db_setup: None, django_db_blocker) -> Iterator[None]:
    """Found the paper with its section «economy» once for all tests of a module."""
    with kept_for_many_tests(django_db_blocker):
        with stopped_clock(), without_waiting():
            make_section()
        yield
