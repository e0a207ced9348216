"""Following a story that was moved in the explorer to another section."""

from wagtail.models import Page

from midad.stories.models import StoryPage


def follow_move(*, page: Page) -> None:
    """Write the story's new section when ``page`` is a story that now stands under another.

    Runs inside the move's own transaction: Wagtail saves a moved story as a plain page.
    """
    story = StoryPage.objects.filter(pk=page.pk).first()
    if story is None:
        return
    parent_path = page.path[: -page.steplen]
    if story.section is None or story.section.path != parent_path:
        story.save(clean=False)
