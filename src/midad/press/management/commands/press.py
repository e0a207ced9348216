"""``midad press run|bake|status``: the worker, a bake at once, how the press stands."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

from midad.kit import clock
from midad.press import queries, services, worker

_NAMED = 20  # failing pages that ``status`` names


class Command(BaseCommand):
    """Run the press."""

    help = "Bake pages: a worker (run), everything stale now (bake), how it stands (status)."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Declare the three acts."""
        acts = parser.add_subparsers(dest="act", required=True)
        acts.add_parser("run", help="work until stopped")
        bake = acts.add_parser("bake", help="bake what is stale, then end")
        bake.add_argument("--all", action="store_true", help="bake the whole paper anew")
        acts.add_parser("status", help="say what is baked and what waits")

    def handle(self, *args: Any, act: str, **options: Any) -> None:
        """Do one act."""
        if act == "run":
            press_worker = worker.PressWorker()
            press_worker.stop_on_signals()
            press_worker.run()
        elif act == "bake":
            self._bake(everything=options["all"])
        else:
            self._status()

    def _bake(self, *, everything: bool) -> None:
        if everything:
            services.mark_everything(now=clock.now())
        worker.adopt_present_theme()
        columns = (
            TextColumn("{task.description}"),
            BarColumn(),
            MofNCompleteColumn(),
            TimeRemainingColumn(),
        )
        with Progress(*columns) as bar:
            waiting = bar.add_task("baking", total=queries.press_status().stale_pages)
            worker.bake_until_done(progress=lambda taken: bar.advance(waiting, taken))

    def _status(self) -> None:
        status = queries.press_status()
        self.stdout.write(f"baked   {status.baked_pages}")
        self.stdout.write(f"stale   {status.stale_pages}")
        self.stdout.write(f"failing {status.failing_pages}")
        if status.oldest_since:
            self.stdout.write(f"oldest  since {status.oldest_since.isoformat()}")
        for page in queries.failing_pages(limit=_NAMED):
            self.stdout.write(f"{page.address}  tried {page.attempts}, {page.last_error}")
        if status.failing_pages > _NAMED:
            self.stdout.write(f"and {status.failing_pages - _NAMED} more")
