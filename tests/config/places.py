"""Running a command or a piece of Python as a paper of its own would."""

import os
import subprocess
import sys
from pathlib import Path

_OURS = ("MIDAD_", "DATABASE_URL", "DJANGO_", "PYTHONPATH")


def environment(**variables: str) -> dict[str, str]:
    """Return the environment of a machine where nothing was said to the paper but ``variables``."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith(_OURS)}
    return {**kept, **variables}


def run(*command: object, cwd: Path, **variables: str) -> subprocess.CompletedProcess:
    return subprocess.run(
        list(map(str, command)),
        cwd=cwd,
        env=environment(**variables),
        capture_output=True,
        text=True,
        timeout=120,
    )


def run_python(code: str, *, cwd: Path, **variables: str) -> subprocess.CompletedProcess:
    return run(sys.executable, "-c", code, cwd=cwd, **variables)
