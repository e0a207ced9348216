"""A server of the store on this machine that can be told to lie."""

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

from django.conf import settings

from midad.press.graph import file_of
from midad.press.store import ENCODINGS

Lie = Callable[["ReadersServer"], None]


class ReadersServer(BaseHTTPRequestHandler):
    """Answers from the store, packed as asked; with a lie told for an address, with that."""

    protocol_version = "HTTP/1.1"
    lies: dict[str, Lie]
    asked: list[tuple[str, dict[str, str]]]

    def do_GET(self) -> None:
        self.asked.append((self.path, dict(self.headers)))
        lie = self.lies.get(self.path) or self.lies.get("*")
        if lie:
            lie(self)
            return
        for status, gone in ((200, False), (410, True)):
            file = Path(settings.PRESS_STORE_DIR, file_of(self.path, gone=gone))
            if file.exists():
                packed = file.with_name(file.name + ENCODINGS["br"])
                self.send(status, packed.read_bytes(), ("Content-Encoding", "br"))
                return
        self.send(404, b"nothing here")

    def send(self, status: int, body: bytes, *headers: tuple[str, str]) -> None:
        """Send a whole answer."""
        self.send_response(status)
        for name, value in (*headers, ("Content-Length", str(len(body)))):
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: object) -> None:
        """Say nothing."""


class Readers:
    """What a test holds of the server: its address, its lies, what it was asked."""

    def __init__(self, port: int, handler: type[ReadersServer]) -> None:
        self.url = f"http://127.0.0.1:{port}"
        self.lies, self.asked = handler.lies, handler.asked


@contextmanager
def readers_server() -> Iterator[Readers]:
    """Serve the store on a port of this machine while the block runs."""
    handler = type("Handler", (ReadersServer,), {"lies": {}, "asked": []})
    server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
    server.daemon_threads = True
    server.block_on_close = False
    thread = threading.Thread(target=server.serve_forever, args=(0.02,))
    thread.start()
    try:
        yield Readers(server.server_port, handler)
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
