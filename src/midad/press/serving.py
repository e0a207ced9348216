"""Answering readers from baked files, before any Django code runs.

What is answered follows from the path alone, as with a plain file server (docs/contracts/store.md):
``gone.html`` is a 410, ``404.html`` stands for what is missing. Only the dynamic prefixes go on to
Django, so that readers are served with the database and the application down.
"""

import os
import re
from collections import OrderedDict
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from email.utils import formatdate, parsedate_to_datetime
from http import HTTPStatus
from pathlib import Path
from threading import Lock
from typing import Any
from urllib.parse import quote

from midad.press.graph import GONE_NAME, INDEX_NAME
from midad.press.store import ENCODINGS

Environ = dict[str, Any]
StartResponse = Callable[..., Any]
Application = Callable[[Environ, StartResponse], Iterable[bytes]]

CODED_PATH = re.compile(r"/(articles|sections|authors|agencies|topics)/([a-z0-9-]{1,32})(?:/.*)?")
# A browser asks each time (an unchanged page is a 304 without a body), so that nobody, the editor
# who just published least of all, looks at yesterday's front; a cache in between may keep it.
PAGE_CACHE = "max-age=0, s-maxage=20, stale-if-error=604800"
FOREVER_CACHE = "public, max-age=31536000, immutable"
MEDIA_CACHE = "public, max-age=604800"
_HASHED = re.compile(r"\.[0-9a-f]{12}\.")
_RANGE = re.compile(r"bytes=(\d*)-(\d*)")
CONTENT_TYPES = {
    ".html": "text/html; charset=utf-8",
    ".xml": "application/xml; charset=utf-8",
    ".json": "application/json; charset=utf-8",
    ".txt": "text/plain; charset=utf-8",
    ".css": "text/css; charset=utf-8",
    ".js": "text/javascript; charset=utf-8",
    ".svg": "image/svg+xml",
    ".woff2": "font/woff2",
    ".avif": "image/avif",
    ".webp": "image/webp",
    ".jpg": "image/jpeg",
    ".jpeg": "image/jpeg",
    ".png": "image/png",
    ".gif": "image/gif",
    ".ico": "image/vnd.microsoft.icon",
}
FEED_TYPES = {
    "rss.xml": "application/rss+xml; charset=utf-8",
    "atom.xml": "application/atom+xml; charset=utf-8",
    "feed.json": "application/feed+json; charset=utf-8",
}


@dataclass(frozen=True)
class ServedFolder:
    """A folder whose files are served under a prefix as they are, e.g. pictures."""

    prefix: str
    root: Path
    cache_control: str


@dataclass(frozen=True)
class _Answer:
    status: HTTPStatus
    headers: list[tuple[str, str]]
    body: bytes = b""


class FileCache:
    """The bytes of files that are read often, checked against the disk at every use."""

    def __init__(self, limit_bytes: int = 64 * 1024 * 1024) -> None:
        self._limit_bytes = limit_bytes
        self._held_bytes = 0
        self._entries: OrderedDict[Path, tuple[tuple[int, int], bytes]] = OrderedDict()
        self._lock = Lock()

    def read(self, path: Path, stat: os.stat_result) -> bytes:
        """Return the file's bytes. Raises OSError when it cannot be read."""
        mark = (stat.st_mtime_ns, stat.st_size)
        with self._lock:
            held = self._entries.get(path)
            if held is not None and held[0] == mark:
                self._entries.move_to_end(path)
                return held[1]
        data = path.read_bytes()
        if len(data) <= self._limit_bytes // 64:
            self._keep(path, mark, data)
        return data

    def _keep(self, path: Path, mark: tuple[int, int], data: bytes) -> None:
        with self._lock:
            old = self._entries.pop(path, None)
            self._held_bytes += len(data) - (len(old[1]) if old else 0)
            self._entries[path] = (mark, data)
            while self._held_bytes > self._limit_bytes:
                _, (_, dropped) = self._entries.popitem(last=False)
                self._held_bytes -= len(dropped)


