"""Reading a file of JSON lines, plain or compressed, in constant memory."""

import gzip
import io
import json
import zlib
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO, Any, cast

import zstandard

LONGEST_LINE_BYTES = 4 * 1024 * 1024


class Refused(Exception):
    """A line cannot become a story; the message says why, in one line."""


@dataclass(frozen=True)
class Line:
    """One line of the file: its number from 1, and the object on it or why there is none."""

    number: int
    record: dict[str, Any] | None
    problem: str = ""
    size_bytes: int = field(default=0, compare=False)


@contextmanager
def opened(path: Path) -> Iterator[tuple[IO[bytes], IO[bytes]]]:
    """Open ``path`` for reading lines; yields (lines, raw file) so that progress can be told.

    Raises OSError when the file cannot be opened, is damaged or ends too early.
    """
    with ExitStack() as stack:
        raw = stack.enter_context(path.open("rb"))
        if path.suffix == ".gz":
            plain = cast("IO[bytes]", stack.enter_context(gzip.GzipFile(fileobj=raw)))
        elif path.suffix == ".zst":
            _require_whole_frames(raw)
            reader = zstandard.ZstdDecompressor().stream_reader(raw, read_across_frames=True)
            plain = stack.enter_context(io.BufferedReader(reader, 1024 * 1024))
        else:
            plain = raw
        try:
            yield plain, raw
        except (EOFError, zlib.error, zstandard.ZstdError) as error:
            raise OSError(f"damaged or cut short: {error}") from error


def _require_whole_frames(raw: IO[bytes]) -> None:
    """Raise OSError when the file ends inside a frame: the decompressor would not say so.

    Walks the headers of frames and blocks alone. Source: RFC 8878, 3.1.
    """
    size = raw.seek(0, io.SEEK_END)
    at = raw.seek(0)
    while at < size:
        head = raw.read(18)
        if head[1:4] == b"\x2a\x4d\x18" and head[0] & 0xF0 == 0x50:
            at += 8 + int.from_bytes(head[4:8], "little")
        else:
            at = _frame_end(raw, at, head)
        if at > size:
            raise OSError("damaged or cut short: the file ends inside a frame")
        raw.seek(at)
    raw.seek(0)


def _frame_end(raw: IO[bytes], at: int, head: bytes) -> int:
    """Return where the frame that begins at ``at`` ends; beyond the file when it is cut short."""
    try:
        has_checksum = zstandard.get_frame_parameters(head).has_checksum
        at += zstandard.frame_header_size(head)
    except zstandard.ZstdError as error:
        raise OSError(f"no zstd file: {error}") from error
    is_last = False
    while not is_last:
        raw.seek(at)
        header = int.from_bytes(raw.read(3), "little")
        is_last, is_one_byte = bool(header & 1), header >> 1 & 3 == 1
        at += 3 + (1 if is_one_byte else header >> 3)
        if raw.seek(0, io.SEEK_END) < at:
            return at
    return at + (4 if has_checksum else 0)


def read_lines(file: IO[bytes]) -> Iterator[Line]:
    """Yield every line that is not blank; a line that is no JSON object comes with its problem."""
    number = 0
    while chunk := file.readline(LONGEST_LINE_BYTES + 1):
        number += 1
        if len(chunk) > LONGEST_LINE_BYTES and not chunk.endswith(b"\n"):
            _skip_rest(file)
            yield Line(number, None, f"longer than {LONGEST_LINE_BYTES // 1024 // 1024} MB")
        elif chunk.strip():
            yield _parsed(number, chunk)


def _skip_rest(file: IO[bytes]) -> None:
    while (chunk := file.readline(1024 * 1024)) and not chunk.endswith(b"\n"):
        pass


def _parsed(number: int, chunk: bytes) -> Line:
    try:
        record = json.loads(chunk.decode("utf-8-sig" if number == 1 else "utf-8"))
    except UnicodeDecodeError as error:
        return Line(number, None, f"not UTF-8 (byte {error.start} of the line)")
    except RecursionError:
        return Line(number, None, "no valid JSON: nested too deeply")
    except ValueError as error:  # Python reads no number of more than 4300 digits
        return Line(number, None, f"no valid JSON: {getattr(error, 'msg', 'a number too long')}")
    if not isinstance(record, dict):
        return Line(number, None, "no JSON object")
    return Line(number, record, size_bytes=len(chunk))
