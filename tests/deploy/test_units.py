"""The units for systemd are whole, shut off what they do not need, and call commands there are."""

import re
import shlex
import subprocess
import sys
from pathlib import Path

import pytest
from django.core.management import get_commands, load_command_class

from midad.config.settings import base
from tests.tools import ROOT

UNITS = sorted((ROOT / "deploy" / "systemd").iterdir())
SERVICES = [unit for unit in UNITS if unit.suffix == ".service"]
HIGHEST_EXPOSURE = 2.0  # of 10, as systemd reckons; a service without any hardening has 9.6
each_service = pytest.mark.parametrize("unit", SERVICES, ids=lambda unit: unit.name)


@pytest.fixture(scope="module")
def installed(tmp_path_factory) -> Path:
    """Return a folder with the units, whose paths lead to places that are there."""
    root = tmp_path_factory.mktemp("machine")
    programs = root / "srv/midad/.venv/bin"
    for folder in (programs, root / "srv/paper", root / "srv/backup", root / "units"):
        folder.mkdir(parents=True)
    (programs / "midad").symlink_to(sys.executable)
    (root / "srv/paper/paper.env").touch()
    for unit in UNITS:
        (root / "units" / unit.name).write_text(unit.read_text().replace("/srv/", f"{root}/srv/"))
    return root / "units"


@pytest.mark.systemd
def test_systemd_finds_nothing_wrong_with_any_unit(installed):
    command = ["systemd-analyze", "verify", "--man=no", *map(str, installed.iterdir())]
    found = subprocess.run(command, capture_output=True, text=True)
    complaints = [line for line in found.stderr.splitlines() if str(installed) in line]
    assert (found.returncode, complaints) == (0, [])


@pytest.mark.systemd
@each_service
def test_a_service_is_shut_off_from_what_it_does_not_need(installed, unit):
    threshold = f"--threshold={HIGHEST_EXPOSURE * 10:.0f}"
    command = ["systemd-analyze", "security", "--offline=true", "--no-pager", threshold]
    found = subprocess.run(
        [*command, str(installed / unit.name)], capture_output=True, text=True, check=False
    )
    assert found.returncode == 0, found.stdout


@each_service
def test_a_service_runs_as_the_paper_with_its_settings(unit):
    lines = unit.read_text().splitlines()
    assert {"User=midad", "EnvironmentFile=/srv/paper/paper.env"} <= set(lines)


@each_service
def test_what_a_service_starts_is_a_command_with_these_arguments(unit, settings):
    settings.TASKS = base.TASKS
    started = re.search(
        r"^ExecStart=.*?/srv/midad/\.venv/bin/midad (.+?)'?$", unit.read_text(), re.M
    )
    assert started
    name, *arguments = shlex.split(started[1].replace("$(date +%%F-%%H%%M)", "today"))
    parser = load_command_class(get_commands()[name], name).create_parser("midad", name)
    parser.parse_args(arguments)


def test_the_target_starts_everything_there_is():
    target = (ROOT / "deploy/systemd/midad.target").read_text()
    wanted = " ".join(re.findall(r"^Wants=(.+)$", target, re.M)).split()
    timed = {unit.stem for unit in UNITS if unit.suffix == ".timer"}
    there = {unit.name for unit in UNITS if unit.stem not in timed or unit.suffix == ".timer"}
    assert {re.sub(r"@\d", "@", name) for name in wanted} == there - {"midad.target"}


def test_the_newsroom_listens_where_nginx_asks():
    port = re.search(r"--port (\d+)", (ROOT / "deploy/systemd/midad-server.service").read_text())
    assert port and f"server 127.0.0.1:{port[1]};" in (ROOT / "deploy/nginx/paper.conf").read_text()
