"""Programs started for a measure: pinned to a core, waited for, weighed, stopped by their id."""

import os
import signal
import socket
import subprocess
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path

SERVER_CORE, LOAD_CORE = 0, 1
_START_SECONDS = 60
_STOP_SECONDS = 15


class UnableToStart(Exception):
    """A program ended, or did not answer in time; its words are in the message."""


def pinned(command: Sequence[object], core: int | None) -> list[str]:
    """Return ``command`` as words, held on one core (None: on any)."""
    words = [str(word) for word in command]
    return words if core is None else ["taskset", "-c", str(core), *words]


@contextmanager
def running(
    command: Sequence[object],
    *,
    log: Path,
    ready: Path | int,
    core: int | None = SERVER_CORE,
    environment: Mapping[str, str] | None = None,
) -> Iterator[int]:
    """Run ``command`` for the block and yield its process id, once ``ready`` answers.

    ``ready`` is a port of this machine or the path of a socket.
    """
    with log.open("ab") as output:
        process = subprocess.Popen(
            pinned(command, core),
            env={**os.environ, **(environment or {})},
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )
    try:
        _wait_for(process, ready, log)
        yield process.pid
    finally:
        _stop(process)


def free_port() -> int:
    """Return a port nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def tree(pid: int) -> list[int]:
    """Return ``pid`` and every process below it."""
    parents = dict(_parents())
    found = [pid]
    for member in found:
        found += [child for child, parent in parents.items() if parent == member]
    return found


def memory_bytes(pids: Sequence[int], kind: str = "Pss") -> int:
    """Return what processes hold, each shared page counted once over its sharers (PSS).

    Of the kind ``Pss_Anon`` it is without the files that they map, as SQLite maps its database.
    """
    return sum(_held(pid, kind) for pid in pids)


def cpu_seconds(pids: Sequence[int]) -> float:
    """Return the processor's time that processes have used since they were started."""
    return sum(map(_ticks, pids)) / os.sysconf("SC_CLK_TCK")


def command_line(pid: int) -> str:
    """Return the words a process was started with, "" when it is gone."""
    try:
        return Path(f"/proc/{pid}/cmdline").read_text().replace("\0", " ")
    except OSError:
        return ""


def _parents() -> Iterator[tuple[int, int]]:
    for entry in Path("/proc").glob("[0-9]*/stat"):
        try:
            rest = entry.read_text().rpartition(")")[2].split()
        except OSError:
            continue
        yield int(entry.parent.name), int(rest[1])


def _ticks(pid: int) -> int:
    try:
        rest = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    except OSError:
        return 0
    return int(rest[11]) + int(rest[12])


def _held(pid: int, kind: str) -> int:
    try:
        lines = Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines()
    except OSError:
        return 0
    return sum(int(line.split()[1]) * 1024 for line in lines if line.startswith(f"{kind}:"))


def _wait_for(process: subprocess.Popen[bytes], ready: Path | int, log: Path) -> None:
    until = time.monotonic() + _START_SECONDS
    while time.monotonic() < until:
        if process.poll() is not None:
            break
        if _answers(ready):
            return
        time.sleep(0.1)
    raise UnableToStart(f"{process.args}\n{log.read_text(errors='replace')[-3000:]}")


def _answers(ready: Path | int) -> bool:
    family = socket.AF_INET if isinstance(ready, int) else socket.AF_UNIX
    with socket.socket(family) as probe:
        place = ("127.0.0.1", ready) if isinstance(ready, int) else str(ready)
        return probe.connect_ex(place) == 0


def _stop(process: subprocess.Popen[bytes]) -> None:
    """Ask it to end; what does not is killed with the group it leads."""
    if process.poll() is None:
        process.send_signal(signal.SIGTERM)
    try:
        process.wait(_STOP_SECONDS)
    except subprocess.TimeoutExpired:
        os.killpg(process.pid, signal.SIGKILL)
        process.wait()
