"""Nothing is lost: a process is killed after the commit, and a fresh worker bakes what it owed."""

import os
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import pytest
from django.db import connection

from tests import tools
from tests.press.killed_before_bake import TITLE

PATIENCE_SECONDS = 60


def environment(home: Path) -> dict[str, str]:
    kept = {name: value for name, value in os.environ.items() if name != "DATABASE_URL"}
    return {
        **kept,
        "MIDAD_HOME": str(home),
        "DJANGO_SETTINGS_MODULE": "midad.config.settings.dev",
        "PYTHONPATH": os.pathsep.join([str(tools.ROOT / "src"), str(tools.ROOT)]),
    }


def python(home: Path, *words: str) -> subprocess.CompletedProcess:
    command = [sys.executable, *words]
    return subprocess.run(command, env=environment(home), capture_output=True, text=True)


@pytest.fixture
def home(tmp_path, transactional_db) -> Path:
    """Return the folder of a paper with empty tables, copied from this test's database."""
    connection.close()
    with (
        closing(sqlite3.connect(connection.settings_dict["NAME"])) as here,
        closing(sqlite3.connect(tmp_path / "paper.sqlite3")) as there,
    ):
        here.backup(there)
    return tmp_path


def rows(home: Path, query: str) -> list[tuple]:
    with closing(sqlite3.connect(home / "paper.sqlite3")) as paper:
        return paper.execute(query).fetchall()


@contextmanager
def worker(home: Path) -> Iterator[subprocess.Popen]:
    """Run a press worker; it must stop of itself when it is told to."""
    process = subprocess.Popen(
        [sys.executable, "-m", "midad", "press", "run"],
        env=environment(home),
        stderr=subprocess.PIPE,
        text=True,
    )
    try:
        yield process
        process.send_signal(signal.SIGTERM)
        _, said = process.communicate(timeout=PATIENCE_SECONDS)
        assert (process.returncode, said) == (0, "")
    finally:
        process.kill()
        process.wait()


def wait_until(holds: Callable[[], object]) -> None:
    until = time.monotonic() + PATIENCE_SECONDS
    while not holds() and time.monotonic() < until:
        time.sleep(0.05)
    assert holds()


@pytest.mark.sqlite
def test_a_page_whose_baker_was_killed_after_the_commit_is_baked_by_a_fresh_worker(home):
    died = python(home, "-m", "tests.press.killed_before_bake")
    assert died.returncode == -signal.SIGKILL, died.stderr
    ((code,),) = rows(home, "SELECT code FROM stories_storypage WHERE listed")
    page, front = home / "store" / "articles" / code / "index.html", home / "store" / "index.html"
    assert not page.exists()
    assert TITLE not in front.read_text()
    waiting = {address for (address,) in rows(home, "SELECT address FROM press_stalepage")}
    assert {f"/articles/{code}/", "/", "/sections/economy/"} <= waiting
    with worker(home):
        wait_until(lambda: rows(home, "SELECT count(*) FROM press_stalepage") == [(0,)])
    assert TITLE in page.read_text()
    assert TITLE in front.read_text()
