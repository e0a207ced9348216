"""Votes a second: clients that vote at once, on a paper with all its processes at work."""

import json
import os
import signal
import subprocess
import time
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from bench.press.paper import Paper
from bench.press.processes import command_line, cpu_seconds, tree
from bench.readers import exactness, voters
from bench.readers.exactness import VotesDiffer
from midad.press import processes

INSIDE = "bench.readers.inside"
_SCRIPT = Path(__file__).with_name("votes.lua")
_PATIENCE_SECONDS = 120  # after the last act, for what is still on its way
_SERVERS = {"newsroom": processes.NEWSROOM, "readers": processes.READERS}
_FILES = ("voters", "codes", "held", "ended")


@dataclass(frozen=True)
class Extent:
    """How much is done: ``most`` is the most acts in all, 0 for as many as the seconds allow."""

    seconds: float
    readers: int
    clients: int
    most: int = 0


@dataclass(frozen=True)
class Acts:
    """What the clients saw. ``come_back`` counts those told to (503), ``refused`` other answers;
    ``unanswered`` are acts without an answer in time."""

    seconds: float
    votes: int
    taken_back: int
    come_back: int
    refused: int
    unanswered: int
    p50_ms: float
    p99_ms: float

    @property
    def accepted(self) -> int:
        """Return the votes that were given, changed and taken back."""
        return self.votes + self.taken_back


def measure(paper: Paper, extent: Extent, folder: Path) -> dict[str, Any]:
    """Vote on all stories of ``paper``, which has no vote yet; return rate, times and votes.

    Raises VotesDiffer when the database says something else than the answers.
    """
    codes = [story["code"] for story in paper.ask("stories", module=INSIDE)]
    sessions = paper.ask("sign_in", str(extent.readers), module=INSIDE)
    load = _Load(folder, extent)
    with paper.served(None) as (port, pid):
        load.write(list(voters.with_tokens(sessions, port)), codes)
        before = _used(pid)
        acts = load.run(port)
        used = {name: seconds - before[name] for name, seconds in _used(pid).items()}
    if acts.unanswered or not acts.accepted:
        raise VotesDiffer(f"{acts.unanswered} acts had no answer, {acts.accepted} were accepted")
    standing = exactness.check(load.held(), paper.ask("stored", module=INSIDE))
    return {
        **asdict(acts),
        "acts_per_second": acts.accepted / acts.seconds,
        "us": {name: spent * 1_000_000 / max(acts.accepted, 1) for name, spent in used.items()},
        "standing": standing,
    }


def _used(pid: int) -> dict[str, float]:
    """Return the processor's seconds that each server of the paper has used, and its workers."""
    seconds = {"newsroom": 0.0, "readers": 0.0, "workers": 0.0}
    for member in tree(pid):
        words = command_line(member)
        server = next((name for name, module in _SERVERS.items() if module in words), "workers")
        seconds[server] += cpu_seconds([member])
    return seconds


@dataclass(frozen=True)
class _Load:
    """``wrk`` with a thread for each client, and the files it reads and writes."""

    folder: Path
    extent: Extent

    def write(self, readers: Sequence[voters.Voter], codes: Sequence[str]) -> None:
        """Write who votes, and on what."""
        voters.write(readers, self._file("voters"))
        self._file("codes").write_text("".join(f"{code}\n" for code in codes))

    def run(self, port: int) -> Acts:
        """Vote until the time is over and every act is answered."""
        self._file("ended").touch()
        process = subprocess.Popen(
            self._command(port),
            env=self._environment(),
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        )
        self._wait_for_answers(process)
        process.send_signal(signal.SIGINT)  # it ends with its figures
        output, _ = process.communicate()
        line = next((line for line in output.splitlines() if line.startswith("{")), None)
        if line is None:
            raise RuntimeError(f"wrk failed\n{output}")
        return Acts(**json.loads(line))

    def _wait_for_answers(self, process: subprocess.Popen[str]) -> None:
        until = time.monotonic() + self.extent.seconds + _PATIENCE_SECONDS
        while time.monotonic() < until and process.poll() is None:
            if self._file("ended").stat().st_size >= self.extent.clients:
                return
            time.sleep(0.1)

    def held(self) -> dict[exactness.Whose, int]:
        """Return what the last answers left."""
        return exactness.read_held(self._file("held"))

    def _command(self, port: int) -> list[str]:
        host, clients = f"http://localhost:{port}", self.extent.clients
        seconds = self.extent.seconds + 2 * _PATIENCE_SECONDS
        command = ["wrk", f"-t{clients}", f"-c{clients}", f"-d{seconds:.0f}s", "--timeout", "600s"]
        command += ["-H", f"Origin: {host}", "-H", "Accept-Encoding: gzip, deflate, br"]
        command += ["-H", "Content-Type: application/x-www-form-urlencoded"]
        return [*command, "--latency", "-s", str(_SCRIPT), host]

    def _environment(self) -> dict[str, str]:
        files = {f"BENCH_{name.upper()}": str(self._file(name)) for name in _FILES}
        told = {"clients": self.extent.clients, "seconds": self.extent.seconds}
        told["most"] = self.extent.most / self.extent.clients
        return {**os.environ, **files, **{f"BENCH_{k.upper()}": str(v) for k, v in told.items()}}

    def _file(self, name: str) -> Path:
        return self.folder / f"{name}.txt"
