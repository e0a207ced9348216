"""Fixtures of the whole suite: a paper's folders that go away, and a real browser."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, sync_playwright

from tests import tools


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
