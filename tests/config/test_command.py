"""The ``midad`` console script, as it is installed."""

import sys
from importlib.metadata import version
from pathlib import Path

import pytest

from tests.config.places import run

SCRIPT = Path(sys.executable).with_name("midad")


@pytest.mark.parametrize("command", [[SCRIPT], [sys.executable, "-m", "midad"]])
def test_the_script_tells_its_commands(tmp_path, command):
    done = run(*command, "--help", cwd=tmp_path, MIDAD_HOME=str(tmp_path / "home"))
    assert done.returncode == 0, done.stderr
    assert {"import", "press", "serve", "demo"} <= set(done.stdout.split())
    assert done.stderr == ""


def test_an_unknown_command_is_refused(tmp_path):
    done = run(SCRIPT, "prnt", cwd=tmp_path, MIDAD_HOME=str(tmp_path / "home"))
    assert done.returncode == 1
    assert "Unknown command: 'prnt'" in done.stderr


def test_a_wrong_import_ends_with_one_line_and_writes_no_paper(tmp_path):
    home = tmp_path / "home"
    done = run(SCRIPT, "import", "stories", "none.jsonl", cwd=tmp_path, MIDAD_HOME=str(home))
    assert done.returncode == 1
    assert done.stderr.strip() == "CommandError: none.jsonl: No such file or directory"
    assert not (home / "paper.sqlite3").exists()


@pytest.mark.parametrize("asked", ["--version", "version"])
def test_the_version_is_midads(tmp_path, asked):
    done = run(SCRIPT, asked, cwd=tmp_path, MIDAD_HOME=str(tmp_path / "home"))
    assert done.stdout == f"midad {version('midad')}\n"


def test_the_first_command_of_a_new_paper_makes_its_folder(tmp_path):
    home = tmp_path / "deep" / "home"
    done = run(SCRIPT, "migrate", "-v0", cwd=tmp_path, MIDAD_HOME=str(home))
    assert done.returncode == 0, done.stderr
    assert (home / "paper.sqlite3").is_file()
