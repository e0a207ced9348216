"""A private PostgreSQL cluster in a temporary folder, on a socket of its own."""

import os
import pwd
import shutil
import signal
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from tests import tools

_SETTINGS = "-c listen_addresses='' -c max_connections=50"
_NOTHING_KEPT = "-c fsync=off -c synchronous_commit=off"


class Cluster:
    """A cluster in ``folder``; it may be killed and started again.

    A ``durable`` one writes to the disk as in production; the others are quicker.
    """

    def __init__(self, programs: Path, folder: Path, *, durable: bool = False) -> None:
        self._settings = _SETTINGS if durable else f"{_SETTINGS} {_NOTHING_KEPT}"
        self._programs, self._folder, self._data = programs, folder, folder / "data"
        self._run = _runner(folder)
        self.url = f"postgres://midad@{str(folder).replace('/', '%2F')}/postgres"

    def make(self) -> None:
        """Make its files."""
        program = self._programs / "initdb"
        self._run([program, "-D", self._data, "-U", "midad", "--auth=trust", "-E", "UTF8"])

    def start(self) -> None:
        """Start it and wait until it answers."""
        options = f"-k {self._folder} {self._settings}"
        log = self._folder / "log"
        try:
            self._control("-w", "-o", options, "-l", log, "start")
        except subprocess.CalledProcessError as failed:
            raise RuntimeError(log.read_text()[-2000:]) from failed

    def stop(self) -> None:
        """Stop it at once."""
        self._control("-m", "immediate", "stop")

    def kill(self) -> None:
        """Kill it without a word: the postmaster and every process it started."""
        lock = self._data / "postmaster.pid"
        first = int(lock.read_text().split()[0])
        os.kill(first, signal.SIGSTOP)  # it must start no further child meanwhile
        children = Path(f"/proc/{first}/task/{first}/children").read_text().split()
        numbers = [first, *map(int, children)]
        for number in numbers:
            with suppress(ProcessLookupError):
                os.kill(number, signal.SIGKILL)
        while any(map(_lives, numbers)):
            time.sleep(0.02)
        # Where nobody takes note of dead processes, as in a container, it would pass for alive.
        for left in (lock, *self._folder.glob(".s.PGSQL.*.lock")):
            left.unlink()

    def _control(self, *words: object) -> None:
        self._run([self._programs / "pg_ctl", "-D", self._data, *words])


@contextmanager
def running_cluster(*, durable: bool = False) -> Iterator[Cluster]:
    """Start a cluster and yield it; stop it and remove its folder at the end."""
    programs = tools.postgres_programs()
    if programs is None:
        raise RuntimeError(tools.missing()["postgres"])
    folder = Path(tempfile.mkdtemp(prefix="midad-postgres-"))
    cluster = Cluster(programs, folder, durable=durable)
    try:
        cluster.make()
        cluster.start()
        try:
            yield cluster
        finally:
            with suppress(subprocess.CalledProcessError):  # one that was killed does not run
                cluster.stop()
    finally:
        shutil.rmtree(folder, ignore_errors=True)


@contextmanager
def private_cluster() -> Iterator[str]:
    """Start a cluster and yield its DATABASE_URL; stop it and remove its folder at the end."""
    with running_cluster() as cluster:
        yield cluster.url


def _lives(number: int) -> bool:
    """Tell whether a process is there and no zombie that its parent has not taken note of."""
    try:
        return Path(f"/proc/{number}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return False


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
