"""What stands first in an archive: which paper it is, of which release, and what it holds."""

import json
from dataclasses import asdict, dataclass
from datetime import datetime
from importlib.metadata import version
from typing import Any

from django.db import connection
from django.db.migrations.loader import MigrationLoader

from midad.upkeep.services.backup import tables
from midad.upkeep.services.backup.errors import Damaged, UnableToBackUp, UnableToRestore

FORMAT = "midad-backup"
FORMAT_VERSION = 1
LONGEST_BYTES = 4 * 1024 * 1024


@dataclass(frozen=True)
class SavedTable:
    """A table as it was saved: its columns in the order of each row, as (name, kind).

    ``last_id`` is the last number the database gave out, which may be of a row that is gone.
    """

    name: str
    columns: list[list[str]]
    rows: int
    last_id: int | None


@dataclass(frozen=True)
class Manifest:
    """The first member of an archive."""

    midad: str
    made_at: str
    database: str
    migrations: dict[str, str]
    tables: list[SavedTable]

    @property
    def rows(self) -> int:
        """Return how many rows the archive holds."""
        return sum(table.rows for table in self.tables)

    def to_json(self) -> bytes:
        """Return the manifest as it stands in the archive."""
        head = {"format": FORMAT, "format_version": FORMAT_VERSION}
        return json.dumps({**head, **asdict(self)}, ensure_ascii=False, indent=1).encode() + b"\n"


def manifest_of_paper(*, now: datetime) -> Manifest:
    """Describe this paper; run it on the snapshot that is saved. Raises UnableToBackUp."""
    loader = MigrationLoader(connection)
    leaves = dict(sorted(loader.graph.leaf_nodes()))
    if not set(leaves.items()) <= set(loader.applied_migrations):
        raise UnableToBackUp("the database is not of this release: run “midad migrate” first")
    last = tables.last_ids()
    return Manifest(
        midad=version("midad"),
        made_at=now.isoformat(),
        database=connection.vendor,
        migrations=leaves,
        tables=[
            SavedTable(
                name=table.name,
                columns=[[column.name, column.kind] for column in table.columns],
                rows=table.count(),
                last_id=last.get(table.name),
            )
            for table in tables.saved_tables()
        ],
    )


def read_manifest(data: bytes) -> Manifest:
    """Return the manifest that stands in ``data``. Raises Damaged or UnableToRestore."""
    try:
        told = json.loads(data)
        if told.pop("format") != FORMAT:
            raise Damaged("this is no backup of a Midad paper")
        if told.pop("format_version") != FORMAT_VERSION:
            raise UnableToRestore("this archive has a form that this release does not know")
        rows = [SavedTable(**table) for table in told.pop("tables")]
        manifest = Manifest(tables=rows, **told)
        _check_types(manifest)
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
        raise Damaged("the archive's manifest cannot be read") from error
    return manifest


def _check_types(manifest: Manifest) -> None:
    for table in manifest.tables:
        whole = all(isinstance(number, int) for number in (table.rows, table.last_id or 0))
        if not whole or table.rows < 0 or not 0 <= (table.last_id or 0) < 2**63:
            raise ValueError(table.name)
    if not isinstance(manifest.migrations, dict):
        raise TypeError("migrations")


def check_suits_release(manifest: Manifest) -> None:
    """Raise UnableToRestore unless this release has the very tables the archive was made from."""
    loader = MigrationLoader(None)
    leaves = dict(loader.graph.leaf_nodes())
    if manifest.migrations != leaves:
        raise UnableToRestore(_of_another_release(manifest, loader, leaves))
    ours = [
        (table.name, [[column.name, column.kind] for column in table.columns])
        for table in tables.saved_tables()
    ]
    if ours != [(table.name, table.columns) for table in manifest.tables]:
        raise UnableToRestore("the archive's tables are not those of this release")


def _of_another_release(manifest: Manifest, loader: Any, leaves: dict[str, str]) -> str:
    unknown = set(manifest.migrations.items()) - set(loader.graph.nodes)
    if unknown:
        return (
            f"this archive was made by Midad {manifest.midad}, which is newer than this release or"
            " has other parts: restore it with that release"
        )
    return (
        f"this archive was made by Midad {manifest.midad}, which is older than this release:"
        " restore it with that release, then upgrade"
    )
