"""The paper's tables as rows of JSON, and back: exact, whichever database holds them."""

import base64
import json
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal
from functools import cached_property
from typing import Any
from uuid import UUID

import django.db
from django.apps import apps
from django.core.management.color import no_style
from django.db import connection, models
from django.db.models import F
from django.db.models.functions import Cast

from midad.upkeep.services.backup.errors import UnableToRestore

# What describes the store of this place and not the paper: neither saved nor touched by a restore.
OF_THE_STORE = {
    "press.BakedPage": "what the store of this place holds",
    "press.BakedKey": "what its pages were made from",
    "press.KeyVersion": "how often a key was touched",
    "press.StalePage": "what waits to be baked; a restore marks the whole paper",
    "press.DueKey": "noted anew by each bake",
    "press.PressMark": "with which theme the store was baked",
    "press.PendingPurge": "what the caches before its store must let go",
    "press.BakeTime": "how long its pages took on this machine",
}
# What is made anew from what is saved, or belongs to a visit: a restore empties these.
NOT_KEPT = {
    "sessions.Session": "Django's own table, which is not used",
    "accounts.Session": "people sign in again",
    "accounts.CacheEntry": "how often something was tried of late",
    "wagtailsearch.IndexEntry": "the newsroom's search, of another form on each database",
    "wagtailsearch.SQLiteFTSIndexEntry": "the same, as SQLite searches it",
    "wagtailadmin.EditingSession": "who has a form open just now",
}
_READ_ROWS = 200
_WRITE_ROWS = 200


@dataclass(frozen=True)
class Kind:
    """How the values of a kind of column stand in JSON; None is null for all of them."""

    to_json: Callable[[Any], Any]
    from_json: Callable[[Any], Any]


def _as_is(value: Any) -> Any:
    return value


def _moment(value: datetime) -> str:
    return value.astimezone(UTC).isoformat()


def _microseconds(value: timedelta) -> int:
    return value // timedelta(microseconds=1)


KINDS: dict[str, Kind] = {
    "text": Kind(_as_is, str),
    "integer": Kind(_as_is, int),
    "boolean": Kind(bool, bool),
    "float": Kind(repr, float),
    "decimal": Kind(str, Decimal),
    "moment": Kind(_moment, datetime.fromisoformat),
    "date": Kind(date.isoformat, date.fromisoformat),
    "time": Kind(time.isoformat, time.fromisoformat),
    "duration": Kind(_microseconds, lambda count: timedelta(microseconds=count)),
    "uuid": Kind(str, UUID),
    "bytes": Kind(lambda value: base64.b64encode(bytes(value)).decode(), base64.b64decode),
    # The very text that stands in the column: parsed and written anew, it would be other bytes.
    "json": Kind(_as_is, str),
}
_KIND_OF_TYPE = {
    **dict.fromkeys(("CharField", "TextField", "SlugField", "FileField", "FilePathField"), "text"),
    **dict.fromkeys(("GenericIPAddressField", "IPAddressField"), "text"),
    **dict.fromkeys(("AutoField", "BigAutoField", "SmallAutoField", "IntegerField"), "integer"),
    **dict.fromkeys(("BigIntegerField", "SmallIntegerField", "PositiveIntegerField"), "integer"),
    **dict.fromkeys(("PositiveBigIntegerField", "PositiveSmallIntegerField"), "integer"),
    "BooleanField": "boolean",
    "FloatField": "float",
    "DecimalField": "decimal",
    "DateTimeField": "moment",
    "DateField": "date",
    "TimeField": "time",
    "DurationField": "duration",
    "UUIDField": "uuid",
    "BinaryField": "bytes",
    "JSONField": "json",
}


class Column:
    """One column: its name, the kind of its values, how they are read and written."""

    def __init__(self, field: Any) -> None:
        self.name: str = field.column
        self._field = field
        while field.remote_field:
            field = field.target_field
        self._valued = field
        self.kind = _KIND_OF_TYPE[field.get_internal_type()]

    @property
    def expression(self) -> Any:
        """Return what to ask the database for."""
        name = self._field.attname
        return Cast(F(name), models.TextField()) if self.kind == "json" else F(name)

    def to_json(self, value: Any) -> Any:
        """Return ``value``, as Django gives it, as it stands in a row of the archive."""
        return None if value is None else KINDS[self.kind].to_json(value)

    def to_database(self, told: Any) -> Any:
        """Return what a row of the archive told, as the database takes it."""
        if told is None:
            return None
        value = KINDS[self.kind].from_json(told)
        if self.kind == "json":
            return value
        return self._valued.get_db_prep_value(value, connection=connection, prepared=True)


