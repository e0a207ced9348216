"""The shipped units are right, shut in, and start what there is."""

import os
import re
import shlex
import subprocess
import sys
from pathlib import Path

import pytest
from django.core.management import get_commands, load_command_class

from midad.config.settings import base
from tests.tools import ROOT

pytestmark = pytest.mark.systemd
SHIPPED = ROOT / "deploy" / "systemd"
SERVICES = sorted(SHIPPED.glob("*.service"))
EXPOSURE_AT_MOST = 2.0  # of 10, as systemd-analyze weighs it


@pytest.fixture(scope="module")
def units(tmp_path_factory) -> Path:
    """Return a root with the units, in which the places they name are there."""
    root = tmp_path_factory.mktemp("units")
    home = root / "paper"
    home.mkdir()
    (home / "paper.env").touch()
    for path in SHIPPED.iterdir():
        text = path.read_text()
        text = text.replace(
            "/srv/midad/.venv/bin/midad", str(Path(sys.executable).parent / "midad")
        )
        text = text.replace("/srv/midad", str(ROOT)).replace("/srv/paper", str(home))
        text = text.replace("User=midad", "User=root")
        (root / path.name).write_text(text)
    return root


def analyze(*words: str, root: Path) -> subprocess.CompletedProcess:
    environment = {**os.environ, "SYSTEMD_UNIT_PATH": f"{root}:/lib/systemd/system"}
    command = ["systemd-analyze", *words]
    return subprocess.run(command, env=environment, capture_output=True, text=True, check=False)


def test_every_unit_is_right(units):
    names = [str(units / path.name.replace("@", "@1")) for path in SHIPPED.iterdir()]
    (units / "midad-press@1.service").write_text((units / "midad-press@.service").read_text())
    done = analyze("verify", "--man=no", *names, root=units)
    said = [line for line in done.stderr.splitlines() if "midad" in line]
    assert (done.returncode, said) == (0, [])


@pytest.mark.parametrize("service", SERVICES, ids=lambda path: path.name)
def test_every_service_is_shut_in(units, service):
    done = analyze(
        "security", "--offline=true", "--no-pager", str(units / service.name), root=units
    )
    weighed = re.search(r"Overall exposure level for .*: ([0-9.]+)", done.stdout)
    assert weighed, done.stderr
    assert float(weighed[1]) <= EXPOSURE_AT_MOST


@pytest.mark.parametrize("service", SERVICES, ids=lambda path: path.name)
def test_every_service_runs_as_the_papers_user_with_its_environment(service):
    lines = service.read_text().splitlines()
    assert "User=midad" in lines
    assert "EnvironmentFile=/srv/paper/paper.env" in lines
    assert "WorkingDirectory=/srv/midad" in lines


@pytest.mark.parametrize("service", SERVICES, ids=lambda path: path.name)
def test_what_is_started_is_a_command_with_these_arguments(service, settings):
    settings.TASKS = base.TASKS
    started = re.search(
        r"^ExecStart=.*?/srv/midad/\.venv/bin/midad (.+?)'?$", service.read_text(), re.M
    )
    assert started
    name, *arguments = shlex.split(started[1].replace("$(date +%%F-%%H%%M)", "today"))
    parser = load_command_class(get_commands()[name], name).create_parser("midad", name)
    parser.parse_args(arguments)


def test_the_target_wants_all_there_is():
    wanted = re.findall(r"^Wants=(.+)$", (SHIPPED / "midad.target").read_text(), re.M)
    timed = {path.stem for path in SHIPPED.glob("*.timer")}
    there = {path.name for path in SERVICES if path.stem not in timed}
    there |= {f"{name}.timer" for name in timed}
    assert {re.sub(r"@\d", "@", name) for name in " ".join(wanted).split()} == there


def test_a_further_press_worker_can_be_enabled():
    assert "\n[Install]\nWantedBy=midad.target\n" in (SHIPPED / "midad-press@.service").read_text()


def test_the_newsroom_listens_where_nginx_asks():
    port = re.search(r"--port (\d+)", (SHIPPED / "midad-server.service").read_text())
    site = (ROOT / "deploy" / "nginx" / "paper.conf").read_text()
    assert port and f"server 127.0.0.1:{port[1]};" in site
