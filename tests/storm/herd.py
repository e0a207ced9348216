"""The processes of the storm: forked warm, so that a round costs no imports, and killed."""

import ctypes
import os
import signal
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Callable
from pathlib import Path

from django.db import connections

from midad.press import processes
from tests.storm.reader import wait_for_port

_PR_SET_PDEATHSIG = 1


class Herd:
    """Keeps a desk and a worker, forked from this process, and the readers' server."""

    def __init__(self, acts: dict[str, Callable[[], object]], port: int, log: Path) -> None:
        self._acts, self._port, self._log = acts, port, log
        self._numbers: dict[str, int] = {}
        self._server: subprocess.Popen[bytes] | None = None
        self.killed: Counter[str] = Counter()
        self.ended: list[str] = []

    def tend(self) -> None:
        """Start whichever does not run; note who ended without being killed."""
        for name in self._acts:
            if name in self._numbers:
                number, status = os.waitpid(self._numbers[name], os.WNOHANG)
                if number:
                    self.ended.append(f"{name}: {os.waitstatus_to_exitcode(status)}")
                    del self._numbers[name]
            if name not in self._numbers:
                self._numbers[name] = forked(self._acts[name], self._log)
        if self._server is None:
            self._server = self._started_server()

    def kill(self, name: str) -> None:
        """Kill ``name`` without a word."""
        self.killed[name] += 1
        if name == "server":
            self._kill_server()
        elif name in self._numbers:
            number = self._numbers.pop(name)
            os.kill(number, signal.SIGKILL)
            os.waitpid(number, 0)

    def end(self) -> None:
        """Kill all but the server: the storm is over."""
        for name in list(self._numbers):
            self.kill(name)

    def _kill_server(self) -> None:
        if self._server is not None:
            os.killpg(self._server.pid, signal.SIGKILL)
            self._server.wait()
            self._server = None

    def close(self) -> None:
        """Leave no process behind."""
        self.end()
        self._kill_server()

    def _started_server(self) -> subprocess.Popen[bytes]:
        with (
            self._log.open("a") as log,
            processes.whole_paper(host="127.0.0.1", port=self._port, proxy_hops=0) as children,
        ):
            command = [sys.executable, *children[0].command[1:]]
            return subprocess.Popen(
                command, start_new_session=True, stdout=log, stderr=log, preexec_fn=die_with_parent
            )

    def wait_for_server(self) -> None:
        """Wait until the readers' server answers."""
        wait_for_port(self._port)


def die_with_parent() -> None:
    """Ask the kernel (Linux) to kill this process when the storm's own is killed."""
    ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, signal.SIGKILL)


def forked(act: Callable[[], object], log: Path) -> int:
    """Return the number of a new process that does ``act``; what it says goes to ``log``."""
    connections.close_all()
    number = os.fork()
    if number:
        return number
    code = 1
    die_with_parent()
    try:
        with log.open("a") as said:
            os.dup2(said.fileno(), 1)
            os.dup2(said.fileno(), 2)
        act()
        code = 0
    finally:
        os._exit(code)


def wait_for(number: int, seconds: float = 60) -> int:
    """Return how a forked process ended; -9 when it had to be killed."""
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        done, status = os.waitpid(number, os.WNOHANG)
        if done:
            return os.waitstatus_to_exitcode(status)
        time.sleep(0.02)
    os.kill(number, signal.SIGKILL)
    os.waitpid(number, 0)
    return -signal.SIGKILL
