"""What one act costs beside 100 stories and beside 20,000: the same pages, files and queries."""

import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.db import connection, transaction
from django.test import override_settings
from django.test.utils import CaptureQueriesContext
from wagtail.models import Page

from midad.press import registry
from midad.press.registry import graph
from midad.press.services.marking import mark_addresses
from midad.press.store import FileStore
from midad.press.worker import bake_until_done
from midad.stories import services
from midad.stories.models import StoryPage
from tests.stories.archive import repeat_story
from tests.stories.exactness.paper import Paper, make_paper
from tests.stories.factories import make_story, publish, text_block
from tests.stories.press import Press

pytestmark = pytest.mark.django_db
SMALL, LARGE = 100, 20_000
EVERY = timedelta(hours=10)  # the small archive is of six weeks, the large one of 22 years


@dataclass(frozen=True)
class Cost:
    """What an act cost, its bakes included."""

    pages: int
    files: int
    queries: int


def new_story(paper: Paper, _: Press) -> None:
    make_story(paper.section, "خبر جديد", **paper.people)


def update(paper: Paper, _: Press) -> None:
    publish(paper.story, body=[text_block("وصلت سفينتان.")], change_kind="update")


def minor_fix(paper: Paper, _: Press) -> None:
    publish(paper.story, body=[text_block("وصلت سفينتان إلى المرفأ.")])


def move(paper: Paper, _: Press) -> None:
    Page.objects.get(pk=paper.neighbour.pk).move(Page.objects.get(pk=paper.other.pk), "last-child")


def withdraw(paper: Paper, press: Press) -> None:
    now = press.clock.now
    services.withdraw_story(story=paper.story, notice="سُحب", editor=None, now=now)


ACTS: dict[str, Callable[[Paper, Press], None]] = {
    "publish": new_story,
    "update": update,
    "minor fix": minor_fix,
    "move": move,
    "withdraw": withdraw,
}


@pytest.fixture
def paper(press: Press, clock: Any, monkeypatch: pytest.MonkeyPatch) -> Paper:
    """Return a paper of two stories, baked; what a worker does by the minute is no cost of acts."""
    monkeypatch.delitem(registry._duties, "index-jobs")
    paper = make_paper(clock)
    clock.move(minutes=6)
    press.begin()
    return paper


@pytest.fixture
def written(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[str]]:
    """Return the list that every file goes to that the store is given."""
    paths: list[str] = []
    real = FileStore.write_many

    def noted(store: FileStore, pages: Any) -> None:
        paths.extend(path for path, _ in pages)
        real(store, pages)

    monkeypatch.setattr(FileStore, "write_many", noted)
    return paths


def grow(paper: Paper, press: Press, count: int) -> None:
    """Let the archive be of ``count`` stories, and every list of today stand as it says."""
    repeat_story(paper.neighbour, count - StoryPage.objects.count(), every=EVERY)
    mark_addresses(filter(is_of_today, graph.all_addresses()), now=press.clock.now)
    bake_until_done(limit=200)


def is_of_today(address: str) -> bool:
    """Tell whether an act of today may touch an address; stories stand as they are."""
    old = address.startswith(("/articles/", "/archive/", "/sitemaps/stories-"))
    return not old or "2026/11" in address or "2026-11" in address or address == "/archive/"


def costs(paper: Paper, press: Press, written: list[str]) -> dict[str, Cost]:
    """Do every act and return what each cost."""
    found = {}
    for name, act in ACTS.items():
        press.clock.move(minutes=1)
        written.clear()
        with CaptureQueriesContext(connection) as captured:
            act(paper, press)
            pages = press.settle()
        found[name] = Cost(len(pages), len(written), len(captured))
    return found


@contextmanager
def as_if_never(press: Press, folder: Path) -> Iterator[None]:
    """Let nothing of the block remain, neither rows nor files."""
    shutil.copytree(press.root, folder)
    with override_settings(PRESS_STORE_DIR=folder), transaction.atomic():
        yield
        transaction.set_rollback(True)


def test_an_act_costs_the_same_in_a_paper_of_any_age(press, paper, written, tmp_path):
    """The first round is not counted: it fills what Django and Wagtail remember of a database."""
    of: dict[int, dict[str, Cost]] = {}
    for turn, count in enumerate((SMALL, SMALL, LARGE)):
        with as_if_never(press, tmp_path / f"turn{turn}"):
            grow(paper, press, count)
            of[count] = costs(paper, press, written)
    assert of[LARGE] == of[SMALL]
    assert of[SMALL]["minor fix"].files == 1
    assert of[SMALL]["publish"].pages < 60
