"""Examining folders: writable, with room, with the files of this release, closed to strangers."""

import stat
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from django.conf import settings
from django.contrib.staticfiles.finders import get_finders
from django.contrib.staticfiles.storage import ManifestFilesMixin, staticfiles_storage
from django.core.checks import CheckMessage
from django.core.files.storage import FileSystemStorage, default_storage

from midad.press.store import FileStore, Store
from midad.press.stores import the_store
from midad.upkeep.doctor.findings import doubtful, fine, register_all, wrong
from midad.upkeep.queries import disk
from midad.upkeep.queries.disk import Room

_OWNERSHIP = "Give the folder to the user that runs the paper, and see that its disk is not full."
_BUCKET = (
    "Check MIDAD_STORE, MIDAD_STORE_ENDPOINT and the key: it must list the bucket, and read, write"
    " and delete in it."
)
_TRIED = ".examined"
_SECRETS = ("secret-key", "chief-editor.txt", "*.env")
_DATABASE = "paper.sqlite3"
_COLLECT = "midad collectstatic --noinput, then restart"


def register() -> None:
    """Make these examinations known to Django."""
    register_all([store, room, static, media, secrets])


def store(**_: Any) -> list[CheckMessage]:
    """The press can write its pages."""
    place = the_store()
    if not isinstance(place, FileStore):
        return _elsewhere(place)
    trouble = disk.write_trouble(place.root)
    if trouble:
        return [wrong("store", f"no page can be written: {trouble}", _OWNERSHIP)]
    return [fine("store", f"pages can be written to {place.root}")]


def _elsewhere(place: Store) -> list[CheckMessage]:
    """Say whether another store takes a page, by one whose name is never served."""
    try:
        place.write(_TRIED, b"")
        is_there = place.read(_TRIED) == b"" and _TRIED in place.paths()
        place.remove(_TRIED)
    except Exception as error:  # whatever another store's driver raises
        words = f"no page can be written: {type(error).__name__}: {error}"
        return [wrong("store", words, _BUCKET)]
    if not is_there:
        return [wrong("store", "what is written is not found again", _BUCKET)]
    return [fine("store", f"pages can be written to {settings.PRESS_STORE_BUCKET}")]


def room(**_: Any) -> list[CheckMessage]:
    """The disk of the store has room left."""
    place = the_store()
    return judge_room(disk.room_on_disk(place.root)) if isinstance(place, FileStore) else []


def judge_room(left: Room) -> list[CheckMessage]:
    """Say whether what is left of a disk is enough; a page takes three files."""
    cure = "Make room on the disk of the store, or move the paper to a larger one."
    free = f"{left.free_bytes / 1e9:.1f} GB"
    if left.free_names is not None and left.free_names < 3_000:
        words = f"the disk of the store has names for {left.free_names} more files alone"
        return [wrong("disk", words, cure)]
    if left.free_bytes < 200_000_000:
        return [wrong("disk", f"the disk of the store is nearly full: {free} left", cure)]
    if left.free_bytes < 1_000_000_000:
        return [doubtful("disk", f"the disk of the store fills: {free} left", cure)]
    return [fine("disk", f"{free} left for the store")]


def static(**_: Any) -> list[CheckMessage]:
    """Styles and scripts were collected, and are those of this release."""
    if not isinstance(staticfiles_storage, FileSystemStorage):
        return [fine("static", "kept elsewhere: not examined")]
    root = Path(settings.STATIC_ROOT)
    if _is_by_hash() and not (root / "staticfiles.json").is_file():
        return [wrong("static", f"styles and scripts were not collected into {root}", _COLLECT)]
    differing = next(_not_collected(root), "")
    if differing:
        words = f"the styles and scripts are not those of this release: {differing}"
        return [wrong("static", words, _COLLECT)]
    return [fine("static", "collected, of this release")]


def _is_by_hash() -> bool:
    return isinstance(staticfiles_storage, ManifestFilesMixin)


def _not_collected(root: Path) -> Iterator[str]:
    """Yield the names of files that were not collected, or not as this release has them."""
    for finder in get_finders():
        for name, storage in finder.list([]):
            there, here = root / name, Path(storage.path(name))
            if not there.is_file() or there.read_bytes() != here.read_bytes():
                yield name


def media(**_: Any) -> list[CheckMessage]:
    """Pictures and files can be taken in."""
    if not isinstance(default_storage, FileSystemStorage):
        return [fine("media", "kept elsewhere: not examined")]
    trouble = disk.write_trouble(Path(settings.MEDIA_ROOT))
    if trouble:
        return [wrong("media", f"no picture can be taken in: {trouble}", _OWNERSHIP)]
    return [fine("media", f"pictures can be written to {settings.MEDIA_ROOT}")]


def secrets(**_: Any) -> list[CheckMessage]:
    """Nobody else on this machine reads what is secret."""
    home = Path(settings.MIDAD_HOME)
    if _others(home, stat.S_IWOTH):
        words = f"everybody on this machine may write in {home}"
        return [wrong("secrets", words, f"chmod o-w {home}")]
    if not _others(home, stat.S_IXOTH):
        return [fine("secrets", "nobody else may enter the paper's folder")]
    secret = [file for name in _SECRETS for file in sorted(home.glob(name)) if _is_open(file)]
    if secret:
        return [wrong("secrets", *_closing(secret))]
    if _is_open(home / _DATABASE):  # it holds drafts and the hashes of passwords
        return [doubtful("secrets", *_closing([home / _DATABASE]))]
    return [fine("secrets", "nobody else may read secrets and database")]


def _closing(files: list[Path]) -> tuple[str, str]:
    words = f"everybody on this machine may read {', '.join(file.name for file in files)}"
    return words, f"chmod o-rwx {' '.join(map(str, files))}"


def _is_open(file: Path) -> bool:
    return file.exists() and _others(file, stat.S_IROTH | stat.S_IWOTH)


def _others(path: Path, bits: int) -> bool:
    return bool(path.stat().st_mode & bits)
