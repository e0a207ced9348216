"""Files that are read often are kept, and never once they changed."""

import os
from http import HTTPStatus
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from midad.press.serving import Kept, files


@pytest.fixture
def reads(monkeypatch) -> list[str]:
    """Return the list of files that are read from the disk from now on."""
    real, seen = files._read, []

    def read(path):
        seen.append(Path(path).name)
        return real(path)

    monkeypatch.setattr(files, "_read", read)
    return seen


def sent(path: Path) -> files.SentFile:
    return files.read_best_form(path, [], status=HTTPStatus.OK, cache_control="")


def test_a_page_asked_for_again_is_not_read_again(reader, reads):
    reader.bake("index.html", "الأولى")
    assert {reader.get("/", accept_encoding="br").text for _ in range(5)} == {"الأولى"}
    assert reads == ["index.html.br"]


def test_a_page_with_conditions_reads_what_is_true_now(reader):
    reader.bake("index.html", "قديم")
    tag = reader.get("/").headers["ETag"]
    reader.bake("index.html", "جديد بعده")
    answer = reader.get("/", if_none_match=tag)
    assert (answer.status, answer.text) == (200, "جديد بعده")


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
def test_a_file_stands_until_anything_of_it_changes(tmp_path, changes):
    kept: dict[Path, files.SentFile] = {}
    for tick, (number, body, moment) in enumerate(changes):
        path = tmp_path / f"{number}.html"
        path.write_bytes(body)
        os.utime(path, ns=(0, moment * 1000 + tick))  # back in time too, as a backup is put back
        assert path not in kept or not kept[path].stands()
        kept[path] = sent(path)
        assert kept[path].stands()
        assert kept[path].read() == body


def test_a_file_of_the_same_moment_and_size_under_another_number_is_another(tmp_path):
    path, other = tmp_path / "a.html", tmp_path / "b.html"
    path.write_bytes(b"old")
    held = sent(path)
    other.write_bytes(b"new")
    os.utime(other, ns=(0, held.mark[0]))
    other.replace(path)
    assert not held.stands()


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


def test_a_story_taken_away_and_put_back_is_so_at_once(reader):
    asked = "/articles/k7m2xqz/"
    for _ in range(2):
        reader.bake("articles/k7m2xqz/index.html", "نص")
        reader.store.remove("articles/k7m2xqz/gone.html")
        assert [reader.get(asked).status for _ in range(2)] == [200, 200]
        reader.bake("articles/k7m2xqz/gone.html", "سحبت")
        reader.store.remove("articles/k7m2xqz/index.html")
        assert [reader.get(asked).status for _ in range(2)] == [410, 410]


def test_a_large_file_is_sent_and_not_kept(reader, reads):
    (reader.pictures / "map.png").write_bytes(bytes(files._LARGE_BYTES + 1))
    for _ in range(2):
        assert len(reader.get("/media/images/map.png").body) == files._LARGE_BYTES + 1
    assert reads == ["map.png", "map.png"]
    part = reader.get("/media/images/map.png", range="bytes=5-8")
    assert (part.status, part.body) == (206, bytes(4))


# --- what is kept, and for how long


def test_what_was_not_asked_for_longest_makes_room():
    kept: Kept[int] = Kept(room_bytes=200)
    for number in range(10):
        kept.keep(number, number, 10)
    assert kept.get(0) == 0
    for number in range(10, 20):
        kept.keep(number, number, 10)
        assert kept.get(0) == 0
    assert [number for number in range(20) if kept.get(number) is None] == list(range(1, 10))


def test_the_room_is_never_passed():
    kept: Kept[bytes] = Kept(room_bytes=1000)
    for number in range(200):
        kept.keep(number % 37, bytes(50), 50)
        held = {**kept._old, **kept._young}
        assert sum(room for _, room in held.values()) <= 1000


def test_one_that_changes_often_takes_no_more_room_than_once():
    kept: Kept[int] = Kept(room_bytes=200)
    kept.keep("still", 0, 50)
    for number in range(100):
        kept.keep("changing", number, 40)
    assert (kept.get("still"), kept.get("changing")) == (0, 99)
