"""However many pages are asked for, nginx keeps within the files that Debian lets it open."""

import pytest

from midad.press.store import FileStore
from tests.deploy.asking import Asker
from tests.deploy.front import MOST_FILES, Front
from tests.paper import free_port

pytestmark = pytest.mark.nginx
PAGES = MOST_FILES + 200


@pytest.fixture(scope="module")
def front(tmp_path_factory):
    """Return an nginx in front of a store with more pages than a process may have files."""
    home = tmp_path_factory.mktemp("large")
    store = FileStore(home / "store")
    pages = [(f"archive/{number}/index.html", b"%d" % number) for number in range(PAGES)]
    store.write_many(pages)
    front = Front(tmp_path_factory.mktemp("nginx"), home, free_port())
    front.install()
    front.start()
    yield front
    front.stop()


def test_a_crawler_that_asks_for_every_page_gets_every_page(front):
    with Asker(front.port, tls=True) as nginx:
        bodies = [nginx.ask(f"/archive/{number}/").body for number in range(PAGES)]
    assert bodies == [b"%d" % number for number in range(PAGES)]
    with Asker(front.port, tls=True) as next_reader:
        assert next_reader.ask("/archive/0/").body == b"0"
    assert "Too many open files" not in front.errors()
