"""Answering readers from baked files, before any Django code runs.

What is answered follows from the path alone, as with a plain file server (docs/contracts/store.md):
``gone.html`` is a 410, ``404.html`` stands for what is missing. Only the dynamic prefixes go on to
another application, so that readers are served with the database and the newsroom down.
"""

import os
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from http import HTTPStatus
from pathlib import Path
from typing import Any
from urllib.parse import quote

from midad.press.graph import INDEX_NAME
from midad.press.serving import paths
from midad.press.serving.files import Header, Kept, SentFile, read_best_form
from midad.press.serving.requests import (
    CONDITIONS,
    Environ,
    accepted_encodings,
    decoded_path,
    holds_a_part,
    is_unchanged,
    range_asked,
)

StartResponse = Callable[..., Any]
Application = Callable[[Environ, StartResponse], Iterable[bytes]]

_HEALTH_PATH = "/healthz"


@dataclass(frozen=True)
class ServedFolder:
    """A folder whose files are served under a prefix as they are, e.g. pictures."""

    prefix: str
    root: Path
    cache_control: str


@dataclass(frozen=True)
class _Answer:
    status: HTTPStatus
    headers: list[Header]
    body: bytes = b""


class BakedFirst:
    """A WSGI application: baked files first, another application for the dynamic prefixes alone."""

    def __init__(
        self,
        dynamic: Application,
        *,
        store_root: Path,
        folders: Iterable[ServedFolder],
        dynamic_prefixes: tuple[str, ...],
        dynamic_addresses: tuple[str, ...] = (),
        page_headers: Iterable[Header],
    ) -> None:
        self._dynamic = dynamic
        self._store_root = store_root
        self._folders = list(folders)
        self._dynamic_prefixes = dynamic_prefixes
        self._dynamic_addresses = frozenset(dynamic_addresses)
        self._page_headers = list(page_headers)
        self._kept: Kept[SentFile] = Kept()

    def __call__(self, environ: Environ, start_response: StartResponse) -> Iterable[bytes]:
        """Answer one request: first, with nothing to think about, what nearly all readers ask."""
        raw = environ.get("PATH_INFO") or "/"
        sent = self._kept.get((raw, environ.get("HTTP_ACCEPT_ENCODING", "")))
        if sent is not None and _asks_for_the_whole(environ) and sent.stands():
            start_response(sent.status_line, sent.whole_headers)
            return sent.whole_body
        if raw.startswith(self._dynamic_prefixes) or raw in self._dynamic_addresses:
            return self._dynamic(environ, start_response)
        answer = self._answer(decoded_path(environ), environ)
        head_only = environ["REQUEST_METHOD"] == "HEAD"
        start_response(f"{answer.status.value} {answer.status.phrase}", answer.headers)
        return [b"" if head_only else answer.body]

    def _answer(self, path: str, environ: Environ) -> _Answer:
        if environ["REQUEST_METHOD"] not in {"GET", "HEAD"}:
            allowed = [("Allow", "GET, HEAD"), _length(b"")]
            return _Answer(HTTPStatus.METHOD_NOT_ALLOWED, allowed)
        if path == _HEALTH_PATH:
            return _plain(HTTPStatus.OK, "ok\n", [("Cache-Control", "no-store")])
        sent = self._file_for(path, environ) if paths.is_safe(path) else None
        if sent is None:
            return self._redirect(path) or self._not_found(environ)
        self._keep(environ, sent)
        return _answer_with(sent, environ)

    def _file_for(self, path: str, environ: Environ) -> SentFile | None:
        accepted = accepted_encodings(environ.get("HTTP_ACCEPT_ENCODING", ""))
        for folder in self._folders:
            if path.startswith(folder.prefix):
                return _from_folder(folder, path, accepted)
        for name, status in paths.candidates(path):
            sent = self._page(name, status, accepted)
            if sent:
                return sent
        return None

    def _page(self, name: str, status: HTTPStatus, accepted: Iterable[str]) -> SentFile | None:
        missing = status == HTTPStatus.NOT_FOUND
        shared = [] if missing else [("CDN-Cache-Control", paths.SHARED_PAGE_CACHE)]
        return read_best_form(
            self._store_root / name,
            accepted,
            status=status,
            cache_control=paths.MISSING_CACHE if missing else paths.PAGE_CACHE,
            more=[*shared, *self._page_headers],
        )

    def _keep(self, environ: Environ, sent: SentFile) -> None:
        """Keep the file for the next reader, unless it is too large to be kept."""
        if sent.body is not None:
            asked = (environ.get("PATH_INFO") or "/", environ.get("HTTP_ACCEPT_ENCODING", ""))
            self._kept.keep(asked, sent, sent.room_bytes)

    def _redirect(self, path: str) -> _Answer | None:
        """Answer an address that lacks its closing slash: a page's, or the newsroom's."""
        if path.endswith("/") or not paths.is_safe(path):
            return None
        # Path.is_file raises where a name is longer than the disk takes.
        page = os.path.isfile(self._store_root / path[1:] / INDEX_NAME)  # noqa: PTH113
        if not page and f"{path}/" not in self._dynamic_prefixes:
            return None
        headers = [("Location", quote(path) + "/"), _length(b"")]
        return _Answer(HTTPStatus.MOVED_PERMANENTLY, headers)

    def _not_found(self, environ: Environ) -> _Answer:
        accepted = accepted_encodings(environ.get("HTTP_ACCEPT_ENCODING", ""))
        sent = self._page("404.html", HTTPStatus.NOT_FOUND, accepted)
        if sent is None:
            return _plain(HTTPStatus.NOT_FOUND, "الصفحة غير موجودة\n", [])
        return _answer_with(sent, environ)


