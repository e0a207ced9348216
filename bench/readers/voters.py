"""The readers who vote: their sessions, and the tokens that ``/me`` gives them as to any page."""

import http.client
import json
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from http.cookies import SimpleCookie
from pathlib import Path

from bench.press.processes import UnableToStart

_START_SECONDS = 60


@dataclass(frozen=True)
class Voter:
    """A signed-in reader: the session's key, the secret of the cookie, the token of forms."""

    session: str
    secret: str
    token: str


def with_tokens(sessions: Sequence[str], port: int) -> Iterator[Voter]:
    """Open a page as the reader of each session: ``/me`` tells the token of its forms."""
    wait_for_newsroom(sessions[0], port)
    connection = _connected(port)
    for session in sessions:
        answer = _who_am_i(connection, session)
        cookies = SimpleCookie(answer.headers["Set-Cookie"])
        yield Voter(session, cookies["csrftoken"].value, json.loads(answer.read())["csrf"])
    connection.close()


def wait_for_newsroom(session: str, port: int) -> None:
    """Wait for the newsroom's server, which stands later than the other. Raises UnableToStart."""
    until = time.monotonic() + _START_SECONDS
    while time.monotonic() < until:
        if _who_am_i(_connected(port), session).status == 200:
            return
        time.sleep(0.2)
    raise UnableToStart("the newsroom's server did not answer in time")


def write(voters: Sequence[Voter], file: Path) -> None:
    """Write what the load reads, a reader a line."""
    lines = (f"{voter.session} {voter.secret} {voter.token}\n" for voter in voters)
    file.write_text("".join(lines))


def _who_am_i(connection: http.client.HTTPConnection, session: str) -> http.client.HTTPResponse:
    connection.request("GET", "/me", headers={"Cookie": f"sessionid={session}"})
    return connection.getresponse()


def _connected(port: int) -> http.client.HTTPConnection:
    return http.client.HTTPConnection("localhost", port, timeout=30)
