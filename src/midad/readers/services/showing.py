"""Bringing new counts before readers: the count is a piece of its own, baked like a page."""

from datetime import datetime

from django.db import transaction

from midad.press import services as press
from midad.press.graph import Touch
from midad.readers import addresses
from midad.readers.models import StoryRatings
from midad.readers.queries import keys
from midad.readers.services.bursts import weigh_votes

_AT_ONCE = 50


def show_new_counts(*, now: datetime) -> int:
    """Have the pieces baked whose counts changed, and weigh their votes; return how many.

    The worker does this every few seconds, so that a hundred votes on a story bake one piece.
    """
    waiting = StoryRatings.objects.filter(is_shown=False).select_related("story")
    found = list(waiting.order_by("pk")[:_AT_ONCE])
    for row in found:
        weigh_votes(row.pk, now=now)
        _show(row, now)
    return len(found)


def _show(row: StoryRatings, now: datetime) -> None:
    """Have the piece baked; with the first vote also the story's page, which names it from then
    on. The piece at once, so that no page names what is not there yet."""
    piece = addresses.ratings_piece(row.story.code)
    touched = {keys.ratings(row.pk)}
    if not row.was_ever_shown:
        touched.add(keys.ratings_begun(row.pk))
    with transaction.atomic():
        # First the mark, then the reading: a vote that comes now is shown the next time.
        StoryRatings.objects.filter(pk=row.pk).update(is_shown=True, was_ever_shown=True)
        press.mark_touched(Touch(frozenset(touched), frozenset({piece})), now=now)
    press.bake_now([piece], now=now)
