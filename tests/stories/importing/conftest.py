"""Papers to import into: one inside the test's transaction, one in a file of its own."""

from pathlib import Path

import pytest
from django.db import connection
from wagtail.models import Page

from midad.press.worker import adopt_present_theme, bake_until_done
from midad.stories.models import SectionPage
from tests.newsroom.desk import make_section, plant_roots
from tests.stories.importing.file_paper import FilePaper


@pytest.fixture
def roots(db) -> None:
    """Let there be a root to found a paper under."""
    plant_roots()


@pytest.fixture
def section(db) -> SectionPage:
    """Return the one section of a founded paper."""
    return make_section()


@pytest.fixture
def baked_section(section) -> SectionPage:
    """Return the one section of a paper that is baked to its end."""
    adopt_present_theme()
    bake_until_done()
    return section


@pytest.fixture(scope="session")
def empty_paper(tmp_path_factory, django_db_setup, django_db_blocker) -> Path:
    """Return the file of a paper that is migrated and not founded."""
    home = tmp_path_factory.mktemp("empty-paper")
    with django_db_blocker.unblock():
        # The suite's own is one, unless a test with real transactions has swept it empty.
        as_migrated = connection.vendor == "sqlite" and Page.objects.filter(depth=1).exists()
        if as_migrated:
            with connection.cursor() as cursor:
                cursor.execute("VACUUM INTO %s", [str(home / "paper.sqlite3")])
    if not as_migrated:
        FilePaper(home).midad("migrate", "-v0")
    return home / "paper.sqlite3"


@pytest.fixture
def file_paper(empty_paper, tmp_path) -> FilePaper:
    """Return a paper in a file of its own, for commands in processes of their own."""
    paper = FilePaper(tmp_path / "home")
    paper.home.mkdir()
    paper.file.write_bytes(empty_paper.read_bytes())
    return paper
