"""The archive as a file: a tar in zstandard, its members in one fixed order, their sums at the end.

Written and read as one stream, so that neither the disk nor the memory ever holds it twice. What
the members mean is said in docs/contracts/backup.md; this module knows names, sizes and sums.
"""

import errno
import hashlib
import io
import os
import tarfile
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any

import zstandard

from midad.upkeep.services.backup.errors import Damaged, UnableToBackUp

MANIFEST = "manifest.json"
SETTINGS = "settings.env"
TABLES = "tables"
MEDIA = "media"
SUMS = "SHA256SUMS"
SECTIONS = (MANIFEST, SETTINGS, TABLES, MEDIA, SUMS)
LONGEST_NAME = 4096
_PIECE = 1024 * 1024
_LEVEL = 3
# What a level of three needs is 2 MiB; a hostile frame may ask for gigabytes.
_WINDOW = 8 * 1024 * 1024
_NO_LINKS = {errno.EPERM, errno.ENOTSUP, errno.ENOSYS}  # as on a FAT disk
_PLAIN_TYPES = {tarfile.REGTYPE, tarfile.AREGTYPE}


class _Hashed(io.RawIOBase):
    """Passes on what is read from ``source`` and hashes it."""

    def __init__(self, source: IO[bytes]) -> None:
        self._source = source
        self.sum = hashlib.sha256()

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        data = self._source.read(len(buffer))
        self.sum.update(data)
        buffer[: len(data)] = data
        return len(data)


class ArchiveWriter:
    """Adds members in their order; :meth:`finish` writes their sums. Used as a context manager.

    ``tarfile`` only makes the headers: its own writer remembers every member, and a paper has many
    pictures.
    """

    def __init__(self, file: IO[bytes]) -> None:
        # No checksum of the frame: the sums say more, and a byte cut off then always shows.
        compressor = zstandard.ZstdCompressor(level=_LEVEL, write_checksum=False)
        self._stream: Any = compressor.stream_writer(file, closefd=False)
        self._sums = tempfile.TemporaryFile()  # noqa: SIM115 - closed on leaving
        self._count = 0

    def __enter__(self) -> "ArchiveWriter":
        return self

    def __exit__(self, *_: object) -> None:
        self._sums.close()

    def add(self, name: str, source: IO[bytes], *, size: int, at: float) -> None:
        """Add ``size`` bytes of ``source``; ``at`` is the member's time, in seconds since 1970."""
        hashed = _Hashed(source)
        self._write_member(name, io.BufferedReader(hashed, _PIECE), size, at)
        self._sums.write(_sum_line(name, hashed))

    def add_bytes(self, name: str, data: bytes, *, at: float) -> None:
        """Add ``data`` as a member."""
        self.add(name, io.BytesIO(data), size=len(data), at=at)

    def finish(self, *, at: float) -> None:
        """Add the sums and close the archive; the file itself stays open."""
        size = self._sums.tell()
        self._sums.seek(0)
        self._write_member(SUMS, self._sums, size, at)
        self._write(bytes(2 * tarfile.BLOCKSIZE))
        self._fill_up(tarfile.RECORDSIZE)
        self._stream.close()

    def _write_member(self, name: str, source: IO[bytes], size: int, at: float) -> None:
        info = tarfile.TarInfo(name)
        info.size, info.mtime, info.mode = size, int(at), 0o600
        self._write(info.tobuf(tarfile.GNU_FORMAT, "utf-8", "strict"))
        left = size
        while left and (piece := source.read(min(left, _PIECE))):
            self._write(piece)
            left -= len(piece)
        if left:
            raise UnableToBackUp(f"{name} grew shorter while it was read")
        self._fill_up(tarfile.BLOCKSIZE)

    def _write(self, data: bytes) -> None:
        self._stream.write(data)
        self._count += len(data)

    def _fill_up(self, whole: int) -> None:
        self._write(bytes(-self._count % whole))


def _sum_line(name: str, hashed: _Hashed) -> bytes:
    return f"{hashed.sum.hexdigest()}  {name}\n".encode()


@contextmanager
def new_file(path: Path) -> Iterator[IO[bytes]]:
    """Give a file to write; under ``path`` it appears when the block ends, whole and synced.

    Readable by its owner only. Nothing is ever overwritten. Raises UnableToBackUp.
    """
    if path.exists() or path.is_symlink():
        raise UnableToBackUp(f"{path} is there already: choose another name")
    descriptor, name = tempfile.mkstemp(prefix=f".{path.name}.", suffix=".partial", dir=path.parent)
    try:
        with os.fdopen(descriptor, "wb") as file:
            yield file
            file.flush()
            os.fsync(file.fileno())
        _put_in_place(Path(name), path)
    finally:
        Path(name).unlink(missing_ok=True)


