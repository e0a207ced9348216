"""``midad import stories FILE --map NAME``: bring an archive in."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from rich.console import Console
from rich.progress import BarColumn, DownloadColumn, Progress, TextColumn, TimeRemainingColumn

from midad.kit import clock
from midad.press.receivers import baking_later
from midad.stories import press_rules
from midad.stories.services import importing


class Command(BaseCommand):
    """Import stories from a file of JSON lines (docs/contracts/import.md)."""

    help = "Import stories from FILE.jsonl, FILE.jsonl.gz or FILE.jsonl.zst."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Declare what, from where, by which mapping."""
        parser.add_argument("what", choices=["stories"])
        parser.add_argument("file", type=Path)
        parser.add_argument("--map", default="midad", choices=sorted(importing.MAPPINGS))
        parser.add_argument(
            "--refused", type=Path, help="where refused lines are named (FILE.refused.tsv)"
        )

    def handle(self, *args: Any, file: Path, **options: Any) -> None:
        """Import, show progress, say at the end what was done."""
        refused = options["refused"] or Path.cwd() / f"{file.name}.refused.tsv"
        started = clock.now()
        try:
            file.open("rb").close()  # before the list of an earlier run is emptied
            with refused.open("w", encoding="utf-8") as refusals:
                report = self._import(file, importing.MAPPINGS[options["map"]], refusals)
        except OSError as error:
            raise CommandError(f"{file}: {error.strerror or error}") from error
        seconds = max((clock.now() - started).total_seconds(), 0.001)
        self.stdout.write(
            f"imported {report.imported}, skipped {report.skipped}, refused {report.refused}"
            f" in {seconds:.0f} s ({report.imported / seconds:.0f} stories/s)"
        )
        if report.refused:
            self.stdout.write(f"refused lines are named in {refused}")
        else:
            refused.unlink()

    def _import(self, file: Path, mapping: Any, refusals: Any) -> importing.ImportReport:
        columns = (
            TextColumn("{task.description}"),
            BarColumn(),
            DownloadColumn(),
            TextColumn("{task.fields[rate]}"),
            TimeRemainingColumn(),
        )
        with Progress(*columns, console=Console(stderr=True)) as bar:
            task = bar.add_task("importing", total=file.stat().st_size, rate="")
            began = clock.now()

            def progress(report: importing.ImportReport) -> None:
                if report.lines % 50 == 0:
                    seconds = max((clock.now() - began).total_seconds(), 0.001)
                    rate = f"{report.lines} ({report.lines / seconds:.0f}/s)"
                    bar.update(task, completed=report.read_bytes, rate=rate)

            with baking_later():
                report = importing.import_stories(
                    path=file,
                    mapping=mapping,
                    refusals=refusals,
                    mark_stale=press_rules.mark_stories,
                    now=began,
                    progress=progress,
                )
            bar.update(task, completed=file.stat().st_size)
        return report
