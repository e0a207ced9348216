"""``midad import stories``: its last line, its list of refused lines, its errors."""

import re
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from midad.press.models import StalePage
from midad.press.stores import the_store
from midad.press.worker import bake_until_done
from midad.stories import addresses
from midad.stories.models import StoryPage
from tests.stories.importing.archive import numbered, record, write_archive

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("roots")]
LAST_LINE = re.compile(r"imported (\d+), skipped (\d+), refused (\d+) in \d+ s \(\d+ stories/s\)")


@pytest.fixture(autouse=True)
def folder(tmp_path, monkeypatch) -> Path:
    """Run every command in a folder of its own."""
    folder = tmp_path / "here"
    folder.mkdir()
    monkeypatch.chdir(folder)
    return folder


def midad_import(*arguments: object) -> list[str]:
    out = StringIO()
    call_command("import", "stories", *map(str, arguments), stdout=out)
    return out.getvalue().splitlines()


def test_the_last_line_says_what_was_done(tmp_path, folder):
    path = write_archive(tmp_path / "a.jsonl", map(numbered, range(3)))
    [line] = midad_import(path)
    assert LAST_LINE.fullmatch(line).groups() == ("3", "0", "0")
    assert list(folder.iterdir()) == []


def test_a_second_run_says_that_all_was_there(tmp_path):
    path = write_archive(tmp_path / "a.jsonl", map(numbered, range(3)))
    midad_import(path)
    [line] = midad_import(path)
    assert LAST_LINE.fullmatch(line).groups() == ("0", "3", "0")


def test_refused_lines_are_named_in_a_file_of_the_present_folder(tmp_path, folder):
    path = write_archive(tmp_path / "a.jsonl", [numbered(0), "no json", numbered(2, title="")])
    last, where = midad_import(path)
    assert LAST_LINE.fullmatch(last).groups() == ("1", "0", "2")
    named = folder / "a.jsonl.refused.tsv"
    assert where == f"refused lines are named in {named}"
    assert named.read_text() == "2\tno valid JSON: Expecting value\n3\ttitle: empty\n"


def test_refused_lines_are_named_where_one_says(tmp_path, folder):
    path = write_archive(tmp_path / "a.jsonl", ["no json"])
    named = tmp_path / "named.tsv"
    midad_import(path, "--refused", named)
    assert named.read_text() == "1\tno valid JSON: Expecting value\n"
    assert list(folder.iterdir()) == []


def test_an_old_list_of_refused_lines_goes_when_all_is_well(tmp_path, folder):
    midad_import(write_archive(tmp_path / "a.jsonl", ["no json"]))
    midad_import(write_archive(tmp_path / "a.jsonl", [record()]))
    assert list(folder.iterdir()) == []


def test_a_mapping_is_chosen_by_name(tmp_path):
    line = {
        "source": "okaz",
        "url": "http://okaz.example/1",
        "date_extracted": "2015-07-24 06:05:04",
        "title": "وصول الشحنة",
        "author": "واس",
        "content": "نص",
    }
    midad_import(write_archive(tmp_path / "a.jsonl.zst", [line]), "--map", "saudinewsnet")
    story = StoryPage.objects.get()
    assert story.import_id == "id:saudinewsnet:http://okaz.example/1"
    assert [link.agency.name for link in story.story_agencies.all()] == ["واس"]


ERRORS = {
    "no such file": (["none.jsonl"], "none.jsonl: No such file or directory"),
    "a folder": (["."], ".: Is a directory"),
    "no place for the list": (
        ["a.jsonl", "--refused", "no/where.tsv"],
        "No such file or directory",
    ),
    "an unknown mapping": (["a.jsonl", "--map", "x"], "invalid choice: 'x'"),
    "no file": ([], "the following arguments are required: file"),
    "not packed as its name says": (["b.jsonl.gz"], "b.jsonl.gz: Not a gzipped file"),
}


@pytest.mark.parametrize("kind", ERRORS)
def test_a_wrong_command_is_one_clear_line(folder, kind):
    write_archive(folder / "a.jsonl", [record()])
    (folder / "b.jsonl.gz").write_bytes(b"plain")
    arguments, message = ERRORS[kind]
    with pytest.raises(CommandError) as error:
        midad_import(*arguments)
    assert message in str(error.value)
    assert "\n" not in str(error.value)
    assert not StoryPage.objects.exists()


def test_only_stories_can_be_imported(folder):
    with pytest.raises(CommandError, match="invalid choice: 'pictures'"):
        call_command("import", "pictures", "a.jsonl")


def test_the_import_bakes_nothing_and_the_worker_bakes_it_all(
    tmp_path, django_capture_on_commit_callbacks
):
    path = write_archive(tmp_path / "a.jsonl", map(numbered, range(3)))
    with django_capture_on_commit_callbacks(execute=True):
        midad_import(path)
    assert list(the_store().paths()) == []
    codes = StoryPage.objects.values_list("code", flat=True)
    stale = StalePage.objects.values_list("address", flat=True)
    assert {addresses.story_key(code) for code in codes} <= set(stale)
    bake_until_done()
    assert not StalePage.objects.exists()
    assert {f"articles/{code}/index.html" for code in codes} <= set(the_store().paths())
