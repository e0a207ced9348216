"""What the press is to reach, beside what it reached."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from bench.press.publishing import PAPER, SMALL
from bench.press.serving import ALL, HOT, ratio

_EMBEDDED, _BESIDE, _NGINX = "embedded", "embedded, newsroom beside", "nginx on the store"
_BARE_FILE = "nginx on a bare file"
_BARE_PEERS = ("WordPress", "plain Wagtail, gunicorn")
_WORDPRESS = ("WordPress", "WordPress, fastcgi_cache", "WordPress, static files")


@dataclass(frozen=True)
class Aim:
    """One figure and its aim: at least ``wanted``, or with ``at_most`` at most that."""

    name: str
    value: float
    wanted: float
    unit: str = "×"
    at_most: bool = False

    @property
    def met(self) -> bool:
        """Tell whether the aim is met."""
        return self.value <= self.wanted if self.at_most else self.value >= self.wanted


def of(results: dict[str, Any]) -> list[Aim]:
    """Return the aims of the parts that were measured."""
    found: list[Aim] = []
    if "serving" in results:
        found += _of_serving(results["serving"]["contests"])
    if "publish" in results:
        found += _of_publishing(results["publish"])
    if "bake" in results:
        found += _of_baking(results["bake"])
    return found


def _of_serving(contests: dict[str, Any]) -> Iterator[Aim]:
    hot, every = contests[HOT], contests[ALL]
    wanted = [
        ("hot page: embedded, newsroom beside / nginx on the store", hot, _BESIDE, _NGINX, 0.6),
        (
            "all stories: embedded, newsroom beside / nginx on the store",
            every,
            _BESIDE,
            _NGINX,
            0.5,
        ),
        ("hot page: nginx on the store / nginx on a bare file", hot, _NGINX, _BARE_FILE, 0.98),
        *((f"hot page: {one} / {peer}", hot, one, peer, 1.0) for one, peer in _against(_WORDPRESS)),
        *(
            (f"all stories: {one} / {_WORDPRESS[-1]}", every, one, _WORDPRESS[-1], 1.0)
            for one in (_EMBEDDED, _NGINX)
        ),
        *(
            (f"hot page: {one} / {peer}, bare", hot, one, peer, 1000.0)
            for one, peer in _against(_BARE_PEERS)
        ),
    ]
    for name, contest, mine, theirs, least in wanted:
        value = ratio(contest, mine, theirs)
        if value is not None:
            yield Aim(name, value, least)


def _against(peers: tuple[str, ...]) -> Iterator[tuple[str, str]]:
    for one in (_EMBEDDED, _NGINX):
        for peer in peers:
            yield one, peer


def _of_publishing(desks: dict[str, Any]) -> Iterator[Aim]:
    visible, small = desks[PAPER]["all_pages_ms"], desks[SMALL]["all_pages_ms"]
    yield Aim("publish to visible, three pages, p50", visible["p50"], 100, "ms", at_most=True)
    yield Aim("publish to visible, three pages, p95", visible["p95"], 200, "ms", at_most=True)
    name = "publish to visible, p50: this paper / 100 stories"
    yield Aim(name, visible["p50"] / small["p50"], 1.2, at_most=True)


def _of_baking(bake: dict[str, Any]) -> Iterator[Aim]:
    yield Aim("whole bake", bake["pages_per_second"], 300, "pages/s")
    memory = bake["memory"]
    growth = memory["last_quarter"] / memory["second_quarter"]
    yield Aim("memory of the bake: last quarter / second", growth, 1.1, at_most=True)
