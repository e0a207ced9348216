"""Whether a folder can be written, how much room its disk has, whose clock it keeps."""

import contextlib
import os
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from tempfile import NamedTemporaryFile

# Begins like the press's own temporary files: no server shows it, and the press knows it for one.
_PROBE = ".baking-probe-"
_PROBE_BYTES = 4096


@dataclass(frozen=True)
class Room:
    """What is left on a disk: bytes, and names of files where the disk limits them."""

    free_bytes: int
    free_names: int | None


def write_trouble(folder: Path) -> str:
    """Return why no file can be written in ``folder``, in one line; "" when one can.

    Writes a small file and takes it away. A folder that is not there yet is not made: the one it
    would be made in is tried.
    """
    try:
        with _probe(folder):
            return ""
    except OSError as error:
        return f"{error.strerror or error} ({error.filename or folder})"


def clock_difference_seconds(folder: Path) -> float:
    """Return how far the clock of the disk under ``folder`` is ahead of this machine's.

    Raises OSError when the folder cannot be written.
    """
    with _probe(folder) as file:
        return file.stat().st_mtime - time.time()


def room_on_disk(folder: Path) -> Room:
    """Return what is left for this user on the disk under ``folder``. Raises OSError."""
    disk = os.statvfs(_that_exists(folder))
    return Room(disk.f_bavail * disk.f_frsize, disk.f_favail if disk.f_files else None)


@contextlib.contextmanager
def _probe(folder: Path) -> Iterator[Path]:
    with NamedTemporaryFile(prefix=_PROBE, dir=_that_exists(folder)) as file:
        file.write(b"\0" * _PROBE_BYTES)
        file.flush()
        yield Path(file.name)


def _that_exists(folder: Path) -> Path:
    return next(place for place in (folder, *folder.parents) if place.exists())
