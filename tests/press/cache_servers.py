"""A server on this machine that speaks like a cache's: it notes what it was asked to forget."""

import json
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer


@dataclass(frozen=True)
class Asked:
    """One request as it came."""

    method: str
    path: str
    headers: dict[str, str]
    body: bytes

    @property
    def files(self) -> list[str]:
        return json.loads(self.body)["files"]


Says = Callable[[Asked], tuple[int, bytes]]


@dataclass
class CacheServer:
    """What a test holds of the server; ``says`` is how it answers."""

    url: str
    says: Says
    asked: list[Asked] = field(default_factory=list)

    def purged(self) -> list[str]:
        return [one.path for one in self.asked]


def well(_: Asked) -> tuple[int, bytes]:
    return 200, b'{"status": "ok", "success": true, "errors": [], "messages": []}'


def refusing(status: int, words: str) -> Says:
    body = json.dumps({"success": False, "errors": [{"code": 1, "message": words}]}).encode()
    return lambda _: (status, body)


@contextmanager
def cache_server(says: Says = well) -> Iterator[CacheServer]:
    """Run the server while the block runs."""

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"
        disable_nagle_algorithm = True

        def answer(self) -> None:
            body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
            asked = Asked(self.command, self.path, dict(self.headers), body)
            held.asked.append(asked)
            status, said = held.says(asked)
            self.send_response(status)
            self.send_header("Content-Length", str(len(said)))
            self.end_headers()
            self.wfile.write(said)

        do_POST = do_PURGE = answer

        def log_message(self, *_: object) -> None:
            """Say nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    server.block_on_close = False
    held = CacheServer(f"http://127.0.0.1:{server.server_port}", says)
    thread = threading.Thread(target=server.serve_forever, args=(0.02,))
    thread.start()
    try:
        yield held
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
