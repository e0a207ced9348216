"""Papers in places of their own: each has its folder, its database and its processes."""

import json
import os
import shutil
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
            "DJANGO_SETTINGS_MODULE": "midad.config.settings.dev",
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

    def refused(self, *acts: list[str]) -> str:
        """Do ``acts`` and return the words with which they were refused."""
        done = self.acting(*acts)
        _, errors = done.communicate(timeout=300)
        assert done.returncode and "Traceback" not in errors.splitlines()[0], errors
        return errors

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
    from django.conf import settings
    from django.core.management import call_command

    from tests.upkeep import paper_to_save

    for name, *words in json.loads(sys.argv[1]):
        if name == "make paper":
            paper_to_save.make_paper()
        elif name == "make another paper":
            paper_to_save.make_another_paper(Path(settings.MEDIA_ROOT))
        elif name == "new story":
            paper_to_save.add_story()
        else:
            call_command(name, *words)


if __name__ == "__main__":
    main()
