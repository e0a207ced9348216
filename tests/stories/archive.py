"""An archive of any size in a moment: one story and its baked page, repeated by the database.

Not for what a story says: for what an act costs beside so many. Their files are not written, so
that a bake of one of them would be seen as a page too many.
"""

import uuid
from datetime import timedelta
from typing import Any

from django.core.management.color import no_style
from django.db import connection, models
from wagtail.models import Page

from midad.press.models import BakedKey, BakedPage
from midad.stories.addresses import story_key
from midad.stories.models import (
    SectionPage,
    StoryAgency,
    StoryAuthor,
    StoryPage,
    StoryTopic,
    take_codes,
)

_TABLE = "repeated"
# The keys that a story's page has of itself; every other is of what it shares with more pages.
_OWN_KEYS = ("story", "next", "age")


def repeat_story(story: StoryPage, count: int, *, every: timedelta) -> None:
    """Let ``story``, which is baked, stand ``count`` times more, each older than the one before."""
    codes, section = take_codes(count), SectionPage.objects.get(pk=story.section_id)
    first_step = Page._str2int(story.path[-Page.steplen :]) + 1000
    first_pk = Page.objects.latest("pk").pk + 1
    rows = []
    for number, code in enumerate(codes):
        path = Page._get_path(section.path, section.depth + 1, first_step + number)
        at = story.published_at - (number + 1) * every
        moment = connection.ops.adapt_datetimefield_value(at)
        row = (first_pk + number, code, path, uuid.uuid4().hex, str(moment), str(at.date()))
        rows.append(row)
    with connection.cursor() as cursor:
        cursor.execute(
            f"CREATE TEMPORARY TABLE {_TABLE}"
            " (pk integer, code text, path text, uuid text, at text, day text)"
        )
        _insert_rows(cursor, rows)
        _repeat_rows(cursor, story)
        cursor.execute(f"DROP TABLE {_TABLE}")
        for statement in connection.ops.sequence_reset_sql(no_style(), [Page]):
            cursor.execute(statement)
        if connection.vendor == "postgresql":
            cursor.execute("ANALYZE")  # as its own keeper does after an import, in a minute
    Page.objects.filter(pk=section.pk).update(numchild=section.numchild + count)


def _insert_rows(cursor: Any, rows: list[tuple[Any, ...]]) -> None:
    for start in range(0, len(rows), 100):
        batch = rows[start : start + 100]
        places = ", ".join(["(%s, %s, %s, %s, %s, %s)"] * len(batch))
        values = [value for row in batch for value in row]
        cursor.execute(f"INSERT INTO {_TABLE} VALUES {places}", values)


def _repeat_rows(cursor: Any, story: StoryPage) -> None:
    at = ("first_published_at", "last_published_at", "published_at")
    own = {
        "id": "pk",
        "page_ptr_id": "pk",
        "story_id": "pk",
        "code": "code",
        "slug": "code",
        "path": "path",
        "translation_key": "uuid",
        "published_date": "day",
        **dict.fromkeys(at, "at"),
        **dict.fromkeys(("import_id", "latest_revision_id", "live_revision_id"), "NULL"),
    }
    _repeat(cursor, Page, "id", story.pk, own)
    _repeat(cursor, StoryPage, "page_ptr_id", story.pk, own)
    for model in (StoryAuthor, StoryAgency, StoryTopic):
        _repeat(cursor, model, "story_id", story.pk, {"id": "", "story_id": "pk"})
    page = BakedPage.objects.get(address=story_key(story.code))
    address = "'/articles/' || new.code || '/'"
    file = "'articles/' || new.code || '/index.html'"
    _repeat(cursor, BakedPage, "id", page.pk, {"id": "", "address": address, "file": file})
    _repeat_keys(cursor, story, page)


def _repeat(
    cursor: Any, model: type[models.Model], column: str, pk: int, own: dict[str, str]
) -> None:
    """Insert the rows of ``pk`` for each new story; ``own`` is what differs ("": left out)."""
    names, values = [], []
    for field in model._meta.local_concrete_fields:
        name = field.column
        value = own.get(name, f"pattern.{connection.ops.quote_name(name)}")
        if value:
            names.append(connection.ops.quote_name(name))
            values.append(_typed(f"new.{value}" if value.isalpha() else value, field))
    table = connection.ops.quote_name(model._meta.db_table)
    cursor.execute(
        f"INSERT INTO {table} ({', '.join(names)}) SELECT {', '.join(values)}"
        f" FROM {_TABLE} AS new CROSS JOIN {table} AS pattern WHERE pattern.{column} = %s",
        [pk],
    )


def _typed(value: str, field: models.Field) -> str:
    if value == "new.NULL":
        return "NULL"
    text = value.startswith("new.") and connection.vendor == "postgresql"
    return f"CAST({value} AS {field.rel_db_type(connection)})" if text else value


def _repeat_keys(cursor: Any, story: StoryPage, page: BakedPage) -> None:
    baked, key = (model._meta.db_table for model in (BakedPage, BakedKey))
    cursor.execute(
        f"INSERT INTO {key} (page_id, key) SELECT page.id, CASE WHEN pattern.key IN (%s, %s, %s)"
        " THEN REPLACE(pattern.key, %s, ':' || new.pk) ELSE pattern.key END"
        f" FROM {_TABLE} AS new JOIN {baked} AS page ON page.address ="
        f" '/articles/' || new.code || '/' JOIN {key} AS pattern ON pattern.page_id = %s",
        [*(f"{name}:{story.pk}" for name in _OWN_KEYS), f":{story.pk}", page.pk],
    )
