"""Which keys and addresses a change of each model touches.

A change of a model is a change of what readers see only where the row is public: drafts touch
nothing.
"""

from collections.abc import Sequence
from datetime import date
from typing import Any

from wagtail.documents import get_document_model
from wagtail.images import get_image_model
from wagtail.models import Page

from midad.kit import clock
from midad.press import services
from midad.press.graph import Touch, TouchRule
from midad.press.registry import graph
from midad.stories import addresses
from midad.stories.models import (
    Agency,
    Author,
    BreakingNews,
    EditionSettings,
    FrontPage,
    SectionPage,
    StoryPage,
    Topic,
)
from midad.stories.press_rules.acts import act_on_story
from midad.stories.press_rules.kinds import archives, feeds
from midad.stories.press_rules.kinds.archives import parts_of
from midad.stories.press_rules.kinds.pieces import edition_stylesheet_addresses
from midad.stories.queries import edition, listings, teasers
from midad.stories.queries import keys as key_names
from midad.stories.queries.teasers import PART_SIZE

# What Wagtail saves of a live page when only its draft, its lock or its place in a queue changed.
DRAFT_FIELDS = frozenset(
    {
        "draft_title",
        "latest_revision",
        "latest_revision_created_at",
        "has_unpublished_changes",
        "locked",
        "locked_at",
        "locked_by",
        "go_live_at",
        "expire_at",
        "numchild",
        "wagtail_admin_comments",
    }
)
FRAGMENTS_WITH_CLOCK = "/fragments/present.html"


def touch_story(story: StoryPage) -> Touch:
    """A published story touches its page, the lists it stands in and the archives of its day."""
    if story.first_published_at is None:
        return Touch()
    lists = Lists()
    lists.add(story)
    at_once = [addresses.story_key(story.code), addresses.FRONT]
    sections = [row.code for family, row in lists.rows if family == "sections"]
    at_once += map(addresses.section, sections)
    watched = [*at_once, *(addresses.feed("rss.xml", code) for code in ("", *sections))]
    if story.published_date:
        watched.append(addresses.month_sitemap(story.published_date))
    return lists.touch(tuple(at_once), tuple(watched))


def mark_stories(stories: Sequence[StoryPage]) -> None:
    """Mark what a batch of new stories touches, in their transaction; bakes nothing at once.

    The pages of an archive come in their turn, behind whatever an editor publishes meanwhile.
    """
    lists = Lists()
    for story in stories:
        lists.add(story)
    services.mark_touched(lists.touch(), now=clock.now(), new_pages=services.IN_TURN)


class Lists:
    """The lists that stories stand in, each counted once however many stories there are."""

    def __init__(self) -> None:
        self.rows: dict[tuple[str, Any], set[date]] = {}
        self._days: set[date] = set()
        self._keys = {key_names.NEWEST, key_names.ARCHIVE}
        self._addresses: set[str] = set()
        self._story_ids: list[int] = []
        self._lineages: dict[int, list[SectionPage]] = {}

    def add(self, story: StoryPage) -> None:
        """Take in one published story."""
        self._keys.add(key_names.story(story.pk))
        self._story_ids.append(story.pk)
        self._addresses.add(addresses.story_key(story.code))
        day = story.published_date
        if day:
            self._days.add(day)
        for family, row in self._listed_under(story):
            months = self.rows.setdefault((family, row), set())
            if day:
                months.add(day.replace(day=1))

    def _listed_under(self, story: StoryPage) -> list[tuple[str, Any]]:
        """Return (family, row) for each section, author, agency and topic of a story."""
        rows: list[tuple[str, Any]] = []
        if story.section is not None:
            rows += [("sections", section) for section in self._lineage(story.section)]
        rows += [("authors", link.author) for link in story.story_authors.all()]
        rows += [("agencies", link.agency) for link in story.story_agencies.all()]
        rows += [("topics", link.topic) for link in story.story_topics.all()]
        return rows

    def _lineage(self, section: SectionPage) -> list[SectionPage]:
        """Return a section and the section it stands in, if any; read once a batch."""
        if section.pk not in self._lineages:
            parents = SectionPage.objects.filter(path=section.path[: -section.steplen])
            self._lineages[section.pk] = [section, *parents]
        return self._lineages[section.pk]

    def touch(self, at_once: tuple[str, ...] = (), watched: tuple[str, ...] = ()) -> Touch:
        """Return everything the stories touch."""
        for family in {family for family, _ in self.rows}:
            self._add_rows(family)
        counts = teasers.day_counts(self._days)
        for day in self._days:
            self._add_day(day, counts.get(day, 0))
        before = teasers.readers_come_from(self._story_ids)
        self._keys.update(key_names.next_of(pk) for pk in before)
        return Touch(frozenset(self._keys), frozenset(self._addresses), at_once, watched)

    def _add_rows(self, family: str) -> None:
        rows = {row: months for (name, row), months in self.rows.items() if name == family}
        counts = _month_counts(family, rows)
        for row, months in rows.items():
            self._keys.add(key_names.listing(family, row.pk))
            for month in months:
                key = key_names.month_listing(family, row.pk, month.year, month.month)
                self._keys.add(key)
                count = counts.get((row.pk, month), 0)
                # A story's links are written after its row: one of these may not be counted yet.
                for part in {last_part(count), last_part(count + 1)}:
                    self._addresses.add(addresses.listed_month(family, row.code, month, part))

    def _add_day(self, day: date, count: int) -> None:
        self._keys.update({key_names.day(day.isoformat()), key_names.month(day.year, day.month)})
        self._addresses.update(
            {
                addresses.day(day, last_part(count)),
                addresses.month(day),
                addresses.month_sitemap(day),
                addresses.ARCHIVE,
            }
        )


