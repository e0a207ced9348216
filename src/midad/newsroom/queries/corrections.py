"""What readers were told of a story's mistakes."""

from django.utils.text import Truncator

from midad.stories.models import Correction, StoryPage
from midad.stories.queries.bodies import marked_paragraphs

FIRST_WORDS = 70  # characters


def carry_notes(*, story: StoryPage) -> None:
    """Add to ``story``, an old version in memory, the notes that readers of the live one see.

    A note keeps its key where the newest version has it too: the form that is posted afterwards is
    laid over that one.
    """
    there = {note.text for note in story.corrections.all()}
    newest = StoryPage.objects.get(pk=story.pk).get_latest_revision_as_object()
    keys = {note.text: note.pk for note in newest.corrections.all()}
    for note in Correction.objects.filter(story=story.pk).exclude(text__in=there):
        note.pk = keys.get(note.text)
        story.corrections.add(note)


def paragraphs_to_correct(*, story: StoryPage) -> list[tuple[str, str]]:
    """Return the paragraphs that a note of ``story`` can stand at: (mark, first words)."""
    return [
        (mark, Truncator(words).chars(FIRST_WORDS))
        for mark, words in marked_paragraphs(story.body.raw_data)
    ]


def notes_shown(*, story_id: int) -> set[str]:
    """Return the words of the notes on the published story: a draft's notes are not rows yet."""
    return set(Correction.objects.filter(story=story_id).values_list("text", flat=True))
