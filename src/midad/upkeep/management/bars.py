"""The progress of a backup or a restore, a bar for each of its parts."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager

from rich.console import Console
from rich.progress import BarColumn, Progress, TaskID, TaskProgressColumn, TextColumn
from rich.progress import TimeRemainingColumn as TimeLeft


@contextmanager
def bars() -> Iterator[Callable[[str, int, int], None]]:
    """Show bars on the error output; give what to call with a part, what is done, what there is."""
    columns = (TextColumn("{task.description}"), BarColumn(), TaskProgressColumn(), TimeLeft())
    with Progress(*columns, console=Console(stderr=True)) as shown:
        parts: dict[str, TaskID] = {}

        def progress(part: str, done: int, total: int) -> None:
            if part not in parts:
                parts[part] = shown.add_task(part)
            shown.update(parts[part], completed=done, total=total)

        yield progress
