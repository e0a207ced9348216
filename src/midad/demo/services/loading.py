"""Loading the demo: edition, people, pictures, stories, in steps that can be begun again."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from io import BytesIO
from typing import Any
from zoneinfo import ZoneInfo

from django.core.files.images import ImageFile
from django.db import transaction
from wagtail.images import get_image_model

from midad.demo import pictures
from midad.demo.services.bodies import stored_body
from midad.demo.services.edition_files import edition_file, story_files
from midad.press.receivers import baking_later
from midad.stories import services as stories
from midad.stories.models import (
    Agency,
    Author,
    BreakingNews,
    Correction,
    EditionSettings,
    FrontPage,
    PublicChange,
    SectionPage,
    StoryAgency,
    StoryAuthor,
    StoryPage,
    StoryTopic,
    Topic,
)

Progress = Callable[[str, int, int], None]
DEMO_ID = "demo:"


class UnableToLoadDemo(Exception):
    """The demo cannot be loaded into this paper; the message says why."""


@dataclass
class _Cast:
    """Who and what stories refer to, by the names the files use."""

    sections: Mapping[str, SectionPage]
    authors: Mapping[str, Author]
    agencies: Mapping[str, Agency]
    topics: dict[str, Topic]
    images: Mapping[str, int]
    zone: ZoneInfo
    now: datetime


def demo_is_loaded() -> bool:
    """Tell whether every story of the demo is there."""
    wanted = {DEMO_ID + story["id"] for story in story_files()}
    return StoryPage.objects.filter(import_id__in=wanted).count() == len(wanted)


def load_demo(*, now: datetime, progress: Progress) -> None:
    """Load what of the demo is missing; stories are dated back from ``now``.

    ``progress`` gets (what, done, of how many). Killed in between, the next call goes on. Raises
    UnableToLoadDemo when the paper is another one.
    """
    with baking_later():
        _load(now, progress)


def _load(now: datetime, progress: Progress) -> None:
    front = FrontPage.objects.first()
    if front is not None and front.title != edition_file()["edition"]["name"]:
        raise UnableToLoadDemo(f"this is the paper «{front.title}», not an empty one")
    cast = _load_cast(now, progress)
    wanted = story_files()
    known = dict(
        StoryPage.objects.filter(import_id__startswith=DEMO_ID).values_list("import_id", "pk")
    )
    pages = {name.removeprefix(DEMO_ID): pk for name, pk in known.items() if name}
    for done, story in enumerate(wanted, start=1):
        if story["id"] not in pages:
            pages[story["id"]] = _load_story(story, cast, pages)
        progress("stories", done, len(wanted))
    _arrange_front(pages)


def _arrange_front(pages: Mapping[str, int]) -> None:
    """Set the lead and the first slots as an editor would, once."""
    front = FrontPage.objects.get()
    chosen = [pages[name] for name in edition_file()["front"]["stories"] if name in pages]
    if front.lead_id or not chosen:
        return
    front.lead_id = chosen[0]
    front.slots = [{"type": "story", "value": pk} for pk in chosen[1:]]
    front.save_revision().publish()


def _load_cast(now: datetime, progress: Progress) -> _Cast:
    content = edition_file()
    edition = dict(content["edition"])
    stories.found_paper(name=edition.pop("name"), **edition)
    return _Cast(
        sections=_load_sections(content["section"]),
        authors={row["id"]: _author(row) for row in content["author"]},
        agencies={row["id"]: _agency(row) for row in content["agency"]},
        topics={},
        images=_load_pictures(progress),
        zone=ZoneInfo(EditionSettings.current().time_zone),
        now=now,
    )


def _load_sections(rows: list[dict[str, Any]]) -> dict[str, SectionPage]:
    found: dict[str, SectionPage] = {}
    for position, row in enumerate(rows, start=1):
        found[row["code"]] = stories.section_of_name(
            name=row["name"],
            parent=found.get(row.get("parent", "")),
            description=row["description"],
            name_in_address=row["code"],
            position=position,
        )
    return found


def _author(row: dict[str, Any]) -> Author:
    fields = {name: row[name] for name in ("role", "biography", "guest") if name in row}
    return Author.objects.filter(name=row["name"]).first() or Author.objects.create(
        name=row["name"], **fields
    )


def _agency(row: dict[str, Any]) -> Agency:
    return Agency.objects.filter(name=row["name"]).first() or Agency.objects.create(
        name=row["name"], short_name=row["short_name"]
    )


def _load_pictures(progress: Progress) -> dict[str, int]:
    """Draw the pictures that are not there yet; each is known by its file's name."""
    model = get_image_model()
    known = dict(model.objects.filter(tags__name="demo").values_list("title", "pk"))
    found: dict[str, int] = {}
    for done, (name, recipe) in enumerate(sorted(pictures.PICTURES.items()), start=1):
        pk = known.get(recipe.title)
        found[name] = pk if pk is not None else _draw(name, recipe)
        progress("pictures", done, len(pictures.PICTURES))
    return found


