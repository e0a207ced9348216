"""The paper behind a real Varnish: kept, let go of by exact address, shown when nothing answers."""

import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
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
from tests.deploy.varnish import forget_everything, running_varnish
from tests.deploy.wrong_paths import HOSTILE, WRONG
from tests.paper import free_port

pytestmark = [pytest.mark.varnish, pytest.mark.django_db]
STORY, OTHER = "articles/k7m2xqz/index.html", "articles/8ps7n4z/index.html"
ADDRESS = "/articles/k7m2xqz/"


class _Server(ThreadingMixIn, WSGIServer):
    daemon_threads = True


class _Handler(WSGIRequestHandler):
    def log_message(self, *_: object) -> None:
        pass


class Paper:
    """The paper's own server: of the test's store, and a cookie for what is dynamic.

    ``asked`` are the paths it was asked for; ``trouble`` is the status it fails with.
    """

    def __init__(self) -> None:
        self.server = _Server(("127.0.0.1", 0), _Handler)
        self.port = self.server.server_port
        self.asked: list[str] = []
        self.trouble = ""
        self.kept_seconds = 20
        self._serve()

    def stop(self) -> None:
        self.server.shutdown()
        self.server.server_close()
        self._thread.join()

    @contextmanager
    def away(self) -> Iterator[None]:
        """Let nobody answer while the block runs."""
        self.stop()
        yield
        self.server = _Server(("127.0.0.1", self.port), _Handler)
        self._serve()

    def _serve(self) -> None:
        self.server.set_app(self._answer)
        serve = self.server.serve_forever
        self._thread = threading.Thread(target=serve, kwargs={"poll_interval": 0.02})
        self._thread.start()

    def _answer(self, environ, start_response):
        is_health = environ["PATH_INFO"] == "/healthz"
        self.asked += [] if is_health else [environ["PATH_INFO"]]
        if self.trouble and not is_health:
            start_response(self.trouble, [("Content-Length", "0")])
            return [b""]

        def start(status, headers, *_):
            shorter = f"s-maxage={self.kept_seconds}"
            return start_response(
                status, [(n, v.replace("s-maxage=20", shorter)) for n, v in headers]
            )

        return readers.build_application(_dynamic)(environ, start)


def _dynamic(environ, start_response):
    start_response("200 OK", [("Set-Cookie", "a=b"), ("Cache-Control", "max-age=60")])
    return [f"for {environ.get('HTTP_COOKIE', 'nobody')}".encode()]


@dataclass
class Behind:
    """The paper behind Varnish."""

    port: int
    paper: Paper

    def ask(self, path: str, *, source: str = "127.0.0.1", **headers: str) -> Answer:
        with Asker(self.port, source=source) as varnish:
            return varnish.ask(path, **headers)

    def told(self, path: str, **headers: str) -> tuple[int, str, str]:
        answer = self.ask(path, **headers)
        return answer.status, answer.body.decode(), answer.headers.get("x-cache", "")

    def passed_on(self, *paths: str, **headers: str) -> list[str]:
        """Return which of ``paths`` the paper's own server was asked for."""
        self.paper.asked.clear()
        for path in paths:
            self.ask(path, **headers)
        return list(self.paper.asked)


@pytest.fixture(scope="module")
def paper() -> Iterator[Paper]:
    paper = Paper()
    yield paper
    paper.stop()


@pytest.fixture(scope="module")
def cache_folder(tmp_path_factory) -> Path:
    return tmp_path_factory.mktemp("varnish")


@pytest.fixture(scope="module")
def cache_port(paper, cache_folder) -> Iterator[int]:
    with running_varnish(cache_folder, paper.port) as port:
        yield port


@pytest.fixture
def behind(paper, cache_port, cache_folder, settings) -> Behind:
    forget_everything(cache_folder)
    return _purged_by_the_press(Behind(cache_port, paper), settings)


def _purged_by_the_press(behind: Behind, settings) -> Behind:
    settings.PRESS_CACHES = f"varnish=http://127.0.0.1:{behind.port}"
    settings.PAPER_URL = "http://localhost"
    return behind


def purge(*, now: datetime) -> int:
    return services.Purger().purge_due(now=now)


def baked(file: str, text: str, *addresses: str) -> None:
    the_store().write(file, text.encode())
    purging.note_changed(dict.fromkeys(addresses, purging.CHANGED), now=clock.now())


def test_a_page_is_kept_until_it_is_purged_and_no_other_goes_with_it(behind):
    baked(STORY, "قديم", ADDRESS)
    baked(OTHER, "آخر")
    purge(now=clock.now())
    for path in (ADDRESS, "/articles/8ps7n4z/"):
        assert [behind.told(path)[2] for _ in range(3)] == ["miss", "hit", "hit"]
    baked(STORY, "جديد", ADDRESS)
    assert behind.told(ADDRESS)[1] == "قديم"  # a cache does not know yet
    assert purge(now=clock.now()) == 1
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
    purge(now=clock.now())
    assert {behind.told(path)[1] for path in asked} == {"جديد"}
    assert behind.ask(ADDRESS, accept_encoding="br").headers["x-cache"] == "miss"


def test_a_killed_story_is_gone_at_once(behind):
    baked(STORY, "سر")
    behind.ask(ADDRESS)
    the_store().write("articles/k7m2xqz/gone.html", "غير متاح".encode())
    the_store().remove(STORY)
    purging.note_changed({ADDRESS: purging.GONE}, now=clock.now())
    purge(now=clock.now())
    assert behind.told(ADDRESS)[:2] == (410, "غير متاح")


