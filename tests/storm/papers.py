"""Where a storm's paper lies, and running what harms it in a process of its own."""

import json
import os
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

from django.db import connection
from wagtail.models import Page

from tests.tools import ROOT

LONGEST_SECONDS = 400  # no measure of speed: a process that hangs ends the test


def environment(folder: Path, database: str = "") -> dict[str, str]:
    """Return the environment of a paper in ``folder``; without ``database`` it is SQLite there."""
    return {
        **os.environ,
        "DJANGO_SETTINGS_MODULE": "midad.config.settings.test",
        "MIDAD_HOME": str(folder / "home"),
        "MIDAD_STORE": "",
        "DATABASE_URL": database,
        "PYTHONPATH": os.pathsep.join([str(ROOT / "src"), str(ROOT)]),
    }


def plant(folder: Path) -> None:
    """Put an empty paper into ``folder``, copied from this suite's database where it is one."""
    (folder / "home").mkdir()
    if connection.vendor == "sqlite" and Page.objects.filter(depth=1).exists():
        connection.close()
        with (
            closing(sqlite3.connect(connection.settings_dict["NAME"])) as here,
            closing(sqlite3.connect(folder / "home" / "paper.sqlite3")) as there,
        ):
            here.backup(there)


def run(module: str, folder: Path, *words: object, database: str = "") -> dict:
    """Run a module of the storm over the paper in ``folder``; return what it tells."""
    done = subprocess.run(
        [sys.executable, "-m", module, str(folder), *map(str, words)],
        env=environment(folder, database),
        capture_output=True,
        text=True,
        timeout=LONGEST_SECONDS,
    )
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout.splitlines()[-1])
