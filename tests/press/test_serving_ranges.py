"""Parts of a file, as players of sound and video ask for them."""

import itertools

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.press.reader import Reader

BODY = bytes(range(100))
PICTURE = "/media/images/port.jpg"


@pytest.fixture(scope="module")
def paper(tmp_path_factory):
    """Return a paper that tests only read."""
    reader = Reader(tmp_path_factory.mktemp("read"))
    (reader.pictures / "port.jpg").write_bytes(BODY)
    reader.bake("archive/index.html", "الأرشيف" * 50)
    reader.bake("articles/g0neab2/gone.html", "لم تعد متاحة")
    return reader


@pytest.mark.parametrize(
    ("asked", "first", "last"),
    [
        ("bytes=0-0", 0, 0),
        ("bytes=0-9", 0, 9),
        ("bytes=40-59", 40, 59),
        ("bytes=90-", 90, 99),
        ("bytes=99-99", 99, 99),
        ("bytes=0-", 0, 99),
        ("bytes=-1", 99, 99),
        ("bytes=-10", 90, 99),
        ("bytes=-100", 0, 99),
        ("bytes=-5000", 0, 99),
        ("bytes=95-5000", 95, 99),
    ],
)
def test_the_part_asked_for_is_sent(paper, asked, first, last):
    answer = paper.get(PICTURE, range=asked)
    assert (answer.status, answer.body) == (206, BODY[first : last + 1])
    assert answer.headers["Content-Range"] == f"bytes {first}-{last}/100"
    assert answer.headers["Content-Length"] == str(last - first + 1)
    assert answer.headers["Content-Type"] == "image/jpeg"


@settings(
    max_examples=80,
    deadline=None,
    database=None,
    derandomize=True,
    suppress_health_check=list(HealthCheck),
)
@given(cuts=st.sets(st.integers(1, 99), max_size=5))
def test_parts_side_by_side_make_the_whole(paper, cuts):
    edges = [0, *sorted(cuts), 100]
    spans = itertools.pairwise(edges)
    parts = [paper.get(PICTURE, range=f"bytes={first}-{end - 1}").body for first, end in spans]
    assert b"".join(parts) == BODY


@pytest.mark.parametrize("asked", ["bytes=100-", "bytes=100-200", "bytes=-0", "bytes=9000-"])
def test_a_part_that_is_not_there_cannot_be_sent(paper, asked):
    answer = paper.get(PICTURE, range=asked)
    assert (answer.status, answer.body) == (416, b"")
    assert answer.headers["Content-Range"] == "bytes */100"
    assert answer.headers["Content-Length"] == "0"


@pytest.mark.parametrize(
    "asked", ["", "bytes=", "bytes=-", "bytes=0-1,5-6", "items=0-1", "bytes=a-b", "bytes 0-1"]
)
def test_what_is_no_single_part_is_answered_with_the_whole(paper, asked):
    answer = paper.get(PICTURE, range=asked)
    assert (answer.status, answer.body) == (200, BODY)
    assert answer.headers["Accept-Ranges"] == "bytes"


def test_a_compressed_page_is_never_cut(paper):
    answer = paper.get("/archive/", range="bytes=0-3", accept_encoding="br")
    assert (answer.status, answer.text) == (200, "الأرشيف" * 50)
    assert "Content-Range" not in answer.headers


@pytest.mark.parametrize("path", ["/nothing/", "/articles/g0neab2/"])
def test_only_a_page_that_stands_has_parts(paper, path):
    answer = paper.get(path, range="bytes=0-3")
    assert answer.status in {404, 410}
    assert "Accept-Ranges" not in answer.headers


def test_only_what_may_be_cut_says_so(paper):
    assert paper.get("/archive/").headers["Accept-Ranges"] == "bytes"
    assert "Accept-Ranges" not in paper.get("/archive/", accept_encoding="br").headers


@pytest.mark.parametrize("name", ["ETag", "Last-Modified"])
def test_a_player_that_goes_on_gets_the_rest_of_the_file_it_began_with(paper, name):
    begun = paper.get(PICTURE).headers[name]
    assert paper.get(PICTURE, range="bytes=40-59", if_range=begun).body == BODY[40:60]


@pytest.mark.parametrize("begun", ['"other"', "Thu, 01 Jan 1970 00:00:00 GMT"])
def test_the_rest_of_a_file_that_changed_is_the_whole_new_one(paper, begun):
    answer = paper.get(PICTURE, range="bytes=40-59", if_range=begun)
    assert (answer.status, answer.body) == (200, BODY)


def test_an_unchanged_file_is_not_sent_in_parts_either(paper):
    tag = paper.get(PICTURE).headers["ETag"]
    assert paper.get(PICTURE, range="bytes=0-3", if_none_match=tag).status == 304


def test_the_head_of_a_part_has_its_length_and_no_body(paper):
    answer = paper.get(PICTURE, method="HEAD", range="bytes=10-19")
    assert (answer.status, answer.headers["Content-Length"], answer.body) == (206, "10", b"")
