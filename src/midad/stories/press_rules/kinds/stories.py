"""The pages of stories, in whatever state each is."""

from collections.abc import Iterator, Sequence
from typing import Any

from django.utils.translation import gettext

from midad.press.graph import PageKind, Parameters, Rendered
from midad.stories import addresses
from midad.stories.models import (
    Standing,
    StoryPage,
    Tombstone,
)
from midad.stories.press_rules.kinds.parameters import CODED
from midad.stories.press_rules.rendering import new_reading, rendered
from midad.stories.queries import ahead, frames
from midad.stories.queries import keys as key_names
from midad.stories.queries import story as story_reading

_BATCH = 2000


def render_story(parameters: Parameters) -> Rendered | None:
    """Render a story in whatever state it is: standing, withdrawn, or gone."""
    reading = new_reading()
    story = ahead.story_by_code(parameters["code"])
    if story is None:
        buried = Tombstone.objects.filter(code=parameters["code"]).exists()
        return _gone(reading, parameters["code"]) if buried else None
    reading.ring.add(key_names.story(story.pk))
    if story.first_published_at is None:
        return None
    if not story.live or story.standing == Standing.KILLED:
        return _gone(reading, story.code)
    view = story_reading.story_view(story, reading)
    frame = frames.story_frame(view, reading)
    name = "withdrawn" if story.standing == Standing.WITHDRAWN else "story"
    return rendered(reading, f"pages/stories/{name}.html", {"frame": frame, "story": view})


def read_ahead(asked: Sequence[Parameters]) -> None:
    """Read the stories of many pages together."""
    ahead.read_stories_ahead([parameters["code"] for parameters in asked])


def _gone(reading: Any, code: str) -> Rendered:
    frame = frames.frame(
        reading,
        "gone",
        gettext("This story is no longer available"),
        addresses.story_key(code),
        noindex=True,
    )
    return rendered(reading, "pages/stories/gone.html", {"frame": frame}, gone=True)


def story_addresses() -> Iterator[str]:
    """Yield the address of every story that was ever published.

    Each batch is a query of its own: SQLite refuses at once what a connection writes while it has
    a reading open that began before another process wrote.
    """
    stories = StoryPage.objects.filter(first_published_at__isnull=False).order_by("pk")
    last = 0
    while batch := list(stories.filter(pk__gt=last).values_list("pk", "code")[:_BATCH]):
        yield from (addresses.story_key(code) for _, code in batch)
        last = batch[-1][0]
    for code in Tombstone.objects.order_by("pk").values_list("code", flat=True):
        yield addresses.story_key(code)


KINDS = [
    PageKind("story", rf"/articles/{CODED}/", render_story, story_addresses, read_ahead),
]
