"""``midad serve``: the whole paper on this machine, server and workers, until stopped."""

from argparse import ArgumentParser
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError

from midad.press import processes, supervisor

_ELSEWHERE = (
    "the pages are in a bucket, and readers are answered from there: start the newsroom's server"
    " with --only newsroom, and the workers by midad press run and midad db_worker"
)


class Command(BaseCommand):
    """Serve the paper and its newsroom, bake, and do Wagtail's own tasks."""

    help = (
        "Serve the paper: the server, the press worker and the task worker, restarted if they fall."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Declare where to listen."""
        parser.add_argument("--host", default="127.0.0.1")
        parser.add_argument("--port", type=int, default=8000)
        parser.add_argument(
            "--only",
            choices=["newsroom"],
            help="the newsroom's server alone, behind a server that answers readers itself",
        )

    def handle(self, *args: Any, host: str, port: int, only: str | None, **options: Any) -> None:
        """Run until stopped; a taken port is one clear line."""
        if not supervisor.port_is_free(host, port):
            raise CommandError(f"port {port} is taken: stop what runs there or choose another")
        if not only and settings.PRESS_STORE_BUCKET:
            raise CommandError(_ELSEWHERE)
        if only:
            self._run(processes.newsroom_alone(host=host, port=port))
            return
        try:
            with supervisor.only_one(settings.MIDAD_HOME):
                call_command("collectstatic", verbosity=0, interactive=False)
                hops = settings.PROXY_HOPS
                with processes.whole_paper(host=host, port=port, proxy_hops=hops) as children:
                    self._run(children)
        except supervisor.AlreadyServed as refusal:
            raise CommandError(str(refusal)) from refusal

    def _run(self, children: list[supervisor.Child]) -> None:
        supervisor.Supervisor(children, self.stdout.write).run()
