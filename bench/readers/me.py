"""What ``/me`` costs beside a baked page of the same server: each asked in turn, medians of rounds.

The servers have one core and the load the other, so that a rate says what an answer costs.
"""

from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from bench.press import load, nginx
from bench.press.load import Load
from bench.press.paper import Paper
from bench.press.processes import SERVER_CORE, cpu_seconds, tree
from bench.press.serving import summary
from bench.readers import voters
from bench.readers.voting import INSIDE

PAGE, STRANGER, READER = "a baked page", "/me, a stranger", "/me, signed in"
EMBEDDED, NGINX = "embedded server", "nginx in front"
_MANY, _FEW = 32, 4  # connections; few where each answer is made, or all they show is the queue
_WARMING_SECONDS = 2
Say = Callable[[str], None]


@dataclass(frozen=True)
class Asked:
    """One address, asked of a server whose programs have the ids ``programs``."""

    server: str
    name: str
    url: str
    programs: tuple[int, ...]
    connections: int = _MANY
    cookie: str = ""


def measure(paper: Paper, folder: Path, *, rounds: int, seconds: float, say: Say) -> dict[str, Any]:
    """Return for each server what each address did, with the rate of every round."""
    runs: dict[str, dict[str, list[Load]]] = {}
    with all_asked(paper, folder) as asked:
        for one in asked:
            _once(one, _WARMING_SECONDS)
        for number in range(rounds):
            say(f"/me beside a baked page, round {number + 1} of {rounds}")
            for one in asked:
                seen = _once(one, seconds)
                runs.setdefault(one.server, {}).setdefault(one.name, []).append(seen)
    return {
        server: {name: summary(loads) for name, loads in names.items()}
        for server, names in runs.items()
    }


@contextmanager
def all_asked(paper: Paper, folder: Path) -> Iterator[list[Asked]]:
    """Start the paper with its own server and with nginx before it; yield what is asked."""
    story = paper.ask("stories", module=INSIDE)[0]
    session = paper.ask("sign_in", "1", module=INSIDE)[0]
    with ExitStack() as stack:
        port, pid = stack.enter_context(paper.served(SERVER_CORE))
        newsroom, behind = stack.enter_context(paper.served(SERVER_CORE, "--only", "newsroom"))
        front, before = stack.enter_context(nginx.in_front(paper, folder / "nginx", newsroom))
        voters.wait_for_newsroom(session, port)
        yield [
            *_three(EMBEDDED, port, (pid,), story, session),
            *_three(NGINX, front, (before, behind), story, session),
        ]


def _three(
    server: str, port: int, programs: tuple[int, ...], story: dict[str, str], session: str
) -> Iterator[Asked]:
    page = Asked(server, PAGE, f"http://localhost:{port}{story['address']}", programs)
    yield page
    me = replace(page, name=STRANGER, url=f"http://localhost:{port}/me?story={story['code']}")
    yield me
    yield replace(me, name=READER, connections=_FEW, cookie=f"Cookie: sessionid={session}")


def _once(asked: Asked, seconds: float) -> Load:
    headers = [load.ACCEPTED, *([asked.cookie] if asked.cookie else [])]
    before = _used(asked)
    seen = load.finish(
        load.start(asked.url, seconds=seconds, connections=asked.connections, headers=headers)
    )
    return replace(seen, server_us=(_used(asked) - before) * 1_000_000 / max(seen.requests, 1))


def _used(asked: Asked) -> float:
    return sum(cpu_seconds(tree(pid)) for pid in asked.programs)
