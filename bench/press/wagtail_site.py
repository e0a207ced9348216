"""The plain Wagtail page under gunicorn, in a folder that goes away."""

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from bench.press.paper import ROOT, said
from bench.press.processes import SERVER_CORE, free_port, running

_WORKERS = 3  # twice the cores and one, as gunicorn's own documentation has it


@dataclass(frozen=True)
class PlainSite:
    """The plain site: its folder, and the path of its one story."""

    folder: Path
    address: str

    @property
    def environment(self) -> dict[str, str]:
        """Return what its processes read."""
        return _environment(self.folder)

    @contextmanager
    def served(self, core: int | None = SERVER_CORE) -> Iterator[tuple[int, int]]:
        """Run gunicorn for the block; yield its port and its process id."""
        port = free_port()
        command = [sys.executable, "-m", "gunicorn", "--workers", str(_WORKERS)]
        command += ["--bind", f"127.0.0.1:{port}", "bench.press.plain_wagtail.wsgi:application"]
        log = self.folder / "gunicorn.log"
        with running(command, log=log, ready=port, core=core, environment=self.environment) as pid:
            yield port, pid


def made(story: dict[str, Any], folder: Path) -> PlainSite:
    """Make the site in ``folder`` with ``story`` as its page."""
    migrations = folder / "plain_migrations"
    migrations.mkdir(parents=True)
    (migrations / "__init__.py").touch()
    environment = _environment(folder)
    for words in (["makemigrations", "plain"], ["migrate"], ["collectstatic", "--noinput"]):
        said([sys.executable, "-m", "django", *words, "--verbosity", "0"], environment)
    filled = subprocess.run(
        [sys.executable, "-m", "bench.press.plain_wagtail.filling"],
        env={**os.environ, **environment},
        input=json.dumps(story),
        capture_output=True,
        text=True,
        check=False,
    )
    if filled.returncode != 0:
        raise RuntimeError(f"the plain site could not be filled\n{filled.stderr}")
    return PlainSite(folder, filled.stdout.split()[-1])


def _environment(folder: Path) -> dict[str, str]:
    return {
        "BENCH_SITE": str(folder),
        "DJANGO_SETTINGS_MODULE": "bench.press.plain_wagtail.settings",
        "PYTHONPATH": f"{ROOT}:{folder}",
    }
