"""``python -m bench.press``: choose the parts, make the papers, measure, print and write."""

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

from bench.press import (
    aims,
    baking,
    machine,
    packages,
    paper,
    peers,
    publishing,
    report,
    serving,
    sizes,
)
from bench.press.paper import ROOT, Paper
from bench.press.processes import UnableToStart

_WIDTH = 130  # of the tables where there is no terminal
_console = Console(stderr=True)


class Bench:
    """The parts of the measure, each on its own; baking spoils the paper and comes last."""

    def __init__(self, options: Namespace, folder: Path) -> None:
        self._options = options
        self._folder = folder
        self._paper = self._the_paper()

    def size(self) -> dict[str, Any]:
        """Measure bytes."""
        return sizes.measure(self._paper)

    def serving(self) -> dict[str, Any]:
        """Measure requests a second against the peers."""
        packages.install()
        options = self._options
        with peers.all_running(self._paper, self._folder, options.peers) as together:
            return serving.measure(
                together, rounds=options.rounds, seconds=options.seconds, say=say
            )

    def publish(self) -> dict[str, Any]:
        """Measure from the click to changed bytes."""
        say("making a paper of 100 stories")
        return publishing.measure(
            self._paper,
            paper.small(self._folder / "small"),
            self._folder,
            publishes=self._options.publishes,
            wagtail="wagtail" in self._options.peers,
            say=say,
        )

    def bake(self) -> dict[str, Any]:
        """Measure the whole bake."""
        return baking.measure(self._paper, self._folder, say=say)

    def _the_paper(self) -> Paper:
        home = self._options.home
        say(f"copying the paper in {home}" if home else "making the demo newspaper")
        folder = self._folder / "paper"
        return paper.copied(home, folder) if home else paper.demo(folder)


PARTS: dict[str, Callable[[Bench], dict[str, Any]]] = {
    "size": Bench.size,
    "serving": Bench.serving,
    "publish": Bench.publish,
    "bake": Bench.bake,
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
        results = _measured(options)
    except (packages.UnableToInstall, UnableToStart, FileNotFoundError) as reason:
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
    }
    with tempfile.TemporaryDirectory(prefix="midad-bench-press-", dir=options.folder) as name:
        folder = Path(name)
        folder.chmod(0o755)  # nginx, PHP and MariaDB run as users of their own
        bench = Bench(options, folder)
        for part, measure in PARTS.items():
            if part in options.only:
                results[part] = measure(bench)
                results["versions"] = machine.versions()  # now that the peers are there
                report.write(options.json, results, aims.of(results))
    return results


def _options() -> Namespace:
    parser = ArgumentParser(prog="python -m bench.press", description=sys.modules[__name__].__doc__)
    parser.add_argument("--home", type=Path, help="a paper's folder, copied (the demo)")
    parser.add_argument("--only", type=_names(PARTS), default=list(PARTS), help=",".join(PARTS))
    parser.add_argument(
        "--peers", type=_names(peers.NAMES), default=list(peers.NAMES), help=",".join(peers.NAMES)
    )
    parser.add_argument("--rounds", type=int, default=5, help="of serving (5)")
    parser.add_argument("--seconds", type=float, default=6, help="of each load (6)")
    parser.add_argument("--publishes", type=int, default=40, help="at each desk (40)")
    parser.add_argument("--json", type=Path, default=ROOT / "var" / "bench-press.json")
    parser.add_argument("--folder", type=Path, help="where the temporary folder is made")
    return parser.parse_args()


def _names(known: Any) -> Callable[[str], list[str]]:
    """Return a reader of names with commas between them, each of them ``known``."""

    def read(text: str) -> list[str]:
        names = text.split(",")
        unknown = sorted(set(names) - set(known))
        if unknown:
            raise ValueError(f"unknown: {', '.join(unknown)}")
        return names

    read.__name__ = f"names of {', '.join(known)}"
    return read


if __name__ == "__main__":
    sys.exit(main())
