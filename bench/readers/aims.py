"""What voting and ``/me`` are to reach, beside what they reached."""

from collections.abc import Iterator
from typing import Any

from bench.press.aims import Aim
from bench.press.serving import ratio
from bench.readers.me import PAGE, STRANGER

_ACTS_PER_SECOND = {"postgres": 400, "sqlite": 150}
_TIMES_A_PAGE = 2.0
_NAMES = {"postgres": "PostgreSQL", "sqlite": "SQLite"}


def of(results: dict[str, Any]) -> list[Aim]:
    """Return the aims of the parts that were measured."""
    return [*_of_votes(results), *_of_me(results.get("me", {}))]


def _of_votes(results: dict[str, Any]) -> Iterator[Aim]:
    for part, wanted in _ACTS_PER_SECOND.items():
        if part in results:
            yield Aim(
                f"votes, {_NAMES[part]}", results[part]["acts_per_second"], wanted, "a second"
            )


def _of_me(servers: dict[str, Any]) -> Iterator[Aim]:
    for server, asked in servers.items():
        value = ratio(asked, PAGE, STRANGER)
        if value is not None:
            name = f"/me of a stranger / a baked page, {server}: cost"
            yield Aim(name, value, _TIMES_A_PAGE, at_most=True)
