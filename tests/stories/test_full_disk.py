"""No room for pages, or a store that cannot be written: the desk works on, readers keep the paper.

The store lies on a file system of its own. When there is room again, the worker mends by itself.
"""

import errno
import os
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path

import pytest
from django.core.management import call_command
from django.db import DatabaseError, connection
from django.test import override_settings

from midad.press import queries
from midad.press.models import StalePage
from midad.press.services import bake_stale
from midad.stories.models import StoryPage
from tests import tools
from tests.stories.exactness.paper import Paper, make_paper
from tests.stories.factories import make_story, publish, text_of
from tests.stories.press import Press

LONGEST_PAUSE = timedelta(minutes=11)
ROOM = "16m"


@pytest.fixture
def disk(tmp_path: Path) -> Iterator[Path]:
    """Return a small file system of the store's own."""
    folder = tmp_path / "disk"
    folder.mkdir()
    assert tools.mounted(folder, ROOM), tools.missing()
    try:
        with override_settings(PRESS_STORE_DIR=folder / "store"):
            yield folder
    finally:
        tools.unmounted(folder)


@pytest.fixture
def paper(db: None, disk: Path, press: Press, clock) -> Paper:
    """Return a paper that is baked on the small disk."""
    paper = make_paper(clock)
    clock.move(minutes=6)
    press.begin()
    return paper


@contextmanager
def full(disk: Path) -> Iterator[None]:
    """Leave no byte of room in the block."""
    filler = disk / "filler"
    with filler.open("wb", buffering=0) as file:
        try:
            while True:
                file.write(b"\0" * 4096)
        except OSError as refusal:
            assert refusal.errno == errno.ENOSPC
    yield
    filler.unlink()


@contextmanager
def read_only(disk: Path) -> Iterator[None]:
    """Let nothing be written in the block."""
    assert tools.remounted(disk, "ro")
    yield
    assert tools.remounted(disk, "rw")


TROUBLES = {
    "full": (full, "No space left on device"),
    "read-only": (read_only, "Read-only file system"),
}


def bake(press: Press) -> None:
    """Do what a worker does in a while: what failed is tried again, and again."""
    for _ in range(3):
        while bake_stale(now=press.clock.now):
            pass
        press.clock.move(minutes=11)


@pytest.mark.mount
@pytest.mark.parametrize("trouble", TROUBLES)
def test_a_store_that_takes_nothing_keeps_the_old_paper_and_is_mended_by_itself(
    press, paper, disk, trouble, django_capture_on_commit_callbacks, capsys
):
    spoiled, reason = TROUBLES[trouble]
    before = press.files()
    with spoiled(disk):
        with django_capture_on_commit_callbacks(execute=True):
            story = make_story(paper.section, "خبر بلا مكان", **paper.people)
            publish(paper.story, title="عنوان بلا مكان", body=[text_of(20_000)])
        bake(press)
        assert StoryPage.objects.get(pk=story.pk).live
        assert press.files() == before
        assert press.answer("/")[0] == press.answer(f"/articles/{paper.story.code}/")[0] == 200
        failing = {page.address: page for page in queries.failing_pages(limit=1000)}
        assert {f"/articles/{story.code}/", "/", "/feeds/rss.xml"} <= failing.keys()
        assert all(reason in page.last_error for page in failing.values())
        assert min(page.attempts for page in failing.values()) >= 3
        call_command("press", "status")
        assert reason in capsys.readouterr().out
    press.clock.move(minutes=11)
    press.settle()
    assert not StalePage.objects.exists()
    press.assert_right()
    assert "عنوان بلا مكان" in press.text("index.html")


@pytest.mark.mount
def test_a_page_for_which_there_is_no_room_holds_up_no_other(press, paper, disk):
    filler = disk / "filler"
    free = os.statvfs(disk)
    filler.write_bytes(b"\0" * (free.f_bavail * free.f_bsize - 600 * 1024))
    publish(paper.story, body=[text_of(200_000)])
    make_story(paper.other, "خبر صغير")
    bake(press)
    assert {row.address for row in StalePage.objects.all()} == {f"/articles/{paper.story.code}/"}
    assert "خبر صغير" in press.text("index.html")
    filler.unlink()
    press.clock.move(minutes=11)
    press.settle()
    press.assert_right()


@contextmanager
def no_room_for_rows() -> Iterator[None]:
    """Let the database grow by no page in the block."""
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA page_count")
        cursor.execute(f"PRAGMA max_page_count = {cursor.fetchone()[0]}")
        yield
        cursor.execute("PRAGMA max_page_count = 1073741823")


@pytest.mark.sqlite
@pytest.mark.django_db(transaction=True)
def test_a_database_without_room_refuses_the_publication_as_a_whole(press, clock):
    """Say so, leave nothing half, and go on when there is room."""
    paper = make_paper(clock)
    press.begin()
    press.settle()
    before, title = press.files(), paper.story.title
    with no_room_for_rows(), pytest.raises(DatabaseError, match="database or disk is full"):
        publish(paper.story, title="عنوان بلا مكان", body=[text_of(1_000_000)])
    assert StoryPage.objects.get(pk=paper.story.pk).title == title
    assert press.settle() == set()
    assert press.files() == before
    publish(paper.story, title="عنوان وجد مكانه")
    press.settle()
    press.assert_right()
    assert "عنوان وجد مكانه" in press.text("index.html")
