"""Stories as lists show them, and the lists themselves: newest first or a day in its order.

A listing costs the same number of queries however many stories it shows or the archive holds.
"""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

from django.db import connection
from django.db.models import Count, OuterRef, Q, QuerySet, Subquery
from django.utils.translation import pgettext_lazy

from arabictext.plurals import reading_time
from arabictext.slugs import slugify
from arabictext.words import reading_minutes
from midad.press.services.snapshot import once_a_snapshot
from midad.stories import addresses
from midad.stories.models import SectionPage, StoryAuthor, StoryPage
from midad.stories.queries import keys as key_names
from midad.stories.queries.edition import Reading
from midad.stories.queries.pictures import images_by_id, picture_view
from midad.stories.queries.shapes import PictureView, Teaser

PART_SIZE = 100
LABEL_WORDS = {
    "exclusive": pgettext_lazy("above a headline", "Exclusive"),
    "special": pgettext_lazy("above a headline", "Special"),
    "analysis": pgettext_lazy("above a headline", "Analysis"),
    "opinion": pgettext_lazy("above a headline", "Opinion"),
    "interview": pgettext_lazy("above a headline", "Interview"),
    "investigation": pgettext_lazy("above a headline", "Investigation"),
    "paid": pgettext_lazy("above a headline", "Paid content"),
    "sponsored": pgettext_lazy("above a headline", "Sponsored"),
}


# What a list shows of a story, as the fields of its row.
_SHOWN = (
    "pk",
    "title",
    "code",
    "kicker",
    "standfirst",
    "label",
    "section_id",
    "published_at",
    "lead_picture_id",
    "lead_caption",
    "lead_caption_label",
    "lead_graphic",
)


def label_words(label: str) -> str:
    """Return a story's label as readers see it: «رأي»; "" for none."""
    return str(LABEL_WORDS.get(label, ""))


def listed_stories() -> QuerySet[StoryPage]:
    """Return the stories that lists may show, newest first."""
    return StoryPage.objects.filter(listed=True).order_by("-published_at", "-page_ptr")


def in_sections(section: SectionPage) -> QuerySet[StoryPage]:
    """Return the listed stories of a section and its sub-sections, newest first."""
    return listed_stories().filter(section__in=family_of(section))


def newest_in_each(sections: Sequence[SectionPage], limit: int) -> list[list[int]]:
    """Return the ids of the newest ``limit`` listed stories of each section, in one query."""
    if not sections:
        return []
    column = connection.ops.quote_name
    table, pk = column(StoryPage._meta.db_table), column("page_ptr_id")
    parts, parameters = [], []
    for place, section in enumerate(sections):
        family = family_of(section)
        marks = ", ".join(["%s"] * len(family))
        # Django has no UNION of limited queries on SQLite.
        parts.append(
            f"SELECT * FROM (SELECT %s AS place, published_at, {pk} FROM {table}"  # noqa: S608 - no outside text
            f" WHERE listed AND section_id IN ({marks})"
            f" ORDER BY published_at DESC, {pk} DESC LIMIT %s) AS part_{place}"
        )
        parameters += [place, *family, limit]
    newest: list[list[int]] = [[] for _ in sections]
    with connection.cursor() as cursor:
        cursor.execute(" UNION ALL ".join(parts), parameters)
        for place, _, story_id in sorted(cursor.fetchall(), reverse=True):
            newest[place].append(story_id)
    return newest


def family_of(section: SectionPage) -> list[int]:
    """Return the ids of a section and its sub-sections."""
    paths = once_a_snapshot("section paths", _section_paths)
    return sorted(pk for pk, path in paths if path.startswith(section.path))


def _section_paths() -> list[tuple[int, str]]:
    return list(SectionPage.objects.order_by().values_list("pk", "path"))


def of_day(day: date) -> QuerySet[StoryPage]:
    """Return the listed stories of a day, in the order they appeared: that order never shifts."""
    stories = StoryPage.objects.filter(published_date=day, listed=True)
    return stories.order_by("published_at", "page_ptr")


def day_counts(days: Iterable[date]) -> dict[date, int]:
    """Return the number of listed stories of each of ``days``, in one query; none is no entry."""
    found = listed_stories().filter(published_date__in=list(days)).order_by()
    counted = found.values("published_date").annotate(n=Count("pk"))
    return {row["published_date"]: row["n"] for row in counted if row["published_date"]}


