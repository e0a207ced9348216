"""A small paper to test with: its sections, people and stories, made and published in one line."""

import io
import itertools
from datetime import datetime, timedelta
from typing import Any

from django.core.files.images import ImageFile
from django.utils import timezone
from PIL import Image
from wagtail.images import get_image_model
from wagtail.models import Page

from midad.accounts.models import User
from midad.stories.models import (
    Agency,
    Author,
    BreakingNews,
    Correction,
    EditionSettings,
    FrontPage,
    SectionPage,
    StoryAgency,
    StoryAuthor,
    StoryPage,
    StoryTopic,
    Topic,
)
from midad.stories.press_rules import mark_stories
from midad.stories.queries.edition import Reading, begin_reading
from midad.stories.queries.pictures import rendition_specs
from midad.stories.queries.shapes import Link
from midad.stories.services import found_paper, section_of_name
from midad.stories.services.importing.contract import StoryRecord
from midad.stories.services.importing.fast_path import BatchWriter
from tests.newsroom.desk import plant_roots

_numbers = itertools.count(1)
PAPER = "صحيفة المرفأ"
LINKS = {"authors": StoryAuthor, "agencies": StoryAgency, "topics": StoryTopic}
FIELDS = {"authors": "author", "agencies": "agency", "topics": "topic"}


def found(**edition: Any) -> FrontPage:
    plant_roots()
    return found_paper(name=PAPER, **edition)


def make_section(name: str = "اقتصاد", code: str = "economy", **fields: Any) -> SectionPage:
    found()
    return section_of_name(name=name, name_in_address=code, **fields)


def make_author(name: str = "هالة الصباغ", **fields: Any) -> Author:
    return Author.objects.create(name=name, **fields)


def make_agency(name: str = "وكالة الأنباء السعودية", **fields: Any) -> Agency:
    return Agency.objects.create(name=name, **fields)


def make_topic(name: str = "الموانئ", **fields: Any) -> Topic:
    return Topic.objects.create(name=name, **fields)


def make_editor() -> User:
    return User.objects.create_user(f"editor{next(_numbers)}@marfa.example", "secret")


def text_block(*paragraphs: str, id: str = "b10c0001") -> dict[str, Any]:
    """Return a raw text block; each paragraph carries the editor's mark k1, k2 …"""
    marked = (f'<p data-block-key="k{n}">{text}</p>' for n, text in enumerate(paragraphs, 1))
    return {"type": "text", "value": "".join(marked), "id": id}


def text_of(words: int, id: str = "b10c0001") -> dict[str, Any]:
    """Return a raw text block of so many words."""
    return text_block(" ".join(["كلمة"] * words), id=id)


def reading_at(now: datetime, sections: dict[int, Link] | None = None, **edition: Any) -> Reading:
    """Return a reading that knows its edition and sections without asking the database."""
    reading = begin_reading(now=now)
    reading.settings = EditionSettings(**{"name": PAPER, **edition})
    reading.section_tree = []
    reading.section_names = sections or {}
    return reading


def unsaved_story(title: str = "افتتاح المرفأ", **fields: Any) -> StoryPage:
    """Return a story that stands in memory alone, as a draft that is previewed."""
    people = {name: fields.pop(name, []) for name in LINKS}
    story = StoryPage(title=title, code="k7m2xqz", **fields)
    for name, rows in people.items():
        set_links(story, name, rows)
    return story


def draft_story(section: SectionPage, title: str = "افتتاح المرفأ", **fields: Any) -> StoryPage:
    """Return a story as a draft; ``authors``, ``agencies``, ``topics`` are lists of rows."""
    people = {name: fields.pop(name, []) for name in LINKS}
    fields.setdefault("body", [text_block("وصلت السفينة الأولى إلى الرصيف صباح اليوم.")])
    story = StoryPage(title=title, live=False, **fields)
    for name, rows in people.items():
        set_links(story, name, rows)
    # The parent's count of children is changed in the database alone.
    Page.objects.get(pk=section.pk).add_child(instance=story)
    story.save_revision()
    return fresh(story)


def make_story(section: SectionPage, title: str = "افتتاح المرفأ", **fields: Any) -> StoryPage:
    """Return a published story."""
    return publish(draft_story(section, title, **fields))


def set_links(story: StoryPage, name: str, rows: list[Any]) -> None:
    links = [LINKS[name](sort_order=n, **{FIELDS[name]: row}) for n, row in enumerate(rows)]
    setattr(story, f"story_{name}", links)


