"""How far a long act is: a bar with an estimate on a terminal, else plain lines now and then."""

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

_COLUMNS = (
    TextColumn("{task.description}"),
    BarColumn(),
    MofNCompleteColumn(),
    TimeRemainingColumn(),
)
_LINE_EVERY_SECONDS = 10.0
Shown = Callable[[int, int], None]


@contextmanager
def progress(name: str, say: Callable[[str], None]) -> Iterator[Shown]:
    """Give what to call with how much is done and how much there is in all."""
    console = Console()
    if not console.is_terminal:
        yield Lines(name, say)
        return
    with Progress(*_COLUMNS, console=console) as bar:
        task = bar.add_task(name, total=None)
        yield lambda done, total: bar.update(task, completed=done, total=total)


class Lines:
    """Says how far it is in plain lines: at the start, every ten seconds, at the end."""

    def __init__(self, name: str, say: Callable[[str], None]) -> None:
        self._name, self._say = name, say
        self._began = time.monotonic()
        self._next_at = 0.0
        self._last = ""

    def __call__(self, done: int, total: int) -> None:
        """Say it when it is time to."""
        now = time.monotonic()
        if now < self._next_at and done < total:
            return
        self._next_at = now + _LINE_EVERY_SECONDS
        line = f"{self._name} {done} of {total}{self._estimate(done, total, now)}"
        if line != self._last:
            self._say(line)
        self._last = line

    def _estimate(self, done: int, total: int, now: float) -> str:
        if not 0 < done < total:
            return ""
        seconds = (now - self._began) / done * (total - done)
        return f", {int(seconds // 60)}:{int(seconds % 60):02d} left"
