"""``python -m bench.readers``: choose the parts, make the papers, measure, print and write."""

import os
import signal
import sys
import tempfile
from argparse import ArgumentParser, Namespace
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from rich.console import Console

from bench.press import machine, packages, paper
from bench.press.paper import ROOT
from bench.press.processes import UnableToStart
from bench.press.report import write
from bench.readers import aims, me, report, voting
from bench.readers.exactness import VotesDiffer
from bench.readers.voting import Extent
from tests.postgres import running_cluster

_PACKAGES = ("wrk", "nginx", "libnginx-mod-http-brotli-static")
_WIDTH = 130  # of the tables where there is no terminal
_console = Console(stderr=True)


def postgres(options: Namespace, folder: Path) -> dict[str, Any]:
    """Measure votes on PostgreSQL, which writes each to the disk before it answers."""
    with running_cluster(durable=True) as cluster:
        return _votes(options, folder, cluster.url)


def sqlite(options: Namespace, folder: Path) -> dict[str, Any]:
    """Measure votes on SQLite."""
    return _votes(options, folder, "")


def who_asks(options: Namespace, folder: Path) -> dict[str, Any]:
    """Measure ``/me`` beside a baked page."""
    founded = paper.founded(folder / "paper", options.stories)
    rounds = {"rounds": options.rounds, "seconds": options.seconds}
    return me.measure(founded, folder, **rounds, say=say)


PARTS: dict[str, Callable[[Namespace, Path], dict[str, Any]]] = {
    "postgres": postgres,
    "sqlite": sqlite,
    "me": who_asks,
}


def say(words: str) -> None:
    """Tell on the terminal how far it is."""
    _console.print(f"[bold]·[/bold] {words}")


def main() -> int:
    """Measure what was asked for; return the exit code."""
    options = _options()
    if len(os.sched_getaffinity(0)) < 2:
        _console.print("two cores are needed: one for the server, one for the load")
        return 1
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(1))  # what was started is stopped on the way
    try:
        packages.install(_PACKAGES)
        results = _measured(options)
    except (packages.UnableToInstall, UnableToStart, VotesDiffer) as reason:
        _console.print(str(reason), markup=False)
        return 1
    terminal = Console(width=None if sys.stdout.isatty() else _WIDTH)
    for table in report.tables(results, aims.of(results)):
        terminal.print(table)
    say(f"written to {options.json}")
    return 0


def _measured(options: Namespace) -> dict[str, Any]:
    """Measure part by part; each is written when it is done, should a later one fail."""
    results: dict[str, Any] = {
        "at": datetime.now(UTC).isoformat(timespec="seconds"),
        "options": {name: str(value) for name, value in vars(options).items()},
        "machine": machine.described(),
        "versions": machine.versions(),
    }
    with tempfile.TemporaryDirectory(prefix="midad-bench-readers-") as name:
        Path(name).chmod(0o755)  # nginx runs as a user of its own
        for part in options.only:
            folder = Path(name) / part
            folder.mkdir(mode=0o755)
            say(f"founding a paper: {part}")
            results[part] = PARTS[part](options, folder)
            write(options.json, results, aims.of(results))
    return results


def _votes(options: Namespace, folder: Path, database: str) -> dict[str, Any]:
    founded = paper.founded(folder / "paper", options.stories, database)
    say(f"{options.clients} clients vote for {options.seconds:g} s")
    extent = Extent(options.seconds, options.readers, options.clients, options.votes)
    return voting.measure(founded, extent, folder)


def _options() -> Namespace:
    parser = ArgumentParser(
        prog="python -m bench.readers", description=sys.modules[__name__].__doc__
    )
    parser.add_argument("--only", type=_parts, default=list(PARTS), help=",".join(PARTS))
    parser.add_argument("--seconds", type=float, default=10, help="of each load (10)")
    parser.add_argument("--readers", type=int, default=500, help="who are signed in (500)")
    parser.add_argument("--stories", type=int, default=20, help="that are voted on (20)")
    parser.add_argument("--clients", type=int, default=64, help="who vote at once (64)")
    parser.add_argument("--votes", type=int, default=0, help="at most, 0 for no end (0)")
    parser.add_argument("--rounds", type=int, default=5, help="of /me beside a page (5)")
    parser.add_argument("--json", type=Path, default=ROOT / "var" / "bench-readers.json")
    options = parser.parse_args()
    if options.readers < options.clients:
        parser.error("each client needs a reader of its own")
    return options


def _parts(text: str) -> list[str]:
    names = text.split(",")
    if set(names) - PARTS.keys():
        raise ValueError
    return names


if __name__ == "__main__":
    sys.exit(main())
