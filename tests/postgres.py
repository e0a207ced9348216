"""A private PostgreSQL cluster in a temporary folder, on a socket of its own."""

import os
import pwd
import shutil
import subprocess
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from tests import tools

_SETTINGS = "-c listen_addresses='' -c fsync=off -c synchronous_commit=off -c max_connections=50"


@contextmanager
def private_cluster() -> Iterator[str]:
    """Start a cluster and yield its DATABASE_URL; stop it and remove its folder at the end."""
    with made_cluster() as cluster:
        cluster.start()
        yield cluster.url


@contextmanager
def made_cluster() -> Iterator["Cluster"]:
    """Yield a cluster that does not run yet; it is stopped and removed at the end."""
    programs = tools.postgres_programs()
    if programs is None:
        raise RuntimeError(tools.missing()["postgres"])
    folder = Path(tempfile.mkdtemp(prefix="midad-postgres-"))
    cluster = Cluster(folder, programs, _runner(folder))
    try:
        cluster.run(
            [programs / "initdb", "-D", cluster.data, "-U", "midad", "--auth=trust", "-E", "UTF8"]
        )
        yield cluster
    finally:
        cluster.stop()
        shutil.rmtree(folder, ignore_errors=True)


@dataclass
class Cluster:
    """A database server of the tests' own."""

    folder: Path
    programs: Path
    run: Callable[[list[object]], None]

    @property
    def data(self) -> Path:
        return self.folder / "data"

    @property
    def url(self) -> str:
        """Return the DATABASE_URL of its one database."""
        return f"postgres://midad@{str(self.folder).replace('/', '%2F')}/postgres"

    def start(self) -> None:
        """Start it and wait until it answers; after a kill it mends itself first."""
        options = f"-k {self.folder} {_SETTINGS}"
        command = [self.programs / "pg_ctl", "-D", self.data, "-w", "-o", options]
        self.run([*command, "-l", self.folder / "log", "start"])

    def stop(self) -> None:
        """Stop it at once, as a machine that loses its power does; nothing when it does not run."""
        if (self.data / "postmaster.pid").exists():
            self.run([self.programs / "pg_ctl", "-D", self.data, "-m", "immediate", "stop"])


def _runner(folder: Path) -> Callable[[list[object]], None]:
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
