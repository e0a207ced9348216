"""Restoring a paper: read the archive whole, then put it in the place of what is there."""

import hashlib
import json
import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby
from pathlib import Path
from typing import IO, Any

import django.db
from django.contrib.auth import get_user_model
from django.contrib.contenttypes.models import ContentType
from django.core.management import call_command
from django.db import connection, transaction
from django.db.migrations.recorder import MigrationRecorder
from wagtail.models import Page, Site

from midad.press.models import PressMark
from midad.press.services import mark_replaced_paper
from midad.upkeep.services.backup import archive, media, tables
from midad.upkeep.services.backup.archive import Member
from midad.upkeep.services.backup.environment import different_settings
from midad.upkeep.services.backup.errors import Damaged, UnableToRestore
from midad.upkeep.services.backup.manifest import (
    LONGEST_BYTES,
    Manifest,
    check_suits_release,
    read_manifest,
)

Progress = Callable[[str, int, int], None]
_UNFINISHED = "restoring"  # the mark that stands from the commit until everything is in its place
_LONGEST_LINE = 256 * 1024 * 1024
_PAGES_OF_WAGTAIL = 2  # its root and its welcome page
# What the migrations put into a database that nobody has used yet.
_FILLED_BY_MIGRATIONS = {
    "auth_group",
    "auth_group_permissions",
    "auth_permission",
    "django_content_type",
    "wagtailcore_collection",
    "wagtailcore_groupapprovaltask",
    "wagtailcore_groupapprovaltask_groups",
    "wagtailcore_groupcollectionpermission",
    "wagtailcore_grouppagepermission",
    "wagtailcore_locale",
    "wagtailcore_page",
    "wagtailcore_site",
    "wagtailcore_task",
    "wagtailcore_workflow",
    "wagtailcore_workflowcontenttype",
    "wagtailcore_workflowpage",
    "wagtailcore_workflowtask",
}


@dataclass(frozen=True)
class RestoreReport:
    """What was restored; ``settings`` names the variables that differ from those saved."""

    midad: str
    made_at: str
    rows: int
    files: int
    stale_pages: int
    settings: list[str]


@dataclass(frozen=True)
class _Inspected:
    """An archive that was read whole and found sound."""

    manifest: Manifest
    mark: str
    settings: list[str]
    files: int
    files_bytes: int


def restore(*, path: Path, replace: bool, now: datetime, progress: Progress) -> RestoreReport:
    """Put the paper saved at ``path`` in the place of the one that is there.

    Nothing is changed before the archive was read to its end and found sound. The rows change in
    one transaction: until its commit the old paper stands as it was, after it the new one, and the
    same call finishes what a kill left undone. A paper with content is replaced only where
    ``replace`` says so. No process of the paper may run. Raises UnableToRestore.
    """
    if not media.in_a_folder():
        raise UnableToRestore("pictures and documents stand in a storage that is not a folder")
    try:
        with path.open("rb") as file:
            inspected = _inspect(file, progress)
            _check_target(inspected, replace=replace)
            stale = _put_in_place(file, inspected, now, progress)
    except OSError as error:
        raise UnableToRestore(f"{error.filename or path}: {error.strerror or error}") from error
    _index(progress)
    PressMark.objects.filter(name=_UNFINISHED).delete()
    return RestoreReport(
        midad=inspected.manifest.midad,
        made_at=inspected.manifest.made_at,
        rows=inspected.manifest.rows,
        files=inspected.files,
        stale_pages=stale,
        settings=inspected.settings,
    )


def _inspect(file: IO[bytes], progress: Progress) -> _Inspected:
    """Read the archive to its end, changing nothing."""
    found = _members(file, "checking", progress)
    data = _whole(next(found, None), archive.MANIFEST)
    manifest = read_manifest(data)
    check_suits_release(manifest)
    differing = different_settings(_whole(next(found, None), archive.SETTINGS))
    rows = dict.fromkeys((table.name for table in manifest.tables), 0)
    files = files_bytes = 0
    for member in found:
        if member.section == archive.TABLES:
            _count_rows(member, rows)
        else:
            media.check_name(member.parts)
            files, files_bytes = files + 1, files_bytes + member.size
    if rows != {table.name: table.rows for table in manifest.tables}:
        raise Damaged("the archive was changed: its rows are not as many as it says")
    mark = hashlib.sha256(data).hexdigest()
    return _Inspected(manifest, mark, differing, files, files_bytes)


def _members(file: IO[bytes], what: str, progress: Progress) -> Iterator[Member]:
    size = os.fstat(file.fileno()).st_size
    for member in archive.members(file):
        progress(what, file.tell(), size)
        yield member
    progress(what, size, size)


