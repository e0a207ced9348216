"""The paper behind a real Varnish: kept, let go of by exact address, shown when nothing answers."""

import threading
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from socketserver import ThreadingMixIn
from wsgiref.simple_server import WSGIRequestHandler, WSGIServer

import pytest

from midad.config import readers
from midad.kit import clock
from midad.press import services
from midad.press.models import PendingPurge
from midad.press.services import purging
from midad.press.stores import the_store
from tests.deploy.asking import Answer, Asker
from tests.deploy.varnish import running_varnish

pytestmark = [pytest.mark.varnish, pytest.mark.django_db]
STORY, OTHER = "articles/k7m2xqz/index.html", "articles/8ps7n4z/index.html"
ADDRESS = "/articles/k7m2xqz/"


class _Server(ThreadingMixIn, WSGIServer):
    daemon_threads = True


class _Handler(WSGIRequestHandler):
    def log_message(self, *_: object) -> None:
        pass


@dataclass
class Behind:
    """The paper behind Varnish."""

    port: int
    server: _Server

    def ask(self, path: str, **headers: str) -> Answer:
        with Asker(self.port) as varnish:
            return varnish.ask(path, **headers)

    def told(self, path: str, **headers: str) -> tuple[int, str, str]:
        answer = self.ask(path, **headers)
        return answer.status, answer.body.decode(), answer.headers["x-cache"]


@pytest.fixture
def paper() -> Iterator[_Server]:
    """Serve the test's store; what is dynamic answers with a cookie."""

    def dynamic(environ, start_response):
        start_response("200 OK", [("Set-Cookie", "a=b"), ("Content-Length", "2")])
        return [b"ok"]

    server = _Server(("127.0.0.1", 0), _Handler)
    server.set_app(readers.build_application(dynamic))
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    yield server
    server.shutdown()
    server.server_close()
    thread.join()


@pytest.fixture
def behind(paper, tmp_path: Path, settings) -> Iterator[Behind]:
    with running_varnish(tmp_path / "varnish", paper.server_port) as port:
        settings.PRESS_CACHES = f"varnish=http://127.0.0.1:{port}"
        settings.PAPER_URL = "http://localhost"
        yield Behind(port, paper)


def baked(file: str, text: str, *addresses: str) -> None:
    the_store().write(file, text.encode())
    purging.note_changed(addresses, now=clock.now())


def test_a_page_is_kept_until_it_is_purged_and_no_other_goes_with_it(behind):
    baked(STORY, "قديم", ADDRESS)
    baked(OTHER, "آخر")
    services.purge_due(now=clock.now())
    for path in (ADDRESS, "/articles/8ps7n4z/"):
        assert [behind.told(path)[2] for _ in range(3)] == ["miss", "hit", "hit"]
    baked(STORY, "جديد", ADDRESS)
    assert behind.told(ADDRESS)[1] == "قديم"  # a cache does not know yet
    assert services.purge_due(now=clock.now()) == 1
    assert behind.told(ADDRESS) == (200, "جديد", "miss")
    assert behind.told("/articles/8ps7n4z/") == (200, "آخر", "hit")


def test_one_purge_reaches_every_form_with_any_words_and_any_query(behind):
    asked = [ADDRESS, ADDRESS + "any/words/", ADDRESS + "?from=x", "/articles/k7m2xqz"]
    baked(STORY, "قديم " * 50)
    encodings = ["", "gzip", "br, gzip"]
    for path in asked:
        for encoding in encodings:
            behind.ask(path, accept_encoding=encoding)
    assert [
        behind.ask(ADDRESS, accept_encoding=e).headers.get("content-encoding") for e in encodings
    ] == [
        None,
        "gzip",
        "br",
    ]
    assert {behind.told(path)[2] for path in asked} == {"hit"}
    baked(STORY, "جديد", ADDRESS)
    services.purge_due(now=clock.now())
    assert {behind.told(path)[1] for path in asked} == {"جديد"}
    assert behind.ask(ADDRESS, accept_encoding="br").headers["x-cache"] == "miss"


def test_a_killed_story_is_gone_at_once(behind):
    baked(STORY, "سر")
    behind.ask(ADDRESS)
    the_store().write("articles/k7m2xqz/gone.html", "غير متاح".encode())
    the_store().remove(STORY)
    purging.note_changed([ADDRESS], now=clock.now(), urgency=purging.GONE)
    services.purge_due(now=clock.now())
    assert behind.told(ADDRESS)[:2] == (410, "غير متاح")


def test_nobody_else_purges_and_what_is_dynamic_is_never_kept(behind):
    for _ in range(2):
        answer = behind.ask("/newsroom/")
        assert (answer.body, answer.headers["x-cache"]) == (b"ok", "miss")
    assert behind.ask("/report/k7m2xqz/", method="POST").body == b"ok"
    assert behind.ask(ADDRESS, method="DELETE").status == 405


def test_readers_read_what_is_kept_while_the_paper_is_away(behind):
    baked(STORY, "نص")
    behind.ask(ADDRESS)
    behind.server.shutdown()
    behind.server.socket.close()
    assert behind.told(ADDRESS) == (200, "نص", "hit")


def test_while_varnish_is_away_the_purge_waits(paper, tmp_path, settings):
    settings.PRESS_CACHES = "varnish=http://127.0.0.1:1"
    baked(STORY, "جديد", ADDRESS)
    now = clock.now()
    assert services.purge_due(now=now) == 0
    assert PendingPurge.objects.get().last_error.startswith("varnish: ")
    with running_varnish(tmp_path / "varnish", paper.server_port) as port:
        settings.PRESS_CACHES = f"varnish=http://127.0.0.1:{port}"
        assert services.purge_due(now=now) == 0  # not before its pause
        assert services.purge_due(now=now + timedelta(seconds=3)) == 1
    assert not PendingPurge.objects.exists()
