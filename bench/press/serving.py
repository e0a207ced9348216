"""Requests a second, waiting times and memory: each peer asked in turn, medians of rounds."""

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import asdict, replace
from statistics import median
from typing import Any

from bench.press import load
from bench.press.load import Load
from bench.press.peers import Peer, Together

HOT, ALL = "hot page", "all stories"
_EDITORS = 4  # connections that keep asking the slow page of the newsroom
_WARMING_SECONDS = 2
Say = Callable[[str], None]


def measure(together: Together, *, rounds: int, seconds: float, say: Say) -> dict[str, Any]:
    """Return for the hot page and for all stories what each peer did in each round."""
    runs: dict[str, dict[str, list[Load]]] = {HOT: {}, ALL: {}}
    newsroom: list[Load] = []
    turns = [(HOT, peer) for peer in together.peers]
    turns += [(ALL, peer) for peer in together.peers if peer.visits]
    for contest, peer in turns:
        _once(together, peer, contest, _WARMING_SECONDS, [])
    for number in range(rounds):
        for contest, peer in turns:
            say(f"round {number + 1} of {rounds}: {contest}, {peer.name}")
            seen = _once(together, peer, contest, seconds, newsroom)
            runs[contest].setdefault(peer.name, []).append(seen)
    memory = {peer.name: peer.memory() for peer in together.peers}
    return {
        "contests": {name: _told(peers, memory) for name, peers in runs.items()},
        "newsroom": summary(newsroom),
    }


def _once(
    together: Together, peer: Peer, contest: str, seconds: float, newsroom: list[Load]
) -> Load:
    with _slow_newsroom(together, seconds, newsroom if peer.beside else None):
        used = peer.cpu_seconds()
        seen = load.finish(
            load.start(
                peer.url,
                seconds=seconds,
                connections=peer.connections,
                visits=peer.visits if contest == ALL else None,
            )
        )
        used = peer.cpu_seconds() - used
    return replace(seen, server_us=used * 1_000_000 / max(seen.requests, 1))


@contextmanager
def _slow_newsroom(together: Together, seconds: float, seen: list[Load] | None) -> Iterator[None]:
    """Let chief editors ask a slow page all the time; with ``seen`` None nobody does."""
    if seen is None:
        yield
        return
    cookie = f"Cookie: {together.cookie}"
    asking = load.start(
        together.newsroom, seconds=seconds + 1, connections=_EDITORS, headers=[cookie]
    )
    time.sleep(0.5)
    yield
    seen.append(load.finish(asking))


def _told(peers: dict[str, list[Load]], memory: dict[str, Any]) -> dict[str, Any]:
    return {name: {**summary(runs), "memory": memory[name]} for name, runs in peers.items()}


def summary(runs: list[Load]) -> dict[str, Any]:
    """Return the median of each figure, and every round's rate."""
    rows = [asdict(run) for run in runs]
    found: dict[str, Any] = {
        name: median(row[name] for row in rows) for name in (rows[0] if rows else ())
    }
    found["errors"] = sum(row["errors"] for row in rows)
    return {**found, "rounds": [row["requests_per_second"] for row in rows]}


def ratio(contest: dict[str, Any], name: str, to: str) -> float | None:
    """Return how many times the rate of ``to`` a peer had: the median over the rounds; None when
    one of them was not asked or answered nothing."""
    if name not in contest or to not in contest or not all(contest[to]["rounds"]):
        return None
    pairs = zip(contest[name]["rounds"], contest[to]["rounds"], strict=True)
    return median(mine / theirs for mine, theirs in pairs)
