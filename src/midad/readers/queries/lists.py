"""A reader's lists as they stand now: renamed stories by their new title, withdrawn ones named."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from arabictext.slugs import slugify
from midad.readers.models import Follow, Reader, ReadStory, SavedStory
from midad.stories import addresses
from midad.stories.models import Standing, StoryPage

REMOVED_STORY = _("A story that was removed")


@dataclass(frozen=True)
class KeptStory:
    """A line of a list. ``address`` is "" where nothing stands for readers any more; ``state`` is
    ``standing``, ``withdrawn`` or ``gone``. A killed story has no title: a kill leaves no word."""

    pk: int
    code: str
    title: str
    address: str
    state: str
    at: datetime
    is_read: bool = False


@dataclass(frozen=True)
class FollowedThing:
    """Something a reader follows; ``family`` is the plural in addresses."""

    pk: int
    family: str
    code: str
    name: str
    address: str
    since: datetime


def saved_stories(*, reader: Reader) -> QuerySet[SavedStory]:
    """Return the reader's list, the newest first."""
    rows = SavedStory.objects.filter(reader=reader).select_related("story")
    return rows.order_by("-saved_at", "-pk")


def read_stories(*, reader: Reader) -> QuerySet[ReadStory]:
    """Return what the reader opened, the newest first."""
    rows = ReadStory.objects.filter(reader=reader).select_related("story")
    return rows.order_by("-opened_at", "-pk")


def follows(*, reader: Reader) -> QuerySet[Follow]:
    """Return what the reader follows, the newest first."""
    rows = Follow.objects.filter(reader=reader)
    return rows.select_related("section", "topic", "author", "agency").order_by("-since", "-pk")


def kept_story(row: SavedStory | ReadStory) -> KeptStory:
    """Return a line of a list as readers see it now."""
    is_read = isinstance(row, SavedStory) and row.read_at is not None
    at = row.saved_at if isinstance(row, SavedStory) else row.opened_at
    state = state_of(row.story)
    story = row.story if state != "gone" else None
    return KeptStory(
        pk=row.pk,
        code=row.code,
        title=story.title if story else _kept_title(row),
        address=addresses.story(row.code, slugify(story.title)) if story else "",
        state=state,
        at=at,
        is_read=is_read,
    )


def _kept_title(row: SavedStory | ReadStory) -> str:
    killed = row.story is not None and row.story.standing == Standing.KILLED
    return str(REMOVED_STORY) if killed or not row.title else row.title


def state_of(story: StoryPage | None) -> str:
    """Return what readers see of a story: ``standing``, ``withdrawn`` or ``gone``."""
    if story is None or not story.live or story.standing == Standing.KILLED:
        return "gone"
    return "withdrawn" if story.standing == Standing.WITHDRAWN else "standing"


def followed_thing(row: Follow) -> FollowedThing:
    """Return a line of what a reader follows."""
    if row.section is not None:
        address = addresses.section(row.section.code)
        return FollowedThing(
            row.pk, "sections", row.section.code, row.section.title, address, row.since
        )
    for family, thing in (
        ("topics", row.topic),
        ("authors", row.author),
        ("agencies", row.agency),
    ):
        if thing is not None:
            address = addresses.named(family, thing.code, thing.slug_words)
            return FollowedThing(row.pk, family, thing.code, thing.name, address, row.since)
    raise ValueError(f"the follow {row.pk} follows nothing")  # the database forbids it
