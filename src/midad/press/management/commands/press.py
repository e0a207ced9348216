"""``midad press run|bake|status|verify``: the worker, a bake at once, how the press stands."""

import os
from argparse import SUPPRESS, ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from midad.kit import clock
from midad.press import queries, whole_bake, worker
from midad.press.management.progress import progress
from midad.press.services import verifying

_NAMED = 20  # failing pages that ``status`` names


class Command(BaseCommand):
    """Run the press."""

    help = "Bake pages: a worker (run), everything stale now (bake), how it stands (status)."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Declare the three acts."""
        acts = parser.add_subparsers(dest="act", required=True)
        acts.add_parser("run", help="work until stopped")
        bake = acts.add_parser("bake", help="bake what is stale, then end")
        bake.add_argument(
            "--all", action="store_true", help="bake the whole paper anew, or go on with it"
        )
        bake.add_argument("--processes", type=int, default=os.cpu_count() or 1)
        bake.add_argument("--quiet", action="store_true", help="show no progress")
        bake.add_argument("--beside", action="store_true", help=SUPPRESS)  # one of several bakers
        acts.add_parser("status", help="say what is baked and what waits")
        verify = acts.add_parser("verify", help="compare the store with what should be there")
        verify.add_argument("--render", action="store_true", help="render every page to compare")
        verify.add_argument(
            "--mend", action="store_true", help="bake what is wrong, remove what is extra"
        )

    def handle(self, *args: Any, act: str, **options: Any) -> None:
        """Do one act."""
        if act == "run":
            press_worker = worker.PressWorker()
            press_worker.stop_on_signals()
            press_worker.run()
        elif act == "bake":
            self._bake(**options)
        elif act == "verify":
            self._verify(render=options["render"], mend=options["mend"])
        else:
            self._status()

    def _bake(self, *, processes: int, quiet: bool, **options: Any) -> None:
        if processes < 1:
            raise CommandError("--processes must be 1 or more")
        begun = whole_bake.begin(now=clock.now()) if options["all"] else None
        worker.adopt_present_theme()
        if begun:
            self.stdout.write(f"going on with the bake begun at {begun.isoformat()}")
        if quiet:
            whole_bake.bake(processes=processes, left=lambda _: None)
        else:
            self._bake_with_progress(processes)
        if options["all"]:
            whole_bake.end()
        failing = 0 if options["beside"] else queries.press_status().failing_pages
        if failing:
            raise CommandError(f"{failing} could not be baked: midad press status says why")

    def _bake_with_progress(self, processes: int) -> None:
        total = queries.pages_waiting(now=clock.now())
        with progress("baking", self.stdout.write) as shown:
            shown(0, total)
            whole_bake.bake(
                processes=processes,
                left=lambda left: shown(max(total - left, 0), max(total, left)),
            )

    def _verify(self, *, render: bool, mend: bool) -> None:
        looked_at, total = 0, queries.count_baked()
        with progress("verifying", self.stdout.write) as shown:

            def advance(pages: int) -> None:
                nonlocal looked_at
                looked_at += pages
                shown(looked_at, max(total, looked_at))

            faults = list(verifying.faults(render=render, progress=advance))
        for fault in faults:
            self.stdout.write(f"{fault.name:<8} {fault.where}  {fault.reason}".rstrip())
        if mend and faults:
            mended = verifying.mend(faults, now=clock.now())
            worker.bake_until_done()
            self.stdout.write(f"mended {mended}")
        elif faults:
            raise CommandError(f"{len(faults)} wrong: midad press verify --mend bakes them anew")
        else:
            self.stdout.write("the store is as it should be")

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
