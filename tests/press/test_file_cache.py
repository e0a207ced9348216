"""Files that are read often are remembered, and never once they changed."""

import os
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from midad.press.serving import FileCache

LIMIT = 6400  # files of more than a 64th of it, 100 bytes, are not remembered


@pytest.fixture
def reads(monkeypatch) -> list[Path]:
    """Return the list of files that are read from the disk from now on."""
    real, seen = Path.read_bytes, []

    def read(path):
        seen.append(path)
        return real(path)

    monkeypatch.setattr(Path, "read_bytes", read)
    return seen


def read(cache: FileCache, path: Path) -> bytes:
    return cache.read(path, path.stat())


def file_of(folder: Path, number: int, body: bytes = b"x" * 100) -> Path:
    path = folder / f"{number}.html"
    path.write_bytes(body)
    return path


def test_an_unchanged_file_is_read_once(tmp_path, reads):
    cache, path = FileCache(LIMIT), file_of(tmp_path, 1)
    assert {read(cache, path) for _ in range(5)} == {b"x" * 100}
    assert reads == [path]


@settings(
    max_examples=60,
    deadline=None,
    database=None,
    derandomize=True,
    suppress_health_check=list(HealthCheck),
)
@given(
    changes=st.lists(
        st.tuples(st.integers(0, 2), st.binary(max_size=200), st.integers(1, 10**9)), max_size=12
    )
)
def test_no_old_bytes_are_served_after_a_file_changed(tmp_path, changes):
    cache = FileCache(LIMIT)
    for tick, (number, body, moment) in enumerate(changes):
        path = file_of(tmp_path, number, body)
        os.utime(path, ns=(0, moment * 1000 + tick))  # back in time too, as a backup is put back
        assert read(cache, path) == body
        assert read(cache, path) == body


def test_a_file_of_the_same_moment_and_another_size_is_read_anew(tmp_path):
    cache = FileCache(LIMIT)
    for body in (b"old", b"newer"):
        path = file_of(tmp_path, 1, body)
        os.utime(path, ns=(0, 0))
        assert read(cache, path) == body


def test_a_page_baked_anew_is_served_anew(reader):
    for text in ("قديم", "جديد بعده", "ثالث"):
        reader.bake("archive/index.html", text)
        for accepted in ("br", "gzip", "", "br"):
            assert reader.get("/archive/", accept_encoding=accepted).text == text


def test_a_page_taken_away_is_served_no_more(reader):
    reader.bake("archive/index.html", "نص")
    assert reader.get("/archive/").status == 200
    reader.store.remove("archive/index.html")
    assert reader.get("/archive/").status == 404


def test_a_large_file_is_not_remembered(tmp_path, reads):
    cache, path = FileCache(LIMIT), file_of(tmp_path, 1, b"x" * 101)
    read(cache, path)
    read(cache, path)
    assert reads == [path, path]


def test_what_was_not_asked_for_longest_is_forgotten_first(tmp_path, reads):
    cache, paths = FileCache(LIMIT), [file_of(tmp_path, number) for number in range(65)]
    for path in paths[:64]:
        read(cache, path)
    read(cache, paths[0])
    read(cache, paths[64])
    del reads[:]
    for path in (paths[0], paths[64], paths[1]):
        read(cache, path)
    assert reads == [paths[1]]


def test_a_file_that_changes_often_takes_no_more_room_than_once(tmp_path, reads):
    cache, still = FileCache(LIMIT), file_of(tmp_path, 0)
    read(cache, still)
    for tick in range(200):
        path = file_of(tmp_path, 1)
        os.utime(path, ns=(0, tick))
        read(cache, path)
    del reads[:]
    read(cache, still)
    assert reads == []


def test_a_file_that_cannot_be_read_is_the_callers_to_answer(tmp_path):
    path = file_of(tmp_path, 1)
    stat = path.stat()
    path.unlink()
    with pytest.raises(FileNotFoundError):
        FileCache(LIMIT).read(path, stat)
