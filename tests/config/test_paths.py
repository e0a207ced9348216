"""A paper's folder, and the secrets it makes at its first start."""

import secrets
import stat
import subprocess
import sys
from pathlib import Path

import pytest

from midad.config import paths
from midad.config.paths import kept_secret, paper_home
from tests.config.places import environment
from tests.tools import ROOT


def mode_of(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


def test_the_folder_is_the_one_that_is_named(monkeypatch, tmp_path):
    monkeypatch.setenv("MIDAD_HOME", str(tmp_path / "paper"))
    assert paper_home() == tmp_path / "paper"
    assert not (tmp_path / "paper").exists()


def test_a_folder_may_be_named_from_where_one_stands(monkeypatch, tmp_path):
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("MIDAD_HOME", "papers/../paper")
    assert paper_home() == tmp_path / "paper"


@pytest.mark.parametrize("value", [None, ""])
def test_a_checkout_keeps_its_paper_in_var(monkeypatch, value):
    monkeypatch.delenv("MIDAD_HOME")
    if value is not None:
        monkeypatch.setenv("MIDAD_HOME", value)
    assert paper_home() == ROOT / "var"


def test_an_installed_midad_keeps_its_paper_in_the_present_folder(monkeypatch, tmp_path):
    monkeypatch.delenv("MIDAD_HOME")
    monkeypatch.setattr(paths, "SOURCE_DIR", tmp_path / "lib" / "python" / "midad")
    monkeypatch.chdir(tmp_path)
    assert paper_home() == tmp_path / "midad-paper"


def test_a_secret_is_made_once_and_kept(tmp_path):
    home = tmp_path / "a" / "home"
    first = kept_secret(home, "secret-key")
    assert first == kept_secret(home, "secret-key") == (home / "secret-key").read_text()
    assert len(first) >= 50
    assert [path.name for path in home.iterdir()] == ["secret-key"]


def test_two_names_and_two_papers_have_secrets_of_their_own(tmp_path):
    made = {
        kept_secret(tmp_path / home, name) for home in ("one", "two") for name in ("key", "other")
    }
    assert len(made) == 4


def test_only_its_owner_reads_a_secret(tmp_path, monkeypatch):
    import os

    before = os.umask(0)
    try:
        kept_secret(tmp_path, "secret-key")
    finally:
        os.umask(before)
    assert mode_of(tmp_path / "secret-key") == 0o600


def test_a_secret_that_is_there_is_read_whoever_wrote_it(tmp_path):
    (tmp_path / "secret-key").write_text("of an old paper\n")
    assert kept_secret(tmp_path, "secret-key") == "of an old paper"


def test_who_was_quicker_wins_and_both_have_the_same_secret(tmp_path, monkeypatch):
    def slow_secret(length: int) -> str:
        (tmp_path / "secret-key").write_text("theirs")
        return "mine"

    monkeypatch.setattr(secrets, "token_urlsafe", slow_secret)
    assert kept_secret(tmp_path, "secret-key") == "theirs"
    assert [path.name for path in tmp_path.iterdir()] == ["secret-key"]


def test_one_that_fell_while_making_its_secret_leaves_none_half_made(tmp_path, monkeypatch):
    def fall(*_):
        raise KeyboardInterrupt

    monkeypatch.setattr("os.link", fall)
    with pytest.raises(KeyboardInterrupt):
        kept_secret(tmp_path, "secret-key")
    assert list(tmp_path.iterdir()) == []


RACER = """
import sys, time
from pathlib import Path
from midad.config.paths import kept_secret
home = Path(sys.argv[1])
print("ready", flush=True)
while not (home.parent / "go").exists():
    time.sleep(0.001)
print(kept_secret(home, "secret-key"))
"""


def test_many_processes_that_start_at_once_have_one_secret(tmp_path):
    racers = [
        subprocess.Popen(
            [sys.executable, "-c", RACER, str(tmp_path / "home")],
            env=environment(),
            stdout=subprocess.PIPE,
            text=True,
        )
        for _ in range(8)
    ]
    for racer in racers:
        assert racer.stdout.readline() == "ready\n"
    (tmp_path / "go").touch()
    found = {racer.communicate(timeout=60)[0] for racer in racers}
    assert len(found) == 1
    assert found == {(tmp_path / "home" / "secret-key").read_text() + "\n"}
    assert [path.name for path in (tmp_path / "home").iterdir()] == ["secret-key"]
