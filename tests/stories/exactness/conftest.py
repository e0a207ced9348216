"""The paper, baked once for the tests of a module, with a store of its own for each."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from django.test import override_settings

from tests.bucket import bucket
from tests.stories.bucket_press import BucketPress
from tests.stories.clock import PaperClock, stopped_clock
from tests.stories.exactness.paper import (
    Paper,
    make_paper,
)
from tests.stories.factories import (
    fresh,
)
from tests.stories.press import Press, without_waiting
from tests.stories.standing import kept_for_many_tests


@pytest.fixture(scope="module")
def printed(django_db_setup, django_db_blocker, tmp_path_factory) -> Iterator[tuple[Paper, Path]]:
    """Make and bake the paper once, with its store: a second's work for each test is saved."""
    folder = tmp_path_factory.mktemp("printed")
    with kept_for_many_tests(django_db_blocker):
        with (
            stopped_clock() as clock,
            without_waiting(),
            override_settings(PRESS_STORE_DIR=folder / "store"),
        ):
            paper = make_paper(clock)
            Press(clock, folder).begin()
        yield paper, folder / "store"


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """Watch every act on pages in a folder, and on pages in a bucket."""
    if "press" in metafunc.fixturenames:
        in_a_bucket = pytest.param("bucket", marks=pytest.mark.sqlite)
        metafunc.parametrize("press", ["folder", in_a_bucket], indirect=True)


@pytest.fixture
def press(request, clock: PaperClock, light: None, tmp_path: Path) -> Iterator[Press]:
    """Return the press of a paper whose pages stand in a folder, and of one in a bucket."""
    if request.param == "folder":
        yield Press(clock, tmp_path)
        return
    with bucket(request.getfixturevalue("object_storage")) as client:
        yield BucketPress(clock, tmp_path, client)


@pytest.fixture
def paper(printed: tuple[Paper, Path], press: Press, clock: PaperClock) -> Paper:
    made, store = printed
    press.stand(store)
    clock.move(minutes=6)
    people = {family: [fresh(row) for row in rows] for family, rows in made.people.items()}
    section, other = fresh(made.section), fresh(made.other)
    return Paper(section, other, people, fresh(made.neighbour), fresh(made.story))
