"""Fixtures of the whole suite: a paper's folders that go away, and a real browser."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, sync_playwright

from tests import tools
from tests.bucket import object_storage_server
from tests.paper import DemoPaper, free_port


def pytest_addoption(parser: pytest.Parser) -> None:
    """Let a storm be longer, or blow again as it did."""
    parser.addoption("--storm-rounds", type=int, default=200, help="kills of the crash storm")
    parser.addoption("--votes", type=int, default=10_000, help="votes that come at once")
    parser.addoption("--storm-seed", type=int, default=None, help="the chance of a storm before")


@pytest.fixture(autouse=True)
def paper_folder(settings, tmp_path: Path) -> Path:
    """Give every test a store and pictures of its own."""
    settings.PRESS_STORE_DIR = tmp_path / "store"
    settings.MEDIA_ROOT = tmp_path / "media"
    return tmp_path


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    """Return a real browser, shared by the session; tests open contexts of their own."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=tools.chromium(), args=tools.chromium_arguments()
        )
        yield browser
        browser.close()


@pytest.fixture(scope="session")
def object_storage() -> Iterator[str]:
    """Return the address of S3-compatible storage."""
    with object_storage_server() as address:
        yield address


@pytest.fixture(scope="session")
def demo_paper(tmp_path_factory: pytest.TempPathFactory) -> Iterator[DemoPaper]:
    """Return the demo newspaper, loaded, baked and served by its own processes."""
    paper = DemoPaper(tmp_path_factory.mktemp("demo") / "home", free_port())
    paper.start()
    yield paper
    paper.stop()