def newest(story: StoryPage) -> StoryPage:
    """Return the story as an editor's form loads it."""
    return fresh(story).get_latest_revision_as_object()


def save_draft(story: StoryPage, **changes: Any) -> StoryPage:
    """Save changed fields as a draft, as an editor's form does."""
    draft = newest(story)
    _change(draft, changes)
    draft.save_revision()
    return draft


def publish(story: StoryPage, **changes: Any) -> StoryPage:
    """Publish the newest draft with ``changes``; return the story as it stands then."""
    draft = newest(story)
    if draft.live and "change_kind" not in changes:
        changes["change_kind"] = ""  # as the editor's form does: an announcement is made once
    _change(draft, changes)
    draft.save_revision().publish()
    return fresh(story)


def _change(draft: StoryPage, changes: dict[str, Any]) -> None:
    for name, value in changes.items():
        if name in LINKS:
            set_links(draft, name, value)
        else:
            setattr(draft, name, value)


def body_words(story: StoryPage) -> str:
    return "".join(str(block.value) for block in story.body)


def fresh(page: Any) -> Any:
    return type(page).objects.get(pk=page.pk)


def backdated(section: SectionPage, at: datetime, title: str = "خبر قديم", **fields: Any):
    """Return a story that was published first at ``at``."""
    story = draft_story(section, title, **fields)
    draft = newest(story)
    draft.first_published_at = at
    draft.save_revision().publish()
    return fresh(story)


def import_stories(
    section: SectionPage, count: int, first_at: datetime, *, every: timedelta, **names: Any
) -> list[StoryPage]:
    """Write many published stories at once; ``names`` are tuples of authors, agencies, topics."""
    writer = BatchWriter(style=EditionSettings.current().date_style, mark_stale=mark_stories)
    records = [
        StoryRecord(
            import_id=f"{section.code} {first_at.isoformat()} {number}",
            title=f"خبر من الأرشيف {number}",
            section=section.title,
            published_at=first_at + number * every,
            body=[text_block("نص من الأرشيف.")],
            **names,
        )
        for number in range(count)
    ]
    return writer.write(section, records, now=timezone.now())


def make_correction(story: StoryPage, text: str = "الرقم الصحيح 12 مليونا.", **fields: Any) -> Any:
    return Correction(text=text, noted_at=timezone.now(), **fields)


def make_breaking(text: str = "إغلاق الميناء", *, minutes: int = 30, **fields: Any) -> BreakingNews:
    starts_at = fields.pop("starts_at", timezone.now())
    ends_at = starts_at + timedelta(minutes=minutes)
    return BreakingNews.objects.create(text=text, starts_at=starts_at, ends_at=ends_at, **fields)


def change_edition(**changes: Any) -> EditionSettings:
    """Change the edition's settings as its form does."""
    edition = EditionSettings.objects.get()
    for name, value in changes.items():
        setattr(edition, name, value)
    edition.full_clean()
    edition.save()
    return edition


def sized_picture(title: str = "رصيف", *, width: int = 1600, **fields: Any) -> Any:
    """Return a picture that has all its sizes; no file stands behind any of them."""
    name = f"sized{next(_numbers)}"
    height = width * 2 // 3
    image = get_image_model().objects.create(
        title=title, file=f"original_images/{name}.jpg", width=width, height=height, **fields
    )
    sizes = [(spec, min(width, int(spec.split("|")[0][6:]))) for spec in rendition_specs()]
    image.renditions.model.objects.bulk_create(
        image.renditions.model(
            image=image,
            filter_spec=spec,
            file=f"images/{name}.{wide}.{spec.split('-')[2].split('|')[0]}",
            width=wide,
            height=wide * 2 // 3,
        )
        for spec, wide in sizes
    )
    return image


def picture_block(image_id: int, id: str = "b10c00p1", **words: Any) -> dict[str, Any]:
    value = {"image": image_id, "caption": "", "label": "", "credit": "", "graphic": False}
    return {"type": "picture", "value": {**value, **words}, "id": id}


def make_picture(title: str = "رصيف", *, width: int = 900, height: int = 600, **fields: Any) -> Any:
    data = io.BytesIO()
    Image.new("RGB", (width, height), (90, 120, 150)).save(data, "JPEG")
    file = ImageFile(io.BytesIO(data.getvalue()), name=f"picture{next(_numbers)}.jpg")
    return get_image_model().objects.create(title=title, file=file, **fields)
