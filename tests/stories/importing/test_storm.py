"""Editors, a press worker and an import on one SQLite file at once: nothing lost, nobody locked."""

import json
import signal
import time

import pytest

from tests.stories.importing.archive import numbered, write_archive
from tests.stories.importing.editors import EDITORS

pytestmark = [pytest.mark.sqlite, pytest.mark.django_db]  # the suite's database is the empty paper
ROUNDS, EDITED, IMPORTED = 4, 2, 140
TROUBLE = ("locked", "OperationalError", "IntegrityError", "worker act failed")


@pytest.fixture
def paper(file_paper, tmp_path):
    """Return a paper with some stories for each editor."""
    lines = [
        numbered(f"{editor}-{n}", title=f"محرر {editor} مادة {n}", authors=["سلمى"])
        for editor in range(EDITORS)
        for n in range(EDITED)
    ]
    file_paper.midad("collectstatic", "--noinput", "-v0")
    file_paper.midad("import", "stories", write_archive(tmp_path / "first.jsonl", lines))
    return file_paper


def test_a_storm_loses_nothing_and_locks_nobody_out(paper, tmp_path):
    lines = [
        numbered(number, section=["اقتصاد", "ثقافة"][number % 2], authors=["سلمى", "ياسين"])
        for number in range(IMPORTED)
    ]
    archive = write_archive(tmp_path / "storm.jsonl", lines)
    press = paper.start("midad", "press", "run")
    editors = paper.start("tests.stories.importing.editors", ROUNDS)
    importing = paper.start("midad", "import", "stories", archive)
    try:
        imported, edited = importing.wait(), editors.wait()
        press.process.send_signal(signal.SIGTERM)
        pressed = press.wait()
    finally:
        for running in (press, editors, importing):
            running.kill()
    assert f"imported {IMPORTED}, skipped 0, refused 0" in imported
    assert json.loads(edited.splitlines()[-1]) == {"errors": []}
    said = imported + edited + pressed
    assert [word for word in TROUBLE if word in said] == [], said
    assert "Traceback" not in said, said
    bake_all(paper)
    assert_all_is_there(paper)


def bake_all(paper):
    """Bake what is due; a page that was put off is due a moment later."""
    stale = [("", "")]
    until = time.monotonic() + 20
    while stale and time.monotonic() < until:
        paper.midad("press", "bake")
        stale = paper.ask("SELECT address, last_error FROM press_stalepage")
    assert stale == []


STORIES = """
    SELECT page_ptr_id, code, title FROM stories_storypage
    JOIN wagtailcore_page ON wagtailcore_page.id = page_ptr_id"""


def assert_all_is_there(paper):
    stories = paper.ask(STORIES)
    new = {key for key, _, title in stories if title.startswith("جديد")}
    edited = [key for key, _, title in stories if title.endswith(f"طبعة {ROUNDS - 1}")]
    assert (len(new), len(edited)) == (EDITORS * ROUNDS, EDITORS * EDITED)
    assert len(stories) == len(new) + len(edited) + IMPORTED
    for key in edited:
        [revisions] = paper.ask(
            f"SELECT COUNT(*) FROM wagtailcore_revision WHERE object_id = '{key}'"
        )
        assert revisions == 1 + 2 * ROUNDS
    for kind, rows in paper.problems().items():
        # What the newsroom writes is indexed by a task, and no worker of tasks is running here.
        assert set(rows) <= new, kind
    for _, code, title in stories:
        page = paper.home / "store" / "articles" / code / "index.html"
        assert title in page.read_text(), code
