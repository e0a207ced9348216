"""Bodies survive migrations: no migration knows a block, no historical model touches a text."""

from pathlib import Path

import pytest
from django.core.management import call_command
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from midad.stories import migrations
from midad.stories.fields import LeanStreamField, RawStreamField
from midad.stories.models import StoryPage
from tests.stories.factories import make_section, make_story, text_block

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("paper_stands", "light")]
BODY = [
    text_block("نص <b>قوي</b> «مقتبس»", "NATO & الناتو"),
    {"type": "quote", "value": {"text": "قول", "speaker": "فلان", "role": ""}, "id": "b10c0002"},
    {"type": "a_block_of_long_ago", "value": {"kept": ["as", 1, None]}, "id": "b10c0003"},
]


def stored(story: StoryPage, column: str) -> str:
    """Return what stands in the column, byte for byte."""
    with connection.cursor() as cursor:
        query = f"SELECT CAST({column} AS text) FROM stories_storypage WHERE page_ptr_id = %s"
        cursor.execute(query, [story.pk])
        return cursor.fetchone()[0]


def test_a_historical_story_is_saved_without_a_change_of_its_body():
    highlights = [{"type": "point", "value": "نقطة", "id": "b10c0004"}]
    story = make_story(make_section(), body=BODY[:2], highlights=highlights)
    old = MigrationExecutor(connection).loader.project_state().apps.get_model("stories.StoryPage")
    with connection.cursor() as cursor:  # a block that no code knows any more
        marked = stored(story, "body").replace("quote", "a_block_of_long_ago")
        query = "UPDATE stories_storypage SET body = %s WHERE page_ptr_id = %s"
        cursor.execute(query, [marked, story.pk])
    before = stored(story, "body"), stored(story, "highlights")
    historical = old.objects.get(pk=story.pk)
    historical.kicker = "تمهيد"
    historical.save()
    assert (stored(story, "body"), stored(story, "highlights")) == before
    assert "a_block_of_long_ago" in before[0]
    assert StoryPage.objects.get(pk=story.pk).kicker == "تمهيد"


def test_a_migration_reads_and_writes_a_body_as_plain_json():
    story = make_story(make_section(), body=BODY[:2])
    old = MigrationExecutor(connection).loader.project_state().apps.get_model("stories.StoryPage")
    historical = old.objects.get(pk=story.pk)
    historical.body[0]["value"] = "<p>كتبه تهجير</p>"
    historical.save()
    body = StoryPage.objects.get(pk=story.pk).body
    assert "كتبه تهجير" in str(body[0].value)
    assert body[1].value["speaker"] == "فلان"


def test_no_migration_holds_a_block():
    files = list(Path(migrations.__path__[0]).glob("[0-9]*.py"))
    text = "\n".join(path.read_text() for path in files)
    assert "RawStreamField" in text
    for word in ("blocks", "block_lookup", "LeanStreamField", "StreamBlock"):
        assert word not in text


def test_the_models_need_no_migration():
    call_command("makemigrations", "stories", check=True, dry_run=True, verbosity=0)


@pytest.mark.parametrize("name", ["body", "highlights"])
def test_a_migration_sees_the_raw_field(name):
    field = StoryPage._meta.get_field(name)
    assert isinstance(field, LeanStreamField)
    _, path, args, kwargs = field.deconstruct()
    assert (path, args) == ("midad.stories.fields.RawStreamField", [])
    assert "block" not in str(kwargs)
    assert type(field.clone()) is RawStreamField
