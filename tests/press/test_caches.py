"""How each cache is asked, against a server that speaks as it does."""

import json
import socket
import threading
import time
import uuid
from http.server import BaseHTTPRequestHandler, HTTPServer

import boto3
import pytest
import requests
from django.core import checks

from midad.press import caches
from midad.press.caches import UnableToPurge, caches_in_front
from tests.paper import free_port

URLS = ["https://paper.example/", "https://paper.example/articles/k7m2xqz/%D8%AE/"]


class Cache(HTTPServer):
    """Notes what it is asked and answers with ``status`` and ``body``."""

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.asked: list[tuple[str, str, dict[str, str], bytes]] = []
        self.status, self.body = 200, b"{}"
        self.refuses: set[str] = set()

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.server_port}"


class _Handler(BaseHTTPRequestHandler):
    server: Cache

    def _answer(self) -> None:
        body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
        headers = {name.lower(): value for name, value in self.headers.items()}
        self.server.asked.append((self.command, self.path, headers, body))
        self.send_response(403 if self.path in self.server.refuses else self.server.status)
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


@pytest.fixture(autouse=True)
def nothing_remembered():
    """Let each test's settings and keys be read anew."""
    caches._cache.cache_clear()
    yield
    caches._cache.cache_clear()


def purge(*urls: str) -> None:
    """Let the paper's one cache go of ``urls``, or of two of the paper's."""
    [cache] = caches_in_front().values()
    cache.purge(urls or URLS)


def refusal(*urls: str) -> UnableToPurge:
    with pytest.raises(UnableToPurge) as raised:
        purge(*urls)
    return raised.value


def test_varnish_is_asked_for_each_path_by_the_papers_host(server, settings):
    settings.PRESS_CACHES = f"varnish={server.url}/"
    purge()
    assert [(method, path, headers["host"]) for method, path, headers, _ in server.asked] == [
        ("PURGE", "/", "paper.example"),
        ("PURGE", "/articles/k7m2xqz/%D8%AE/", "paper.example"),
    ]


def test_fastly_is_asked_with_its_key(server, settings, monkeypatch):
    monkeypatch.setattr(caches, "FASTLY_API", server.url)
    settings.PRESS_CACHES, settings.FASTLY_KEY = "fastly", "secret"
    purge()
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
    purge()
    ((method, _, headers, body),) = cloudflare.asked
    assert (method, headers["authorization"]) == ("POST", "Bearer secret")
    assert json.loads(body) == {"files": URLS}


@pytest.mark.parametrize(
    ("status", "body"),
    [(200, b'{"success": false, "errors": [{"message": "no"}]}'), (500, b"x"), (200, b"x")],
)
def test_what_cloudflare_refuses_is_heard_and_is_all_of_it(cloudflare, status, body):
    cloudflare.status, cloudflare.body = status, body
    assert refusal().urls == set(URLS)


@pytest.mark.parametrize("kind", ["varnish={}", "fastly"])
def test_what_one_cache_refuses_is_told_address_by_address(server, settings, monkeypatch, kind):
    monkeypatch.setattr(caches, "FASTLY_API", server.url)
    settings.PRESS_CACHES, settings.FASTLY_KEY = kind.format(server.url), "secret"
    server.refuses = {"/", "/purge/paper.example/"}
    refused = refusal()
    assert (str(refused), refused.urls) == (f"403 for {URLS[0]}", {URLS[0]})
    assert len(server.asked) == 2  # the other one was let go


def test_a_cache_that_does_not_answer_is_asked_once(settings):
    settings.PRESS_CACHES = f"varnish=http://127.0.0.1:{free_port()}"
    refused = refusal()
    assert refused.urls == set(URLS)
    assert "NewConnectionError" in str(refused)


@pytest.fixture
def amazon(object_storage, settings, monkeypatch) -> str:
    """Return the number of a distribution of moto's CloudFront."""
    for name, value in (
        ("AWS_ACCESS_KEY_ID", "tests"),
        ("AWS_SECRET_ACCESS_KEY", "tests"),
        ("AWS_DEFAULT_REGION", "us-east-1"),
        ("AWS_ENDPOINT_URL", object_storage),
    ):
        monkeypatch.setenv(name, value)
    ports = {"HTTPPort": 80, "HTTPSPort": 443, "OriginProtocolPolicy": "https-only"}
    origin = {"Id": "paper", "DomainName": "paper.example", "CustomOriginConfig": ports}
    policy = {"TargetOriginId": "paper", "ViewerProtocolPolicy": "redirect-to-https"}
    made = boto3.client("cloudfront").create_distribution(
        DistributionConfig={
            "CallerReference": uuid.uuid4().hex,
            "Comment": "",
            "Enabled": True,
            "Origins": {"Quantity": 1, "Items": [origin]},
            "DefaultCacheBehavior": policy,
        }
    )
    number = made["Distribution"]["Id"]
    settings.PRESS_CACHES = f"cloudfront={number}"
    return number


def test_cloudfront_is_asked_for_paths_together(amazon):
    purge()
    client = boto3.client("cloudfront")
    (listed,) = client.list_invalidations(DistributionId=amazon)["InvalidationList"]["Items"]
    told = client.get_invalidation(DistributionId=amazon, Id=listed["Id"])["Invalidation"]
    asked = told["InvalidationBatch"]["Paths"]["Items"]
    assert sorted(asked) == ["/", "/articles/k7m2xqz/%D8%AE/"]


def test_what_cloudfront_refuses_is_heard(amazon, settings):
    settings.PRESS_CACHES = "cloudfront=E1"
    refused = refusal()
    assert "NoSuchDistribution" in str(refused)
    assert refused.urls == set(URLS)


def test_a_cloudfront_that_is_away_holds_a_worker_up_for_a_moment_only(amazon, monkeypatch):
    """A port that takes connections and says nothing: what waits longest."""
    monkeypatch.setattr(caches, "_ANSWER_SECONDS", 0.3)
    with socket.create_server(("127.0.0.1", 0)) as silent:
        monkeypatch.setenv("AWS_ENDPOINT_URL", f"http://127.0.0.1:{silent.getsockname()[1]}")
        began = time.monotonic()
        assert "ReadTimeout" in str(refusal())
    assert time.monotonic() - began < 3


@pytest.mark.parametrize(
    ("said", "words"),
    [
        ("squid=http://127.0.0.1", "no cache 'squid': varnish, cloudflare, cloudfront, fastly"),
        ("varnish", "varnish needs its place"),
        ("varnish=127.0.0.1:6081", "varnish has no address"),
        ("cloudflare=zone", "MIDAD_CLOUDFLARE_TOKEN is not set"),
        ("fastly", "MIDAD_FASTLY_KEY is not set"),
    ],
)
def test_what_cannot_be_asked_is_said_before_anything_starts(settings, said, words):
    settings.PRESS_CACHES = said
    with pytest.raises(ValueError, match=words):
        caches_in_front()
    [told] = [message.msg for message in checks.run_checks() if message.id == "press.E001"]
    assert words in told
