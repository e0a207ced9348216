"""The files of ``media``: walked in the archive's order, staged beside the old ones, exchanged."""

import os
import shutil
from collections.abc import Iterator
from pathlib import Path

from django.conf import settings
from django.core.files.storage import FileSystemStorage, default_storage

from midad.upkeep.services.backup.archive import Member, may_be_named
from midad.upkeep.services.backup.errors import Damaged, UnableToBackUp, UnableToRestore

# Names with a full stop before them are never served.
_STAGED = ".midad-restoring"
_REPLACED = ".midad-replaced"
_OWN = {_STAGED, _REPLACED}


def in_a_folder() -> bool:
    """Tell whether pictures and documents stand in a folder of this machine."""
    return isinstance(default_storage, FileSystemStorage)


def root() -> Path:
    """Return the folder of pictures and documents; it may not be there yet."""
    return Path(settings.MEDIA_ROOT)


def files(folder: Path | None = None, parts: tuple[str, ...] = ()) -> Iterator[tuple[str, ...]]:
    """Yield each file's place below the folder of media, in the order an archive has them.

    Raises UnableToBackUp where something stands that is neither a file nor a folder.
    """
    folder = folder or root()
    if not folder.is_dir():
        return
    with os.scandir(folder) as found:
        entries = sorted(found, key=lambda entry: entry.name)
    for entry in entries:
        place = (*parts, entry.name)
        if place[0] in _OWN:
            continue
        if entry.is_dir(follow_symlinks=False):
            yield from files(Path(entry.path), place)
        elif entry.is_file() and may_be_named(place):
            yield place
        else:
            raise UnableToBackUp(f"{entry.path!r} cannot stand in an archive")


def check_name(parts: tuple[str, ...]) -> None:
    """Raise Damaged where a file of an archive would come between those of a restore."""
    if parts[0] in _OWN:
        raise Damaged("the archive holds a name it may not hold")


class Staging:
    """Files of an archive, written beside the paper's own until they take their place."""

    def __init__(self) -> None:
        self._root = root()
        self._staged = self._root / _STAGED
        self._replaced = self._root / _REPLACED

    def begin(self, *, total_bytes: int) -> None:
        """Make room, taking away what an earlier restore left. Raises UnableToRestore."""
        self._root.mkdir(parents=True, exist_ok=True)
        self._clear()
        self._staged.mkdir()
        free = shutil.disk_usage(self._root).free
        if free < total_bytes:
            raise UnableToRestore(
                f"{self._root} has {free} bytes free; the archive's files need {total_bytes}"
            )

    def add(self, member: Member) -> None:
        """Write one file, with the time it had."""
        path = self._staged.joinpath(*member.parts)
        path.parent.mkdir(parents=True, exist_ok=True)
        with path.open("xb") as file:
            shutil.copyfileobj(member.stream, file, 1024 * 1024)
        path.chmod(settings.FILE_UPLOAD_PERMISSIONS or 0o644)
        os.utime(path, (member.at, member.at))

    def exchange(self) -> None:
        """Put the staged files in the place of the old ones; begun again, it comes to its end."""
        self._replaced.mkdir(exist_ok=True)
        for path in self._root.iterdir():
            if path.name not in _OWN:
                path.rename(self._replaced / path.name)
        for path in self._staged.iterdir():
            path.rename(self._root / path.name)
        self._clear()

    def give_up(self) -> None:
        """Take the staged files away: the paper keeps its own."""
        shutil.rmtree(self._staged, ignore_errors=True)

    def _clear(self) -> None:
        for folder in (self._staged, self._replaced):
            if folder.exists():
                shutil.rmtree(folder)
