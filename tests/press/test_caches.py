"""How each cache is asked, against a server that speaks as it does."""

import json
import threading
from http.server import BaseHTTPRequestHandler, HTTPServer

import pytest
import requests

from midad.press import caches

URLS = ["https://paper.example/", "https://paper.example/articles/k7m2xqz/%D8%AE/"]


class Cache(HTTPServer):
    """Notes what it is asked and answers with ``status`` and ``body``."""

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.asked: list[tuple[str, str, dict[str, str], bytes]] = []
        self.status, self.body = 200, b"{}"

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.server_port}"


class _Handler(BaseHTTPRequestHandler):
    server: Cache

    def _answer(self) -> None:
        body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
        headers = {name.lower(): value for name, value in self.headers.items()}
        self.server.asked.append((self.command, self.path, headers, body))
        self.send_response(self.server.status)
        self.send_header("Content-Length", str(len(self.server.body)))
        self.end_headers()
        self.wfile.write(self.server.body)

    do_PURGE = do_POST = _answer

    def log_message(self, *_: object) -> None:
        pass


@pytest.fixture
def server():
    with Cache() as cache:
        thread = threading.Thread(target=cache.serve_forever, kwargs={"poll_interval": 0.02})
        thread.start()
        yield cache
        cache.shutdown()
        thread.join()
    caches.caches_of.cache_clear()


def test_varnish_is_asked_for_each_path_by_the_papers_host(server, settings):
    settings.PRESS_CACHES = f"varnish={server.url}/"
    caches.purge(URLS)
    assert [(method, path, headers["host"]) for method, path, headers, _ in server.asked] == [
        ("PURGE", "/", "paper.example"),
        ("PURGE", "/articles/k7m2xqz/%D8%AE/", "paper.example"),
    ]


def test_fastly_is_asked_with_its_key(server, settings, monkeypatch):
    monkeypatch.setattr(caches, "FASTLY_API", server.url)
    settings.PRESS_CACHES, settings.FASTLY_KEY = "fastly", "secret"
    caches.purge(URLS)
    assert [(method, path, headers["fastly-key"]) for method, path, headers, _ in server.asked] == [
        ("POST", "/purge/paper.example/", "secret"),
        ("POST", "/purge/paper.example/articles/k7m2xqz/%D8%AE/", "secret"),
    ]


@pytest.fixture
def cloudflare(server, settings, monkeypatch):
    """Let what is meant for Cloudflare come to the server."""
    post = requests.post
    monkeypatch.setattr(requests, "post", lambda url, **more: post(server.url, **more))
    settings.PRESS_CACHES, settings.CLOUDFLARE_TOKEN = "cloudflare=zone", "secret"
    server.body = b'{"success": true}'
    return server


def test_cloudflare_is_asked_for_many_at_once(cloudflare):
    caches.purge(URLS)
    ((method, _, headers, body),) = cloudflare.asked
    assert (method, headers["authorization"]) == ("POST", "Bearer secret")
    assert json.loads(body) == {"files": URLS}


@pytest.mark.parametrize(
    ("status", "body"),
    [(200, b'{"success": false, "errors": [{"message": "no"}]}'), (500, b"x"), (200, b"x")],
)
def test_what_cloudflare_refuses_is_heard(cloudflare, status, body):
    cloudflare.status, cloudflare.body = status, body
    with pytest.raises(caches.UnableToPurge, match=r"^cloudflare: "):
        caches.purge(URLS)


@pytest.mark.parametrize("kind", ["varnish={}", "fastly"])
def test_a_cache_that_refuses_or_is_away_is_named(server, settings, monkeypatch, kind):
    monkeypatch.setattr(caches, "FASTLY_API", server.url)
    settings.PRESS_CACHES = kind.format(server.url)
    server.status = 403
    with pytest.raises(caches.UnableToPurge, match=r"403 for https://paper\.example/$"):
        caches.purge(URLS)
    monkeypatch.setattr(caches, "FASTLY_API", "http://127.0.0.1:1")
    caches.caches_of.cache_clear()
    settings.PRESS_CACHES = kind.format("http://127.0.0.1:1")
    with pytest.raises(caches.UnableToPurge, match="NewConnectionError"):
        caches.purge(URLS)


def test_cloudfront_is_asked_and_its_refusal_heard(object_storage, settings, monkeypatch):
    """moto knows CloudFront too; the distribution is none of its."""
    for name, value in (
        ("AWS_ACCESS_KEY_ID", "tests"),
        ("AWS_SECRET_ACCESS_KEY", "tests"),
        ("AWS_DEFAULT_REGION", "us-east-1"),
        ("AWS_ENDPOINT_URL", object_storage),
    ):
        monkeypatch.setenv(name, value)
    settings.PRESS_CACHES = "cloudfront=E1"
    caches.caches_of.cache_clear()
    with pytest.raises(caches.UnableToPurge, match=r"^cloudfront: .*NoSuchDistribution"):
        caches.purge(URLS)
    caches.caches_of.cache_clear()


def test_an_unknown_cache_is_said():
    with pytest.raises(
        ValueError, match="no cache 'squid': varnish, cloudflare, cloudfront, fastly"
    ):
        caches.caches_of("squid=http://127.0.0.1")
