"""A private PostgreSQL cluster in a temporary folder, on a socket of its own."""

import os
import pwd
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tests import tools

_SETTINGS = "-c listen_addresses='' -c fsync=off -c synchronous_commit=off -c max_connections=50"


@contextmanager
def private_cluster() -> Iterator[str]:
    """Start a cluster and yield its DATABASE_URL; stop it and remove its folder at the end."""
    programs = tools.postgres_programs()
    if programs is None:
        raise RuntimeError(tools.missing()["postgres"])
    folder = Path(tempfile.mkdtemp(prefix="midad-postgres-"))
    run = _runner(folder)
    data = folder / "data"
    try:
        run([programs / "initdb", "-D", data, "-U", "midad", "--auth=trust", "-E", "UTF8"])
        options = f"-k {folder} {_SETTINGS}"
        run([programs / "pg_ctl", "-D", data, "-w", "-o", options, "-l", folder / "log", "start"])
        try:
            yield f"postgres://midad@{str(folder).replace('/', '%2F')}/postgres"
        finally:
            run([programs / "pg_ctl", "-D", data, "-m", "immediate", "stop"])
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _runner(folder: Path):
    """Return how to run PostgreSQL's programs: they refuse to run as root."""
    prefix: list[str] = []
    if os.geteuid() == 0:
        user = "postgres" if _user_exists("postgres") else "nobody"
        shutil.chown(folder, user)
        prefix = ["setpriv", f"--reuid={user}", f"--regid={pwd.getpwnam(user).pw_gid}"]
        prefix += ["--clear-groups"]

    def run(command: list[object]) -> None:
        words = [*prefix, *map(str, command)]
        subprocess.run(words, check=True, stdout=subprocess.DEVNULL, cwd=folder)

    return run


def _user_exists(name: str) -> bool:
    try:
        pwd.getpwnam(name)
    except KeyError:
        return False
    return True
