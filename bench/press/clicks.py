"""The click and the watch: one process publishes, this one asks the server until it shows.

The two speak in lines over a pipe. «update WORDS» or «new WORDS»: the newsroom's side makes its
draft, whose headline holds WORDS, and answers with the addresses that must show them. «go»: it
publishes and answers with the moments of the click and of the return, both of the machine's
monotonic clock, which all processes share.
"""

import http.client
import json
import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any, NamedTuple

_PATIENCE_SECONDS = 30
_PAUSE_SECONDS = 0.004  # asked each millisecond, the asking took a core from the newsroom

Prepared = tuple[list[str], Callable[[], None]]


class NotVisible(Exception):
    """What was published was not shown in time; the message names the addresses."""


class Moments(NamedTuple):
    """Milliseconds from the click: until the call returned, until each address showed it."""

    returned: float
    visible: dict[str, float]


def answer_clicks(prepare: Callable[[str, str], Prepared]) -> None:
    """Publish what is asked for, till the other side ends; ``prepare(kind, words)`` makes the draft
    and returns the addresses that will show it and the act that publishes it."""
    for line in sys.stdin:
        kind, _, words = line.strip().partition(" ")
        addresses, publish = prepare(kind, words)
        _tell(addresses)
        sys.stdin.readline()
        clicked = time.monotonic()
        publish()
        _tell([clicked, time.monotonic()])


def _tell(what: Any) -> None:
    print(json.dumps(what), flush=True)


@dataclass
class Newsroom:
    """The other side of the pipe."""

    process: subprocess.Popen[str]

    def prepare(self, kind: str, words: str) -> list[str]:
        """Have a draft made; return the addresses that will show ``words``."""
        return list(self._asked(f"{kind} {words}"))

    def click(self) -> None:
        """Have it published, without waiting."""
        self._say("go")

    def returned(self) -> tuple[float, float]:
        """Return the moments of the click and of the return, waiting for the latter."""
        clicked, returned = self._heard()
        return clicked, returned

    def _asked(self, line: str) -> Any:
        self._say(line)
        return self._heard()

    def _say(self, line: str) -> None:
        assert self.process.stdin is not None
        self.process.stdin.write(f"{line}\n")
        self.process.stdin.flush()

    def _heard(self) -> Any:
        assert self.process.stdout is not None
        line = self.process.stdout.readline()
        if not line:
            raise RuntimeError("the newsroom's side ended: its words stand above")
        return json.loads(line)


@contextmanager
def newsroom(module: str, environment: dict[str, str]) -> Iterator[Newsroom]:
    """Run ``module``, which answers clicks, for the block."""
    process = subprocess.Popen(
        [sys.executable, "-m", module],
        env={**os.environ, **environment},
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    try:
        yield Newsroom(process)
    finally:
        process.communicate()


@dataclass
class Watch:
    """Asks a server for addresses over one connection each, until all show certain words.

    The plain form is asked for: of a page's three forms it is the last to be put in its place.
    """

    port: int
    _connections: dict[str, http.client.HTTPConnection] = field(default_factory=dict)
    _tags: dict[str, str] = field(default_factory=dict)

    def take_in(self, addresses: Sequence[str]) -> None:
        """Ask each address once, so that its connection stands and its bytes are known."""
        self.close()
        for address in addresses:
            self._connections[address] = http.client.HTTPConnection("localhost", self.port)
            self._shows(address, b"\0")

    def until_shown(self, words: str) -> dict[str, float]:
        """Return the moment at which each address showed ``words``. Raises NotVisible."""
        seen: dict[str, float] = {}
        until = time.monotonic() + _PATIENCE_SECONDS
        while len(seen) < len(self._connections):
            for address in self._connections.keys() - seen.keys():
                if self._shows(address, words.encode()):
                    seen[address] = time.monotonic()
            if time.monotonic() > until:
                raise NotVisible(", ".join(sorted(self._connections.keys() - seen.keys())))
            time.sleep(_PAUSE_SECONDS)
        return seen

    def close(self) -> None:
        """End the connections."""
        for connection in self._connections.values():
            connection.close()
        self._connections.clear()
        self._tags.clear()

    def _shows(self, address: str, words: bytes) -> bool:
        connection = self._connections[address]
        held = {"If-None-Match": self._tags[address]} if address in self._tags else {}
        connection.request("GET", address, headers={"Accept-Encoding": "identity", **held})
        answer = connection.getresponse()
        body = answer.read()
        tag = answer.headers.get("ETag")
        if answer.status == 200 and tag:
            self._tags[address] = tag
        return answer.status == 200 and words in body


def published(newsroom: Newsroom, watch: Watch, kind: str, words: str, *, at_once: bool) -> Moments:
    """Publish once and return when it could be seen.

    With ``at_once`` the watch begins with the click; without, when the call has returned, for a
    server whose every answer is work that would slow the call down.
    """
    watch.take_in(newsroom.prepare(kind, words))
    newsroom.click()
    if at_once:
        shown = watch.until_shown(words)
        clicked, returned = newsroom.returned()
    else:
        clicked, returned = newsroom.returned()
        shown = watch.until_shown(words)
    visible = {address: (moment - clicked) * 1000 for address, moment in shown.items()}
    return Moments((returned - clicked) * 1000, visible)