@pytest.mark.parametrize(
    ("source", "said"),
    [("127.0.0.2", {}), ("127.0.0.1", {"x_forwarded_for": "192.0.2.7"})],
    ids=["from another machine", "through a proxy on this one"],
)
def test_nobody_else_purges(behind, source, said):
    baked("index.html", "front")
    behind.ask("/")
    refused = behind.ask("/", method="PURGE", source=source, **said)
    assert (refused.status, refused.headers["allow"]) == (405, "GET, HEAD")
    assert behind.told("/") == (200, "front", "hit")


def test_what_is_dynamic_is_never_kept(behind):
    for path in ("/newsroom/", "/report/k7m2xqz/", "/documents/1/a.pdf", "/metrics"):
        for who in "ab":
            assert behind.told(path, cookie=f"me={who}")[1:] == (f"for me={who}", "miss")
    assert behind.ask("/report/k7m2xqz/", method="POST").body == b"for nobody"
    assert behind.ask(ADDRESS, method="DELETE").status == 405


def test_pages_are_the_same_for_everybody(behind):
    baked("index.html", "front")
    said = [{"cookie": "a=1"}, {"authorization": "Basic eDp4"}, {"cookie": "a=2"}]
    assert [behind.told("/", **headers)[2] for headers in said] == ["miss", "hit", "hit"]


@pytest.mark.parametrize(
    ("takes", "form"),
    [
        ("gzip, deflate, br, zstd", "br"),
        ("gzip;q=1.0, br;q=0.5", "br"),
        ("br;q=0, gzip", "gzip"),
        ("GZIP", "gzip"),
        ("br;q=0.0,gzip;q=0", ""),
        ("zebra", ""),
    ],
)
def test_a_reader_gets_a_form_that_it_takes(behind, takes, form):
    baked("index.html", "front " * 99)
    answer = behind.ask("/", accept_encoding=takes)
    assert answer.headers.get("content-encoding", "") == form
    assert answer.headers["vary"] == "Accept-Encoding"


def test_every_odd_path_gets_the_answer_of_the_papers_own_server(behind):
    for file in ("index.html", "404.html", "archive/index.html", "articles/abcdefg/index.html"):
        baked(file, file)
    different = []
    with Asker(behind.port) as through, Asker(behind.paper.port) as own:
        for path in [*WRONG, *HOSTILE]:
            answers = [(a.status, a.headers.get("location"), a.body)
                       for a in (through.ask(path), own.ask(path))]  # fmt: skip
            different += [(path, answers)] if answers[0] != answers[1] else []
    assert different == []


def test_nothing_is_kept_under_a_name_by_which_it_would_not_be_purged(behind):
    baked("feeds/rss.xml", "feed")
    baked(STORY, "story")
    odd = ["/feeds/rs%73.xml", "/articles/%6b7m2xqz/"]
    assert len(behind.passed_on(*odd, *odd)) == 4
    assert len(behind.passed_on(ADDRESS)) == 1
    assert behind.passed_on(ADDRESS, host="another.example") == []  # one paper, whatever its name


def test_a_redirect_is_not_kept(behind):
    baked("archive/index.html", "archive")
    assert behind.passed_on("/archive", "/archive") == ["/archive", "/archive"]


@pytest.fixture
def soon_stale(paper, tmp_path, settings) -> Iterator[Behind]:
    """Return a Varnish for which a page is stale after a second, and very stale after another."""
    shorter = {"set req.grace = 60s": "set req.grace = 1s"}
    paper.kept_seconds = 1
    with running_varnish(tmp_path / "varnish", paper.port, changes=shorter) as port:
        yield _purged_by_the_press(Behind(port, paper), settings)
    paper.kept_seconds, paper.trouble = 20, ""


def test_readers_read_what_is_kept_while_the_paper_is_away_or_fails(soon_stale):
    baked("index.html", "front")
    baked(STORY, "story")
    soon_stale.ask("/")
    soon_stale.ask(ADDRESS)
    time.sleep(2.2)
    soon_stale.paper.trouble = "500 Internal Server Error"
    assert soon_stale.told("/")[:2] == (200, "front")
    soon_stale.paper.trouble = ""
    with soon_stale.paper.away():
        assert soon_stale.told("/")[:2] == (200, "front")
        assert soon_stale.ask("/never-read/").status == 503
        purging.note_changed({ADDRESS: purging.GONE}, now=clock.now())
        purge(now=clock.now())
        # What was taken away is not read from a cache, whoever is away.
        assert soon_stale.ask(ADDRESS + "any/words/").status == 503
    baked("index.html", "anew")
    until = time.monotonic() + 10
    while soon_stale.told("/")[:2] != (200, "anew"):
        assert time.monotonic() < until


def test_while_varnish_is_away_the_purge_waits(paper, tmp_path, settings):
    port = free_port()
    settings.PRESS_CACHES = f"varnish=http://127.0.0.1:{port}"
    baked(STORY, "جديد", ADDRESS)
    purger, now = services.Purger(), clock.now()
    assert purger.purge_due(now=now) == 0
    assert "NewConnectionError" in PendingPurge.objects.get().last_error
    with running_varnish(tmp_path / "varnish", paper.port, port):
        assert purger.purge_due(now=now) == 0  # not before its pause
        assert purger.purge_due(now=now + timedelta(seconds=1)) == 1
    assert not PendingPurge.objects.exists()
