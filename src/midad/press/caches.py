"""The caches in front of the paper: what they are, and how each is told to let addresses go.

Cloudflare and CloudFront are asked by Wagtail's own backends, which write failures into the log
and raise none: here they are heard. Varnish and Fastly are asked over HTTP.
"""

import logging
import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from functools import cache, partial
from urllib.parse import urlsplit

import urllib3
from django.conf import settings
from wagtail.contrib.frontend_cache.backends import CloudflareBackend, CloudfrontBackend

Purge = Callable[[Sequence[str]], None]
FASTLY_API = "https://api.fastly.com"
_pool = urllib3.PoolManager(timeout=urllib3.Timeout(connect=3, read=10), retries=False)


class UnableToPurge(Exception):
    """A cache was not reached or refused; the message names it."""


def purge(urls: Sequence[str]) -> None:
    """Let every cache go of exactly ``urls``. Raises UnableToPurge."""
    for name, ask in caches_of(settings.PRESS_CACHES):
        try:
            ask(urls)
        except UnableToPurge:
            raise
        except Exception as error:  # whatever a cache's client raises
            raise UnableToPurge(f"{name}: {type(error).__name__}: {error}") from error


@cache
def caches_of(said: str) -> list[tuple[str, Purge]]:
    """Return (name, purge) for «varnish=http://127.0.0.1:6081 cloudflare=ZONE fastly».

    Raises ValueError for a cache that is not known.
    """
    made = []
    for word in said.split():
        name, _, place = word.partition("=")
        if name not in _KINDS:
            raise ValueError(f"no cache {name!r}: {', '.join(_KINDS)}")
        made.append((name, _KINDS[name](place)))
    return made


def _varnish(place: str) -> Purge:
    return partial(_ask_each, "PURGE", lambda url: place.rstrip("/") + _path(url), {}, "varnish")


def _fastly(_: str) -> Purge:
    def where(url: str) -> str:
        return f"{FASTLY_API}/purge/{urlsplit(url).netloc}{_path(url)}"

    return partial(_ask_each, "POST", where, {"Fastly-Key": settings.FASTLY_KEY}, "fastly")


def _ask_each(
    method: str,
    where: Callable[[str], str],
    headers: dict[str, str],
    name: str,
    urls: Sequence[str],
) -> None:
    for url in urls:
        host = {"Host": urlsplit(url).netloc} if method == "PURGE" else {}
        answer = _pool.request(method, where(url), headers={**headers, **host})
        if answer.status != 200:
            raise UnableToPurge(f"{name}: {answer.status} for {url}")


def _path(url: str) -> str:
    return urlsplit(url).path


def _cloudflare(zone: str) -> Purge:
    backend = CloudflareBackend({"ZONEID": zone, "BEARER_TOKEN": settings.CLOUDFLARE_TOKEN})
    return partial(_by_wagtail, "cloudflare", backend.purge_batch)


def _cloudfront(distribution: str) -> Purge:
    backend = CloudfrontBackend({"DISTRIBUTION_ID": distribution})
    return partial(_by_wagtail, "cloudfront", backend.purge_batch)


def _by_wagtail(name: str, purge_batch: Callable[[list[str]], None], urls: Sequence[str]) -> None:
    with _heard() as failures:
        purge_batch(list(urls))
    if failures:
        raise UnableToPurge(f"{name}: {failures[0]}")


_KINDS: dict[str, Callable[[str], Purge]] = {
    "varnish": _varnish,
    "cloudflare": _cloudflare,
    "cloudfront": _cloudfront,
    "fastly": _fastly,
}


class _Listener(logging.Handler):
    """Hears the errors that one thread logs."""

    def __init__(self) -> None:
        super().__init__(logging.ERROR)
        self.heard: list[str] = []
        self._thread = threading.get_ident()

    def emit(self, record: logging.LogRecord) -> None:
        if record.thread == self._thread:
            self.heard.append(record.getMessage())


@contextmanager
def _heard() -> Iterator[list[str]]:
    """Yield what Wagtail's backends complain of in the block; one speaks to the root logger."""
    listener = _Listener()
    loggers = [logging.getLogger("wagtail.frontendcache"), logging.getLogger()]
    for one in loggers:
        one.addHandler(listener)
    try:
        yield listener.heard
    finally:
        for one in loggers:
            one.removeHandler(listener)
