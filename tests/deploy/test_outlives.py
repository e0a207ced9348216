"""The paper outlives its makers: with all that makes it stopped, its pages are there."""

import json
import os
import random
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from midad.press.store import FileStore, decoded
from tests.deploy.asking import Answer, Asker
from tests.deploy.front import Front, wait_for
from tests.deploy.test_same_answers import addresses
from tests.paper import free_port
from tests.postgres import Cluster, running_cluster
from tests.tools import ROOT

NOW = [("articles/now/index.html", "/articles/now/words/"), ("n.xml", "/n.xml")]
DYNAMIC = [
    "/newsroom/",
    "/newsroom/login/",
    "/newsroom/x",
    "/report/k7m2xqa/",
    "/documents/1/x.pdf",
]
DYNAMIC += ["/healthz", "/readyz", "/metrics"]
PHONE = {"width": 390, "height": 844}
BLOCKS = "header, main, article, footer, nav, .actions, aside, h1, [data-fragment]"
PLACES = """blocks => [...document.querySelectorAll(blocks)].map(block => {
  const box = block.getBoundingClientRect();
  return [block.tagName, block.className, box.x, box.y + scrollY, box.width, box.height];
})"""


@pytest.fixture(scope="module")
def alone(demo_paper, tmp_path_factory) -> Iterator[Front]:
    """Return an nginx over a copy of the paper's files, with nothing of the paper running."""
    home = tmp_path_factory.mktemp("copy") / "home"
    for folder in ("store", "static", "media"):
        shutil.copytree(demo_paper.home / folder, home / folder)
    front = Front(tmp_path_factory.mktemp("alone"), home, free_port())
    front.install()
    front.start()
    yield front
    front.stop()


@pytest.mark.nginx
def test_nginx_alone_answers_every_page_feed_sitemap_and_picture(alone):
    asked = addresses(alone.home)
    kinds = {Path(path).suffix for path in asked}
    assert {"", ".xml", ".json", ".css", ".js", ".avif"} <= kinds
    with Asker(alone.port, tls=True) as nginx:
        answers = {path: nginx.ask(path) for path in asked}
    wrong = {path: a.status for path, a in answers.items() if a.status not in (200, 410)}
    assert wrong == {"/404.html": 404}


@pytest.mark.nginx
def test_nginx_shows_a_page_the_moment_it_is_baked_and_no_longer_than_it_stands(alone):
    store = FileStore(alone.home / "store")
    with Asker(alone.port, tls=True) as nginx:

        def told(path: str) -> tuple[int, bytes]:
            answer = nginx.ask(path, accept_encoding=random.choice(["", "gzip", "br"]))
            return answer.status, decoded(answer.body, answer.headers.get("content-encoding", ""))

        for number in range(40):
            body = f"<p>{number % 2}</p>".encode()  # the same size: only the file is another
            for file, address in (
                ("articles/now/index.html", "/articles/now/words/"),
                ("n.xml", "/n.xml"),
            ):
                store.write(file, body)
                assert told(address) == (200, body)
                assert told(address) == (200, body)
                store.remove(file)
                assert told(address)[0] == 404
            store.write("articles/now/gone.html", body)
            assert told("/articles/now/") == (410, body)
            store.remove("articles/now/gone.html")


@pytest.mark.nginx
@pytest.mark.parametrize("path", DYNAMIC)
def test_what_is_dynamic_says_that_it_is_away(alone, path):
    with Asker(alone.port, tls=True) as nginx:
        answer = nginx.ask(path)
    assert (answer.status, answer.headers["retry-after"]) == (503, "5")
    assert "لا تستجيب غرفة الأخبار" in answer.body.decode()


