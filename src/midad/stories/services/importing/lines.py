"""Reading a file of JSON lines, plain or compressed, in constant memory."""

import gzip
import io
import json
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
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


@contextmanager
def opened(path: Path) -> Iterator[tuple[IO[bytes], IO[bytes]]]:
    """Open ``path`` for reading lines; yields (lines, raw file) so that progress can be told.

    Raises OSError when the file cannot be opened.
    """
    with ExitStack() as stack:
        raw = stack.enter_context(path.open("rb"))
        if path.suffix == ".gz":
            plain = cast("IO[bytes]", stack.enter_context(gzip.GzipFile(fileobj=raw)))
        elif path.suffix == ".zst":
            reader = zstandard.ZstdDecompressor().stream_reader(raw, read_across_frames=True)
            plain = stack.enter_context(io.BufferedReader(reader, 1024 * 1024))
        else:
            plain = raw
        yield plain, raw


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
    except (json.JSONDecodeError, RecursionError) as error:
        return Line(number, None, f"no valid JSON: {getattr(error, 'msg', 'nested too deeply')}")
    if not isinstance(record, dict):
        return Line(number, None, "no JSON object")
    return Line(number, record)
