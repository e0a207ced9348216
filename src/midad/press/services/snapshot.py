"""Reading the paper as it stood at one moment, without holding up who writes."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any, TypeVar

from django.db import connection, transaction

T = TypeVar("T")
_remembered: ContextVar[dict[str, Any] | None] = ContextVar("remembered", default=None)


@contextmanager
def reading_snapshot() -> Iterator[None]:
    """Run the block's reads on one state of the database; the block must not write.

    SQLite: a deferred transaction, a snapshot under WAL (Django's own transactions take the write
    lock at once). PostgreSQL: repeatable read, read only. Inside an open transaction the block
    simply takes part in it.
    """
    token = _remembered.set({})
    try:
        if connection.in_atomic_block:
            yield
        elif connection.vendor == "sqlite":
            with _deferred_transaction():
                yield
        else:
            with transaction.atomic():
                with connection.cursor() as cursor:
                    cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY")
                yield
    finally:
        _remembered.reset(token)


def once_a_snapshot(name: str, read: Callable[[], T]) -> T:
    """Return ``read()``, asked once for all pages rendered on the same snapshot.

    For what every page shows (the edition, the section bar); outside a snapshot it is read anew.
    """
    memory = _remembered.get()
    if memory is None:
        return read()
    if name not in memory:
        memory[name] = read()
    found: T = memory[name]
    return found


@contextmanager
def _deferred_transaction() -> Iterator[None]:
    connection.ensure_connection()
    with connection.cursor() as cursor:
        cursor.execute("BEGIN DEFERRED")
        try:
            yield
        finally:
            cursor.execute("ROLLBACK")