@pytest.mark.nginx
@pytest.mark.browser
@pytest.mark.parametrize("width", [390, 1280])
def test_no_page_is_laid_out_otherwise_or_complains(alone, demo_paper, chromium, width):
    path = next(iter(demo_paper.story_addresses())).removeprefix(demo_paper.url)
    seen = []
    for origin in (demo_paper.url, f"https://localhost:{alone.port}"):
        context = chromium.new_context(
            viewport={**PHONE, "width": width}, ignore_https_errors=True, reduced_motion="reduce"
        )
        page = context.new_page()
        complaints: list[str] = []
        page.on("console", lambda line, to=complaints: to.append(line.text))
        page.on("requestfailed", lambda request, to=complaints: to.append(request.url))
        page.on("pageerror", lambda error, to=complaints: to.append(str(error)))
        for address in (path, "/"):
            page.goto(origin + address, wait_until="networkidle")
            page.evaluate("document.fonts.ready")
            seen.append((address, page.evaluate(PLACES, BLOCKS), complaints.copy()))
        context.close()
    assert seen[:2] == seen[2:]
    assert [complaints for _, _, complaints in seen] == [[]] * 4


# --- with only the database away


@dataclass
class Served:
    """A paper on PostgreSQL, served by ``midad serve``."""

    home: Path
    cluster: Cluster
    port: int
    process: subprocess.Popen | None = None

    def run(self, *arguments: str) -> subprocess.Popen:
        environment = {
            **os.environ,
            "DJANGO_SETTINGS_MODULE": "midad.config.settings.dev",
            "MIDAD_HOME": str(self.home),
            "MIDAD_URL": f"http://localhost:{self.port}",
            "DATABASE_URL": self.cluster.url,
            "PYTHONPATH": os.pathsep.join([str(ROOT / "src"), str(ROOT)]),
        }
        command = [sys.executable, "-m", "midad", *arguments]
        with (self.home.parent / "log").open("a") as log:
            return subprocess.Popen(command, env=environment, stdout=log, stderr=log)

    def log(self) -> str:
        return (self.home.parent / "log").read_text()

    def ask(self, path: str, **headers: str) -> Answer:
        with Asker(self.port) as server:
            return server.ask(path, **headers)

    def until(self, path: str, status: int) -> None:
        until = time.monotonic() + 120
        while self.ask(path).status != status:
            assert time.monotonic() < until, self.log()
            time.sleep(0.2)


@pytest.fixture(scope="module")
def served(tmp_path_factory) -> Iterator[Served]:
    """Return a small paper that is served, whose database may be stopped."""
    with running_cluster() as cluster:
        home = tmp_path_factory.mktemp("served") / "home"
        home.mkdir()
        paper = Served(home, cluster, free_port())
        found = ["found", "المرفأ", "--chief", "chief@paper.example"]
        for words in (["migrate"], ["collectstatic", "--noinput"], found):
            assert paper.run(*words).wait(120) == 0, paper.log()
        paper.process = paper.run("serve", "--port", str(paper.port))
        try:
            wait_for(paper.port, seconds=120)
            paper.until("/newsroom/login/", 200)
            paper.until("/archive/", 200)
            yield paper
        finally:
            paper.process.send_signal(signal.SIGTERM)
            paper.process.wait(30)


@pytest.mark.postgres
def test_with_the_database_away_readers_read_and_the_newsroom_says_why(served):
    served.cluster.stop()
    try:
        store = addresses(served.home)
        assert {"/", "/feeds/rss.xml", "/sitemap.xml"} <= set(store)
        answers = {path: served.ask(path).status for path in store}
        assert {path: s for path, s in answers.items() if s != 200} == {"/404.html": 404}
        page = served.ask("/newsroom/login/")
        assert (page.status, page.headers["retry-after"]) == (503, "10")
        assert "قاعدة البيانات لا تستجيب" in page.body.decode()
        assert page.headers["cache-control"] == "no-store"
        script = served.ask("/newsroom/login/", accept="application/json")
        assert (script.status, json.loads(script.body)) == (503, {"error": "database-away"})
        assert served.ask("/healthz").status == 200
        assert "database_away" in served.log()
    finally:
        served.cluster.start()
    served.until("/newsroom/login/", 200)
    assert served.process and served.process.poll() is None
