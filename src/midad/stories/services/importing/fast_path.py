"""Writing many published stories at once.

``add_child``, ``save_revision`` and ``publish`` take about 20 ms a story. This path writes the same
rows (page, story, authors, agencies, topics, revision, log, reference index, search index, stale
pages) for a whole batch in one short transaction under the section's lock. A test compares its rows
with those of the slow path, field by field.
"""

import uuid
from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db import models, transaction
from django.db.models import F, OuterRef, Subquery
from django.db.models.functions import Cast
from modelcluster.models import get_all_child_relations
from modelsearch.backends import get_search_backends_with_name
from wagtail.models import Locale, Page, PageLogEntry, ReferenceIndex, Revision

from arabictext.dates import DateStyle, local_date
from arabictext.slugs import slugify
from midad.stories.models import (
    Agency,
    Author,
    SectionPage,
    StoryAgency,
    StoryAuthor,
    StoryPage,
    StoryTopic,
    Topic,
    take_codes,
)
from midad.stories.services.importing.contract import StoryRecord
from midad.stories.services.importing.names import NameFinder

TouchStories = Callable[[Sequence[StoryPage]], None]


class BatchWriter:
    """Writes batches of stories into sections; keeps the names it has seen."""

    def __init__(self, *, style: DateStyle, mark_stale: TouchStories) -> None:
        self._style = style
        self._mark_stale = mark_stale
        self._authors = NameFinder(Author)
        self._agencies = NameFinder(Agency)
        self._topics = NameFinder(Topic)
        self._locale = Locale.get_default()

    def write(
        self, section: SectionPage, records: Sequence[StoryRecord], *, now: datetime
    ) -> list[StoryPage]:
        """Write ``records`` under ``section`` as published stories, all or none."""
        try:
            with transaction.atomic():
                return self._written(section, records, now)
        except Exception:
            for finder in (self._authors, self._agencies, self._topics):
                finder.forget()  # names made in this transaction went with it
            raise

    def _written(
        self, section: SectionPage, records: Sequence[StoryRecord], now: datetime
    ) -> list[StoryPage]:
        parent = Page.objects.select_for_update().get(pk=section.pk)
        stories = self._stories(section, parent, records, now)
        _insert_pages(stories)
        self._insert_links(stories, records)
        _insert_log(stories, _insert_revisions(stories, now), now)
        _insert_references(stories)
        _insert_search_rows(stories)
        Page.objects.filter(pk=parent.pk).update(numchild=F("numchild") + len(stories))
        self._mark_stale(stories)
        return stories

    def _stories(
        self,
        section: SectionPage,
        parent: Page,
        records: Sequence[StoryRecord],
        now: datetime,
    ) -> list[StoryPage]:
        codes = take_codes(len(records))
        first_step = _next_step(parent)
        slugs = _free_slugs(parent, [slugify(record.title) or "story" for record in records])
        content_type = ContentType.objects.get_for_model(StoryPage)
        stories = []
        for number, (record, code, slug) in enumerate(zip(records, codes, slugs, strict=True)):
            story = StoryPage(
                title=record.title,
                draft_title=record.title,
                slug=slug,
                kicker=record.kicker,
                standfirst=record.standfirst,
                place=record.place,
                body=record.body,
                code=code,
                source_url=record.source_url,
                import_id=record.import_id,
                content_type=content_type,
                locale=self._locale,
                path=Page._get_path(parent.path, parent.depth + 1, first_step + number),
                depth=parent.depth + 1,
                url_path=f"{parent.url_path}{slug}/",
                live=True,
                has_unpublished_changes=False,
                first_published_at=record.published_at,
                last_published_at=record.published_at,
                latest_revision_created_at=now,
                section=section,
                published_at=record.published_at,
                published_date=local_date(record.published_at, self._style),
                listed=True,
            )
            _hold_no_children(story)
            stories.append(story)
        return stories

    def _insert_links(self, stories: Sequence[StoryPage], records: Sequence[StoryRecord]) -> None:
        relations: list[tuple[Any, str, NameFinder[Any], str]] = [
            (StoryAuthor, "author", self._authors, "authors"),
            (StoryAgency, "agency", self._agencies, "agencies"),
            (StoryTopic, "topic", self._topics, "topics"),
        ]
        for model, field, finder, names in relations:
            finder.learn(name for record in records for name in getattr(record, names))
            rows = []
            for story, record in zip(stories, records, strict=True):
                found = dict.fromkeys(finder.find(name) for name in getattr(record, names))
                mine = [
                    model(story=story, sort_order=order, **{field: row})
                    for order, row in enumerate(found)
                ]
                # The story holds its children in memory, as a revision will hold them.
                setattr(story, model._meta.get_field("story").remote_field.related_name, mine)
                rows += mine
            model.objects.bulk_create(rows)


