"""Where baked pages stand: plain files, each with its gzip and brotli forms beside it.

A file appears under its name complete or not at all: it is written under a temporary name, synced,
renamed. The store knows paths and bytes, never what they mean.
"""

import gzip
import os
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Protocol

import brotli
from django.conf import settings

ENCODINGS = {"br": ".br", "gzip": ".gz"}
_TEMPORARY = ".baking-"


class Store(Protocol):
    """What the press asks of a place to keep baked pages."""

    def write(self, path: str, body: bytes) -> None:
        """Put ``body`` under ``path`` in every encoding, whole or not at all."""

    def remove(self, path: str) -> None:
        """Take ``path`` away in every encoding; nothing happens when it is not there."""

    def has(self, path: str) -> bool:
        """Tell whether ``path`` stands in every encoding."""

    def paths(self) -> Iterator[str]:
        """Yield every plain path."""


class FileStore:
    """A store in a folder of this machine."""

    def __init__(self, root: Path) -> None:
        self.root = root

    def write(self, path: str, body: bytes) -> None:
        """Put ``body`` under ``path``; the plain form last, so that its encodings are there."""
        target = self.root / path
        target.parent.mkdir(parents=True, exist_ok=True)
        for suffix, data in encoded_forms(body):
            _write_whole(target.with_name(target.name + suffix), data)
        _sync_folder(target.parent)

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

    def paths(self) -> Iterator[str]:
        """Yield every plain path, sorted within its folder."""
        for folder, folders, names in os.walk(self.root):
            folders.sort()
            for name in sorted(names):
                if not name.endswith((".br", ".gz")) and not name.startswith(_TEMPORARY):
                    yield Path(folder, name).relative_to(self.root).as_posix()


def encoded_forms(body: bytes) -> list[tuple[str, bytes]]:
    """Return (suffix, bytes) of each form, the plain one last; the same body, the same bytes."""
    return [
        (".br", brotli.compress(body, quality=settings.PRESS_BROTLI_LEVEL)),
        (".gz", gzip.compress(body, compresslevel=6, mtime=0)),
        ("", body),
    ]


def the_store() -> Store:
    """Return the store of this paper."""
    return FileStore(Path(settings.PRESS_STORE_DIR))


def _write_whole(target: Path, data: bytes) -> None:
    temporary = target.with_name(f"{_TEMPORARY}{os.getpid()}-{target.name}")
    try:
        with temporary.open("wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        temporary.replace(target)
    finally:
        temporary.unlink(missing_ok=True)


def _sync_folder(folder: Path) -> None:
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