def _whole(member: Member | None, section: str) -> bytes:
    if member is None or member.section != section or member.size > LONGEST_BYTES:
        raise Damaged(f"the archive has no {section} where it should stand")
    return member.stream.read()


def _count_rows(member: Member, rows: dict[str, int]) -> None:
    if member.parts[0] not in rows:
        raise Damaged(f"the archive holds a table it does not name: {member.parts[0]!r}")
    while piece := member.stream.read(1024 * 1024):
        rows[member.parts[0]] += piece.count(b"\n")


def _check_target(inspected: _Inspected, *, replace: bool) -> None:
    """Make the tables where there are none; refuse a paper that would be lost unasked."""
    wanted = set(inspected.manifest.migrations.items())
    if not wanted <= _applied() and _was_never_used():
        call_command("migrate", verbosity=0, interactive=False)
    if not wanted <= _applied():
        raise UnableToRestore("the database is not of this release: run “midad migrate” first")
    begun = PressMark.objects.filter(name=_UNFINISHED, value=inspected.mark).exists()
    if not (replace or begun) and _has_content():
        raise UnableToRestore("there is a paper already: --replace puts this one in its place")


def _applied() -> set[tuple[str, str]]:
    return set(MigrationRecorder(connection).applied_migrations())


def _was_never_used() -> bool:
    """Tell whether nobody has an account here: it is new, or its tables are half made."""
    accounts = get_user_model()
    there = accounts._meta.db_table in connection.introspection.table_names()
    return not there or not accounts._base_manager.exists()


def _has_content() -> bool:
    if Page.objects.count() > _PAGES_OF_WAGTAIL:
        return True
    others = (t for t in tables.saved_tables() if t.name not in _FILLED_BY_MIGRATIONS)
    return any(table.model._base_manager.exists() for table in others)


def _put_in_place(file: IO[bytes], inspected: _Inspected, now: datetime, progress: Progress) -> int:
    staging = media.Staging()
    staging.begin(total_bytes=inspected.files_bytes)
    tables.keep_memory_small()
    try:
        with _in_plain_words(), transaction.atomic():
            stale = _replace(file, inspected, staging, now, progress)
            os.sync()  # the files are on the disk before the rows that name them
    except BaseException:
        staging.give_up()
        raise
    finally:
        _forget_remembered()
    try:
        staging.exchange()
    except OSError as error:
        raise UnableToRestore(
            f"the rows are restored, the files are not ({error}): run the same command again"
        ) from error
    return stale


@contextmanager
def _in_plain_words() -> Iterator[None]:
    try:
        yield
    except django.db.Error as error:
        raise UnableToRestore(f"the database did not take the archive's rows: {error}") from error
    except (ValueError, TypeError, OverflowError, RecursionError) as error:
        raise Damaged(f"the archive holds rows that cannot be read: {error}") from error


def _replace(
    file: IO[bytes],
    inspected: _Inspected,
    staging: media.Staging,
    now: datetime,
    progress: Progress,
) -> int:
    tables.empty_tables()
    by_name = {table.name: table for table in tables.saved_tables()}
    found = _members(file, "restoring", progress)
    for (section, name), group in groupby(found, key=_table_of):
        if section == archive.TABLES:
            by_name[name].insert(row for member in group for row in _rows(member))
        elif section == archive.MEDIA:
            for member in group:
                staging.add(member)
        else:
            _same_manifest(group, inspected)
    tables.set_last_ids({t.name: t.last_id or 0 for t in inspected.manifest.tables})
    _forget_remembered()
    PressMark.objects.update_or_create(name=_UNFINISHED, defaults={"value": inspected.mark})
    return mark_replaced_paper(now=now)


def _table_of(member: Member) -> tuple[str, str]:
    return member.section, member.parts[0] if member.section == archive.TABLES else ""


def _same_manifest(group: Iterator[Member], inspected: _Inspected) -> None:
    for member in group:
        if member.section == archive.MANIFEST:
            data = member.stream.read(LONGEST_BYTES)
            if hashlib.sha256(data).hexdigest() != inspected.mark:
                raise Damaged("the archive changed while it was read")


def _rows(member: Member) -> Iterator[list[Any]]:
    while line := member.stream.readline(_LONGEST_LINE):
        row = json.loads(line)
        if not isinstance(row, list):
            raise Damaged("the archive holds rows that cannot be read")
        yield row


def _forget_remembered() -> None:
    """What this process knows of the rows that were there is not so any more."""
    ContentType.objects.clear_cache()
    Site.clear_site_root_paths_cache()


def _index(progress: Progress) -> None:
    """Make the newsroom's search anew: it has another form on each kind of database."""
    progress("indexing", 0, 1)
    call_command("update_index", verbosity=0)
    progress("indexing", 1, 1)
