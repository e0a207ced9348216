"""``midad restore FILE``: a saved paper, on this machine and this database."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from midad.kit import clock
from midad.press import supervisor
from midad.upkeep.management.bars import bars
from midad.upkeep.services import backup


class Command(BaseCommand):
    """Restore a paper."""

    help = "Restore a paper from FILE, into an empty database or in the place of another paper."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Declare from where, and whether the present paper goes."""
        parser.add_argument("file", type=Path)
        parser.add_argument(
            "--replace", action="store_true", help="put it in the place of the paper that is here"
        )

    def handle(self, *args: Any, file: Path, **options: Any) -> None:
        """Restore, show progress, say what was restored and what is left to do."""
        started = clock.now()
        home = Path(settings.MIDAD_HOME)
        try:
            home.mkdir(parents=True, exist_ok=True)
            with supervisor.only_one(home), bars() as progress:
                report = backup.restore(
                    path=file, replace=options["replace"], now=started, progress=progress
                )
        except (backup.UnableToRestore, OSError) as problem:
            raise CommandError(str(problem)) from problem
        except supervisor.AlreadyServed as refusal:
            raise CommandError(f"{refusal}: stop it first") from refusal
        self._tell(report, (clock.now() - started).total_seconds())

    def _tell(self, report: backup.RestoreReport, seconds: float) -> None:
        self.stdout.write(
            f"restored {report.rows} rows and {report.files} files in {seconds:.0f} s:"
            f" the paper of {report.made_at}, Midad {report.midad}"
        )
        if report.settings:
            self.stdout.write(f"set otherwise here than there: {', '.join(report.settings)}")
        self.stdout.write(
            f"{report.stale_pages} pages wait to be baked: midad serve, or midad press bake"
        )
