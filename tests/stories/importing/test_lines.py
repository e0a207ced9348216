"""A file of JSON lines, plain or packed: every line comes with its number, or with its problem."""

import gzip
import io
import tracemalloc
from collections.abc import Iterator

import pytest
import zstandard

from midad.stories.services.importing.lines import LONGEST_LINE_BYTES, Line, opened, read_lines
from tests.stories.importing.archive import as_bytes, packed, record

FOLLOWER = b'{"after": 1}\n'
LINES = {
    "a record": (b'{"title": "\xd8\xa3"}\n', [(1, {"title": "أ"}, "")]),
    "no end of line at the end": (b'{"a": 1}', [(1, {"a": 1}, "")]),
    "line ends of Windows": (b'{"a": 1}\r\n{"a": 2}\r\n', [(1, {"a": 1}, ""), (2, {"a": 2}, "")]),
    "blank lines count": (b'\n  \t\n\r\n{"a": 1}\n\n', [(4, {"a": 1}, "")]),
    "an empty file": (b"", []),
    "a byte order mark": (b'\xef\xbb\xbf{"a": 1}\n', [(1, {"a": 1}, "")]),
    "a separator of lines inside a text": (
        '{"a": "س\u2028ص"}\n'.encode(),
        [(1, {"a": "س\u2028ص"}, "")],
    ),
    "lone surrogates as escapes": (b'{"a": "\\ud83d\\u0021"}\n', [(1, {"a": "\ud83d!"}, "")]),
    "a pair of surrogates as escapes": (b'{"a": "\\ud83d\\ude00"}\n', [(1, {"a": "😀"}, "")]),
}
BAD_LINES = {
    "another encoding": ('{"a": "خبر"}'.encode("cp1256"), "not UTF-8 (byte 7 of the line)"),
    "UTF-16": ("{}".encode("utf-16"), "not UTF-8 (byte 0 of the line)"),
    "surrogates as bytes": (b'{"a": "\xed\xa0\x80"}', "not UTF-8 (byte 7 of the line)"),
    "a byte order mark further down": (
        b'\xef\xbb\xbf{"a": 1}',
        "no valid JSON: Unexpected UTF-8 BOM (decode using utf-8-sig)",
    ),
    "a torn line": (b'{"a": ', "no valid JSON: Expecting value"),
    "two records": (b'{"a": 1} {"b": 2}', "no valid JSON: Extra data"),
    "no JSON": ("خبر عاجل".encode(), "no valid JSON: Expecting value"),
    "deep lists": (b"[" * 200_000, "no valid JSON: nested too deeply"),
    "deep records": (b'{"a":' * 200_000, "no valid JSON: nested too deeply"),
    "a list": (b'["a"]', "no JSON object"),
    "a text": (b'"a"', "no JSON object"),
    "a number": (b"7", "no JSON object"),
    "nothing": (b"null", "no JSON object"),
}


def lines_of(data: bytes) -> list[Line]:
    return list(read_lines(io.BytesIO(data)))


@pytest.mark.parametrize("kind", LINES)
def test_lines_come_with_their_numbers(kind):
    data, expected = LINES[kind]
    assert lines_of(data) == [Line(*entry) for entry in expected]


@pytest.mark.parametrize("kind", BAD_LINES)
def test_a_bad_line_comes_with_its_problem_and_the_next_is_read(kind):
    data, problem = BAD_LINES[kind]
    found = lines_of(FOLLOWER + data + b"\n" + FOLLOWER)
    assert found == [Line(1, {"after": 1}), Line(2, None, problem), Line(3, {"after": 1})]


def line_of_bytes(size: int) -> bytes:
    frame = b'{"a": ""}'
    return b'{"a": "' + b"x" * (size - len(frame)) + b'"}'


@pytest.mark.parametrize("end", [b"\n", b""])
def test_the_longest_line_is_read(end):
    [line] = lines_of(line_of_bytes(LONGEST_LINE_BYTES) + end)
    assert line.record is not None


