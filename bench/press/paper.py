"""The papers that are measured: a copy of one, the demo, a small one of 100 stories, a bare one."""

import json
import os
import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from bench.press.processes import free_port, running

ROOT = Path(__file__).resolve().parents[2]
_DATABASE = "paper.sqlite3"
_URL = "http://localhost:8000"
_LEFT_BEHIND = (f"{_DATABASE}*", "serving.lock")
_PARAGRAPH = (
    "قال رئيس البلدية إن المرحلة الأولى من المشروع تنتهي قبل الصيف، وإن الكلفة لم تتجاوز ما رُصد"
    " لها في الموازنة. وأضاف أن المرحلة الثانية تشمل خمسة أحياء في شرق المدينة. "
)


@dataclass(frozen=True)
class Paper:
    """A paper in a folder of its own; ``elsewhere`` is another place for its store.

    ``database`` is the address of its database, "" for SQLite in the folder.
    """

    home: Path
    url: str = _URL
    elsewhere: Path | None = None
    database: str = ""

    @property
    def store(self) -> Path:
        """Return the folder of its baked pages."""
        return self.elsewhere or self.home / "store"

    @property
    def environment(self) -> dict[str, str]:
        """Return what its processes read; the database is its own, whatever the shell says."""
        path = f"{ROOT / 'src'}:{ROOT}"
        return {
            "MIDAD_HOME": str(self.home),
            "MIDAD_STORE": str(self.store),
            "MIDAD_URL": self.url,
            "DATABASE_URL": self.database,
            "DJANGO_SETTINGS_MODULE": "midad.config.settings.dev",
            "PYTHONPATH": path,
        }

    @property
    def whole_environment(self) -> dict[str, str]:
        """Return the paper's environment with the shell's own."""
        return {**os.environ, **self.environment}

    def midad(self, *words: str) -> str:
        """Run a ``midad`` command and return what it said. Raises RuntimeError."""
        return said([sys.executable, "-m", "midad", *words], self.environment)

    def ask(self, *words: str, module: str = "bench.press.inside") -> Any:
        """Return what ``module`` answers on this paper, from inside."""
        return json.loads(said([sys.executable, "-m", module, *words], self.environment))

    @contextmanager
    def served(self, core: int | None, *words: str) -> Iterator[tuple[int, int]]:
        """Run ``midad serve`` with ``words`` for the block; yield its port and its process id."""
        port = free_port()
        command = [sys.executable, "-m", "midad", "serve", "--port", str(port), *words]
        with running(
            command,
            log=self.home / "serve.log",
            ready=port,
            core=core,
            environment=self.environment,
        ) as pid:
            yield port, pid


def said(command: Sequence[str], environment: dict[str, str]) -> str:
    """Run ``command`` and return its output. Raises RuntimeError with its words."""
    done = subprocess.run(
        command, env={**os.environ, **environment}, capture_output=True, text=True, check=False
    )
    if done.returncode != 0:
        raise RuntimeError(f"{' '.join(command)}\n{done.stderr[-3000:]}{done.stdout[-1000:]}")
    return done.stdout


def copied(home: Path, folder: Path) -> Paper:
    """Copy the paper in ``home`` into ``folder``, with all of its pages baked.

    The database is read as a whole at one moment, so the paper in ``home`` may be at work.
    """
    if not (home / _DATABASE).is_file():
        raise FileNotFoundError(f"{home} holds no paper on SQLite ({_DATABASE})")
    shutil.copytree(home, folder, ignore=shutil.ignore_patterns(*_LEFT_BEHIND))
    with (
        closing(sqlite3.connect(f"file:{home / _DATABASE}?mode=ro", uri=True)) as source,
        closing(sqlite3.connect(folder / _DATABASE)) as target,
    ):
        source.backup(target)
    return _made_ready(Paper(folder, _baked_address(folder)))


def demo(folder: Path) -> Paper:
    """Make the demo newspaper in ``folder``."""
    folder.mkdir()
    paper = Paper(folder)
    paper.midad("demo", "--no-serve")
    return paper


def small(folder: Path, stories: int = 100) -> Paper:
    """Make the demo newspaper in ``folder``, filled up to so many stories: from an archive loaded
    beside the demo it differs by its size alone."""
    paper = demo(folder)
    _bring_in(paper, stories - len(paper.ask("addresses")))
    return _made_ready(paper)


def founded(folder: Path, stories: int, database: str = "") -> Paper:
    """Found a bare paper in ``folder`` with so many stories, on SQLite or in ``database``."""
    folder.mkdir()
    paper = Paper(folder, database=database)
    paper.midad("migrate", "--verbosity", "0")
    paper.midad("found", "المرفأ", "--chief", "chief@marfa.example")
    _bring_in(paper, stories)
    return _made_ready(paper)


def _bring_in(paper: Paper, stories: int) -> None:
    lines = paper.home / "stories.jsonl"
    lines.write_text("\n".join(map(_line, range(stories))), encoding="utf-8")
    paper.midad("import", "stories", str(lines), "--refused", str(paper.home / "refused.tsv"))


def _made_ready(paper: Paper) -> Paper:
    """Bring the paper to the present code, bake what is stale and let its background tasks run: an
    import leaves thousands, which would be worked off beside what is measured."""
    paper.midad("migrate", "--verbosity", "0")
    paper.midad("collectstatic", "--noinput", "--verbosity", "0")
    paper.midad("press", "bake")
    paper.midad("db_worker", "--batch", "--no-startup-delay")
    return paper


def _baked_address(folder: Path) -> str:
    """Return the public address the paper was baked with: with another all of it were stale."""
    with closing(sqlite3.connect(folder / _DATABASE)) as database:
        row = database.execute("SELECT value FROM press_pressmark WHERE name = 'theme'").fetchone()
    return row[0].partition(" ")[2] or _URL if row else _URL


def _line(number: int) -> str:
    story = {
        "id": f"bench-{number}",
        "title": f"خبر رقم {number} من قسم المحليات",
        "section": "المحليات",
        "published_at": f"2025-{number % 12 + 1:02}-{number % 28 + 1:02}T{number % 24:02}:00:00Z",
        "body": "\n\n".join([_PARAGRAPH] * 6),
        "authors": [f"كاتب {number % 4}"],
        "topics": [f"موضوع {number % 4}"],
    }
    return json.dumps(story, ensure_ascii=False)
