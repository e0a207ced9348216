"""Asking a server over a socket with the path just as it is written: nobody tidies it before."""

import socket
import ssl
from dataclasses import dataclass
from http.client import HTTPResponse

# What each server says in its own way, or what belongs to the connection: docs/contracts/store.md.
OF_THE_SERVER = {"server", "date", "connection", "keep-alive", "strict-transport-security"}


@dataclass(frozen=True)
class Answer:
    """What came back; ``headers`` have small letters and leave out what is the server's own."""

    status: int
    headers: dict[str, str]
    body: bytes
    own: dict[str, str]


class Asker:
    """A connection to a server that is kept open, and opened again where the server closed it."""

    def __init__(self, port: int, *, tls: bool = False, source: str = "127.0.0.1") -> None:
        self._port = port
        self._source = (source, 0)
        self._tls = tls
        self._socket: socket.socket | None = None

    def __enter__(self) -> "Asker":
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Close the connection."""
        if self._socket:
            self._socket.close()
        self._socket = None

    def ask(self, path: str, *, method: str = "GET", **headers: str) -> Answer:
        """Send one request; ``accept_encoding="br"`` is a header, latin-1 of ``path`` the bytes."""
        lines = [f"{method} {path} HTTP/1.1", "Host: localhost"]
        lines += [f"{name.replace('_', '-')}: {value}" for name, value in headers.items()]
        if method not in {"GET", "HEAD"}:
            lines.append("Content-Length: 0")
        request = ("\r\n".join(lines) + "\r\n\r\n").encode("latin-1")
        try:
            return self._ask(request, method)
        except (ConnectionError, OSError, ValueError):
            self.close()
            return self._ask(request, method)

    def _ask(self, request: bytes, method: str) -> Answer:
        self._socket = self._socket or self._connect()
        self._socket.sendall(request)
        answer = HTTPResponse(self._socket, method=method)
        answer.begin()
        body = answer.read()
        if answer.will_close:
            self.close()
        pairs = [(name.lower(), value) for name, value in answer.getheaders()]
        assert len(dict(pairs)) == len(pairs), pairs
        said = {name: value for name, value in pairs if name not in OF_THE_SERVER}
        own = {name: value for name, value in pairs if name in OF_THE_SERVER}
        return Answer(answer.status, said, body, own)

    def _connect(self) -> socket.socket:
        plain = socket.create_connection(
            ("127.0.0.1", self._port), timeout=30, source_address=self._source
        )
        plain.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        if not self._tls:
            return plain
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
        context.check_hostname = False
        context.verify_mode = ssl.CERT_NONE
        return context.wrap_socket(plain, server_hostname="paper.example")
