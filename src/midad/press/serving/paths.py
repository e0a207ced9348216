"""What a path alone says: which file may answer it, with which status, type and caching.

A plain file server in the place of ours knows nothing else (docs/contracts/store.md).
"""

import re
from http import HTTPStatus
from pathlib import Path

from midad.press.graph import GONE_NAME, INDEX_NAME
from midad.press.store import ENCODINGS

CODED_PATH = re.compile(r"/(articles|sections|authors|agencies|topics)/([a-z0-9-]{1,32})(?:/.*)?")
# A browser asks each time (an unchanged page is a 304 without a body), so that nobody, the editor
# who just published least of all, looks at yesterday's front; a cache in between may keep it, and
# one that knows RFC 9213 may answer from it while it asks.
PAGE_CACHE = "max-age=0, s-maxage=20, stale-if-error=604800"
SHARED_PAGE_CACHE = "max-age=20, stale-while-revalidate=60, stale-if-error=604800"
MISSING_CACHE = "max-age=10"
FOREVER_CACHE = "public, max-age=31536000, immutable"
MEDIA_CACHE = "public, max-age=604800"
_HASHED = re.compile(r"\.[0-9a-f]{12}\.")
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


def has_hash(name: str) -> bool:
    """Tell whether a file's name carries the hash of its bytes, so that it never changes."""
    return _HASHED.search(name) is not None