def of_month(stories: QuerySet[StoryPage], year: int, month: int) -> QuerySet[StoryPage]:
    """Return those of ``stories`` that appeared in a month, oldest first."""
    first, after = month_bounds(year, month)
    found = stories.filter(published_date__gte=first, published_date__lt=after)
    return found.order_by("published_at", "page_ptr")


def month_bounds(year: int, month: int) -> tuple[date, date]:
    """Return the first day of a month and the first day after it."""
    after = date(year + month // 12, month % 12 + 1, 1) if (year, month) != (9999, 12) else date.max
    return date(year, month, 1), after


def readers_come_from(story_ids: Iterable[int]) -> set[int]:
    """Return the ids of the stories whose next one is among ``story_ids``, or would be were it
    listed, in one query."""
    at_once = Q(published_at=OuterRef("published_at"), page_ptr__gt=OuterRef("pk"))
    later = at_once | Q(published_at__gt=OuterRef("published_at"))
    beside = StoryPage.objects.filter(
        later,
        section=OuterRef("section"),
        listed=True,
        published_at__gte=OuterRef("published_at"),
    ).order_by("published_at", "page_ptr")
    rows = StoryPage.objects.filter(pk__in=list(story_ids)).order_by()
    found = rows.annotate(before=Subquery(beside.values("pk")[:1])).values_list("before", flat=True)
    return {pk for pk in found if pk is not None}


def teasers(stories: QuerySet[StoryPage], reading: Reading) -> list[Teaser]:
    """Return ``stories`` as lists show them, in four queries for all."""
    # Rows and not instances: a list shows a few words of each, and a front lists many.
    rows = list(stories.values_list(*_SHOWN, named=True))
    authors = _authors_of([row.pk for row in rows])
    images = images_by_id(row.lead_picture_id for row in rows if row.lead_picture_id)
    return [
        _teaser(row, authors.get(row.pk, []), images.get(row.lead_picture_id or 0), reading)
        for row in rows
    ]


def teaser_of(story: StoryPage, reading: Reading) -> Teaser:
    """Return the story at hand as lists show it."""
    images = images_by_id(pk for pk in [story.lead_picture_id] if pk)
    authors = [(link.author_id, link.author.name) for link in story.story_authors.all()]
    return _teaser(story, authors, images.get(story.lead_picture_id or 0), reading)


def _authors_of(story_ids: Iterable[int]) -> dict[int, list[tuple[int, str]]]:
    """Return (id, name) of each story's authors, in their order."""
    links = StoryAuthor.objects.filter(story_id__in=list(story_ids)).order_by("sort_order", "pk")
    authors: dict[int, list[tuple[int, str]]] = {}
    for story_id, *author in links.values_list("story_id", "author_id", "author__name"):
        authors.setdefault(story_id, []).append((author[0], author[1]))
    return authors


def _teaser(
    story: Any, authors: Sequence[tuple[int, str]], image: object, reading: Reading
) -> Teaser:
    ring = reading.ring
    ring.add(key_names.story(story.pk))
    ring.add(*(key_names.named("authors", pk) for pk, _ in authors))
    section = reading.section_names.get(story.section_id or 0)
    return Teaser(
        story_id=story.pk,
        title=story.title,
        address=addresses.story(story.code, slugify(story.title)),
        section=section,
        kicker=story.kicker or (section.name if section else ""),
        standfirst=story.standfirst,
        label=label_words(story.label),
        label_code=story.label,
        published=reading.moment(story.published_at or reading.now),
        picture=_lead(story, image, reading),
        authors=tuple(name for _, name in authors),
    )


def _lead(story: Any, image: object, reading: Reading) -> PictureView | None:
    if image is None:
        return None
    return picture_view(
        image,
        reading.ring,
        caption=story.lead_caption,
        caption_label=story.lead_caption_label,
        graphic=story.lead_graphic,
    )


def story_reading_time(words: int, *, pictures: int, reading: Reading) -> str:
    """Return «قراءة 3 دقائق» for so many words and pictures at the edition's reading speed."""
    minutes = reading_minutes(
        words, pictures=pictures, words_per_minute=reading.settings.words_per_minute
    )
    return reading_time(minutes, reading.style.digits)
