"""Files as they are sent: one form of a page with its headers, read once and kept while it stands.

A form is kept with the mark of its file, and the file is looked at for every answer: a page that
was baked anew, taken away or put back is served so at once.
"""

import os
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from email.utils import formatdate
from http import HTTPStatus
from pathlib import Path
from typing import Generic, TypeVar

from midad.press.serving.paths import content_type
from midad.press.store import ENCODINGS

_LARGE_BYTES = 1024 * 1024
_LEAST_ROOM_BYTES = 512  # a kept answer's own size, so that empty ones fill the room too
Header = tuple[str, str]
Mark = tuple[int, int, int]
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class SentFile:
    """One form of one file: where it lies, what it was when it was read, how it is answered.

    ``headers`` say what the file is, ``whole_headers`` also how long its ``body`` is; ``body`` is
    None for a file too large to be kept.
    """

    path: str
    mark: Mark
    status: HTTPStatus
    status_line: str
    encoding: str
    headers: list[Header]
    whole_headers: list[Header]
    body: bytes | None
    whole_body: list[bytes]

    def stands(self) -> bool:
        """Tell whether the file is still the one that was read."""
        try:
            return mark_of(os.stat(self.path)) == self.mark  # noqa: PTH116 - for every answer
        except OSError:
            return False

    def read(self, first: int = 0, last: int | None = None) -> bytes:
        """Return the bytes from ``first`` to ``last`` (None: the end), both included."""
        end = self.size_bytes if last is None else last + 1
        if self.body is not None:
            return self.body[first:end]
        with Path(self.path).open("rb") as file:
            file.seek(first)
            return file.read(end - first)

    @property
    def size_bytes(self) -> int:
        """Return the length of the whole form."""
        return self.mark[1]

    @property
    def modified_seconds(self) -> int:
        """Return when the file was written, in whole seconds as HTTP has it."""
        return self.mark[0] // 1_000_000_000

    @property
    def etag(self) -> str:
        """Return the form's entity tag."""
        return etag(self.mark)

    @property
    def room_bytes(self) -> int:
        """Return how much room keeping this takes."""
        return len(self.body or b"") + _LEAST_ROOM_BYTES


def mark_of(stat: os.stat_result) -> Mark:
    """Return what tells one state of a file from the next: its time, size and number."""
    return (stat.st_mtime_ns, stat.st_size, stat.st_ino)


def etag(mark: Mark) -> str:
    """Return the entity tag in nginx's form, so that both servers agree."""
    return f'"{mark[0] // 1_000_000_000:x}-{mark[1]:x}"'


def read_best_form(
    file: Path,
    accepted: Iterable[str],
    *,
    status: HTTPStatus,
    cache_control: str,
    more: Iterable[Header] = (),
) -> SentFile | None:
    """Return ``file`` in the first of the ``accepted`` encodings there is; None when it is not
    there. A file that cannot be read counts as missing."""
    for encoding in (*accepted, ""):
        found = _read(str(file) + ENCODINGS.get(encoding, ""))
        if found:
            path, mark, body = found
            found_itself = status == HTTPStatus.OK
            headers = [*_headers(file, mark, cache_control, encoding, found_itself), *more]
            whole = [*headers, ("Content-Length", str(mark[1]))]
            if found_itself and not encoding:
                whole.append(("Accept-Ranges", "bytes"))
            line = f"{status.value} {status.phrase}"
            return SentFile(path, mark, status, line, encoding, headers, whole, body, [body or b""])
    return None


def _read(path: str) -> tuple[str, Mark, bytes | None] | None:
    """Return a file's path, mark and bytes, all of the one open file."""
    try:
        with Path(path).open("rb") as file:
            mark = mark_of(os.fstat(file.fileno()))
            return path, mark, file.read() if mark[1] <= _LARGE_BYTES else None
    except (OSError, ValueError):
        return None


def _headers(
    file: Path, mark: Mark, cache_control: str, encoding: str, found_itself: bool
) -> Iterator[Header]:
    yield "Content-Type", content_type(file)
    yield "Cache-Control", cache_control
    yield "Vary", "Accept-Encoding"
    yield "ETag", etag(mark)
    if found_itself:  # nobody asks whether a page that is gone was changed
        yield "Last-Modified", formatdate(mark[0] // 1_000_000_000, usegmt=True)
    if encoding:
        yield "Content-Encoding", encoding


class Kept(Generic[T]):
    """What was asked for lately, by key, in a room of so many bytes.

    Two generations: what is asked for goes to the young one; when that fills half the room, the
    old one is forgotten. Nothing is sorted and nothing locked: a thread that loses a race reads a
    file once more.
    """

    def __init__(self, room_bytes: int = 128 * 1024 * 1024) -> None:
        self._half_bytes = room_bytes // 2
        self._young: dict[object, tuple[T, int]] = {}
        self._old: dict[object, tuple[T, int]] = {}
        self._young_bytes = 0

    def get(self, key: object) -> T | None:
        """Return what was kept under ``key``; None when nothing was, or not lately."""
        found = self._young.get(key)
        if found is None:
            found = self._old.get(key)
            if found is None:
                return None
            self.keep(key, *found)
        return found[0]

    def keep(self, key: object, value: T, room_bytes: int) -> None:
        """Keep ``value``; what was not asked for longest makes room."""
        if self._young_bytes + room_bytes > self._half_bytes:
            self._old, self._young, self._young_bytes = self._young, {}, 0
        _, before = self._young.get(key, (None, 0))
        self._young_bytes += room_bytes - before
        self._young[key] = (value, room_bytes)
