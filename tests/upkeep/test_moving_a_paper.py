"""A paper goes from SQLite to PostgreSQL and back: every row and every baked byte is the same."""

import json
import re
import sqlite3
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.postgres import private_cluster
from tests.upkeep.places import Place
from tests.upkeep.test_archives import parts, written

pytestmark = pytest.mark.postgres
NOT_THE_PAPERS = {
    "django_migrations",
    "django_session",
    "press_bakedkey",
    "press_bakedpage",
    "press_baketime",
    "press_duekey",
    "press_keyversion",
    "press_ledgerentry",  # what is open begins anew: tests/press/test_ledger.py
    "press_pendingpurge",
    "press_pressmark",
    "press_stalepage",
    "sqlite_sequence",
    "wagtailadmin_editingsession",
    "wagtailsearch_indexentry",
}
BAKE = ["press", "bake", "--all"]


@dataclass
class Journey:
    """The same paper where it was made, on PostgreSQL, on SQLite again, over another paper.

    The texts are what was printed on the way.
    """

    made: Place
    moved: Place
    back: Place
    over: Place
    of_made: str
    of_moved: str
    of_over: str
    of_back: str


@pytest.fixture(scope="module")
def journey(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Journey]:
    """Make a paper and take it all the way; tests only look."""
    folder = tmp_path_factory.mktemp("journey")
    made, first, second = Place(folder / "made"), folder / "1.tar.zst", folder / "2.tar.zst"
    made.act(["migrate", "--verbosity=0"])
    over, back = made.copy(folder / "over"), made.copy(folder / "back")
    of_made = made.act(["make paper"], BAKE, ["killed", "backup", str(first)])
    replaced = [["refused", "restore", str(first)], ["restore", "--replace", str(first)], BAKE]
    on_the_way = over.acting(["make another paper"], BAKE, *replaced)
    with private_cluster() as url:
        moved = Place(folder / "moved", url)
        unfit = ["refused", "restore", str(with_a_nul(first, folder / "unfit"))]
        of_moved = moved.act(
            unfit, ["restore", str(first)], BAKE, ["backup", str(second)], ["new story"]
        )
    of_back = back.act(["killed", "restore", str(second)], BAKE)
    of_over, troubles = on_the_way.communicate(timeout=300)
    assert on_the_way.returncode == 0, troubles
    yield Journey(made, moved, back, over, of_made, of_moved, of_over, of_back)


def with_a_nul(path: Path, altered: Path) -> Path:
    """Write the archive anew with a sign in a topic's name that PostgreSQL does not take."""
    members = [
        (name, data.replace("الموانئ".encode(), b"\\u0000") if "stories_topic" in name else data)
        for name, data in parts(path)
    ]
    return written(altered, members)


def meaning(value):
    """Return a value with JSON read: PostgreSQL keeps its meaning, not its blanks and order."""
    if isinstance(value, str) and value[:1] in ("{", "[", '"'):
        try:
            return ("json", json.loads(value))
        except ValueError:
            return value
    return value


def meant(rows: dict[str, list[tuple]]) -> dict[str, list]:
    return {
        name: sorted(([meaning(value) for value in row] for row in table), key=lambda r: repr(r[0]))
        for name, table in rows.items()
    }


def test_every_row_comes_back_through_postgresql_as_it_was(journey: Journey):
    made = meant(journey.made.rows(NOT_THE_PAPERS))
    assert meant(journey.back.rows(NOT_THE_PAPERS)) == made
    filled = {name for name, rows in made.items() if rows}
    assert {"stories_storypage", "wagtailcore_taskstate", "wagtailcore_commentreply"} <= filled
    assert {"newsroom_kepttext", "stories_tombstone", "wagtailimages_rendition"} <= filled


def test_every_row_comes_back_to_sqlite_byte_for_byte(journey: Journey):
    assert journey.over.rows(NOT_THE_PAPERS) == journey.made.rows(NOT_THE_PAPERS)


@pytest.mark.parametrize("name", ["moved", "back", "over"])
def test_the_restored_paper_bakes_to_the_same_bytes(journey: Journey, name: str):
    """Over another paper, its pages are gone."""
    made, place = journey.made.files("store"), getattr(journey, name)
    assert len(made) > 100
    assert place.files("store") == made


@pytest.mark.parametrize("name", ["moved", "back", "over"])
def test_every_picture_and_document_comes_back(journey: Journey, name: str):
    """Over another paper, its pictures are gone and nothing is left lying about."""
    made = journey.made.files("media")
    assert len(made) > 5
    assert getattr(journey, name).files("media") == made


def test_a_paper_with_content_is_not_replaced_unasked(journey: Journey):
    assert "refused: there is a paper already: --replace" in journey.of_over


def test_what_a_database_does_not_take_is_named_and_leaves_it_as_it_was(journey: Journey):
    assert "refused: the database did not take rows of stories_topic: " in journey.of_moved


def test_numbers_go_on_where_they_ended(journey: Journey):
    """Also those of rows that are not there any more: a log may name them."""
    assert numbers(journey.back) == numbers(journey.over) == numbers(journey.made)
    topic, code = re.search(r"new topic (\d+), new story (\w+)", journey.of_moved).groups()
    assert int(topic) == numbers(journey.made)["stories_topic"] + 1
    assert code not in asked(journey.made, "SELECT code, 1 FROM stories_storypage", set())


def numbers(place: Place) -> dict[str, int]:
    return asked(place, "SELECT name, seq FROM sqlite_sequence WHERE seq > 0", NOT_THE_PAPERS)


def asked(place: Place, words: str, left_out: set[str]) -> dict:
    connection = sqlite3.connect(place.home / "paper.sqlite3")
    try:
        return {key: value for key, value in connection.execute(words) if key not in left_out}
    finally:
        connection.close()


def test_the_newsrooms_search_is_made_anew(journey: Journey):
    entries = "SELECT title, 1 FROM wagtailsearch_indexentry"
    made = asked(journey.made, entries, set())
    assert made.keys() > {""} and made.keys() <= asked(journey.over, entries, set()).keys()


def test_a_restored_paper_has_no_restore_standing_open(journey: Journey):
    marks = "SELECT name, value FROM press_pressmark"
    assert asked(journey.over, marks, set()).keys() == {"theme"}


def test_a_killed_backup_leaves_no_file_under_its_name(journey: Journey):
    states = re.findall("killed backup: (.*), [0-9]+ stories", journey.of_made)
    assert len(states) > 3 and set(states) == {"no archive"}


def test_a_killed_restore_leaves_all_or_nothing_and_is_finished_by_another(journey: Journey):
    """The last of them ended: what it left is compared by the tests above."""
    states = re.findall("killed restore: an archive, (.*)", journey.of_back)
    count = len(asked(journey.made, "SELECT code, 1 FROM stories_storypage", set()))
    assert len(states) > 3
    assert set(states) <= {"0 stories, False stale", f"{count} stories, True stale"}