class Table:
    """A table of the paper that is saved."""

    def __init__(self, model: type[models.Model]) -> None:
        self.model = model
        self.name = model._meta.db_table

    @cached_property
    def columns(self) -> list[Column]:
        """Return the columns that are the table's own, in the order of a saved row."""
        fields = self.model._meta.local_concrete_fields
        return [Column(field) for field in fields if not getattr(field, "generated", False)]

    @property
    def _rows(self) -> Any:
        return self.model._base_manager.order_by("pk")

    def count(self) -> int:
        """Return how many rows there are."""
        count: int = self._rows.count()
        return count

    def lines(self) -> Iterator[bytes]:
        """Yield each row as a line of JSON: an array with one value a column, by primary key."""
        columns = self.columns
        names = [f"column_{number}" for number in range(len(columns))]
        asked = dict(zip(names, (column.expression for column in columns), strict=True))
        rows = self._rows.annotate(**asked).values_list(*names)
        for row in rows.iterator(chunk_size=_READ_ROWS):
            told = [c.to_json(value) for c, value in zip(columns, row, strict=True)]
            yield json.dumps(told, ensure_ascii=False, separators=(",", ":")).encode() + b"\n"

    def insert(self, rows: Iterable[list[Any]]) -> int:
        """Write rows as the archive tells them, and return how many."""
        count, batch = 0, []
        for row in rows:
            batch.append(self._prepared(row))
            if len(batch) == _WRITE_ROWS:
                count += self._insert(batch)
                batch = []
        return count + self._insert(batch)

    def _prepared(self, row: list[Any]) -> list[Any]:
        return [c.to_database(told) for c, told in zip(self.columns, row, strict=True)]

    def _insert(self, batch: list[list[Any]]) -> int:
        """Write rows together. Raises UnableToRestore with the database's own reason."""
        if not batch:
            return 0
        quote = connection.ops.quote_name
        names = ", ".join(quote(column.name) for column in self.columns)
        row = f"({', '.join(['%s'] * len(self.columns))})"
        words = f"INSERT INTO {quote(self.name)} ({names}) VALUES "  # noqa: S608 - our own names
        try:
            with connection.cursor() as cursor:
                if connection.vendor == "sqlite":  # few parameters a statement
                    cursor.executemany(words + row, batch)
                else:
                    values = [value for row_of_values in batch for value in row_of_values]
                    cursor.execute(words + ", ".join([row] * len(batch)), values)
        except (django.db.Error, ValueError) as error:
            reason = f"the database did not take rows of {self.name}: {error}"
            raise UnableToRestore(reason) from error
        return len(batch)


def saved_tables() -> list[Table]:
    """Return every table that is saved, by name: all that have a model, but those named above."""
    left_out = OF_THE_STORE.keys() | NOT_KEPT.keys()
    tables = [Table(model) for model in _models() if model._meta.label not in left_out]
    return sorted(tables, key=lambda table: table.name)


def _models() -> Iterator[type[models.Model]]:
    for model in apps.get_models(include_auto_created=True):
        if model._meta.managed and not model._meta.proxy:
            yield model


def keep_memory_small() -> None:
    """Let SQLite keep what a large transaction could take back on disk and not in memory.

    Must run outside a transaction; holds for this connection.
    """
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA temp_store=FILE")


def empty_tables() -> None:
    """Empty every table but those of the store, in the open transaction."""
    names = [model._meta.db_table for model in _models() if model._meta.label not in OF_THE_STORE]
    with connection.cursor() as cursor:
        for statement in connection.ops.sql_flush(no_style(), names):
            cursor.execute(statement)


def last_ids() -> dict[str, int]:
    """Return the last number given out by each table that counts; 0 before the first."""
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("SELECT name, seq FROM sqlite_sequence")
            told = dict(cursor.fetchall())
            return {table.name: told.get(table.name, 0) for table in _counting_tables()}
        return {table.name: _last_value(cursor, table) for table in _counting_tables()}


def set_last_ids(last: dict[str, int]) -> None:
    """Let each table count on from the number given, or from its highest row if that is higher."""
    with connection.cursor() as cursor:
        for table in _counting_tables():
            highest = table.model._base_manager.aggregate(highest=models.Max("pk"))["highest"]
            _set_last_id(cursor, table, max(last[table.name], highest or 0))


def _counting_tables() -> list[Table]:
    return [table for table in saved_tables() if table.model._meta.auto_field]


def _set_last_id(cursor: Any, table: Table, last: int) -> None:
    if connection.vendor == "sqlite":
        cursor.execute("DELETE FROM sqlite_sequence WHERE name = %s", [table.name])
        row = [table.name, last]
        cursor.execute("INSERT INTO sqlite_sequence (name, seq) VALUES (%s, %s)", row)
    else:
        values = [_sequence(cursor, table), max(last, 1), last > 0]
        cursor.execute("SELECT setval(%s, %s, %s)", values)


def _last_value(cursor: Any, table: Table) -> int:
    cursor.execute(f"SELECT last_value, is_called FROM {_sequence(cursor, table)}")  # noqa: S608 - the database's own name
    last, called = cursor.fetchone()
    return int(last) if called else 0


def _sequence(cursor: Any, table: Table) -> str:
    auto_field: Any = table.model._meta.auto_field
    cursor.execute("SELECT pg_get_serial_sequence(%s, %s)", [table.name, auto_field.column])
    return str(cursor.fetchone()[0])
