"""What this room bakes: the count of a story's ratings, as a piece that its page fetches."""

from collections.abc import Iterator, Sequence

from midad.press.graph import PageKind, Parameters, Rendered
from midad.press.registry import graph
from midad.readers import addresses
from midad.readers.models import StoryRatings
from midad.readers.queries import keys, ratings
from midad.stories import additions
from midad.stories.addresses import CODE
from midad.stories.models import Standing
from midad.stories.press_rules.rendering import new_reading, rendered
from midad.stories.queries import keys as story_keys

_BATCH = 2000


def render_ratings(parameters: Parameters) -> Rendered | None:
    """Render the count of a story's ratings; None where nobody rated it, or it was taken away."""
    rated = StoryRatings.objects.filter(story__code=parameters["code"], was_ever_shown=True)
    row = rated.select_related("story").first()
    if row is None:
        return None
    reading = new_reading()
    reading.ring.add(keys.ratings(row.pk), story_keys.story(row.pk))
    if not row.story.live or row.story.standing != Standing.GOOD:
        return None
    view = ratings.ratings_view(row, reading.style.digits)
    return rendered(reading, "fragments/ratings.html", {"ratings": view})


def ratings_addresses() -> Iterator[str]:
    """Yield the piece of every story that was rated."""
    rated = StoryRatings.objects.filter(was_ever_shown=True).order_by("pk")
    last = 0
    while batch := list(rated.filter(pk__gt=last).values_list("pk", "story__code")[:_BATCH]):
        yield from (addresses.ratings_piece(code) for _, code in batch)
        last = batch[-1][0]


def pieces_of(story_ids: Sequence[int]) -> dict[int, str]:
    """Return the piece of each story that was rated."""
    rated = StoryRatings.objects.filter(pk__in=story_ids, was_ever_shown=True)
    codes = rated.values_list("pk", "story__code")
    return {pk: addresses.ratings_piece(code) for pk, code in codes}


KINDS = [
    PageKind(
        "ratings",
        rf"/fragments/ratings/(?P<code>{CODE})\.html",
        render_ratings,
        ratings_addresses,
    )
]


def register() -> None:
    """Tell the press and the story's page; called once from the room's ``apps.ready()``."""
    for kind in KINDS:
        graph.register_kind(kind)
    additions.register("ratings", pieces_of, keys.ratings_begun)