def _month_counts(family: str, rows: dict[Any, set[date]]) -> dict[tuple[int, date], int]:
    """Return the number of stories of each row in each month: one query a family of names."""
    months = set().union(*rows.values())
    if not months:
        return {}
    if family != "sections":
        return listings.named_month_counts(family, [row.pk for row in rows], months)
    return {
        (section.pk, month): count
        for section in rows
        for month, count in listings.section_month_counts(section, months).items()
    }


def last_part(count: int) -> int:
    """Return the number of an archive's last part."""
    return (max(count, 1) - 1) // PART_SIZE + 1


def touch_front(_: FrontPage) -> Touch:
    """The arrangement of the front touches the front alone."""
    return Touch(frozenset({key_names.FRONT}), at_once=(addresses.FRONT,))


def touch_section(section: SectionPage) -> Touch:
    """A live section stands in the section bar, and so on every page."""
    if not section.live:
        return Touch()  # what it was before is touched too
    return Touch(
        frozenset({key_names.SECTIONS, key_names.SITEMAP}),
        frozenset(
            {
                addresses.section(section.code),
                addresses.latest_fragment("sections", section.code),
                *(addresses.feed(name, section.code) for name in edition.FEED_TYPES),
            }
        ),
        # With the link that leads to it: no page names one that is not there.
        (addresses.section(section.code), addresses.FRONT),
    )


def touch_moved_section(section: SectionPage) -> Touch:
    """A section that moves stands elsewhere in the bar, and its stories in another section."""
    touch = touch_section(section)
    lineage = SectionPage.objects.filter(path__in=[section.path, section.path[: -section.steplen]])
    for row in lineage:
        months = listings.month_counts(teasers.in_sections(row))
        parts = {
            addresses.listed_month("sections", row.code, month, part)
            for month, count in months
            for part in parts_of(count)
        }
        latest = addresses.latest_fragment("sections", row.code)
        touch |= Touch(
            frozenset({key_names.SECTIONS, key_names.listing("sections", row.pk)}),
            frozenset({latest, *parts}),
        )
    return touch


def touch_author(author: Author) -> Touch:
    """An author's name stands in bylines and lists."""
    return _touch_named("authors", author)


def touch_agency(agency: Agency) -> Touch:
    """An agency's name stands in credits."""
    return _touch_named("agencies", agency)


def touch_topic(topic: Topic) -> Touch:
    """A topic's name stands under its stories."""
    touch = _touch_named("topics", topic)
    return touch | Touch(addresses=frozenset({addresses.latest_fragment("topics", topic.code)}))


def _touch_named(family: str, row: Author | Agency | Topic) -> Touch:
    keys = {key_names.named(family, row.pk), key_names.SITEMAP}
    # At once, for a story that names a new author links to this page as soon as it is published.
    return Touch(frozenset(keys), at_once=(addresses.named_key(family, row.code),))


def touch_edition(_: EditionSettings) -> Touch:
    """The edition's settings stand on every page."""
    return Touch(
        frozenset({key_names.EDITION}),
        at_once=(*edition_stylesheet_addresses(), addresses.FRONT),
    )


def touch_archives() -> Touch:
    """Every page of the archive: with another time zone, stories stand under other days."""
    archives_of = (
        archives.day_addresses,
        archives.month_addresses,
        archives.listed_month_addresses,
    )
    standing = {address for addresses_of in archives_of for address in addresses_of()}
    return Touch(addresses=frozenset(standing | set(feeds.month_sitemap_addresses())))


def touch_breaking(_: BreakingNews) -> Touch:
    """Breaking news stands on the front and in the piece that every page fetches."""
    at_once = (FRAGMENTS_WITH_CLOCK, addresses.FRONT)
    return Touch(frozenset({key_names.BREAKING}), at_once=at_once)


def touch_document(document: Any) -> Touch:
    """A document's file stands in the story that plays it."""
    return Touch(frozenset({key_names.document(document.pk)}))


def touch_picture(image: Any) -> Touch:
    """A picture's file, credit or words stand wherever it is shown."""
    return Touch(frozenset({key_names.picture(image.pk)}))


def register_touches() -> None:
    """Register what each model touches."""
    pages: list[tuple[type[Page], Any]] = [
        (StoryPage, touch_story),
        (FrontPage, touch_front),
        (SectionPage, touch_section),
    ]
    for model, rule in pages:
        act = act_on_story if model is StoryPage else None
        graph.register_touch(model, TouchRule(rule, unseen_fields=DRAFT_FIELDS, act=act))
    rows: list[tuple[type, Any]] = [
        (Author, touch_author),
        (Agency, touch_agency),
        (Topic, touch_topic),
        (EditionSettings, touch_edition),
        (BreakingNews, touch_breaking),
        (get_image_model(), touch_picture),
        (get_document_model(), touch_document),
    ]
    for row_model, rule in rows:
        graph.register_touch(row_model, TouchRule(rule))