@pytest.mark.parametrize("size", [LONGEST_LINE_BYTES + 1, LONGEST_LINE_BYTES + 2, 10_000_000])
@pytest.mark.parametrize("end", [b"\n" + FOLLOWER, b""])
def test_a_longer_line_is_refused_and_the_next_is_read(size, end):
    found = lines_of(line_of_bytes(size) + end)
    follower = [Line(2, {"after": 1})] if end else []
    assert found == [Line(1, None, "longer than 4 MB"), *follower]


@pytest.mark.parametrize("name", ["a.jsonl", "a.jsonl.gz", "a.jsonl.zst", "a.json", "archive"])
def test_plain_and_packed_files_have_the_same_lines(tmp_path, name):
    path = tmp_path / name
    data = b"\xef\xbb\xbf" + as_bytes([record(id=number) for number in range(300)])
    path.write_bytes(packed(data, path.suffix))
    with opened(path) as (lines, raw):
        found = list(read_lines(lines))
        assert raw.tell() == path.stat().st_size
    assert [line.record["id"] for line in found] == list(range(300))


@pytest.mark.parametrize(("suffix", "pack"), [(".gz", gzip.compress), (".zst", zstandard.compress)])
def test_a_packed_file_of_several_pieces_is_read_to_its_end(tmp_path, suffix, pack):
    path = tmp_path / f"a.jsonl{suffix}"
    path.write_bytes(b"".join(pack(as_bytes([{"a": number}])) for number in range(3)))
    with opened(path) as (lines, _):
        assert [line.record for line in read_lines(lines)] == [{"a": 0}, {"a": 1}, {"a": 2}]


@pytest.mark.parametrize("name", [".", "no-such-file.jsonl", "no-such-file.jsonl.zst"])
def test_what_cannot_be_opened_is_an_error_of_the_system(tmp_path, name):
    with pytest.raises(OSError), opened(tmp_path / name):
        pass


def test_what_is_not_packed_as_its_name_says_is_an_error_of_the_system(tmp_path):
    path = tmp_path / "a.jsonl.gz"
    path.write_bytes(as_bytes([record()]))
    with opened(path) as (lines, _), pytest.raises(OSError):
        list(read_lines(lines))


class Lazy(io.RawIOBase):
    """A file that is made while it is read, and tells how much of it was asked for."""

    def __init__(self, pieces: Iterator[bytes]) -> None:
        self._pieces = pieces
        self._rest = b""
        self.given_bytes = 0

    def readable(self) -> bool:
        return True

    def readinto(self, buffer) -> int:
        self._rest = self._rest or next(self._pieces, b"")
        count = min(len(buffer), len(self._rest))
        buffer[:count], self._rest = self._rest[:count], self._rest[count:]
        self.given_bytes += count
        return count


def lazy_lines(count: int, size: int) -> Lazy:
    return Lazy(line_of_bytes(size) + b"\n" for _ in range(count))


def test_a_file_is_read_no_further_than_asked():
    file = lazy_lines(1000, 10_000)
    lines = read_lines(io.BufferedReader(file, 20_000))
    for _ in range(10):
        next(lines)
    assert 100_000 <= file.given_bytes <= 130_000


def peak_bytes(file: io.BufferedReader) -> int:
    """Return the most memory that reading a file to its end held at once."""
    tracemalloc.start()
    try:
        for _ in read_lines(file):
            pass
        return tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()


def test_memory_does_not_grow_with_the_file():
    file = lazy_lines(4000, 20_000)
    assert peak_bytes(io.BufferedReader(file)) < 1_000_000
    assert file.given_bytes == 4000 * 20_001


def test_memory_does_not_grow_with_a_line():
    file = Lazy(b"x" * 1_000_000 for _ in range(100))
    assert peak_bytes(io.BufferedReader(file)) < 4 * LONGEST_LINE_BYTES
    assert file.given_bytes == 100_000_000


@pytest.mark.parametrize("name", ["a.jsonl.gz", "a.jsonl.zst"])
def test_memory_does_not_grow_with_a_packed_file(tmp_path, name):
    path = tmp_path / name
    path.write_bytes(packed(as_bytes([{"a": "x" * 20_000}] * 2000), path.suffix))
    assert path.stat().st_size < 1_000_000
    with opened(path) as (lines, _):
        assert peak_bytes(lines) < 10_000_000
