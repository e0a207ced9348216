"""Asking other servers: with timeouts, a limit of bytes and of time, and no redirects."""

import time
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

import urllib3
from urllib3.exceptions import HTTPError, MaxRetryError, NewConnectionError

CONNECT_SECONDS = 3.0
ANSWER_SECONDS = 5.0
LARGEST_BYTES = 32 * 1024 * 1024
_PIECE_BYTES = 64 * 1024


class NoAnswer(Exception):
    """There is no whole answer. ``code`` says why: ``unreachable``, ``slow``, ``broken``, or
    ``forbidden`` where nobody was asked, because strangers must not lead us there."""

    def __init__(self, code: str, words: str) -> None:
        super().__init__(words)
        self.code = code


@dataclass(frozen=True)
class Answer:
    """A whole answer: ``body`` is unpacked, ``location`` is where a redirect leads."""

    status: int
    body: bytes
    location: str = ""


class Client:
    """Asks one server for pages, one at a time, on a connection that stays open."""

    def __init__(
        self,
        base_url: str,
        *,
        host: str = "",
        connect_seconds: float = CONNECT_SECONDS,
        answer_seconds: float = ANSWER_SECONDS,
        largest_bytes: int = LARGEST_BYTES,
    ) -> None:
        """Ask at ``base_url``; ``host`` (with its port, if any) names the site meant there, in the
        request and in the server's certificate, which is verified. Times are in seconds: the
        answer must be whole within ``answer_seconds``."""
        parts = urlsplit(base_url)
        self._headers = {"Accept-Encoding": "br, gzip", **({"Host": host} if host else {})}
        self._timeout = urllib3.Timeout(connect=connect_seconds, read=answer_seconds)
        self._seconds, self._largest = answer_seconds, largest_bytes
        secure: dict[str, Any] = {}
        if parts.scheme == "https":
            secure = {"cert_reqs": "CERT_REQUIRED"}
            name = host.partition(":")[0]
            secure |= {"server_hostname": name, "assert_hostname": name} if name else {}
        self._pool = urllib3.connection_from_url(base_url, maxsize=1, **secure)
        self._path = parts.path.rstrip("/")

    def get(self, path: str, *, headers: Mapping[str, str] | None = None) -> Answer:
        """Return the answer to a GET of ``path``; redirects are not followed. Raises NoAnswer."""
        until = time.monotonic() + self._seconds
        try:
            answer = self._pool.urlopen(
                "GET",
                self._path + path,
                headers={**self._headers, **(headers or {})},
                timeout=self._timeout,
                retries=False,
                redirect=False,
                preload_content=False,
            )
            try:
                body = self._whole(answer, until)
            except BaseException:
                answer.close()  # what is left of it must not be read as the next answer
                raise
            answer.release_conn()
        except (HTTPError, OSError) as error:
            raise NoAnswer(_code_of(error), f"{type(error).__name__}: {error}") from error
        return Answer(answer.status, body, answer.headers.get("Location", ""))

    def close(self) -> None:
        """Let go of the connection."""
        self._pool.close()

    def _whole(self, answer: urllib3.BaseHTTPResponse, until: float) -> bytes:
        pieces, size = [], 0
        while piece := answer.read1(_PIECE_BYTES, decode_content=True):
            pieces.append(piece)
            size += len(piece)
            if size > self._largest:
                raise NoAnswer("broken", f"more than {self._largest} bytes")
            if time.monotonic() > until:
                raise NoAnswer("slow", f"not whole within {self._seconds:g} s")
        return b"".join(pieces)


def _code_of(error: Exception) -> str:
    cause = error.reason if isinstance(error, MaxRetryError) and error.reason else error
    if isinstance(cause, NewConnectionError | urllib3.exceptions.ConnectTimeoutError):
        return "unreachable"
    if isinstance(cause, urllib3.exceptions.TimeoutError):
        return "slow"
    return "broken"
