"""Fronts, listings and archives as their pages show them."""

import itertools
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Count, Max, QuerySet
from django.db.models.functions import TruncMonth
from django.utils.translation import pgettext

from arabictext.dates import format_both_calendars, format_date, format_month
from arabictext.digits import with_digits
from arabictext.plurals import STORIES
from midad.stories import addresses
from midad.stories.models import Agency, Author, FrontPage, SectionPage, StoryPage, Topic
from midad.stories.queries import keys as key_names
from midad.stories.queries import teasers as teasing
from midad.stories.queries.edition import Reading, section_feeds
from midad.stories.queries.shapes import (
    ArchiveYear,
    FrontBlock,
    FrontView,
    Link,
    ListingView,
    Teaser,
)
from midad.stories.queries.story import author_view
from midad.stories.queries.teasers import PART_SIZE, listed_stories, teasers

_RELATIONS = {
    "authors": "story_authors__author",
    "agencies": "story_agencies__agency",
    "topics": "story_topics__topic",
}
FRONT_BESIDE, FRONT_NEWEST, FRONT_BLOCK = 4, 10, 5
LISTING_SIZE = 40
FRAGMENT_SIZE = 10  # five are shown, after what the page has already
FRONT_STRIPS = 12
OPINION = "opinion"
NAMED: dict[str, type[Author] | type[Agency] | type[Topic]] = {
    "authors": Author,
    "agencies": Agency,
    "topics": Topic,
}


def front_view(front: FrontPage | None, reading: Reading) -> FrontView:
    """Return the front: what the editor set first, the rest filled with the newest, none twice."""
    reading.ring.add(key_names.FRONT, key_names.NEWEST)
    newest = _ids(listed_stories(), FRONT_NEWEST + FRONT_BESIDE + 1 + FRONT_NEWEST)
    chosen = _chosen(front, reading)
    top = list(dict.fromkeys([*chosen, *newest]))[: 1 + FRONT_BESIDE]
    rest = [pk for pk in newest if pk not in top][:FRONT_NEWEST]
    blocks = _front_blocks(reading, set(top))
    wanted = {*top, *rest, *itertools.chain.from_iterable(ids for _, ids in blocks)}
    shown = _by_id(wanted, reading)
    strips = [
        FrontBlock(
            Link(section.title, addresses.section(section.code)),
            section.code,
            _pick(ids, shown),
        )
        for section, ids in blocks
    ]
    return FrontView(
        lead=shown.get(top[0]) if top else None,
        beside=_pick(top[1:], shown),
        newest=_pick(rest, shown),
        blocks=[strip for strip in strips if strip.code != OPINION],
        opinion=[teaser for strip in strips if strip.code == OPINION for teaser in strip.teasers],
    )


def _chosen(front: FrontPage | None, reading: Reading) -> list[int]:
    """Return the ids of the stories set by hand that may be shown, lead first."""
    if front is None:
        return []
    slots = [block["value"] for block in front.slots.get_prep_value() if block["value"]]
    ids = [pk for pk in [front.lead_id, *slots] if pk]
    reading.ring.add_stories(ids)
    listed = set(listed_stories().filter(pk__in=ids).values_list("pk", flat=True))
    # An empty lead is filled by the newest story, before the slots.
    newest = [] if front.lead_id in listed else _ids(listed_stories(), 1)
    return newest + [pk for pk in ids if pk in listed]


def _front_blocks(reading: Reading, taken: set[int]) -> list[tuple[SectionPage, list[int]]]:
    """Return the newest of the first sections of the bar, and of opinion wherever it stands."""
    main = [section for section, parent in reading.section_tree if parent is None]
    first = [section for section in main if section.code != OPINION][:FRONT_STRIPS]
    sections = [*first, *(section for section in main if section.code == OPINION)]
    reading.ring.add(*(key_names.listing("sections", section.pk) for section in sections))
    newest = teasing.newest_in_each(sections, FRONT_BLOCK + len(taken))
    fresh = [[pk for pk in ids if pk not in taken][:FRONT_BLOCK] for ids in newest]
    return [(section, ids) for section, ids in zip(sections, fresh, strict=True) if ids]


def _ids(stories: QuerySet[StoryPage], limit: int) -> list[int]:
    return list(stories.values_list("pk", flat=True)[:limit])


def _by_id(ids: Iterable[int], reading: Reading) -> dict[int, Teaser]:
    found = teasers(listed_stories().filter(pk__in=set(ids)), reading)
    return {teaser.story_id: teaser for teaser in found}