class BakedFirst:
    """A WSGI application: baked files first, Django for the dynamic prefixes alone."""

    def __init__(
        self,
        dynamic: Application,
        *,
        store_root: Path,
        folders: Iterable[ServedFolder],
        dynamic_prefixes: tuple[str, ...],
        page_headers: Iterable[tuple[str, str]],
    ) -> None:
        self._dynamic = dynamic
        self._store_root = store_root
        self._folders = list(folders)
        self._dynamic_prefixes = dynamic_prefixes
        self._page_headers = list(page_headers)
        self._cache = FileCache()

    def __call__(self, environ: Environ, start_response: StartResponse) -> Iterable[bytes]:
        """Answer one request."""
        path = decoded_path(environ)
        if path.startswith(self._dynamic_prefixes):
            return self._dynamic(environ, start_response)
        answer = self._answer(path, environ)
        head_only = environ["REQUEST_METHOD"] == "HEAD"
        start_response(f"{answer.status.value} {answer.status.phrase}", answer.headers)
        return [b"" if head_only else answer.body]

    def _answer(self, path: str, environ: Environ) -> _Answer:
        if environ["REQUEST_METHOD"] not in {"GET", "HEAD"}:
            return _Answer(HTTPStatus.METHOD_NOT_ALLOWED, [("Allow", "GET, HEAD"), _length(b"")])
        if not is_safe(path):
            return self._not_found(environ)
        for folder in self._folders:
            if path.startswith(folder.prefix):
                return self._from_folder(folder, path, environ)
        return self._page(path, environ)

    def _page(self, path: str, environ: Environ) -> _Answer:
        for name, status in candidates(path):
            answer = self._file(self._store_root / name, status, environ, PAGE_CACHE)
            if answer:
                answer.headers.extend(self._page_headers)
                return answer
        if not path.endswith("/") and (self._store_root / path[1:] / INDEX_NAME).is_file():
            location = quote(path) + "/"
            return _Answer(HTTPStatus.MOVED_PERMANENTLY, [("Location", location), _length(b"")])
        return self._not_found(environ)

    def _not_found(self, environ: Environ) -> _Answer:
        page = self._store_root / "404.html"
        answer = self._file(page, HTTPStatus.NOT_FOUND, environ, "max-age=10")
        if answer is None:
            body = "الصفحة غير موجودة\n".encode()
            plain = ("Content-Type", "text/plain; charset=utf-8")
            return _Answer(HTTPStatus.NOT_FOUND, [plain, _length(body)], body)
        answer.headers.extend(self._page_headers)
        return answer

    def _from_folder(self, folder: ServedFolder, path: str, environ: Environ) -> _Answer:
        file = folder.root / path[len(folder.prefix) :]
        cache = FOREVER_CACHE if _HASHED.search(file.name) else folder.cache_control
        answer = self._file(file, HTTPStatus.OK, environ, cache)
        if answer is None:
            return self._not_found(environ)
        answer.headers.append(("X-Content-Type-Options", "nosniff"))
        return answer

    def _file(
        self, file: Path, status: HTTPStatus, environ: Environ, cache_control: str
    ) -> _Answer | None:
        """Answer with ``file`` in the best encoding there is; None when it is not there."""
        found = self._best_form(file, environ.get("HTTP_ACCEPT_ENCODING", ""))
        if found is None:
            return None
        served, encoding, stat = found
        headers = [
            ("Content-Type", content_type(file)),
            ("Cache-Control", cache_control),
            ("Vary", "Accept-Encoding"),
            ("ETag", etag(stat)),
            ("Last-Modified", formatdate(stat.st_mtime, usegmt=True)),
        ]
        if encoding:
            headers.append(("Content-Encoding", encoding))
        if status == HTTPStatus.OK and is_unchanged(environ, stat):
            return _Answer(HTTPStatus.NOT_MODIFIED, headers)
        body = self._cache.read(served, stat)
        return _ranged(environ, status, headers, body, encoding)

    def _best_form(self, file: Path, accepted: str) -> tuple[Path, str, os.stat_result] | None:
        for encoding in (*accepted_encodings(accepted), ""):
            served = file.with_name(file.name + ENCODINGS.get(encoding, ""))
            try:
                stat = served.stat()
            except (OSError, ValueError):
                continue
            if served.is_file():
                return served, encoding, stat
        return None


