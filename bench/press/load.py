"""The load: ``wrk`` on a core of its own, for one address or for many by a Zipf law."""

import itertools
import json
import os
import random
import subprocess
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from bench.press.processes import LOAD_CORE, pinned

_SCRIPT = Path(__file__).with_name("load.lua")
ACCEPTED = "Accept-Encoding: gzip, deflate, br"  # what a browser says


@dataclass(frozen=True)
class Load:
    """What a run of ``wrk`` saw; ``busy`` is the share of its core that ``wrk`` itself used.

    ``server_us`` is the processor's time that an answer cost the server, in microseconds: it stays
    the same where others use the machine. Who started the load knows it.
    """

    requests: int
    requests_per_second: float
    p50_ms: float
    p99_ms: float
    bytes_per_answer: float
    errors: int
    busy: float
    server_us: float = 0.0


@dataclass(frozen=True)
class Visits:
    """Addresses and the order in which they are asked for, as files that ``wrk`` reads."""

    addresses: Path
    order: Path

    @property
    def environment(self) -> dict[str, str]:
        """Return what the script reads."""
        return {"BENCH_ADDRESSES": str(self.addresses), "BENCH_ORDER": str(self.order)}


def zipf_order(count: int, *, size: int, exponent: float = 1.0, seed: int = 20261126) -> list[int]:
    """Return ``size`` numbers below ``count``: the k-th most wanted is asked 1/k as often as the
    first. Which number is wanted most is drawn too; the same seed gives the same list."""
    draw = random.Random(seed)
    ranked = list(range(count))
    draw.shuffle(ranked)
    sums = list(itertools.accumulate(1 / rank**exponent for rank in range(1, count + 1)))
    return draw.choices(ranked, cum_weights=sums, k=size)


def write_visits(addresses: Sequence[str], folder: Path, *, size: int = 200_000) -> Visits:
    """Write ``addresses`` and a Zipf order of them into ``folder``."""
    visits = Visits(folder / "addresses.txt", folder / "order.txt")
    visits.addresses.write_text("".join(f"{address}\n" for address in addresses))
    order = zipf_order(len(addresses), size=size)
    visits.order.write_text("".join(f"{place}\n" for place in order))
    return visits


def start(
    url: str,
    *,
    seconds: float,
    connections: int,
    headers: Sequence[str] = (ACCEPTED,),
    visits: Visits | None = None,
) -> subprocess.Popen[str]:
    """Begin to ask ``url``, or the addresses of ``visits`` at its host."""
    command: list[object] = ["wrk", "-t1", f"-c{connections}", f"-d{seconds:.0f}s"]
    command += ["--timeout", "60s", "--latency", "-s", _SCRIPT]
    command += [word for header in headers for word in ("-H", header)]
    environment: Mapping[str, str] = visits.environment if visits else {}
    return subprocess.Popen(
        pinned([*command, url], LOAD_CORE),
        env={**os.environ, **environment},
        stdout=subprocess.PIPE,
        text=True,
    )


def finish(process: subprocess.Popen[str]) -> Load:
    """Wait for a load to end and return what it saw. Raises RuntimeError when it failed."""
    assert process.stdout is not None
    output = process.stdout.read()
    process.stdout.close()
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode != 0:
        raise RuntimeError(f"wrk failed\n{output}")
    return read(output, used_seconds=usage.ru_utime + usage.ru_stime)


def read(output: str, *, used_seconds: float = 0.0) -> Load:
    """Return the figures of the line that the script wrote among ``wrk``'s own."""
    line = next((line for line in output.splitlines() if line.startswith("{")), None)
    if line is None:
        raise RuntimeError(f"wrk said nothing of its figures\n{output}")
    told = json.loads(line)
    seconds = told["microseconds"] / 1_000_000
    return Load(
        requests=told["requests"],
        requests_per_second=told["requests"] / seconds,
        p50_ms=told["p50"] / 1000,
        p99_ms=told["p99"] / 1000,
        bytes_per_answer=told["bytes"] / max(told["requests"], 1),
        errors=told["refused"] + told["broken"],
        busy=used_seconds / seconds,
    )
