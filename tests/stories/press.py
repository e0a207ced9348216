"""The paper's store under observation: which files an act changes, and whether they are right."""

import gzip
import os
import re
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from unittest import mock
from urllib.parse import quote
from wsgiref.util import setup_testing_defaults

import brotli
from django.conf import settings
from django.db import transaction
from django.test import override_settings

from arabictext.slugs import slugify
from midad.press import registry, services, store
from midad.press.graph import address_of
from midad.press.models import BakedPage, DueKey, KeyVersion, PendingPurge, StalePage
from midad.press.serving import BakedFirst
from midad.press.stores import the_store
from midad.press.worker import adopt_present_theme, bake_until_done
from tests.stories.clock import PaperClock

DECODERS = {".br": brotli.decompress, ".gz": gzip.decompress}
# bytes or their sum, moment of the last change, number on the disk or version
Files = dict[str, tuple[bytes, int, int | str]]


@dataclass
class Changes:
    """What an act changed: the plain files written and removed, the addresses baked for it, those
    that caches must let go."""

    written: set[str] = field(default_factory=set)
    removed: set[str] = field(default_factory=set)
    baked: set[str] = field(default_factory=set)
    purged: set[str] = field(default_factory=set)


class Press:
    """Bakes what is due and tells what changed; each act is compared with a bake from nothing."""

    def __init__(self, clock: PaperClock, folder: Path) -> None:
        self.clock = clock
        self._folder = folder
        self._scratches = 0

    @property
    def root(self) -> Path:
        return Path(settings.PRESS_STORE_DIR)

    def begin(self) -> None:
        """Bake the whole paper as it stands."""
        adopt_present_theme()
        self.settle()

    def settle(self) -> set[str]:
        """Do what a worker does until nothing is due; return the addresses that were baked."""
        for _, duty in registry.duties():
            duty()
        while services.release_due_keys(now=self.clock.now):
            pass
        baked = set(StalePage.objects.values_list("address", flat=True))
        bake_until_done()
        left = list(StalePage.objects.values_list("address", "last_error"))
        assert not left, left
        return baked

    @contextmanager
    def watched(self) -> Iterator[Changes]:
        """Tell what the block changed in the store; the whole store must be right after it, and
        what caches must let go is what changed."""
        before, changes = self.files(), Changes()
        with override_settings(PRESS_CACHES="varnish=http://127.0.0.1:1"):
            yield changes
            changes.baked = self.settle()
        after = self.files()
        touched = {name for name in before | after if before.get(name) != after.get(name)}
        changes.written = plain(touched & after.keys())
        changes.removed = plain(before.keys() - after.keys())
        changes.purged = _taken_purges()
        changed = {address_of(name) for name in changes.written | changes.removed}
        assert {_without_words(address) for address in changes.purged} == changed
        self.assert_right()

    def pass_time(self, **delta: float) -> Changes:
        """Move the clock and tell what that changed."""
        with self.watched() as changes:
            self.clock.move(**delta)
        return changes

    def nothing_happens(self, **delta: float) -> bool:
        """Move the clock and tell whether every file stayed as it was."""
        before = self.files()
        self.clock.move(**delta)
        return not self.settle() and self.files() == before

    def files(self) -> Files:
        """Return every file of the store, in every form."""
        return {name: _seen(path) for name, path in _walk(self.root)}

    def contents(self) -> dict[str, bytes]:
        """Return the bytes of every file of the store, in every form."""
        return {name: path.read_bytes() for name, path in _walk(self.root)}

    def stand(self, store: Path) -> None:
        """Let the store hold the files of the folder ``store``."""
        shutil.copytree(store, self.root)

    def text(self, name: str) -> str:
        """Return a plain file's text."""
        body = the_store().read(name)
        assert body is not None, name
        return body.decode()

    def holding(self, words: str) -> set[str]:
        """Return the plain names of files that hold ``words`` in any form, as text or address."""
        wanted = [words.encode(), quote(slugify(words), safe="").encode()]
        return {
            name.removesuffix(".br").removesuffix(".gz")
            for name, body in self.contents().items()
            if any(form in _decoded(name, body) for form in wanted)
        }

    def served_folder(self) -> Path:
        """Return the folder that a server would answer from."""
        return self.root

    def answer(self, address: str) -> tuple[int, str]:
        """Return (status, text) of what a reader gets at ``address``."""
        served = BakedFirst(
            _no_django,
            store_root=self.served_folder(),
            folders=(),
            dynamic_prefixes=(),
            page_headers=(),
        )
        environ: dict[str, Any] = {"PATH_INFO": address}
        setup_testing_defaults(environ)
        statuses: list[str] = []
        body = b"".join(served(environ, lambda status, _: statuses.append(status)))
        return int(statuses[0].split()[0]), body.decode()

    def assert_right(self) -> None:
        """Compare the store with one that is baked from nothing into another folder."""
        found = self.contents()
        right = self.baked_from_nothing()
        wrong = sorted(name for name in right | found if right.get(name) != found.get(name))
        assert not wrong, f"not as baked from nothing: {wrong}"

    def baked_from_nothing(self) -> dict[str, bytes]:
        """Return the files of the whole paper baked anew; the database stays as it is."""
        self._scratches += 1
        scratch = self._folder / f"scratch{self._scratches}"
        there = override_settings(PRESS_STORE_DIR=scratch, PRESS_STORE_BUCKET="")
        with there, transaction.atomic():
            for model in (StalePage, BakedPage, KeyVersion, DueKey):
                model.objects.all().delete()
            services.mark_everything(now=self.clock.now)
            bake_until_done()
            transaction.set_rollback(True)
        return {name: path.read_bytes() for name, path in _walk(scratch)}


@contextmanager
def without_waiting() -> Iterator[None]:
    """Leave out what costs time and concerns no file: Wagtail's indexes, waiting for the disk."""
    tasks = {"default": {"BACKEND": "django_tasks.backends.dummy.DummyBackend"}}
    to_the_disk = mock.patch.object(store, "_sync_file_system", return_value=True)
    with override_settings(TASKS=tasks), mock.patch.object(os, "fsync"), to_the_disk:
        yield


def _taken_purges() -> set[str]:
    """Return the addresses that wait to be purged, and let none wait any more."""
    purged = set(PendingPurge.objects.values_list("address", flat=True))
    PendingPurge.objects.all().delete()
    return purged


def _without_words(address: str) -> str:
    """Return the address that a page is baked at, for the one that readers are led to."""
    return re.sub(r"^(/(?:articles|authors|agencies|topics)/[^/]+/).+", r"\1", address)


def plain(names: set[str]) -> set[str]:
    """Return the plain names; a file never changes without its encoded forms."""
    stripped = {name for name in names if not name.endswith(tuple(DECODERS))}
    assert names == {name + end for name in stripped for end in ("", *DECODERS)}
    return stripped


def _decoded(name: str, data: bytes) -> bytes:
    suffix = Path(name).suffix
    return DECODERS[suffix](data) if suffix in DECODERS else data


def _walk(root: Path) -> Iterator[tuple[str, Path]]:
    for folder, _, names in os.walk(root):
        for name in names:
            path = Path(folder, name)
            yield path.relative_to(root).as_posix(), path


def _seen(path: Path) -> tuple[bytes, int, int]:
    stat = path.stat()
    return path.read_bytes(), stat.st_mtime_ns, stat.st_ino


def _no_django(*_: Any) -> Any:
    raise AssertionError("a reader's page is never asked of Django")
