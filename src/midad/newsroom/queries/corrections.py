"""What readers were told of a story's mistakes."""

from midad.stories.models import Correction


def notes_shown(*, story_id: int) -> set[str]:
    """Return the words of the notes on the published story: a draft's notes are not rows yet."""
    return set(Correction.objects.filter(story=story_id).values_list("text", flat=True))
