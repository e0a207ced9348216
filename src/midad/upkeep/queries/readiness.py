"""Whether the paper is ready: can be read from, written to, and somebody bakes."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import Error as DatabaseError

from midad.press import queries as press
from midad.press.store import FileStore
from midad.press.stores import the_store
from midad.upkeep.queries import database, disk

SILENT_AFTER = timedelta(seconds=30)
OK = "ok"


@dataclass(frozen=True)
class Readiness:
    """How each part stands: "ok", or in a few words why not. Names no host, path or version."""

    parts: dict[str, str]

    @property
    def is_ready(self) -> bool:
        """Tell whether every part stands."""
        return all(words == OK for words in self.parts.values())


def readiness(*, now: datetime) -> Readiness:
    """Return whether the paper can do its work, part by part."""
    parts = {"database": OK, "migrations": OK, "store": _store(), "worker": OK}
    if database.database_trouble():
        unknown = dict.fromkeys(("migrations", "worker"), "unknown while the database is away")
        return Readiness({**parts, **unknown, "database": "does not answer"})
    try:
        parts["migrations"] = OK if database.is_migrated() else "not all applied"
        parts["worker"] = _worker(now)
    except DatabaseError:
        parts["worker"] = "unknown"
    return Readiness(parts)


def _store() -> str:
    store = the_store()
    try:
        if isinstance(store, FileStore):
            return "cannot be written" if disk.write_trouble(store.root) else OK
        store.has("404.html")  # elsewhere a write costs; that it answers must do
    except Exception:  # whatever another store's driver raises
        return "does not answer"
    return OK


def _worker(now: datetime) -> str:
    seen = press.workers_seen().values()
    if any(now - moment <= SILENT_AFTER for moment in seen):
        return OK
    return f"not seen for {SILENT_AFTER.seconds} seconds"
