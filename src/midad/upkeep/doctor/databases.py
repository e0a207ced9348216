"""Examining the database: it answers, it is of this release, it is whole."""

from typing import Any

from django.core.checks import CheckMessage
from django.db import connection

from midad.upkeep.doctor.findings import doubtful, fine, register_all, wrong
from midad.upkeep.queries import database as queries

_NAMED = 5


def register() -> None:
    """Make these examinations known to Django."""
    register_all([database, migrations])


def database(**_: Any) -> list[CheckMessage]:
    """The database answers and is fit for a paper."""
    trouble = queries.database_trouble()
    if trouble:
        return [wrong("database", trouble, _cure_of_absence())]
    return _sqlite() if connection.vendor == "sqlite" else _postgresql()


def _cure_of_absence() -> str:
    file = queries.sqlite_file()
    if file is not None and not file.exists():
        return "A new paper: midad migrate. Else set MIDAD_HOME or DATABASE_URL to where it is."
    if connection.vendor == "sqlite":
        return "Give the file and its folder to the paper's user."
    return "Start the database, and check DATABASE_URL: host, port, name, user, password."


def _sqlite() -> list[CheckMessage]:
    file = queries.sqlite_file()
    size = f", {file.stat().st_size / 1e6:.0f} MB" if file else ""
    with connection.cursor() as cursor:
        cursor.execute("SELECT sqlite_version()")
        version = cursor.fetchone()[0]
        cursor.execute("PRAGMA quick_check(1)")
        state = cursor.fetchone()[0]
        cursor.execute("PRAGMA journal_mode")
        journal = cursor.fetchone()[0]
    if state != "ok":
        return [wrong("database", f"the file is damaged: {state}", "Restore the last backup.")]
    if file is not None and journal != "wal":
        words = f"the journal of SQLite is {journal}, not wal: readers and writers wait for another"
        return [doubtful("database", words, "Move the folder to a disk of this machine.")]
    return [fine("database", f"SQLite {version}{size}; one writer at a time")]


def _postgresql() -> list[CheckMessage]:
    with connection.cursor() as cursor:
        cursor.execute("SHOW server_version")
        version = cursor.fetchone()[0]
        cursor.execute("SHOW server_encoding")
        encoding = cursor.fetchone()[0]
        cursor.execute("SELECT pg_is_in_recovery()")
        is_copy = cursor.fetchone()[0]
    if encoding != "UTF8":
        cure = "Make a new database with --encoding=UTF8 and bring the paper over."
        return [wrong("database", f"its encoding is {encoding}: Arabic has no room in it", cure)]
    if is_copy:
        cure = "Set DATABASE_URL to the server that is written to."
        return [wrong("database", "this server is a copy that cannot be written to", cure)]
    return [fine("database", f"PostgreSQL {version}")]


def migrations(**_: Any) -> list[CheckMessage]:
    """The database is the one this release was written for."""
    if queries.database_trouble():
        return []
    foreign = queries.foreign_migrations()
    if foreign:
        words = f"a newer release changed this database: {_some(foreign)}"
        return [
            wrong("migrations", words, "Install that release, or restore the backup before it.")
        ]
    pending = queries.pending_migrations()
    if pending:
        words = f"{len(pending)} not applied: {_some(pending)}"
        return [wrong("migrations", words, "Stop the paper, make a backup, then: midad migrate")]
    return [fine("migrations", "all applied")]


def _some(names: list[str]) -> str:
    more = len(names) - _NAMED
    return ", ".join(names[:_NAMED]) + (f" and {more} more" if more > 0 else "")
