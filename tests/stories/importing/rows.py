"""The rows of one story as they stand, without what every story has of its own."""

import re
from typing import Any

from django.apps import apps
from django.db import models
from wagtail.models import Page, PageLogEntry, ReferenceIndex, Revision
from wagtail.search.models import IndexEntry

from midad.press.models import KeyVersion, StalePage
from midad.stories.models import StoryAgency, StoryAuthor, StoryPage, StoryTopic

# Facts of the page that Wagtail takes from the page, never from a revision (with_content_json).
FACTS_OF_THE_PAGE = {"live", "listed", "last_published_at", "latest_revision_created_at"}
OWN = {"pk", "code", "translation_key", "latest_revision", "live_revision"}


def rows(model: type[models.Model], *left_out: str, **filters: Any) -> list[dict[str, Any]]:
    """Return rows in order, every field but the primary key and ``left_out``."""
    names = [field.attname for field in model._meta.concrete_fields if not field.primary_key]
    return [
        {name: getattr(row, name) for name in names if name not in left_out}
        for row in model._default_manager.filter(**filters).order_by("pk")
    ]


def revision_content(content: dict[str, Any]) -> dict[str, Any]:
    kept = {name: value for name, value in content.items() if name not in OWN | FACTS_OF_THE_PAGE}
    for name, value in kept.items():
        if isinstance(value, list):
            kept[name] = [
                {key: row[key] for key in row if key not in {"pk", "story"}} for row in value
            ]
    return kept


def story_row(story: StoryPage) -> dict[str, Any]:
    names = [field.attname for field in StoryPage._meta.local_concrete_fields]
    row = {name: getattr(story, name) for name in names if name not in {"page_ptr_id", "code"}}
    return row | {name: list(row[name].raw_data) for name in ("body", "highlights")}


def rows_of(pk: int) -> dict[str, Any]:
    """Return every row that the story with this key has or touched."""
    story = StoryPage.objects.get(pk=pk)
    key = str(pk)
    revisions = rows(Revision, "object_id", object_id=key)
    for row in revisions:
        row["content"] = revision_content(row["content"])
    references = rows(ReferenceIndex, "object_id", "content_path_hash", object_id=key)
    for row in references:
        row["content_path"] = re.sub(r"\.\d+\.", ".N.", row["content_path"])
    own = {"id", "translation_key", "latest_revision_id", "live_revision_id"}
    log = rows(PageLogEntry, "page_id", "revision_id", "data", page_id=pk, action="wagtail.publish")
    return {
        "page": rows(Page, *own, pk=pk),
        "latest and live revision": [
            revision_id == Revision.objects.get(object_id=key).pk
            for revision_id in (story.latest_revision_id, story.live_revision_id)
        ],
        "story": story_row(story),
        "authors": rows(StoryAuthor, "story_id", story=pk),
        "agencies": rows(StoryAgency, "story_id", story=pk),
        "topics": rows(StoryTopic, "story_id", story=pk),
        "revision": revisions,
        "content of the revision": revision_content(
            story.latest_revision.as_object().serializable_data()
        ),
        "log": log,
        "references": sorted(references, key=str),
        "search": rows(IndexEntry, "object_id", object_id=key),
        "parent": rows(Page, pk=story.get_parent().pk),
        "stale pages": sorted(
            address.replace(story.code, "CODE")
            for address in StalePage.objects.values_list("address", flat=True)
        ),
        "touched keys": sorted(
            row.replace(f"story:{pk}", "story:PK")
            for row in KeyVersion.objects.filter(version__gt=0).values_list("key", flat=True)
        ),
    }


def counts() -> dict[str, int]:
    """Return the number of rows of every model there is."""
    return {model._meta.label: model._default_manager.count() for model in apps.get_models()}
