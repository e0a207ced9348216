"""What is dynamic goes to the newsroom's server, and readers never wait for it."""

import http.client
import json
import os
import signal
import subprocess
import sys
import textwrap
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests import tools
from tests.paper import free_port

NEWSROOM = textwrap.dedent(
    """
    import json, time

    def application(environ, start_response):
        path = environ["PATH_INFO"]
        if path == "/newsroom/slow/":
            time.sleep(float(environ["QUERY_STRING"]))
        if path == "/newsroom/large/":
            start_response("200 OK", [("Content-Length", "9000000")])
            return (b"x" * 90000 for _ in range(100))
        body = environ["wsgi.input"].read()
        seen = {k: v for k, v in environ.items() if k.isupper() and isinstance(v, str)}
        said = json.dumps({**seen, "body": len(body)}).encode()
        headers = [("Set-Cookie", "a=1; Path=/"), ("Set-Cookie", "b=2; Path=/")]
        status = "302 Found" if path == "/newsroom/moved/" else "200 OK"
        start_response(status, [*headers, ("Location", "/elsewhere/")])
        return [said]
    """
)
READERS = textwrap.dedent(
    """
    import os
    from pathlib import Path
    from midad.press.serving import BakedFirst, Forwarder

    application = BakedFirst(
        Forwarder(os.environ["MEETING"], limit=2, unavailable="غير متاحة".encode()),
        store_root=Path(os.environ["STORE"]), folders=[], dynamic_prefixes=("/newsroom/",),
        page_headers=[],
    )
    """
)


class TwoServers:
    """The readers' server and a newsroom's behind it, both real."""

    def __init__(self, folder: Path) -> None:
        (folder / "newsroom.py").write_text(NEWSROOM)
        (folder / "readers.py").write_text(READERS)
        (folder / "store").mkdir()
        (folder / "store" / "index.html").write_text("الأولى")
        self._folder, self.port = folder, free_port()
        self.readers = self._start("readers", 8, "--port", str(self.port))
        self.newsroom = self.start_newsroom()

    def start_newsroom(self) -> subprocess.Popen:
        (self._folder / "meeting").unlink(missing_ok=True)
        return self._start("newsroom", 4, "--uds", str(self._folder / "meeting"))

    def _start(self, name: str, threads: int, *where: str) -> subprocess.Popen:
        command = [sys.executable, "-m", "granian", "--interface", "wsgi", "--http", "1"]
        command += [*where, "--blocking-threads", str(threads), "--log-level", "critical"]
        environment = {
            **os.environ,
            "PYTHONPATH": f"{tools.ROOT / 'src'}{os.pathsep}{self._folder}",
            "DJANGO_SETTINGS_MODULE": "midad.config.settings.test",
            "MEETING": str(self._folder / "meeting"),
            "STORE": str(self._folder / "store"),
        }
        command.append(f"{name}:application")
        return subprocess.Popen(command, env=environment, start_new_session=True)

    def ask(self, path: str, method: str = "GET", body=None, **headers: str):
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=20)
        names = {name.replace("_", "-"): value for name, value in headers.items()}
        connection.request(method, path, body=body, headers=names)
        answer = connection.getresponse()
        answer.text = answer.read()
        connection.close()
        return answer

    def wait(self, path: str, status: int) -> None:
        until = time.monotonic() + 30
        while time.monotonic() < until:
            try:
                if self.ask(path).status == status:
                    return
            except OSError:
                pass
            time.sleep(0.05)
        pytest.fail(f"{path} did not answer {status}")

    def stop(self) -> None:
        for process in (self.readers, self.newsroom):
            process.terminate()
            process.wait(20)


@pytest.fixture(scope="module")
def servers(tmp_path_factory) -> Iterator[TwoServers]:
    both = TwoServers(tmp_path_factory.mktemp("two"))
    try:
        both.wait("/", 200)
        both.wait("/newsroom/", 200)
        yield both
    finally:
        both.stop()


def seen_by_the_newsroom(answer) -> dict:

    return json.loads(answer.text)


def test_a_request_arrives_as_it_was_sent(servers):
    answer = servers.ask(
        "/newsroom/%D8%A8/a%20b/?q=%D8%A8&n=1", "POST", b"x" * 300_000, Cookie="c=1", Host="paper"
    )
    seen = seen_by_the_newsroom(answer)
    assert seen["PATH_INFO"].encode("latin-1").decode() == "/newsroom/ب/a b/"
    assert seen["QUERY_STRING"] == "q=%D8%A8&n=1"
    assert (seen["REQUEST_METHOD"], seen["body"]) == ("POST", 300_000)
    assert (seen["HTTP_COOKIE"], seen["HTTP_HOST"]) == ("c=1", "paper")


def test_the_newsroom_learns_where_a_request_came_from_and_no_lie_stands_last(servers):
    assert seen_by_the_newsroom(servers.ask("/newsroom/"))["HTTP_X_FORWARDED_FOR"] == "127.0.0.1"
    lying = servers.ask("/newsroom/", X_Forwarded_For="192.0.2.9")
    chain = seen_by_the_newsroom(lying)["HTTP_X_FORWARDED_FOR"].split(", ")
    assert (chain[0], chain[-1]) == ("192.0.2.9", "127.0.0.1")


def test_an_answer_comes_back_as_it_was_given(servers):
    answer = servers.ask("/newsroom/moved/")
    assert (answer.status, answer.getheader("Location")) == (302, "/elsewhere/")
    assert answer.headers.get_all("Set-Cookie") == ["a=1; Path=/", "b=2; Path=/"]


def test_a_head_has_no_body(servers):
    answer = servers.ask("/newsroom/", "HEAD")
    assert (answer.status, answer.text) == (200, b"")


def test_a_large_answer_comes_whole(servers):
    assert len(servers.ask("/newsroom/large/").text) == 9_000_000


def test_a_slow_newsroom_holds_up_no_reader_and_says_when_it_is_full(servers):
    slow = [threading.Thread(target=servers.ask, args=["/newsroom/slow/?2"]) for _ in range(2)]
    for thread in slow:
        thread.start()
    time.sleep(0.3)
    assert all(thread.is_alive() for thread in slow)
    assert [servers.ask("/").status for _ in range(20)] == [200] * 20
    full = servers.ask("/newsroom/")
    assert (full.status, full.text.decode()) == (503, "غير متاحة")
    assert full.getheader("Retry-After")
    assert all(thread.is_alive() for thread in slow)
    for thread in slow:
        thread.join()
    assert servers.ask("/newsroom/").status == 200


def test_with_the_newsroom_down_readers_read_and_it_comes_back(servers):
    os.killpg(servers.newsroom.pid, signal.SIGKILL)
    servers.newsroom.wait()
    servers.wait("/newsroom/", 503)
    assert servers.ask("/").status == 200
    servers.newsroom = servers.start_newsroom()
    servers.wait("/newsroom/", 200)
    assert [servers.ask("/newsroom/").status for _ in range(6)] == [200] * 6