def _pick(ids: Iterable[int], shown: dict[int, Teaser]) -> list[Teaser]:
    return [shown[pk] for pk in ids if pk in shown]


def section_view(section: SectionPage, reading: Reading) -> ListingView:
    """Return a section's front: its newest stories, the months before them in the archive."""
    reading.ring.add(key_names.listing("sections", section.pk))
    stories = teasing.in_sections(section)
    children = [
        reading.section_names[child.pk]
        for child, parent in reading.section_tree
        if parent is not None and parent.pk == section.pk
    ]
    return ListingView(
        heading=section.title,
        description=section.description,
        teasers=teasers(stories[:LISTING_SIZE], reading),
        older=_older(stories, "sections", section.code, reading),
        feeds=section_feeds(section.title, section.code),
        children=children,
        follow_address=addresses.follow("sections", section.code),
    )


def named_stories(family: str, pk: int) -> QuerySet[StoryPage]:
    """Return the listed stories of an author, agency or topic, newest first."""
    return listed_stories().filter(**{_RELATIONS[family]: pk})


def named_month_counts(
    family: str, ids: Iterable[int], months: Iterable[date]
) -> dict[tuple[int, date], int]:
    """Return the number of stories of each author, agency or topic in each month (its first day)
    from the earliest to the latest of ``months``, in one query; no entry means none."""
    relation = _RELATIONS[family]
    found = _between(listed_stories().filter(**{f"{relation}__in": list(ids)}), set(months))
    counted = found.order_by().values(relation, month=TruncMonth("published_date"))
    return {(row[relation], row["month"]): row["n"] for row in counted.annotate(n=Count("pk"))}


def section_month_counts(section: SectionPage, months: Iterable[date]) -> dict[date, int]:
    """Return the number of stories of a section in each month, as for names."""
    return dict(month_counts(_between(teasing.in_sections(section), set(months))))


def _between(stories: QuerySet[StoryPage], months: set[date]) -> QuerySet[StoryPage]:
    after = teasing.month_bounds(max(months).year, max(months).month)[1]
    return stories.filter(published_date__gte=min(months), published_date__lt=after)


def named_view(family: str, row: Author | Agency | Topic, reading: Reading) -> ListingView:
    """Return the page of an author, agency or topic."""
    reading.ring.add(key_names.named(family, row.pk), key_names.listing(family, row.pk))
    stories = named_stories(family, row.pk)
    return ListingView(
        heading=row.name,
        description=getattr(row, "biography", "") or getattr(row, "description", ""),
        teasers=teasers(stories[:LISTING_SIZE], reading),
        older=_older(stories, family, row.code, reading),
        author=author_view(row, reading) if isinstance(row, Author) else None,
        follow_address=addresses.follow(family, row.code),
    )


def _older(stories: QuerySet[StoryPage], family: str, code: str, reading: Reading) -> Link | None:
    """Return the link to the month archive that goes on where a full listing ends."""
    after = stories.values_list("published_date", flat=True)[LISTING_SIZE : LISTING_SIZE + 1]
    for day in after:
        if day is not None:
            words = f"{format_month(day.year, day.month, reading.style)}"
            return Link(words, addresses.listed_month(family, code, day))
    return None


def latest(stories: QuerySet[StoryPage], reading: Reading) -> list[Teaser]:
    """Return the few newest of ``stories``, as a piece that pages fetch."""
    return teasers(stories[:FRAGMENT_SIZE], reading)


@dataclass(frozen=True)
class ArchivePart:
    """Which part of an archive list: 1 holds its first hundred stories, and so on."""

    number: int

    @property
    def span(self) -> slice:
        """The part's place in the whole list, and one more to know whether another follows."""
        first = (self.number - 1) * PART_SIZE
        return slice(first, first + PART_SIZE + 1)


def day_view(day: date, part: ArchivePart, reading: Reading) -> ListingView | None:
    """Return one part of a day's archive, in the order of the day; None when it is empty."""
    reading.ring.add(key_names.day(day.isoformat()))
    found = _part_of(teasing.of_day(day), part)
    if not found:
        return None
    month = Link(format_month(day.year, day.month, reading.style), addresses.month(day))
    return ListingView(
        heading=format_date(day, reading.style),
        description=format_both_calendars(day, reading.style) if reading.settings.hijri else "",
        teasers=_in_order(found[:PART_SIZE], reading),
        part_links=_part_links(part, len(found) > PART_SIZE, lambda n: addresses.day(day, n)),
        children=[month],
    )