def _draw(name: str, recipe: Any) -> int:
    data = pictures.draw_picture(name)
    with transaction.atomic():
        file = ImageFile(BytesIO(data), name=f"{name}.jpg")
        image = get_image_model()(title=recipe.title, description=recipe.alt, file=file)
        across, down = recipe.focal_point
        image.focal_point_x = int(image.width * across)
        image.focal_point_y = int(image.height * down)
        image.focal_point_width = image.focal_point_height = image.width // 4
        image.save()
        image.tags.add("demo")
    return int(image.pk)


def _load_story(story: dict[str, Any], cast: _Cast, pages: Mapping[str, int]) -> int:
    published_at = _published_at(story, cast)
    with transaction.atomic():
        page = StoryPage(
            title=story["title"],
            kicker=story.get("kicker", ""),
            standfirst=story.get("standfirst", ""),
            label=story.get("label", ""),
            place=story.get("place", ""),
            lead_picture_id=cast.images.get(story.get("lead_picture", "")),
            lead_caption=story.get("lead_caption", ""),
            lead_caption_label=story.get("lead_caption_label", ""),
            highlights=[{"type": "point", "value": text} for text in story.get("highlights", [])],
            body=stored_body(story, cast.images, pages),
            import_id=DEMO_ID + story["id"],
            first_published_at=published_at,
            live=False,
        )
        _link(page, story, cast)
        _correct(page, story, published_at)
        cast.sections[story["section"]].add_child(instance=page)
        page.save_revision(clean=False).publish()
        StoryPage.objects.filter(pk=page.pk).update(last_published_at=published_at)
    page = StoryPage.objects.get(pk=page.pk)
    _afterlife(page, story, published_at, cast)
    return int(page.pk)


def _published_at(story: dict[str, Any], cast: _Cast) -> datetime:
    day = (cast.now.astimezone(cast.zone) - timedelta(days=story["days_ago"])).date()
    moment = datetime.combine(day, time.fromisoformat(story["time"]), cast.zone)
    # A story of today dated later than now has not happened yet: it came an hour ago.
    return moment if moment < cast.now else moment - timedelta(days=1)


def _link(page: StoryPage, story: dict[str, Any], cast: _Cast) -> None:
    page.story_authors.set(
        [
            StoryAuthor(author=cast.authors[name], sort_order=order)
            for order, name in enumerate(story.get("authors", []))
        ]
    )
    page.story_agencies.set(
        [
            StoryAgency(agency=cast.agencies[name], sort_order=order)
            for order, name in enumerate(story.get("agencies", []))
        ]
    )
    page.story_topics.set(
        [
            StoryTopic(topic=_topic(name, cast), sort_order=order)
            for order, name in enumerate(story.get("topics", []))
        ]
    )


def _topic(name: str, cast: _Cast) -> Topic:
    if name not in cast.topics:
        found = Topic.objects.filter(name=name).first()
        cast.topics[name] = found or Topic.objects.create(name=name)
    return cast.topics[name]


def _correct(page: StoryPage, story: dict[str, Any], published_at: datetime) -> None:
    page.corrections.set(
        [
            Correction(
                kind=note["kind"],
                text=note["text"],
                noted_at=published_at + timedelta(hours=note["hours_after"]),
                sort_order=order,
            )
            for order, note in enumerate(story.get("correction", []))
        ]
    )


def _afterlife(page: StoryPage, story: dict[str, Any], published_at: datetime, cast: _Cast) -> None:
    """Give a story what happened to it after publication."""
    for note in story.get("correction", []):
        at = published_at + timedelta(hours=note["hours_after"])
        PublicChange.objects.create(story=page, kind=PublicChange.Kind.CORRECTED, at=at)
    if "update" in story:
        at = min(published_at + timedelta(hours=story["update"]["hours_after"]), cast.now)
        PublicChange.objects.create(story=page, kind=PublicChange.Kind.UPDATED, at=at)
        page.updated_at = at
        page.save(clean=False)
    if "withdrawn" in story:
        at = published_at + timedelta(hours=story["withdrawn"]["hours_after"])
        stories.withdraw_story(story=page, notice=story["withdrawn"]["notice"], editor=None, now=at)
    if "breaking" in story:
        minutes = story["breaking"]["minutes"]
        BreakingNews.objects.create(
            text=story["breaking"]["text"],
            story=page,
            starts_at=published_at,
            ends_at=cast.now + timedelta(minutes=minutes),
        )
