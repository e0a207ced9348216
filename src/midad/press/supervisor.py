"""Starting the processes of a paper, starting again what falls, stopping all together."""

import contextlib
import ctypes
import fcntl
import os
import signal
import socket
import subprocess
import threading
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path

_SHORTEST_PAUSE_SECONDS = 0.5
_LONGEST_PAUSE_SECONDS = 10.0
_STEADY_SECONDS = 20.0
_STOP_SECONDS = 8.0
_PR_SET_PDEATHSIG = 1


@dataclass
class Child:
    """One process of the paper and how it is started.

    ``niceness`` (0 to 19) says how far it stands back while others want the processor; ``leaves``
    is a file that it leaves behind when it is killed and that must be gone before it starts.
    """

    name: str
    command: Sequence[str]
    environment: Mapping[str, str] = field(default_factory=dict)
    niceness: int = 0
    leaves: Path | None = None
    process: subprocess.Popen[bytes] | None = None
    started_at: float = 0.0
    next_start_at: float = 0.0
    pause_seconds: float = field(default=_SHORTEST_PAUSE_SECONDS)


class AlreadyServed(Exception):
    """Another supervisor keeps this paper's processes running."""


@contextlib.contextmanager
def only_one(home: Path) -> Iterator[None]:
    """Hold the paper in ``home`` while its processes run. Raises AlreadyServed.

    The kernel lets go of the lock when its holder ends, however it ends.
    """
    with (home / "serving.lock").open("w") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError as held:
            raise AlreadyServed(f"the paper in {home} is served already") from held
        yield


class Supervisor:
    """Keeps its children running until it is told to stop."""

    def __init__(self, children: Sequence[Child], say: Callable[[str], None]) -> None:
        self._children = list(children)
        self._say = say
        self._stopping = threading.Event()

    def run(self) -> None:
        """Start every child; start again whichever ends; return when all are stopped."""
        for number in (signal.SIGTERM, signal.SIGINT, signal.SIGHUP):
            signal.signal(number, lambda *_: self._stopping.set())
        with self.ending():
            while not self._stopping.is_set():
                self.tend()
                self._stopping.wait(0.2)

    @contextlib.contextmanager
    def ending(self) -> Iterator[None]:
        """Stop every child when the block ends, however it ends."""
        try:
            yield
        finally:
            self._stop_all()

    def tend(self) -> None:
        """Start whichever child does not run and whose pause is over."""
        for child in self._children:
            self._tend(child)

    def _tend(self, child: Child) -> None:
        now = time.monotonic()
        if child.process is not None and child.process.poll() is None:
            if now - child.started_at > _STEADY_SECONDS:
                child.pause_seconds = _SHORTEST_PAUSE_SECONDS
            return
        if child.process is not None:
            self._say(f"{child.name} ended ({child.process.returncode}) and is started again")
            # What it started itself may live on and hold its place: a server's own workers do.
            _signal_group(child.process, signal.SIGKILL)
            child.process = None
            child.next_start_at = now + child.pause_seconds
            child.pause_seconds = min(child.pause_seconds * 2, _LONGEST_PAUSE_SECONDS)
        if now >= child.next_start_at:
            child.process = _start(child)
            child.started_at = now

    def _stop_all(self) -> None:
        running = [child.process for child in self._children if child.process is not None]
        for process in running:
            _signal_group(process, signal.SIGTERM)
        until = time.monotonic() + _STOP_SECONDS
        for process in running:
            try:
                process.wait(max(until - time.monotonic(), 0.1))
            except subprocess.TimeoutExpired:
                _signal_group(process, signal.SIGKILL)
                process.wait()
            # A child may leave children of its own behind: the group goes with it.
            _signal_group(process, signal.SIGKILL)


def _start(child: Child) -> subprocess.Popen[bytes]:
    if child.leaves:
        child.leaves.unlink(missing_ok=True)
    return subprocess.Popen(  # noqa: S603 - our own commands
        child.command,
        env={**os.environ, **child.environment},
        start_new_session=True,
        preexec_fn=partial(_begin, child.niceness),
    )


def _begin(niceness: int) -> None:
    """Stand back, and ask the kernel to end the child when the supervisor is killed (Linux)."""
    os.nice(niceness)
    with contextlib.suppress(OSError):  # where sessions share the processor as groups
        Path("/proc/self/autogroup").write_text(str(niceness))
    with contextlib.suppress(OSError, AttributeError):
        ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, signal.SIGTERM)


def _signal_group(process: subprocess.Popen[bytes], number: signal.Signals) -> None:
    with contextlib.suppress(ProcessLookupError, PermissionError):
        os.killpg(process.pid, number)


def port_is_free(host: str, port: int) -> bool:
    """Tell whether a server could listen on ``port``."""
    with socket.socket(socket.AF_INET, socket.SOCK_STREAM) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError:
            return False
    return True
