"""The store: every form whole, old or new, and nothing that was not meant to be there."""

import gzip
import os
from pathlib import Path

import brotli
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from midad.press.store import FileStore, encoded_forms
from midad.press.stores import the_store
from tests.press.toy import all_files, forms, store

SUFFIXES = [".br", ".gz", ""]
OLD, NEW = "نص قديم", "نص جديد أطول"
law = settings(
    max_examples=40,
    deadline=None,
    database=None,
    derandomize=True,
    suppress_health_check=list(HealthCheck),
)


def write(path: str, text: str) -> None:
    store().write(path, text.encode())


def form(path: str, suffix: str) -> Path:
    return store().root / (path + suffix)


@law
@given(body=st.binary(max_size=2000))
def test_each_form_holds_the_whole_body(body):
    packed = dict(encoded_forms(body))
    assert list(packed) == SUFFIXES
    assert packed[""] == body
    assert gzip.decompress(packed[".gz"]) == body
    assert brotli.decompress(packed[".br"]) == body


@law
@given(body=st.binary(max_size=2000))
def test_the_same_body_gives_the_same_bytes(body):
    packed = dict(encoded_forms(body))
    assert packed == dict(encoded_forms(body))
    assert packed[".gz"][4:8] == bytes(4)
    assert packed[".br"] == brotli.compress(body, quality=5)


def test_a_page_stands_in_three_forms_under_its_folders():
    write("articles/k7m2xqz/index.html", NEW)
    assert forms("articles/k7m2xqz/index.html") == {NEW}
    assert len(all_files()) == 3


def test_two_stores_hold_the_same_bytes(tmp_path):
    for name in ("one", "two"):
        FileStore(tmp_path / name).write("index.html", NEW.encode() * 500)
    for suffix in SUFFIXES:
        one, two = (tmp_path / name / f"index.html{suffix}" for name in ("one", "two"))
        assert one.read_bytes() == two.read_bytes()


def test_a_page_written_anew_is_the_new_one_in_every_form():
    write("index.html", OLD)
    write("index.html", NEW)
    assert forms("index.html") == {NEW}
    assert len(all_files()) == 3


def test_a_removed_page_leaves_no_form_and_its_neighbours_stand():
    write("a/index.html", OLD)
    write("a/gone.html", NEW)
    store().remove("a/index.html")
    assert list(store().paths()) == ["a/gone.html"]
    assert {path.name for path in all_files()} == {"gone.html", "gone.html.gz", "gone.html.br"}


@pytest.mark.parametrize("path", ["index.html", "no/such/folder/index.html"])
def test_removing_what_is_not_there_does_nothing(path):
    write("a.txt", OLD)
    store().remove(path)
    assert list(store().paths()) == ["a.txt"]


@pytest.mark.parametrize("suffix", SUFFIXES)
def test_a_page_is_there_only_in_every_form(suffix):
    write("index.html", OLD)
    assert store().has("index.html")
    form("index.html", suffix).unlink()
    assert not store().has("index.html")


def test_a_folder_is_no_page():
    write("a/index.html", OLD)
    assert not store().has("a")


def test_only_plain_pages_are_listed_in_order():
    for path in ("b/index.html", "robots.txt", "a/2/index.html", "a/1/index.html"):
        write(path, OLD)
    form("a/1/", ".baking-77-index.html").write_text("half")
    listed = ["robots.txt", "a/1/index.html", "a/2/index.html", "b/index.html"]
    assert list(store().paths()) == listed


def test_what_a_killed_baker_left_is_no_page_and_swept_when_it_is_nobodys():
    write("index.html", OLD)
    old, young = (store().root / ".baking" / name for name in ("7-7-0", "8-8-0"))
    for left in (old, young):
        left.write_text("half")
    os.utime(old, (0, 0))
    assert list(store().paths()) == ["index.html"]
    assert (store().sweep(), store().sweep()) == (1, 0)
    assert (old.exists(), young.exists()) == (False, True)


def test_an_empty_store_is_swept_too():
    assert store().sweep() == 0


def test_an_empty_store_lists_nothing():
    assert list(store().paths()) == []


def test_the_store_of_a_paper_is_the_folder_of_its_settings(settings):
    assert the_store().root == settings.PRESS_STORE_DIR


def fail_at(monkeypatch, owner, name: str, time: int) -> None:
    """Let the given call of ``owner.name`` fail as a full disk does."""
    real, calls = getattr(owner, name), []

    def act(*arguments):
        calls.append(arguments)
        if len(calls) == time:
            raise OSError(28, "No space left on device")
        return real(*arguments)

    monkeypatch.setattr(owner, name, act)


@pytest.mark.parametrize("time", [1, 2, 3])
@pytest.mark.parametrize(("owner", "step"), [(os, "fsync"), (Path, "replace")])
def test_a_write_that_fails_half_way_leaves_every_form_whole(monkeypatch, owner, step, time):
    write("index.html", OLD)
    with monkeypatch.context() as patch:
        fail_at(patch, owner, step, time)
        with pytest.raises(OSError, match="No space left"):
            write("index.html", NEW)
    assert form("index.html", "").read_text() == OLD
    assert forms("index.html") == ({OLD} if time == 1 or step == "fsync" else {OLD, NEW})
    assert len(all_files()) == 3


def test_the_first_write_that_fails_leaves_no_page(monkeypatch):
    with monkeypatch.context() as patch:
        fail_at(patch, Path, "replace", 1)
        with pytest.raises(OSError, match="No space left"):
            write("index.html", NEW)
    assert all_files() == []


def test_a_file_gets_its_name_only_when_it_is_whole_on_the_disk(monkeypatch):
    real_sync, real_replace = os.fsync, Path.replace
    synced, renamed = [], []

    def sync(descriptor):
        synced.append(os.fstat(descriptor).st_ino)
        real_sync(descriptor)

    def replace(temporary, target):
        assert temporary.stat().st_ino in synced
        assert temporary.is_relative_to(store().root)
        renamed.append((target.suffix, temporary.read_bytes()))
        return real_replace(temporary, target)

    monkeypatch.setattr(os, "fsync", sync)
    monkeypatch.setattr(Path, "replace", replace)
    write("index.html", NEW)
    packed = dict(encoded_forms(NEW.encode()))
    assert renamed == [(".br", packed[".br"]), (".gz", packed[".gz"]), (".html", packed[""])]
    assert store().root.stat().st_ino == synced[-1]
