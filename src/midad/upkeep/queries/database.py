"""Whether the database answers, and whether it is the one this release was written for."""

from collections.abc import Iterable
from enum import IntEnum
from functools import cache
from pathlib import Path

from django.apps import apps
from django.db import Error as DatabaseError
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.recorder import MigrationRecorder


class State(IntEnum):
    """How far the database can be used."""

    AWAY = 0
    BEHIND = 1
    READY = 2


def database_trouble() -> str:
    """Return why the database cannot be asked, in one line; "" when it answers.

    An SQLite file that is not there is not made: connecting would make an empty one.
    """
    file = sqlite_file()
    if file is not None and not file.exists():
        return f"there is no database at {file}"
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
    except Exception as error:  # whatever the driver raises: it is what this asks for
        return _one_line(error)
    return ""


def database_state() -> State:
    """Return whether the database is away, behind this release, or ready for use."""
    if database_trouble():
        return State.AWAY
    try:
        return State.READY if is_migrated() else State.BEHIND
    except DatabaseError:
        return State.AWAY


def is_migrated() -> bool:
    """Tell whether the last migration of every room and package was applied; one query.

    Raises django.db.Error when the database does not answer.
    """
    applied = MigrationRecorder(connection).applied_migrations().keys()
    return all(leaf in applied for leaf in _leaves())


def pending_migrations() -> list[str]:
    """Return the migrations not yet applied, in their order, as ``app.name``."""
    executor = MigrationExecutor(connection)
    plan = executor.migration_plan(executor.loader.graph.leaf_nodes())
    return [f"{migration.app_label}.{migration.name}" for migration, _ in plan]


def foreign_migrations() -> list[str]:
    """Return applied migrations of Midad's rooms that this release does not know."""
    loader = MigrationLoader(connection)
    ours = {room.label for room in apps.get_app_configs() if room.name.startswith("midad.")}
    known: Iterable[tuple[str, str]] = loader.disk_migrations
    unknown = loader.applied_migrations.keys() - set(known)
    return sorted(f"{label}.{name}" for label, name in unknown if label in ours)


def sqlite_file() -> Path | None:
    """Return the file of an SQLite database; None for PostgreSQL and for one in memory."""
    name = str(connection.settings_dict["NAME"])
    if connection.vendor != "sqlite" or name == ":memory:" or name.startswith("file:"):
        return None
    return Path(name)


@cache
def _leaves() -> frozenset[tuple[str, str]]:
    """Return the last migration of each app as the code has it: it does not change meanwhile."""
    loader = MigrationLoader(None)
    return frozenset(loader.graph.leaf_nodes())


def _one_line(error: Exception) -> str:
    words = " ".join(str(error).split())
    return words or type(error).__name__
