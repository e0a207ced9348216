"""What was measured on: the machine, the versions, the state of the checkout."""

import platform
import subprocess
import sys
from importlib import metadata
from pathlib import Path

from bench.press import packages
from bench.press.paper import ROOT

_DISTRIBUTIONS = ("Django", "wagtail", "granian", "Jinja2", "brotli", "gunicorn")
_PACKAGES = ("nginx", "wrk", "wordpress", "php-fpm", "mariadb-server")


def described() -> dict[str, str]:
    """Return processor, cores, memory and system."""
    return {
        "processor": _field(Path("/proc/cpuinfo"), "model name"),
        "cores": str(_field(Path("/proc/cpuinfo"), "cpu cores", count=True)),
        "memory": _field(Path("/proc/meminfo"), "MemTotal"),
        "system": platform.platform(),
    }


def versions() -> dict[str, str]:
    """Return the version of everything that takes part; "" for what is not there."""
    found = {"Python": sys.version.split()[0], "checkout": _commit()}
    found |= {name: _distribution(name) for name in _DISTRIBUTIONS}
    return found | {name: packages.version(name) for name in _PACKAGES}


def _field(file: Path, name: str, *, count: bool = False) -> str:
    lines = file.read_text().splitlines() if file.is_file() else []
    found = [line.partition(":")[2].strip() for line in lines if line.startswith(name)]
    return str(len(found)) if count else (found or [""])[0]


def _distribution(name: str) -> str:
    try:
        return metadata.version(name)
    except metadata.PackageNotFoundError:
        return ""


def _commit() -> str:
    done = subprocess.run(
        ["git", "-C", str(ROOT), "describe", "--always", "--dirty"],
        capture_output=True,
        text=True,
        check=False,
    )
    return done.stdout.strip()
