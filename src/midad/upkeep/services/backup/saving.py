"""Saving a paper: its rows as they stood at one moment, then its files."""

import os
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from midad.press.services.snapshot import reading_snapshot
from midad.upkeep.services.backup import archive, media, tables
from midad.upkeep.services.backup.archive import ArchiveWriter
from midad.upkeep.services.backup.environment import settings_lines
from midad.upkeep.services.backup.errors import UnableToBackUp
from midad.upkeep.services.backup.manifest import Manifest, manifest_of_paper

Progress = Callable[[str, int, int], None]
_PIECE_BYTES = 4 * 1024 * 1024


@dataclass(frozen=True)
class BackupReport:
    """What was saved; ``size_bytes`` is of the archive."""

    rows: int
    files: int
    size_bytes: int


def back_up(*, path: Path, with_secrets: bool, now: datetime, progress: Progress) -> BackupReport:
    """Write the whole paper to a new archive at ``path``; the paper may run meanwhile.

    The rows are of one moment. The files are read after them, so that none is missing which they
    name. ``progress`` is told what is saved, how much is done, how much there is. Raises
    UnableToBackUp; then no file stands at ``path``.
    """
    if not media.in_a_folder():
        raise UnableToBackUp("pictures and documents stand in a storage that is not a folder")
    try:
        with archive.new_file(path) as file, ArchiveWriter(file) as writer:
            manifest = _save_rows(writer, now, with_secrets, progress)
            count = _save_files(writer, progress)
            writer.finish(at=now.timestamp())
            size = file.tell()
    except OSError as error:
        raise UnableToBackUp(f"{path}: {error.strerror or error}") from error
    return BackupReport(rows=manifest.rows, files=count, size_bytes=size)


def _save_rows(
    writer: ArchiveWriter, now: datetime, with_secrets: bool, progress: Progress
) -> Manifest:
    with reading_snapshot():
        manifest = manifest_of_paper(now=now)
        at = now.timestamp()
        writer.add_bytes(archive.MANIFEST, manifest.to_json(), at=at)
        lines = settings_lines(os.environ, with_secrets=with_secrets)
        writer.add_bytes(archive.SETTINGS, lines, at=at)
        done = 0
        for table in tables.saved_tables():
            for number, (count, piece) in enumerate(_pieces(table.lines()), 1):
                name = f"{archive.TABLES}/{table.name}/{number:06}.jsonl"
                writer.add_bytes(name, piece, at=at)
                done += count
                progress("rows", done, manifest.rows)
    return manifest


def _pieces(lines: Iterable[bytes]) -> Iterator[tuple[int, bytes]]:
    """Yield lines together, as (how many, bytes): a tar must know a member's size beforehand."""
    gathered: list[bytes] = []
    size = 0
    for line in lines:
        gathered.append(line)
        size += len(line)
        if size >= _PIECE_BYTES:
            yield len(gathered), b"".join(gathered)
            gathered, size = [], 0
    if gathered:
        yield len(gathered), b"".join(gathered)


def _save_files(writer: ArchiveWriter, progress: Progress) -> int:
    total = sum(1 for _ in media.files())
    count = 0
    for parts in media.files():
        count += _save_file(writer, parts)
        progress("files", count, total)
    return count


def _save_file(writer: ArchiveWriter, parts: tuple[str, ...]) -> int:
    """Save one file as it stands when it is opened; one removed a moment ago is passed over."""
    try:
        source = media.root().joinpath(*parts).open("rb")
    except FileNotFoundError:
        return 0
    with source:
        status = os.fstat(source.fileno())
        name = "/".join((archive.MEDIA, *parts))
        writer.add(name, source, size=status.st_size, at=status.st_mtime)
    return 1
