"""An import that is killed and run again: every story once, none half written."""

import re
import signal

import pytest

from tests.stories.importing.archive import numbered, write_archive

pytestmark = [pytest.mark.sqlite, pytest.mark.django_db]  # the suite's database is the empty paper
STORIES = 500


@pytest.fixture
def archive(tmp_path):
    lines = [
        numbered(number, section=f"قسم {number % 3}", authors=[f"كاتب {number % 30}"])
        for number in range(STORIES)
    ]
    return write_archive(tmp_path / "archive.jsonl.gz", lines)


def test_a_killed_import_run_again_has_every_story_once(file_paper, archive):
    found = 0
    for enough in (1, 150):
        running = file_paper.start("midad", "import", "stories", archive)
        running.kill_when(lambda enough=enough: file_paper.story_count() >= enough)
        assert running.process.returncode == -signal.SIGKILL
        assert max(found, enough) <= file_paper.story_count() < STORIES
        assert file_paper.problems() == {}
        found = file_paper.story_count()
    said = file_paper.midad("import", "stories", archive)
    assert re.match(rf"imported {STORIES - found}, skipped {found}, refused 0 in ", said)
    assert file_paper.story_count() == STORIES
    assert file_paper.problems() == {}
    ids = {f"id:line-{number}" for number in range(STORIES)}
    assert set(file_paper.ask("SELECT import_id FROM stories_storypage")) == ids
    assert sorted(file_paper.ask("SELECT title FROM wagtailcore_page WHERE depth = 3")) == [
        "قسم 0",
        "قسم 1",
        "قسم 2",
    ]
    assert file_paper.ask("SELECT COUNT(*) FROM stories_author") == [30]
