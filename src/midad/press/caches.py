"""The caches in front of the paper: what they are, and how each is told to let addresses go.

Cloudflare and CloudFront are asked by Wagtail's own backends, which write failures into the log
and raise none: here they are heard. Varnish and Fastly are asked over HTTP.
"""

import logging
import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache, partial
from urllib.parse import urlsplit

import urllib3
from django.conf import settings
from wagtail.contrib.frontend_cache.backends import CloudflareBackend, CloudfrontBackend

Purge = Callable[[Sequence[str]], None]
FASTLY_API = "https://api.fastly.com"
# A press worker waits for the answer, and pages wait for the worker.
_CONNECT_SECONDS, _ANSWER_SECONDS = 3, 10
_TIMEOUT = urllib3.Timeout(connect=_CONNECT_SECONDS, read=_ANSWER_SECONDS)
_pool = urllib3.PoolManager(timeout=_TIMEOUT, retries=False)


class UnableToPurge(Exception):
    """A cache was not reached or refused; ``urls`` are those that it may still hold."""

    def __init__(self, words: str, urls: Sequence[str]) -> None:
        super().__init__(words)
        self.urls = frozenset(urls)


@dataclass(frozen=True)
class Cache:
    """A cache in front: how it is asked, and for how many addresses at most with one call."""

    ask: Purge
    most_at_once: int

    def purge(self, urls: Sequence[str]) -> None:
        """Let the cache go of exactly ``urls``. Raises UnableToPurge."""
        try:
            self.ask(urls)
        except UnableToPurge:
            raise
        except Exception as error:  # whatever a cache's client raises
            raise UnableToPurge(f"{type(error).__name__}: {error}", urls) from error


def caches_in_front() -> dict[str, Cache]:
    """Return the paper's caches by their words in the settings. Raises ValueError."""
    return {word: _cache(word, settings.PAPER_URL) for word in settings.PRESS_CACHES.split()}


@cache
def _cache(word: str, paper: str) -> Cache:
    """Return «varnish=http://127.0.0.1:6081», «cloudflare=ZONE», «cloudfront=ID» or «fastly».

    Raises ValueError for a cache that is not known, or whose place or secret is missing.
    """
    name, _, place = word.partition("=")
    if name not in _KINDS:
        raise ValueError(f"no cache {name!r}: {', '.join(_KINDS)}")
    if not place and name != "fastly":
        raise ValueError(f"{name} needs its place: {name}=…")
    return _KINDS[name](place)


def _varnish(place: str) -> Cache:
    if urlsplit(place).scheme not in {"http", "https"}:
        raise ValueError(f"varnish has no address: {place}")
    return Cache(partial(_ask_each, "PURGE", lambda url: place.rstrip("/") + _path(url), {}), 100)


def _fastly(_: str) -> Cache:
    def where(url: str) -> str:
        return f"{FASTLY_API}/purge/{urlsplit(url).netloc}{_path(url)}"

    headers = {"Fastly-Key": _secret("MIDAD_FASTLY_KEY", settings.FASTLY_KEY)}
    return Cache(partial(_ask_each, "POST", where, headers), 30)


def _ask_each(
    method: str, where: Callable[[str], str], headers: dict[str, str], urls: Sequence[str]
) -> None:
    """Ask for each address by itself; one that is refused holds up no other."""
    refused: dict[str, int] = {}
    for place, url in enumerate(urls):
        host = {"Host": urlsplit(url).netloc} if method == "PURGE" else {}
        try:
            answer = _pool.request(method, where(url), headers={**headers, **host})
        except urllib3.exceptions.HTTPError as error:  # nor do those after it get an answer
            words = f"{type(error).__name__}: {error}"
            raise UnableToPurge(words, [*refused, *urls[place:]]) from error
        if answer.status != 200:
            refused[url] = answer.status
    for url, status in refused.items():
        raise UnableToPurge(f"{status} for {url}", list(refused))


def _path(url: str) -> str:
    return urlsplit(url).path


def _cloudflare(zone: str) -> Cache:
    token = _secret("MIDAD_CLOUDFLARE_TOKEN", settings.CLOUDFLARE_TOKEN)
    backend = CloudflareBackend({"ZONEID": zone, "BEARER_TOKEN": token})
    return Cache(partial(_by_wagtail, backend.purge_batch), CloudflareBackend.CHUNK_SIZE)


def _cloudfront(distribution: str) -> Cache:
    import boto3  # only here: it takes a quarter of a second to load
    from botocore.config import Config

    backend = CloudfrontBackend({"DISTRIBUTION_ID": distribution})
    # Its own client waits for minutes.
    once = {"mode": "standard", "total_max_attempts": 1}
    waits = Config(connect_timeout=_CONNECT_SECONDS, read_timeout=_ANSWER_SECONDS, retries=once)
    backend.client = boto3.client("cloudfront", config=waits)
    return Cache(partial(_by_wagtail, backend.purge_batch), 1000)


def _secret(variable: str, value: str) -> str:
    if not value:
        raise ValueError(f"{variable} is not set")
    return value


def _by_wagtail(purge_batch: Callable[[list[str]], None], urls: Sequence[str]) -> None:
    with _heard() as failures:
        purge_batch(list(urls))
    if failures:
        raise UnableToPurge(failures[0], urls)


_KINDS: dict[str, Callable[[str], Cache]] = {
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
