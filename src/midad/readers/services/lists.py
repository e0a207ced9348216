"""What readers keep: saved stories, what they read, what they follow."""

from datetime import datetime
from typing import Any

from django.db.models import Model, QuerySet
from django.db.models.functions import Coalesce

from midad.readers.models import Follow, Reader, ReadStory, SavedStory
from midad.readers.queries import lists
from midad.stories.models import Agency, Author, SectionPage, StoryPage, Topic

MOST_SAVED = 2000
MOST_READ = 1000
MOST_FOLLOWED = 500
Followed = SectionPage | Topic | Author | Agency
_FIELDS: dict[type[Model], str] = {
    SectionPage: "section",
    Topic: "topic",
    Author: "author",
    Agency: "agency",
}


def save_story(*, reader: Reader, story: StoryPage, now: datetime) -> SavedStory:
    """Put ``story`` on the reader's list; one that stands there stays where it is."""
    row, is_new = SavedStory.objects.get_or_create(
        reader=reader,
        code=story.code,
        defaults={"story": story, "title": story.title, "saved_at": now},
    )
    if is_new:
        _forget_beyond(lists.saved_stories(reader=reader), MOST_SAVED)
    return row


def take_off(*, reader: Reader, code: str) -> bool:
    """Take a story off the reader's list; False when it did not stand there."""
    return bool(SavedStory.objects.filter(reader=reader, code=code).delete()[0])


def mark_saved_story(*, reader: Reader, code: str, is_read: bool, now: datetime) -> bool:
    """Mark a saved story as read, or as unread again; False when it is not on the list."""
    row = SavedStory.objects.filter(reader=reader, code=code)
    if is_read:
        return bool(row.update(read_at=Coalesce("read_at", now)))
    return bool(row.update(read_at=None))


def note_reading(*, reader: Reader, story: StoryPage, now: datetime) -> bool:
    """Note that a reader opened a story, if the reader keeps a history; tell whether it was."""
    if not reader.keeps_history:
        return False
    _, is_new = ReadStory.objects.update_or_create(
        reader=reader,
        code=story.code,
        defaults={"story": story, "title": story.title, "opened_at": now},
    )
    if is_new:
        _forget_beyond(lists.read_stories(reader=reader), MOST_READ)
    return True


def forget_title(*, story: StoryPage) -> None:
    """Take the kept title of ``story`` off all lists, where it stays as one removed."""
    for model in (SavedStory, ReadStory):
        model._default_manager.filter(story=story).update(title="")


def forget_history(*, reader: Reader) -> int:
    """Delete what a reader read; return how many stories that were."""
    return ReadStory.objects.filter(reader=reader).delete()[0]


def follow(*, reader: Reader, what: Followed, now: datetime) -> Follow:
    """Follow a section, topic, author or agency."""
    row, is_new = Follow.objects.get_or_create(
        reader=reader, **{_FIELDS[type(what)]: what}, defaults={"since": now}
    )
    if is_new:
        _forget_beyond(lists.follows(reader=reader), MOST_FOLLOWED)
    return row


def unfollow(*, reader: Reader, what: Followed) -> bool:
    """Follow it no more; False when it was not followed."""
    return bool(Follow.objects.filter(reader=reader, **{_FIELDS[type(what)]: what}).delete()[0])


def _forget_beyond(newest_first: QuerySet[Any], most: int) -> None:
    """Keep the newest ``most`` rows."""
    beyond = list(newest_first.values_list("pk", flat=True)[most : most + 100])
    if beyond:
        newest_first.model._default_manager.filter(pk__in=beyond).delete()
