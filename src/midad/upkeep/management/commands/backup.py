"""``midad backup FILE``: the whole paper in one file, while it runs."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from midad.kit import clock
from midad.upkeep.management.bars import bars
from midad.upkeep.services import backup


class Command(BaseCommand):
    """Save the paper."""

    help = "Save database, pictures, documents and settings in one new FILE (tar.zst)."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Declare where to, and whether secrets go along."""
        parser.add_argument("file", type=Path)
        parser.add_argument(
            "--with-secrets", action="store_true", help="save secret settings too, the key and all"
        )

    def handle(self, *args: Any, file: Path, **options: Any) -> None:
        """Save, show progress, say at the end what was saved."""
        started = clock.now()
        try:
            with bars() as progress:
                report = backup.back_up(
                    path=file, with_secrets=options["with_secrets"], now=started, progress=progress
                )
        except backup.UnableToBackUp as problem:
            raise CommandError(str(problem)) from problem
        seconds = (clock.now() - started).total_seconds()
        self.stdout.write(
            f"saved {report.rows} rows and {report.files} files in {file}:"
            f" {report.size_bytes / 1e6:.1f} MB, {seconds:.0f} s"
        )
