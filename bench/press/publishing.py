"""From the editor's click to changed bytes: this paper, a small one, plain Wagtail, in turn."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from typing import Any

from bench.press import wagtail_site
from bench.press.clicks import Moments, Newsroom, Watch, newsroom, published
from bench.press.paper import Paper

PAPER, SMALL, WAGTAIL = "this paper", "100 stories", "plain Wagtail"
_WARMING = 2
Say = Callable[[str], None]


@dataclass(frozen=True)
class Desk:
    """One newsroom with its server; ``at_once`` as in :func:`bench.press.clicks.published`."""

    name: str
    newsroom: Newsroom
    watch: Watch
    at_once: bool


def measure(
    paper: Paper, small: Paper, folder: Path, *, publishes: int, wagtail: bool, say: Say
) -> dict[str, Any]:
    """Publish so often at each desk, new stories and minor fixes in turn; return the figures."""
    seen: dict[str, list[Moments]] = {}
    with _desks(paper, small, folder, wagtail=wagtail) as desks:
        for number in range(-_WARMING, publishes):
            kind = "update" if number % 2 else "new"
            for desk in desks:
                say(f"publishing {number + 1} of {publishes}: {desk.name}")
                words = f"قياس-{number + _WARMING:04}"
                moments = published(desk.newsroom, desk.watch, kind, words, at_once=desk.at_once)
                if number >= 0:
                    seen.setdefault(desk.name, []).append(moments)
    return {name: summary(moments) for name, moments in seen.items()}


@contextmanager
def _desks(paper: Paper, small: Paper, folder: Path, *, wagtail: bool) -> Iterator[list[Desk]]:
    with ExitStack() as stack:
        desks = []
        for name, one in ((PAPER, paper), (SMALL, small)):
            port, _ = stack.enter_context(one.served(None))
            editor = stack.enter_context(newsroom("bench.press.publisher", one.environment))
            desks.append(Desk(name, editor, Watch(port), at_once=True))
        if wagtail:
            site = wagtail_site.made(paper.ask("hot"), folder / "wagtail-publish")
            port, _ = stack.enter_context(site.served(None))
            module = "bench.press.plain_wagtail.publisher"
            editor = stack.enter_context(newsroom(module, site.environment))
            desks.append(Desk(WAGTAIL, editor, Watch(port), at_once=False))
        yield desks
        for desk in desks:
            desk.watch.close()


def summary(moments: Sequence[Moments]) -> dict[str, Any]:
    """Return p50 and p95 in milliseconds: until the call returned, until each page showed it
    (story, front, section, in this order), until all did; and by kind of publication."""
    last = [max(one.visible.values()) for one in moments]
    new, updates = last[0::2], last[1::2]
    return {
        "publishes": len(moments),
        "call_ms": _spread([one.returned for one in moments]),
        "all_pages_ms": _spread(last),
        "new_story_ms": _spread(new),
        "minor_fix_ms": _spread(updates or new),
        "each_page_ms": _by_page(moments),
    }


def _by_page(moments: Sequence[Moments]) -> dict[str, dict[str, float]]:
    names = ("story", "front", "section")
    rows = [_named(one.visible) for one in moments]
    return {name: _spread([row[name] for row in rows]) for name in names if name in rows[0]}


def _named(visible: dict[str, float]) -> dict[str, float]:
    """Name each address by what it is."""
    named = {}
    for address, moment in visible.items():
        is_section = address.startswith("/sections/")
        named["section" if is_section else "front" if address == "/" else "story"] = moment
    return named


def _spread(values: Sequence[float]) -> dict[str, float]:
    ordered = sorted(values)
    return {"p50": median(ordered), "p95": ordered[min(int(len(ordered) * 0.95), len(ordered) - 1)]}
