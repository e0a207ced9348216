"""Papers in places of their own: each has its folder, its database and its processes."""

import json
import os
import shutil
import signal
import sqlite3
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

from tests.tools import ROOT


@dataclass
class Place:
    """Where a paper lives; without ``database`` it is SQLite in the folder."""

    home: Path
    database: str = ""

    @property
    def environment(self) -> dict[str, str]:
        """Return the environment of the paper's processes."""
        return {
            **os.environ,
            "DJANGO_SETTINGS_MODULE": "midad.config.settings.test",
            "MIDAD_HOME": str(self.home),
            "MIDAD_URL": "http://localhost:8000",
            "DATABASE_URL": self.database,
            "PYTHONPATH": os.pathsep.join([str(ROOT / "src"), str(ROOT)]),
        }

    def acting(self, *acts: list[str], **more: str) -> subprocess.Popen:
        """Start a process that does ``acts`` one after another: ``midad`` commands and making."""
        return subprocess.Popen(
            [sys.executable, "-m", "tests.upkeep.places", json.dumps(acts)],
            env={**self.environment, **more},
            cwd=ROOT,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )

    def act(self, *acts: list[str], **more: str) -> str:
        """Do ``acts`` and return what was printed; a failure is raised with its words."""
        done = self.acting(*acts, **more)
        out, errors = done.communicate(timeout=300)
        if done.returncode:
            raise RuntimeError(errors)
        return out

    def copy(self, home: Path) -> "Place":
        """Return a paper that is this one in another folder."""
        shutil.copytree(self.home, home)
        return Place(home)

    def files(self, folder: str) -> dict[str, bytes]:
        """Return every file of a folder, by its place in it."""
        root = self.home / folder
        found = (path for path in root.rglob("*") if path.is_file())
        return {str(path.relative_to(root)): path.read_bytes() for path in found}

    def rows(self, left_out: set[str]) -> dict[str, list[tuple]]:
        """Return every row as SQLite holds it, asked without Django, by table."""
        connection = sqlite3.connect(self.home / "paper.sqlite3")
        try:
            asked = "SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name"
            names = [name for (name,) in connection.execute(asked)]
            return {
                name: sorted(connection.execute(f'SELECT * FROM "{name}"'), key=repr)
                for name in names
                if name not in left_out and "_fts" not in name
            }
        finally:
            connection.close()


def main() -> None:
    """Do the acts named in the first argument."""
    import django

    django.setup()
    for name, *words in json.loads(sys.argv[1]):
        _act(name, words)


def _act(name: str, words: list[str]) -> None:
    from django.conf import settings
    from django.core.management import CommandError, call_command

    from tests.upkeep import paper_to_save

    if name == "make paper":
        paper_to_save.make_paper()
    elif name == "make another paper":
        paper_to_save.make_another_paper(Path(settings.MEDIA_ROOT))
    elif name == "new story":
        paper_to_save.add_story(settings.MIDAD_HOME / "other-store")
    elif name == "killed":
        _kill_until_done(words)
    elif name == "refused":
        try:
            call_command(*words)
        except CommandError as refusal:
            print(f"refused: {refusal}")
    else:
        call_command(name, *words)


def _kill_until_done(words: list[str]) -> None:
    """Run a command and kill it, later and later, until it comes to its end; tell what stood then.

    It is killed by a signal that no Python sees.
    """
    from django.core.management import call_command
    from django.db import connections

    seconds, code = 0.02, 1
    while code:
        connections.close_all()
        child = os.fork()
        if not child:
            signal.setitimer(signal.ITIMER_REAL, seconds)
            call_command(*words)
            os._exit(0)
        code = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
        if code not in (0, -signal.SIGALRM):
            raise RuntimeError(f"{words} ended with {code}")
        if code:
            print(f"killed {words[0]}: {_what_stands(Path(words[-1]))}")
        seconds *= 1.5


def _what_stands(archive: Path) -> str:
    from midad.press.models import StalePage
    from midad.stories.models import StoryPage

    there = "an archive" if archive.exists() else "no archive"
    return f"{there}, {StoryPage.objects.count()} stories, {bool(StalePage.objects.count())} stale"


if __name__ == "__main__":
    main()
