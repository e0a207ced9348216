"""Passing on what is dynamic to the newsroom's server, a process of its own on this machine.

The newsroom may be slow, or down: then its own addresses are, and no reader waits for them.
"""

import http.client
import logging
import socket
from collections.abc import Callable, Iterable, Iterator
from threading import BoundedSemaphore
from typing import Any
from urllib.parse import quote

import urllib3
from urllib3.connection import HTTPConnection
from urllib3.connectionpool import HTTPConnectionPool

from midad.press.serving.requests import Environ

logger = logging.getLogger("midad.press")

Header = tuple[str, str]
StartResponse = Callable[..., Any]
CONNECT_SECONDS = 10.0
ANSWER_SECONDS = 300.0  # a long report or a large upload; a reader's page never waits here
_PIECE_BYTES = 64 * 1024
# What concerns one connection alone and is not passed on (RFC 9110, 7.6.1).
_OF_ONE_CONNECTION = {
    *("connection", "keep-alive", "proxy-connection", "proxy-authenticate"),
    *("proxy-authorization", "te", "trailer", "transfer-encoding", "upgrade"),
}


class Forwarder:
    """A WSGI application that asks the server behind ``socket_path``.

    At most ``limit`` requests are on their way at once. The next is told to come back, so that
    threads are left for readers.
    """

    def __init__(self, socket_path: str, *, limit: int, unavailable: bytes) -> None:
        self._pool = _SocketPool(socket_path, maxsize=limit)
        self._free = BoundedSemaphore(limit)
        self._unavailable = unavailable

    def __call__(self, environ: Environ, start_response: StartResponse) -> Iterable[bytes]:
        """Pass one request on, and its answer back piece by piece."""
        if not self._free.acquire(blocking=False):
            return self._come_back(start_response)
        try:
            answer = self._ask(environ)
        except (urllib3.exceptions.HTTPError, OSError):
            self._free.release()
            logger.warning("newsroom does not answer", extra={"event": "newsroom_unanswered"})
            return self._come_back(start_response)
        except BaseException:
            self._free.release()
            raise
        start_response(f"{answer.status} {_reason(answer)}", list(_passed_back(answer)))
        return _Pieces(answer, self._free.release)

    def _ask(self, environ: Environ) -> urllib3.BaseHTTPResponse:
        path = quote(environ["PATH_INFO"].encode("latin-1"), safe="/~!$&'()*+,;=:@")
        query = environ.get("QUERY_STRING")
        return self._pool.urlopen(
            environ["REQUEST_METHOD"],
            f"{path}?{query}" if query else path,
            body=_body(environ),
            headers=dict(_passed_on(environ)),
            timeout=urllib3.Timeout(connect=CONNECT_SECONDS, read=ANSWER_SECONDS),
            retries=False,
            redirect=False,
            preload_content=False,
            decode_content=False,
        )

    def _come_back(self, start_response: StartResponse) -> list[bytes]:
        headers = [
            ("Content-Type", "text/html; charset=utf-8"),
            ("Cache-Control", "no-store"),
            ("Retry-After", "5"),
            ("Content-Length", str(len(self._unavailable))),
        ]
        start_response("503 Service Unavailable", headers)
        return [self._unavailable]


class _Pieces:
    """The body of an answer, passed back as it comes; closed however that ends."""

    def __init__(self, answer: urllib3.BaseHTTPResponse, done: Callable[[], None]) -> None:
        self._answer = answer
        self._done: Callable[[], None] | None = done

    def __iter__(self) -> Iterator[bytes]:
        try:
            yield from self._answer.stream(_PIECE_BYTES, decode_content=False)
        finally:
            self.close()

    def close(self) -> None:
        done, self._done = self._done, None
        if done:
            self._answer.close()  # read to its end, its connection is free already and stays open
            done()


class _SocketConnection(HTTPConnection):
    """A connection to a Unix socket."""

    def __init__(self, socket_path: str, **options: Any) -> None:
        super().__init__("localhost", **options)
        self._socket_path = socket_path

    def _new_conn(self) -> socket.socket:
        connection = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
        connection.settimeout(CONNECT_SECONDS)
        connection.connect(self._socket_path)
        return connection


class _SocketPool(HTTPConnectionPool):
    """Connections to one Unix socket, used again as long as they stand."""

    def __init__(self, socket_path: str, *, maxsize: int) -> None:
        super().__init__("localhost", maxsize=maxsize)
        self._socket_path = socket_path

    def _new_conn(self) -> _SocketConnection:
        return _SocketConnection(self._socket_path, blocksize=_PIECE_BYTES)


def _passed_on(environ: Environ) -> Iterator[Header]:
    """Yield the reader's headers, with the address the reader came from at the end of the chain."""
    for name, value in environ.items():
        if name.startswith("HTTP_"):
            header = name[5:].replace("_", "-").lower()
            if header not in _OF_ONE_CONNECTION and header != "x-forwarded-for":
                yield header, value
    if environ.get("CONTENT_TYPE"):
        yield "content-type", environ["CONTENT_TYPE"]
    if environ.get("CONTENT_LENGTH"):
        yield "content-length", environ["CONTENT_LENGTH"]
    chain = [environ.get("HTTP_X_FORWARDED_FOR"), environ.get("REMOTE_ADDR")]
    yield "x-forwarded-for", ", ".join(part for part in chain if part)


def _body(environ: Environ) -> Any:
    has_body = environ.get("CONTENT_LENGTH") or environ.get("HTTP_TRANSFER_ENCODING")
    return environ["wsgi.input"] if has_body else None


def _passed_back(answer: urllib3.BaseHTTPResponse) -> Iterator[Header]:
    for name, value in answer.headers.items():
        if name.lower() not in _OF_ONE_CONNECTION:
            yield name, value


def _reason(answer: urllib3.BaseHTTPResponse) -> str:
    return answer.reason or http.client.responses.get(answer.status, "")
