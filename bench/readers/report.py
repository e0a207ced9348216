"""The figures as tables for the terminal."""

from collections.abc import Iterator
from typing import Any

from rich.table import Table

from bench.press.aims import Aim
from bench.press.report import of_aims
from bench.press.serving import ratio
from bench.readers.me import PAGE

PARTS = {"postgres": "PostgreSQL", "sqlite": "SQLite"}


def tables(results: dict[str, Any], aims: list[Aim]) -> Iterator[Table]:
    """Yield a table for each part that was measured, and one of the aims."""
    if results.keys() & PARTS.keys():
        yield _votes({name: results[part] for part, name in PARTS.items() if part in results})
    for server, asked in results.get("me", {}).items():
        yield _me(server, asked)
    if aims:
        yield of_aims(aims)


def _votes(databases: dict[str, Any]) -> Table:
    heads = ("acts/s", "p50 ms", "p99 ms", "newsroom µs", "readers' µs", "workers' µs")
    heads = (*heads, "votes", "taken back", "come back", "refused", "stand")
    table = _table("votes, exactly counted", *heads)
    for name, told in databases.items():
        counts = (told[key] for key in ("votes", "taken_back", "come_back", "refused", "standing"))
        table.add_row(
            name,
            f"{told['acts_per_second']:,.0f}",
            f"{told['p50_ms']:,.0f}",
            f"{told['p99_ms']:,.0f}",
            *(f"{spent:,.0f}" for spent in told["us"].values()),
            *(f"{count:,}" for count in counts),
        )
    return table


def _me(server: str, asked: dict[str, Any]) -> Table:
    heads = ("requests/s", "p50 ms", "p99 ms", "server µs", "errors", "a page's rate /")
    table = _table(f"/me, {server}", *heads)
    for name, told in asked.items():
        table.add_row(
            name,
            f"{told['requests_per_second']:,.0f}",
            f"{told['p50_ms']:.2f}",
            f"{told['p99_ms']:.2f}",
            f"{told['server_us']:,.1f}",
            str(told["errors"]),
            f"{ratio(asked, PAGE, name) or 0:,.2f}",
        )
    return table


def _table(title: str, *heads: str) -> Table:
    table = Table("", title=title, title_justify="left", title_style="bold")
    for head in heads:
        table.add_column(head, justify="right")
    return table