def _asks_for_the_whole(environ: Environ) -> bool:
    return environ["REQUEST_METHOD"] == "GET" and environ.keys().isdisjoint(CONDITIONS)


def _from_folder(folder: ServedFolder, path: str, accepted: Iterable[str]) -> SentFile | None:
    file = folder.root / path[len(folder.prefix) :]
    return read_best_form(
        file,
        accepted,
        status=HTTPStatus.OK,
        cache_control=paths.FOREVER_CACHE if paths.has_hash(file.name) else folder.cache_control,
        more=[("X-Content-Type-Options", "nosniff")],
    )


def _answer_with(sent: SentFile, environ: Environ) -> _Answer:
    """Answer with the file, or that it is unchanged, or with the part of it that was asked for."""
    if sent.status != HTTPStatus.OK:
        return _Answer(sent.status, sent.whole_headers, sent.read())
    if is_unchanged(environ, etag=sent.etag, modified_seconds=sent.modified_seconds):
        return _Answer(HTTPStatus.NOT_MODIFIED, _without_body(sent.headers))
    whole = sent.encoding or not holds_a_part(environ, sent.headers)
    asked = None if whole else range_asked(environ, sent.size_bytes)
    if asked is None:
        return _Answer(sent.status, sent.whole_headers, sent.read())
    first, last = asked
    if first > last:
        unmet = [("Content-Range", f"bytes */{sent.size_bytes}"), _length(b"")]
        return _Answer(HTTPStatus.REQUESTED_RANGE_NOT_SATISFIABLE, unmet)
    part = sent.read(first, last)
    where = ("Content-Range", f"bytes {first}-{last}/{sent.size_bytes}")
    return _Answer(HTTPStatus.PARTIAL_CONTENT, [*sent.headers, where, _length(part)], part)


def _without_body(headers: list[Header]) -> list[Header]:
    """Leave out what describes a body (RFC 9110, 15.4.5)."""
    return [pair for pair in headers if pair[0] not in {"Content-Type", "Content-Encoding"}]


def _plain(status: HTTPStatus, text: str, headers: list[Header]) -> _Answer:
    body = text.encode()
    kind = ("Content-Type", "text/plain; charset=utf-8")
    return _Answer(status, [kind, *headers, _length(body)], body)


def _length(body: bytes) -> Header:
    return "Content-Length", str(len(body))
