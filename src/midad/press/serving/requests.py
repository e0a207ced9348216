"""What a reader's request asks: which encodings it takes, which copy it holds, which part."""

import re
from email.utils import parsedate_to_datetime
from typing import Any

from midad.press.store import ENCODINGS

Environ = dict[str, Any]
# With any of these a reader asks for more than the page as it stands.
CONDITIONS = frozenset({"HTTP_IF_NONE_MATCH", "HTTP_IF_MODIFIED_SINCE", "HTTP_RANGE"})
_RANGE = re.compile(r"bytes=(\d*)-(\d*)")


def decoded_path(environ: Environ) -> str:
    """Return the request's path as text; bytes that are no UTF-8 become U+FFFD."""
    raw: str = environ.get("PATH_INFO") or "/"
    return raw.encode("latin-1", "replace").decode("utf-8", "replace")


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


def is_unchanged(environ: Environ, *, etag: str, modified_seconds: int) -> bool:
    """Tell whether the client holds this very file already."""
    tags = environ.get("HTTP_IF_NONE_MATCH")
    if tags is not None:
        return any(tag.strip().removeprefix("W/") in {etag, "*"} for tag in tags.split(","))
    since = environ.get("HTTP_IF_MODIFIED_SINCE")
    if not since:
        return False
    try:
        return modified_seconds <= parsedate_to_datetime(since).timestamp()
    except (TypeError, ValueError, OverflowError):
        return False


def holds_a_part(environ: Environ, headers: list[tuple[str, str]]) -> bool:
    """Tell whether a client that asks for a part holds the rest of these very bytes.

    A player that goes on after a pause says in ``If-Range`` which file it began with.
    """
    begun = environ.get("HTTP_IF_RANGE")
    mine = {value for name, value in headers if name in {"ETag", "Last-Modified"}}
    return begun is None or begun in mine


def range_asked(environ: Environ, size_bytes: int) -> tuple[int, int] | None:
    """Return the first and last byte asked for, None for the whole; first > last cannot be met.

    Players of sound and video ask for ranges. More than one range at once is not served: the
    whole file is, as RFC 9110 allows.
    """
    asked = _RANGE.fullmatch(environ.get("HTTP_RANGE", ""))
    if not asked or not (asked[1] or asked[2]):
        return None
    first = int(asked[1]) if asked[1] else max(size_bytes - int(asked[2]), 0)
    last = min(int(asked[2]), size_bytes - 1) if asked[1] and asked[2] else size_bytes - 1
    return first, last
