"""A paper in one SQLite file, acted on by processes of their own."""

import os
import sqlite3
import subprocess
import sys
import time
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tests.tools import ROOT

LONGEST_SECONDS = 180  # no measure of speed: a process that hangs ends the test

_STORY = "SELECT page_ptr_id FROM stories_storypage"
_KEY = "CAST(page_ptr_id AS TEXT)"
PROBLEMS = {
    "without its own revision": f"""
        {_STORY} JOIN wagtailcore_page ON id = page_ptr_id
        WHERE latest_revision_id IS NULL OR live_revision_id IS NULL
        OR {_KEY} NOT IN (SELECT object_id FROM wagtailcore_revision)""",
    "not in the log": f"""
        {_STORY} WHERE page_ptr_id NOT IN (SELECT page_id FROM wagtailcore_pagelogentry)""",
    "not in the search index": f"""
        {_STORY} WHERE {_KEY} NOT IN (SELECT object_id FROM wagtailsearch_indexentry)""",
    "not in the reference index": f"""
        {_STORY} WHERE {_KEY} NOT IN (SELECT object_id FROM wagtailcore_referenceindex)""",
    "neither stale nor baked": f"""
        {_STORY} WHERE '/articles/' || code || '/' NOT IN (
        SELECT address FROM press_stalepage UNION SELECT address FROM press_bakedpage)""",
    "without its author": f"""
        {_STORY} WHERE page_ptr_id NOT IN (SELECT story_id FROM stories_storyauthor)""",
    "miscounted in the tree": """
        SELECT path FROM wagtailcore_page AS parent WHERE numchild <> (
        SELECT COUNT(*) FROM wagtailcore_page AS child
        WHERE child.depth = parent.depth + 1 AND child.path LIKE parent.path || '%')""",
    "twice": """
        SELECT import_id FROM stories_storypage WHERE import_id IS NOT NULL
        GROUP BY import_id HAVING COUNT(*) > 1""",
    "one code for two": "SELECT code FROM stories_storypage GROUP BY code HAVING COUNT(*) > 1",
}


@dataclass
class FilePaper:
    """A paper in a folder; everything acts on it as a command."""

    home: Path

    @property
    def file(self) -> Path:
        return self.home / "paper.sqlite3"

    @property
    def environment(self) -> dict[str, str]:
        kept = {name: value for name, value in os.environ.items() if name != "DATABASE_URL"}
        settings = "midad.config.settings.dev"
        own = {"MIDAD_HOME": str(self.home), "DJANGO_SETTINGS_MODULE": settings}
        no_server = {"MIDAD_PROBE_URL": "off"}
        return {**kept, **own, **no_server, "PYTHONPATH": str(ROOT)}

    def midad(self, *arguments: object) -> str:
        """Run a ``midad`` command to its end and return what it says."""
        done = subprocess.run(
            [sys.executable, "-m", "midad", *map(str, arguments)],
            env=self.environment,
            cwd=self.home,
            capture_output=True,
            text=True,
            timeout=LONGEST_SECONDS,
        )
        assert done.returncode == 0, done.stderr
        return done.stdout

    def start(self, module: str, *arguments: object) -> "Running":
        """Start a module in a process of its own."""
        log = self.home / f"{module}-{'-'.join(map(str, arguments[:2]))}.log".replace("/", "_")
        with log.open("w") as file:
            process = subprocess.Popen(
                [sys.executable, "-m", module, *map(str, arguments)],
                env=self.environment,
                cwd=self.home,
                stdout=file,
                stderr=subprocess.STDOUT,
            )
        return Running(process, log)

    def ask(self, query: str) -> list[Any]:
        """Return the rows of a query, read beside whoever writes; one column comes bare."""
        with closing(sqlite3.connect(self.file, timeout=20)) as connection:
            rows = connection.execute(query).fetchall()
        return [row[0] if len(row) == 1 else row for row in rows]

    def story_count(self) -> int:
        [count] = self.ask("SELECT COUNT(*) FROM stories_storypage")
        return count

    def problems(self) -> dict[str, list[Any]]:
        """Return what is half written, by its kind."""
        found = {kind: self.ask(query) for kind, query in PROBLEMS.items()}
        return {kind: rows for kind, rows in found.items() if rows}


@dataclass
class Running:
    """A process that was started, and what it says."""

    process: subprocess.Popen
    log: Path

    def wait(self) -> str:
        """Wait for its end and return what it said; it must have ended well."""
        code = self.process.wait(LONGEST_SECONDS)
        assert code == 0, self.log.read_text()
        return self.log.read_text()

    def kill_when(self, is_time) -> None:
        """Kill it as soon as ``is_time()``, and no later than it ends by itself."""
        until = time.monotonic() + LONGEST_SECONDS
        while not is_time() and self.process.poll() is None and time.monotonic() < until:
            time.sleep(0.005)
        self.kill()

    def kill(self) -> None:
        """Kill it without a word."""
        self.process.kill()
        self.process.wait()