def listed_month_view(
    family: str, row: Any, month: date, part: ArchivePart, reading: Reading
) -> ListingView | None:
    """Return one part of the month archive of a section, author, agency or topic."""
    key = key_names.month_listing(family, row.pk, month.year, month.month)
    reading.ring.add(key)
    found = _part_of(teasing.of_month(stories_of(family, row), month.year, month.month), part)
    if not found:
        return None
    if family != "sections":
        reading.ring.add(key_names.named(family, row.pk))
    name = row.title if isinstance(row, SectionPage) else row.name
    return ListingView(
        heading=f"{name} - {format_month(month.year, month.month, reading.style)}",
        description="",
        teasers=_in_order(found[:PART_SIZE], reading),
        part_links=_part_links(
            part,
            len(found) > PART_SIZE,
            lambda number: addresses.listed_month(family, row.code, month, number),
        ),
    )


def stories_of(family: str, row: Any) -> QuerySet[StoryPage]:
    """Return the listed stories of a section, author, agency or topic."""
    if family == "sections":
        return teasing.in_sections(row)
    return named_stories(family, row.pk)


def _part_of(stories: QuerySet[StoryPage], part: ArchivePart) -> list[int]:
    """Return the ids of a part, and one more if another follows: sorted with their texts, the
    stories of a whole month would be in memory."""
    return list(stories.values_list("pk", flat=True)[part.span])


def _in_order(ids: list[int], reading: Reading) -> list[Teaser]:
    return _pick(ids, _by_id(ids, reading))


def _part_links(part: ArchivePart, more: bool, address: Any) -> list[Link]:
    links = []
    if part.number > 1:
        links.append(Link(pgettext("part of an archive", "Previous"), address(part.number - 1)))
    if more:
        links.append(Link(pgettext("part of an archive", "Next"), address(part.number + 1)))
    return links


def month_days(month: date, reading: Reading) -> list[tuple[date, int]]:
    """Return (day, number of stories) for each day of a month that has stories."""
    reading.ring.add(key_names.month(month.year, month.month))
    rows = teasing.of_month(listed_stories(), month.year, month.month)
    counted = rows.order_by("published_date").values("published_date").annotate(n=Count("pk"))
    return [(row["published_date"], row["n"]) for row in counted if row["published_date"]]


def month_view(month: date, reading: Reading) -> ListingView | None:
    """Return the page of a month: a link for each of its days, with the number of stories."""
    days = month_days(month, reading)
    if not days:
        return None
    style = reading.style
    return ListingView(
        heading=format_month(month.year, month.month, style),
        description="",
        teasers=[],
        children=[
            Link(
                f"{format_date(day, style)}: {STORIES.render(n, style.digits)}", addresses.day(day)
            )
            for day, n in days
        ],
    )


def months_with_stories() -> list[tuple[date, int]]:
    """Return (first of month, number of stories), oldest first."""
    months = listed_stories().annotate(month=TruncMonth("published_date")).order_by("month")
    counted = months.values("month").annotate(n=Count("pk"))
    return [(row["month"], row["n"]) for row in counted]


def archive_view(reading: Reading) -> list[ArchiveYear]:
    """Return the archive's years, newest first, each with its months."""
    reading.ring.add(key_names.ARCHIVE)
    style = reading.style
    newest_first = reversed(months_with_stories())
    years = []
    for year, months in itertools.groupby(newest_first, key=lambda row: row[0].year):
        lines = [
            (
                format_month(month.year, month.month, style),
                addresses.month(month),
                STORIES.render(n, style.digits),
            )
            for month, n in months
        ]
        years.append(ArchiveYear(with_digits(str(year), style.digits), lines))
    return years


def days_with_stories() -> Iterator[tuple[date, int]]:
    """Yield (day, number of stories) of the whole archive."""
    counted = listed_stories().order_by("published_date").values("published_date")
    for row in counted.annotate(n=Count("pk")):
        if row["published_date"]:
            yield row["published_date"], row["n"]


def month_counts(stories: QuerySet[StoryPage]) -> list[tuple[date, int]]:
    """Return (first of month, number) of some stories."""
    months = stories.annotate(month=TruncMonth("published_date")).order_by("month").values("month")
    return [(row["month"], row["n"]) for row in months.annotate(n=Count("pk"))]


def last_change(stories: QuerySet[StoryPage]) -> Any:
    """Return the newest moment at which one of ``stories`` appeared or was updated."""
    found = stories.order_by().aggregate(first=Max("published_at"), last=Max("updated_at"))
    return max((moment for moment in found.values() if moment), default=None)
