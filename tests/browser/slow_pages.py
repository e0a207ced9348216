"""Pages that come in pieces, as over a slow line, with the theme's own files beside them."""

import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

from midad.config.paths import SOURCE_DIR

STATIC = SOURCE_DIR / "theme" / "static"
TYPES = {".js": "text/javascript", ".css": "text/css", ".woff2": "font/woff2"}


@dataclass
class SlowPages:
    """What is served, by its path: a page's pieces, or what makes an answer anew each time."""

    url: str
    pages: dict[str, list[bytes]] = field(default_factory=dict)
    answers: dict[str, Callable[[], bytes]] = field(default_factory=dict)
    pause_seconds: float = 0.03
    late: dict[str, float] = field(default_factory=dict)  # seconds until a file of the theme comes

    def put(self, path: str, html: str, pieces: int = 1) -> str:
        """Serve ``html`` at ``path`` in about so many pieces of one length; return the address."""
        data = html.encode()
        size = len(data) // pieces + 1
        self.pages[path] = [data[at : at + size] for at in range(0, len(data), size)]
        return self.url + path


@contextmanager
def slow_pages() -> Iterator[SlowPages]:
    """Serve pages until the block ends."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), _Handler)
    server.daemon_threads = True
    shown = SlowPages(f"http://127.0.0.1:{server.server_port}")
    server.shown = shown  # type: ignore[attr-defined]  # the handler looks here
    thread = threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True)
    thread.start()
    try:
        yield shown
    finally:
        server.shutdown()
        server.server_close()


class _Handler(BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        shown: SlowPages = self.server.shown  # type: ignore[attr-defined]  # hung there at the start
        path = self.path.partition("?")[0]
        file = STATIC / path.removeprefix("/static/")
        if path in shown.answers:
            self._send([shown.answers[path]()], "application/json", 0)
        elif path in shown.pages:
            self._send(shown.pages[path], "text/html; charset=utf-8", shown.pause_seconds)
        elif path.startswith("/static/") and file.is_file():
            time.sleep(shown.late.get(file.name, 0))
            self._send([file.read_bytes()], TYPES.get(file.suffix, "image/svg+xml"), 0)
        else:
            self.send_error(404)

    def _send(self, pieces: list[bytes], kind: str, pause_seconds: float) -> None:
        self.send_response(200)
        self.send_header("Content-Type", kind)
        self.end_headers()
        for piece in pieces:
            self.wfile.write(piece)
            self.wfile.flush()
            time.sleep(pause_seconds)

    def log_message(self, *_: object) -> None:
        """Say nothing."""
