"""A reader: asks the WSGI callable as a server does, with nothing but baked files behind it."""

import gzip
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import unquote_to_bytes

import brotli

from midad.press.serving import MEDIA_CACHE, BakedFirst, ServedFolder
from midad.press.store import FileStore

PAGE_HEADERS = [("Content-Security-Policy", "default-src 'none'")]
UNPACK = {"": bytes, "gzip": gzip.decompress, "br": brotli.decompress}
SECRET = b"the secret key of the paper"


@dataclass(frozen=True)
class Answer:
    """What a reader got; ``text`` is unpacked."""

    status: int
    headers: dict[str, str]
    body: bytes

    @property
    def encoding(self) -> str:
        return self.headers.get("Content-Encoding", "")

    @property
    def text(self) -> str:
        return UNPACK[self.encoding](self.body).decode()


class Reader:
    """A paper's store and folders, and who reads them.

    The secret lies beside the folders. The application behind answers the newsroom alone; for
    any other path it raises, as it would with the database down.
    """

    def __init__(self, home: Path) -> None:
        self.store = FileStore(home / "store")
        self.pictures, self.static = home / "media" / "images", home / "static"
        self.pictures.mkdir(parents=True)
        self.static.mkdir()
        (home / "secret.txt").write_bytes(SECRET)
        (home / "media" / "secret.txt").write_bytes(SECRET)
        self._app = BakedFirst(
            newsroom_alone,
            store_root=self.store.root,
            folders=[
                ServedFolder("/static/", self.static, "max-age=3600"),
                ServedFolder("/media/images/", self.pictures, MEDIA_CACHE),
            ],
            dynamic_prefixes=("/newsroom/", "/report/"),
            page_headers=PAGE_HEADERS,
        )

    def bake(self, path: str, text: str) -> None:
        """Put a page into the store."""
        self.store.write(path, text.encode())

    def get(self, path: str, *, method: str = "GET", **headers: str) -> Answer:
        """Ask for a percent-encoded path; ``accept_encoding="br"`` is a header."""
        raw = unquote_to_bytes(path).decode("latin-1")  # as PEP 3333 has it
        environ: dict[str, Any] = {"REQUEST_METHOD": method, "PATH_INFO": raw}
        environ |= {f"HTTP_{name.upper()}": value for name, value in headers.items()}
        started: list[tuple[str, list[tuple[str, str]]]] = []
        body = b"".join(self._app(environ, lambda *head: started.append(head)))
        ((status, pairs),) = started
        assert len(dict(pairs)) == len(pairs)
        return Answer(int(status.split()[0]), dict(pairs), body)


def newsroom_alone(environ: dict[str, Any], start_response: Any) -> list[bytes]:
    if not environ["PATH_INFO"].startswith(("/newsroom/", "/report/")):
        raise AssertionError(f"{environ['PATH_INFO']} reached the application")
    start_response("200 OK", [])
    return [b"the application"]
