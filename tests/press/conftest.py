"""The toy paper in place of the real one, and a reader of baked files."""

import os

import pytest

from midad.press.registry import graph
from tests.press.reader import Reader
from tests.press.toy import ToyPaper


@pytest.fixture(autouse=True)
def quick_disk(monkeypatch) -> None:
    """Leave out the wait for the disk: no test pulls the plug."""
    monkeypatch.setattr(os, "fsync", lambda _: None)


@pytest.fixture
def toy(db, monkeypatch) -> ToyPaper:
    """Return a toy paper; the press knows no other pages."""
    monkeypatch.setattr(graph, "_kinds", {})
    return ToyPaper()


@pytest.fixture
def reader(tmp_path) -> Reader:
    """Return a reader of an empty store."""
    return Reader(tmp_path / "paper")
