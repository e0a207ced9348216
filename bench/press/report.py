"""The figures as tables for the terminal and as JSON."""

import json
from collections.abc import Iterator
from dataclasses import asdict
from pathlib import Path
from typing import Any

from rich.table import Table

from bench.press.aims import Aim
from bench.press.peers import READERS

_MB = 1024 * 1024


def tables(results: dict[str, Any], aims: list[Aim]) -> Iterator[Table]:
    """Yield a table for each part that was measured, and one of the aims."""
    if "serving" in results:
        for name, peers in results["serving"]["contests"].items():
            yield _serving(name, peers)
        yield _newsroom(results["serving"]["newsroom"])
    if "publish" in results:
        yield _publishing(results["publish"])
    if "bake" in results:
        yield _baking(results["bake"])
    if "size" in results:
        yield _sizes(results["size"])
    if aims:
        yield of_aims(aims)


def of_aims(aims: list[Aim]) -> Table:
    """Return the aims with what was reached; one that was missed says so."""
    table = _table("aims", "figure", "reached", "aim", "")
    for aim in aims:
        bound = "at most" if aim.at_most else "at least"
        words = "met" if aim.met else "[bold red]missed[/]"
        table.add_row(aim.name, _amount(aim.value, aim.unit), f"{bound} {aim.wanted:g}", words)
    return table


def write(path: Path, results: dict[str, Any], aims: list[Aim]) -> None:
    """Write everything that was measured to ``path``."""
    whole = {**results, "aims": [{**asdict(aim), "met": aim.met} for aim in aims]}
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps(whole, indent=2, ensure_ascii=False) + "\n", encoding="utf-8")


def _serving(name: str, peers: dict[str, Any]) -> Table:
    heads = ("requests/s", "p50 ms", "p99 ms", "server µs", "bytes")
    heads = (*heads, "memory MB", "errors", "wrk busy")
    table = _table(f"serving, {name}", "", *heads)
    for peer, told in peers.items():
        table.add_row(
            peer,
            f"{told['requests_per_second']:,.0f}",
            f"{told['p50_ms']:.2f}",
            f"{told['p99_ms']:.2f}",
            f"{told['server_us']:,.1f}",
            f"{told['bytes_per_answer']:,.0f}",
            _memory(told["memory"]),
            str(told["errors"]),
            f"{told['busy']:.0%}",
        )
    return table


def _memory(held: dict[str, int]) -> str:
    """Return what all programs hold; in brackets the part of the process that answers readers."""
    readers = held.get(READERS, 0)
    whole = f"{(sum(held.values()) - readers) / _MB:.0f}"
    return f"{whole} ({readers / _MB:.0f})" if readers else whole


def _newsroom(told: dict[str, Any]) -> Table:
    table = _table("the slow page of the newsroom meanwhile", "answers/s", "p50 ms")
    table.add_row(f"{told.get('requests_per_second', 0):.1f}", f"{told.get('p50_ms', 0):,.0f}")
    return table


def _publishing(desks: dict[str, Any]) -> Table:
    heads = ("publishes", "call p50", "all pages p50", "p95", "new p50", "minor fix p50")
    table = _table("publish to visible, ms", "", *heads)
    for name, told in desks.items():
        kinds = [told[kind]["p50"] for kind in ("new_story_ms", "minor_fix_ms")]
        spans = [told["call_ms"]["p50"], *told["all_pages_ms"].values(), *kinds]
        table.add_row(name, str(told["publishes"]), *(f"{span:.0f}" for span in spans))
    return table


def _baking(told: dict[str, Any]) -> Table:
    table = _table("whole bake", "", "")
    rate = f"{told['pages_per_second']:.0f} pages/s"
    table.add_row(f"{told['pages']:,} pages, {told['processes']} process(es)", rate)
    for name, held in told["memory"].items():
        table.add_row(f"memory, {name.replace('_', ' ')}", f"{held / _MB:.0f} MB")
    for part, share in told["profile"]["shares"].items():
        table.add_row(f"time in {part}", f"{share:.1%}")
    return table


def _sizes(told: dict[str, Any]) -> Table:
    table = _table("size, bytes", "", "plain", "gzip", "brotli", "all")
    rows = [("story page, median", told["story_page"]), ("hot page", told["hot_page"])]
    for name, row in [*rows, ("store", told["store"])]:
        forms = [row[form] for form in ("plain", "gzip", "brotli")]
        table.add_row(name, *(f"{size:,.0f}" for size in [*forms, sum(forms)]))
    each = [f"{told[name]:,.0f}" for name in ("store_per_story", "on_disk_per_story")]
    table.add_row(f"store a story of {told['stories']:,}; in blocks {each[1]}", "", "", "", each[0])
    return table


def _amount(value: float, unit: str) -> str:
    digits = f"{value:,.0f}" if value >= 20 else f"{value:.2f}"
    return f"{digits}{unit}" if unit == "×" else f"{digits} {unit}"


def _table(title: str, first: str, *heads: str) -> Table:
    table = Table(title=title, title_justify="left", title_style="bold")
    table.add_column(first)
    for head in heads:
        table.add_column(head, justify="right")
    return table