def _hold_no_children(story: StoryPage) -> None:
    """Let every child relation be known as empty: asking the database costs a query each."""
    for relation in get_all_child_relations(StoryPage):
        setattr(story, relation.get_accessor_name(), [])


def _next_step(parent: Page) -> int:
    """Return the step in the tree after the parent's last child."""
    last = (
        Page.objects.filter(depth=parent.depth + 1, path__startswith=parent.path)
        .order_by("-path")
        .values_list("path", flat=True)
        .first()
    )
    return Page._str2int(last[-Page.steplen :]) + 1 if last else 1


def _free_slugs(parent: Page, wanted: Sequence[str]) -> list[str]:
    """Return slugs no sibling has, each with a number where it must differ."""
    taken = set(
        Page.objects.filter(
            depth=parent.depth + 1, path__startswith=parent.path, slug__in=set(wanted)
        ).values_list("slug", flat=True)
    )
    free = []
    for base in wanted:
        slug = base
        while slug in taken:
            slug = f"{base}-{uuid.uuid4().hex[:6]}"
        taken.add(slug)
        free.append(slug)
    return free


def _insert_pages(stories: Sequence[StoryPage]) -> None:
    """Insert the page rows, then the story rows that extend them."""
    names = [field.attname for field in Page._meta.concrete_fields if not field.primary_key]
    pages = [Page(**{name: getattr(story, name) for name in names}) for story in stories]
    for page, story in zip(pages, stories, strict=True):
        page.translation_key = story.translation_key
    Page.objects.bulk_create(pages)
    for page, story in zip(pages, stories, strict=True):
        story.pk = story.id = story.page_ptr_id = page.pk
    # Django's bulk_create refuses models with a parent table; its own insert does not.
    manager: Any = StoryPage._base_manager
    manager._insert(stories, fields=StoryPage._meta.local_concrete_fields, using=manager.db)
    for story in stories:
        story._state.adding = False
        story._state.db = manager.db


def _insert_revisions(stories: Sequence[StoryPage], now: datetime) -> list[Revision]:
    story_type = ContentType.objects.get_for_model(StoryPage)
    page_type = ContentType.objects.get_for_model(Page)
    revisions: list[Revision] = Revision.objects.bulk_create(
        [
            Revision(
                content_type=story_type,
                base_content_type=page_type,
                object_id=str(story.pk),
                created_at=now,
                object_str=str(story),
                content=story.serializable_data(),
            )
            for story in stories
        ]
    )
    own = Revision.objects.filter(
        base_content_type=page_type, object_id=Cast(OuterRef("pk"), models.CharField())
    ).values("pk")[:1]
    Page.objects.filter(pk__in=[story.pk for story in stories]).update(
        latest_revision=Subquery(own), live_revision=Subquery(own)
    )
    return revisions


def _insert_log(stories: Sequence[StoryPage], revisions: Sequence[Revision], now: datetime) -> None:
    content_type = ContentType.objects.get_for_model(StoryPage)
    PageLogEntry.objects.bulk_create(
        [
            PageLogEntry(
                page_id=story.pk,
                content_type=content_type,
                label=story.title,
                action="wagtail.publish",
                revision=revision,
                timestamp=now,
                data={"import_id": story.import_id},
                content_changed=True,
            )
            for story, revision in zip(stories, revisions, strict=True)
        ]
    )


def _insert_references(stories: Sequence[StoryPage]) -> None:
    content_type = ContentType.objects.get_for_model(StoryPage)
    base_content_type = ContentType.objects.get_for_model(Page)
    rows = [
        ReferenceIndex(
            content_type=content_type,
            base_content_type=base_content_type,
            object_id=str(story.pk),
            to_content_type_id=to_type,
            to_object_id=to_id,
            model_path=model_path,
            content_path=content_path,
            content_path_hash=ReferenceIndex._get_content_path_hash(content_path),
        )
        for story in stories
        for to_type, to_id, model_path, content_path in set(
            ReferenceIndex._extract_references_from_object(story)
        )
    ]
    ReferenceIndex.objects.bulk_create(rows)


def _insert_search_rows(stories: Sequence[StoryPage]) -> None:
    for _, backend in get_search_backends_with_name(with_auto_update=True):
        backend.add_bulk(StoryPage, list(stories))
