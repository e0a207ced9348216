"""``midad demo``: the demo newspaper on this machine, from an empty folder to a served paper."""

import os
import secrets
import sys
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.conf import settings
from django.contrib.auth import get_user_model
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn

from midad.demo import services
from midad.kit import clock
from midad.newsroom import services as newsroom
from midad.press import processes, queries, supervisor, worker

CHIEF_EDITOR = "chief@marfa.example"
LOGIN_FILE = "chief-editor.txt"
STEP_NAMES = {"pictures": "drawing pictures", "stories": "writing stories"}


class Command(BaseCommand):
    """Make the demo newspaper if it is not there, and serve it."""

    help = "Load the demo newspaper, bake it and serve it with its workers."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Declare the port, and a way to load without serving."""
        parser.add_argument("--port", type=int, default=8000)
        parser.add_argument("--no-serve", action="store_true", help="load and bake, then end")

    def handle(self, *args: Any, port: int, **options: Any) -> None:
        """Prepare what is missing, then serve until stopped."""
        if settings.IN_PRODUCTION:
            raise CommandError("the demo's chief editor has a password anybody can read: not here")
        self.console = Console()
        if not options["no_serve"] and not supervisor.port_is_free("127.0.0.1", port):
            raise CommandError(
                f"port {port} is taken: stop what runs there, or choose PORT={port + 1}"
            )
        try:
            with supervisor.only_one(settings.MIDAD_HOME):
                self._run(port, serves=not options["no_serve"])
        except supervisor.AlreadyServed as refusal:
            raise CommandError(str(refusal)) from refusal

    def _run(self, port: int, *, serves: bool) -> None:
        self._migrate()
        self._load()
        self._bake()
        login = self._chief_editor()
        if serves:
            self._serve(port, login)

    def _say(self, words: str) -> None:
        self.console.print(f"[bold]·[/bold] {words}")

    def _migrate(self) -> None:
        executor = MigrationExecutor(connection)
        if executor.migration_plan(executor.loader.graph.leaf_nodes()):
            self._say("making the database")
            call_command("migrate", verbosity=0, interactive=False)
        manifest = Path(settings.STATIC_ROOT) / "staticfiles.json"
        newest = max(path.stat().st_mtime for path in Path(settings.THEME_DIR).rglob("*"))
        if not manifest.is_file() or manifest.stat().st_mtime < newest:
            self._say("collecting styles and scripts")
            call_command("collectstatic", verbosity=0, interactive=False)

    def _load(self) -> None:
        if services.demo_is_loaded():
            return
        self._say("loading the demo newspaper")
        newsroom.found_newsroom()
        with self._bar() as bar:
            tasks: dict[str, Any] = {}

            def progress(what: str, done: int, total: int) -> None:
                if what not in tasks:
                    tasks[what] = bar.add_task(STEP_NAMES[what], total=total)
                bar.update(tasks[what], completed=done)

            try:
                services.load_demo(now=clock.now(), progress=progress)
            except services.UnableToLoadDemo as problem:
                raise CommandError(str(problem)) from problem
        # The task worker would come to it a minute later: the newsroom's search works at once.
        self._say("indexing for the newsroom's search")
        call_command("update_index", verbosity=0)

    def _bake(self) -> None:
        """Bake what is stale, so that the paper is whole before its address is given."""
        worker.adopt_present_theme()
        waiting = queries.press_status().stale_pages
        if not waiting:
            return
        self._say("baking the paper")
        with self._bar() as bar:
            task = bar.add_task("baking pages", total=waiting)
            worker.bake_until_done(progress=lambda taken: bar.advance(task, taken))

    def _bar(self) -> Progress:
        columns = (TextColumn("  {task.description}"), BarColumn(), MofNCompleteColumn())
        return Progress(*columns, console=self.console)

    def _chief_editor(self) -> Path:
        """Make the chief editor at the first start; the login stands in a file of one's own."""
        path = Path(settings.MIDAD_HOME) / LOGIN_FILE
        users = get_user_model()
        if path.is_file() and users._default_manager.filter(email=CHIEF_EDITOR).exists():
            return path
        password = secrets.token_urlsafe(9)
        editor = users._default_manager.filter(email=CHIEF_EDITOR).first()
        if editor is None:
            editor = users._default_manager.create_superuser(
                CHIEF_EDITOR, first_name="رئيسة", last_name="التحرير"
            )
        editor.set_password(password)
        editor.save()
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        with os.fdopen(descriptor, "w", encoding="utf-8") as file:
            file.write(f"{CHIEF_EDITOR}\n{password}\n")
        return path

    def _serve(self, port: int, login: Path) -> None:
        email, password = login.read_text(encoding="utf-8").split()
        self.console.print(
            f"\n  paper     [bold]http://localhost:{port}/[/bold]"
            f"\n  newsroom  [bold]http://localhost:{port}/newsroom/[/bold]"
            f"\n  login     {email}   {password}\n"
            "\n  Ctrl-C stops everything.\n"
        )
        sys.stdout.flush()
        connection.close()
        with processes.whole_paper(
            host="127.0.0.1", port=port, proxy_hops=settings.PROXY_HOPS
        ) as children:
            supervisor.Supervisor(children, self._say).run()