def decoded_path(environ: Environ) -> str:
    """Return the request's path as text; bytes that are no UTF-8 become U+FFFD."""
    raw: str = environ.get("PATH_INFO") or "/"
    return raw.encode("latin-1", "replace").decode("utf-8", "replace")


def is_safe(path: str) -> bool:
    """Tell whether ``path`` stays in its folder: no dot segments, no empty ones, no NUL."""
    parts = path[1:].split("/")
    hidden = any(part.startswith(".") for part in parts)
    return path.startswith("/") and "\x00" not in path and "//" not in path and not hidden


def candidates(path: str) -> list[tuple[str, HTTPStatus]]:
    """Return the store's files that may answer ``path``, with the status each implies.

    >>> candidates("/articles/k7m2xqz/any-words/")[0][0]
    'articles/k7m2xqz/index.html'
    """
    coded = CODED_PATH.fullmatch(path)
    if coded:
        base = f"{coded[1]}/{coded[2]}/"
        return [(base + INDEX_NAME, HTTPStatus.OK), (base + GONE_NAME, HTTPStatus.GONE)]
    if path.endswith("/"):
        return [(path[1:] + INDEX_NAME, HTTPStatus.OK)]
    if path == "/404.html" or path.endswith((GONE_NAME, *ENCODINGS.values())):
        return []
    return [(path[1:], HTTPStatus.OK)]


def content_type(file: Path) -> str:
    """Return the type that the file's name implies."""
    known = FEED_TYPES.get(file.name) or CONTENT_TYPES.get(file.suffix.lower())
    return known or "application/octet-stream"


def etag(stat: os.stat_result) -> str:
    """Return the entity tag in nginx's form, so that both servers agree."""
    return f'"{int(stat.st_mtime):x}-{stat.st_size:x}"'


def accepted_encodings(header: str) -> list[str]:
    """Return which of our encodings a client takes, brotli first.

    >>> accepted_encodings("gzip, deflate, br;q=0.9")
    ['br', 'gzip']
    >>> accepted_encodings("br;q=0, gzip")
    ['gzip']
    """
    refused: set[str] = set()
    named: set[str] = set()
    for part in header.lower().split(","):
        name, _, quality = part.strip().partition(";")
        is_refused = quality.replace(" ", "").rstrip("0").rstrip(".") in {"q=", "q=0"} and quality
        (refused if is_refused else named).add(name.strip())
    return [name for name in ENCODINGS if name in named or ("*" in named and name not in refused)]


def is_unchanged(environ: Environ, stat: os.stat_result) -> bool:
    """Tell whether the client holds this very file already."""
    tags = environ.get("HTTP_IF_NONE_MATCH")
    if tags is not None:
        mine = etag(stat)
        return any(tag.strip().removeprefix("W/") in {mine, "*"} for tag in tags.split(","))
    since = environ.get("HTTP_IF_MODIFIED_SINCE")
    if not since:
        return False
    try:
        return int(stat.st_mtime) <= parsedate_to_datetime(since).timestamp()
    except (TypeError, ValueError, OverflowError):
        return False


def _ranged(
    environ: Environ,
    status: HTTPStatus,
    headers: list[tuple[str, str]],
    body: bytes,
    encoding: str,
) -> _Answer:
    """Answer with the bytes asked for; players of sound and video ask for ranges."""
    asked = _RANGE.fullmatch(environ.get("HTTP_RANGE", ""))
    if status != HTTPStatus.OK or encoding or not asked or not (asked[1] or asked[2]):
        return _Answer(status, [*headers, ("Accept-Ranges", "bytes"), _length(body)], body)
    size = len(body)
    first = int(asked[1]) if asked[1] else max(size - int(asked[2]), 0)
    last = min(int(asked[2]), size - 1) if asked[1] and asked[2] else size - 1
    if first > last:
        unmet = [("Content-Range", f"bytes */{size}"), _length(b"")]
        return _Answer(HTTPStatus.REQUESTED_RANGE_NOT_SATISFIABLE, unmet)
    part = body[first : last + 1]
    where = ("Content-Range", f"bytes {first}-{last}/{size}")
    return _Answer(HTTPStatus.PARTIAL_CONTENT, [*headers, where, _length(part)], part)


def _length(body: bytes) -> tuple[str, str]:
    return "Content-Length", str(len(body))