def _put_in_place(temporary: Path, path: Path) -> None:
    try:
        os.link(temporary, path)  # unlike a rename, it fails where a file stands
    except FileExistsError as there:
        raise UnableToBackUp(f"{path} is there already: choose another name") from there
    except OSError as unable:
        if unable.errno not in _NO_LINKS:
            raise
        temporary.rename(path)
    folder = os.open(path.parent, os.O_RDONLY)
    try:
        os.fsync(folder)
    finally:
        os.close(folder)


@dataclass(frozen=True)
class Member:
    """One member as it passes by: ``stream`` gives its ``size`` bytes, once."""

    section: str
    parts: tuple[str, ...]
    size: int
    at: int
    stream: IO[bytes]


class _PlainHeader(tarfile.TarInfo):
    """A header of a plain file. Links, devices, sparse files and extended headers are refused
    before their data is read: an extended header may claim any size."""

    @classmethod
    def frombuf(cls, buf: Any, encoding: str, errors: str) -> "_PlainHeader":
        info = super().frombuf(buf, encoding, errors)
        long_name = info.type == tarfile.GNUTYPE_LONGNAME and info.size <= LONGEST_NAME
        if info.type not in _PLAIN_TYPES and not long_name:
            raise Damaged(f"the archive holds something that is no plain file: {info.name!r}")
        return info


def members(file: IO[bytes]) -> Iterator[Member]:
    """Yield each member but the sums, in order, and check everything on the way.

    What is not read of a member is passed over. Only when the last one was asked for is it proven
    that nothing is missing and every byte is as it was written. Raises Damaged.
    """
    file.seek(0)
    frame = zstandard.ZstdDecompressor(max_window_size=_WINDOW).stream_reader(file, closefd=False)
    try:
        with tempfile.TemporaryFile() as sums:
            yield from _members(frame, sums)
    except (zstandard.ZstdError, tarfile.TarError, EOFError) as error:
        raise Damaged(f"the archive cannot be read: {error}") from error


def _members(frame: Any, sums: IO[bytes]) -> Iterator[Member]:
    tar: Any = tarfile.open(mode="r|", fileobj=frame, tarinfo=_PlainHeader, encoding="utf-8")  # noqa: SIM115
    before: tuple[int, tuple[str, ...]] = (-1, ())
    while info := tar.next():
        tar.members.clear()
        section, parts = _place(info.name)
        if not before < (place := (SECTIONS.index(section), parts)):
            raise Damaged(f"the archive holds {info.name!r} out of its place")
        before = place
        source = tar.extractfile(info)
        if source is None:
            raise Damaged(f"the archive holds something that is no plain file: {info.name!r}")
        if section == SUMS:
            _compare(sums, source)
            break
        hashed = _Hashed(source)
        stream = io.BufferedReader(hashed, _PIECE)
        yield Member(section, parts, info.size, int(info.mtime), stream)
        while stream.read(_PIECE):
            pass
        sums.write(_sum_line(info.name, hashed))
    if before[0] != SECTIONS.index(SUMS) or not _at_its_end(tar, frame):
        raise Damaged("the archive is cut short")


def _place(name: str) -> tuple[str, tuple[str, ...]]:
    """Return section and parts of a member's name; a name that leads elsewhere is refused."""
    section, *parts = name.split("/")
    wanted = {TABLES: len(parts) == 2, MEDIA: len(parts) >= 1}.get(section, not parts)
    if section not in SECTIONS or not wanted or not all(map(_harmless, parts)):
        raise Damaged(f"the archive holds a name it may not hold: {name!r}")
    return section, tuple(parts)


def _harmless(part: str) -> bool:
    try:
        length = len(part.encode())
    except UnicodeEncodeError:  # bytes that are no text
        return False
    return 0 < length <= 255 and part not in {".", ".."} and "\0" not in part


def may_be_named(parts: tuple[str, ...]) -> bool:
    """Tell whether a file of media under ``parts`` may stand in an archive."""
    return all(map(_harmless, parts)) and len("/".join(parts)) < LONGEST_NAME // 4


def _compare(written: IO[bytes], told: IO[bytes]) -> None:
    written.seek(0)
    while piece := told.read(_PIECE):
        if written.read(len(piece)) != piece:
            raise Damaged("the archive was changed: its sums do not agree with what it holds")
    if written.read(1):
        raise Damaged("the archive was changed: it holds what its sums do not name")


def _at_its_end(tar: Any, frame: Any) -> bool:
    """Tell whether nothing follows but the empty blocks at the end of a tar."""
    return tar.next() is None and not frame.read(2 * tarfile.RECORDSIZE).strip(b"\0")
