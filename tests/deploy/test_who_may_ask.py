"""nginx lets the newsroom's networks into the newsroom, and this machine alone see the figures."""

from collections.abc import Iterator

import pytest

from tests.deploy.asking import Asker
from tests.deploy.front import Front
from tests.paper import free_port

pytestmark = pytest.mark.nginx
HERE, OUTSIDE = "127.0.0.1", "127.0.0.2"


@pytest.fixture(scope="module")
def front(tmp_path_factory) -> Iterator[Front]:
    """Return an nginx over an empty store, its application being away: passed on means 503."""
    home = tmp_path_factory.mktemp("home")
    for folder in ("store", "static", "media"):
        (home / folder).mkdir()
    front = Front(tmp_path_factory.mktemp("nginx"), home, free_port())
    front.install()
    front.start()
    yield front
    front.stop()


@pytest.mark.parametrize("method", ["GET", "HEAD", "POST"])
@pytest.mark.parametrize("path", ["/readyz", "/readyz/", "/metrics", "/%6detrics", "/metrics?x=1"])
def test_the_figures_are_for_this_machine(front, path, method):
    assert statuses(front, path, method) == {HERE: 503, OUTSIDE: 403}


@pytest.mark.parametrize("path", ["/newsroom/", "/newsroom/login/", "/%6eewsroom/pages/"])
def test_the_newsroom_is_for_its_networks(front, path):
    assert statuses(front, path, "GET") == {HERE: 503, OUTSIDE: 403}


@pytest.mark.parametrize("path", ["/healthz", "/report/k7m2xqa/", "/documents/1/x.pdf"])
def test_the_rest_of_what_is_dynamic_is_for_everybody(front, path):
    assert statuses(front, path, "GET") == {HERE: 503, OUTSIDE: 503}


def statuses(front: Front, path: str, method: str) -> dict[str, int]:
    found = {}
    for source in (HERE, OUTSIDE):
        with Asker(front.port, tls=True, source=source) as nginx:
            found[source] = nginx.ask(path, method=method).status
    return found
