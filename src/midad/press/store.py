"""Where baked pages stand: plain files, each with its gzip and brotli forms beside it.

A file appears under its name complete or not at all: it is written under a temporary name, synced,
renamed. The store knows paths and bytes, never what they mean.
"""

import contextlib
import ctypes
import gzip
import os
import time
from collections.abc import Collection, Iterable, Iterator, Sequence
from pathlib import Path
from threading import get_ident
from typing import Protocol

import brotli
from django.conf import settings

ENCODINGS = {"br": ".br", "gzip": ".gz"}
_TEMPORARY = ".baking"  # a folder of the store, and how temporary files of other makers begin
_ABANDONED_SECONDS = 600.0  # what was written and not renamed for so long was left by one killed
_GZIP_LEVEL = 4  # for the few that take no brotli: half the time of level 6, 4 % more bytes
_FEW = 8  # files that wait for the disk each by itself; more ask for the whole file system
_libc = ctypes.CDLL(None, use_errno=True)


class Store(Protocol):
    """What the press asks of a place to keep baked pages."""

    def write(self, path: str, body: bytes) -> None:
        """Put ``body`` under ``path`` in every encoding, whole or not at all."""

    def write_many(self, pages: Sequence[tuple[str, bytes]]) -> None:
        """Put each body under its path: each whole or not at all, in no order among them."""

    def remove(self, path: str) -> None:
        """Take ``path`` away in every encoding; nothing happens when it is not there."""

    def has(self, path: str) -> bool:
        """Tell whether ``path`` stands in every encoding."""

    def read(self, path: str, encoding: str = "") -> bytes | None:
        """Return the bytes of ``path`` in an encoding ("" for plain); None when not there."""

    def paths(self) -> Iterator[str]:
        """Yield every plain path."""

    def sweep(self) -> int:
        """Take away what killed bakers left half done; return how many files that were."""


class FileStore:
    """A store in a folder of this machine."""

    def __init__(self, root: Path) -> None:
        self.root = root

    def write(self, path: str, body: bytes) -> None:
        """Put ``body`` under ``path``; the plain form last, so that its encodings are there."""
        self.write_many([(path, body)])

    def write_many(self, pages: Sequence[tuple[str, bytes]]) -> None:
        """Put each body under its path; they wait for the disk, which takes long, together."""
        written: list[tuple[Path, Path]] = []
        workshop = self.root / _TEMPORARY
        workshop.mkdir(parents=True, exist_ok=True)
        try:
            for path, body in pages:
                target = self.root / path
                target.parent.mkdir(parents=True, exist_ok=True)
                for suffix, data in encoded_forms(body):
                    form = target.with_name(target.name + suffix)
                    mine = f"{os.getpid()}-{get_ident()}-{len(written)}"
                    written.append((workshop / mine, form))
                    _write(written[-1][0], form, data)
            self._sync([temporary for temporary, _ in written])
            for temporary, form in written:
                temporary.replace(form)
            self._sync({form.parent for _, form in written})
        finally:
            for temporary, _ in written:
                temporary.unlink(missing_ok=True)

    def _sync(self, paths: Collection[Path]) -> None:
        """Wait until ``paths`` are on the disk: few by themselves, many by the whole of it."""
        if len(paths) > _FEW and _sync_file_system(self.root):
            return
        for path in paths:
            _sync(path)

    def remove(self, path: str) -> None:
        """Take ``path`` away, the plain form first."""
        target = self.root / path
        for suffix in ("", *ENCODINGS.values()):
            target.with_name(target.name + suffix).unlink(missing_ok=True)

    def has(self, path: str) -> bool:
        """Tell whether ``path`` stands in every encoding."""
        target = self.root / path
        suffixes: Iterable[str] = ("", *ENCODINGS.values())
        return all(target.with_name(target.name + suffix).is_file() for suffix in suffixes)

    def read(self, path: str, encoding: str = "") -> bytes | None:
        """Return the bytes of ``path`` in an encoding; None when it is not there."""
        target = self.root / (path + ENCODINGS.get(encoding, ""))
        return target.read_bytes() if target.is_file() else None

    def paths(self) -> Iterator[str]:
        """Yield every plain path, sorted within its folder."""
        for folder, folders, names in os.walk(self.root):
            folders[:] = sorted(name for name in folders if name != _TEMPORARY)
            for name in sorted(names):
                if not name.endswith((".br", ".gz")) and not name.startswith(_TEMPORARY):
                    yield Path(folder, name).relative_to(self.root).as_posix()

    def sweep(self) -> int:
        """Take away what killed bakers left half done; return how many files that were.

        Whoever lives renames within seconds: what is ten minutes old is nobody's.
        """
        workshop = self.root / _TEMPORARY
        left = list(workshop.iterdir()) if workshop.is_dir() else []
        return sum(_is_swept(path) for path in left)


def encoded_forms(body: bytes) -> list[tuple[str, bytes]]:
    """Return (suffix, bytes) of each form, the plain one last; the same body, the same bytes."""
    return [
        (".br", brotli.compress(body, quality=settings.PRESS_BROTLI_LEVEL)),
        (".gz", gzip.compress(body, compresslevel=_GZIP_LEVEL, mtime=0)),
        ("", body),
    ]


def decoded(data: bytes, encoding: str) -> bytes:
    """Return the plain bytes of a form; what it raises on a torn one is its decoder's own."""
    if encoding == "br":
        return bytes(brotli.decompress(data))
    return gzip.decompress(data) if encoding == "gzip" else data


def _is_swept(path: Path) -> bool:
    with contextlib.suppress(FileNotFoundError):  # renamed, or swept by another worker
        if time.time() - path.stat().st_mtime > _ABANDONED_SECONDS:
            path.unlink()
            return True
    return False


def _write(temporary: Path, target: Path, data: bytes) -> None:
    """Write ``data``. The entity tag is of seconds and size: where both would be those of the
    bytes that stand there, the new file's time is a second later, or readers kept the old bytes."""
    with temporary.open("wb", buffering=0) as file:
        left = memoryview(data)
        while left:  # a disk that runs full takes a part of the bytes, and says so the next time
            left = left[file.write(left) :]
        moment = os.fstat(file.fileno()).st_mtime
    try:
        before = target.stat()
    except FileNotFoundError:
        return
    if before.st_size == len(data) and int(moment) <= int(before.st_mtime):
        later = int(before.st_mtime) + 1
        os.utime(temporary, (later, later))


def _sync(path: Path) -> None:
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _sync_file_system(folder: Path) -> bool:
    """Sync the whole file system that ``folder`` is on; tell whether that could be asked (Linux).

    Raises OSError when something could not be written. Source: syncfs(2).
    """
    syncfs = getattr(_libc, "syncfs", None)
    if syncfs is None:
        return False
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        if syncfs(descriptor) != 0:
            raise OSError(ctypes.get_errno(), "the store could not be synced", str(folder))
    finally:
        os.close(descriptor)
    return True
