"""Writing every story's day anew when the edition changes its time zone."""

from arabictext.dates import local_date
from midad.stories.models import EditionSettings, StoryPage

_BATCH = 2000


def redate_stories(*, edition: EditionSettings) -> int:
    """Write the day on which each story appeared in the edition's time zone; return how many days
    changed.

    Runs inside the transaction of the change: the archive's days and the clock on its pages agree.
    """
    changed = 0
    stories = StoryPage.objects.only("published_at", "published_date").order_by("pk")
    batch: list[StoryPage] = []
    for story in stories.iterator(chunk_size=_BATCH):
        day = local_date(story.published_at, edition.date_style) if story.published_at else None
        if day != story.published_date:
            story.published_date = day
            batch.append(story)
        if len(batch) == _BATCH:
            changed += _write(batch)
    return changed + _write(batch)


def _write(batch: list[StoryPage]) -> int:
    count = len(batch)
    StoryPage.objects.bulk_update(batch, ["published_date"], batch_size=500)
    batch.clear()
    return count
