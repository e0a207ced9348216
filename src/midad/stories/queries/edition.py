"""The paper as every page shows it: edition, section bar, moments in the edition's words."""

from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from functools import cached_property
from zoneinfo import ZoneInfo

from django.conf import settings
from wagtail.models import Page

from arabictext.dates import (
    DateStyle,
    day_periods,
    format_clock,
    format_date,
    format_hijri,
    format_moment,
    local_date,
    machine_form,
    masthead_date,
)
from arabictext.digits import Separators
from midad.press.services.snapshot import once_a_snapshot
from midad.stories import addresses
from midad.stories.models import BreakingNews, EditionSettings, SectionPage
from midad.stories.queries import keys as key_names
from midad.stories.queries.keys import KeyRing
from midad.stories.queries.pictures import picture_view
from midad.stories.queries.shapes import (
    BreakingView,
    Day,
    EditionView,
    Feed,
    Link,
    Moment,
    NavSection,
    PictureView,
)

FEED_TYPES = {
    "rss.xml": ("RSS", "application/rss+xml"),
    "atom.xml": ("Atom", "application/atom+xml"),
    "feed.json": ("JSON Feed", "application/feed+json"),
}


@dataclass
class Reading:
    """One render: the edition it speaks for, the moment it happens, the keys it gathers.

    Everything shared by a page's parts is read once here.
    """

    ring: KeyRing
    now: datetime

    @cached_property
    def settings(self) -> EditionSettings:
        """The edition's settings; the render hangs on them."""
        self.ring.add(key_names.EDITION)
        return once_a_snapshot("edition", EditionSettings.current)

    @cached_property
    def style(self) -> DateStyle:
        """How this edition writes moments."""
        return self.settings.date_style

    @cached_property
    def section_tree(self) -> list[tuple[SectionPage, SectionPage | None]]:
        """Every live section with its parent section, in the order of the section bar."""
        self.ring.add(key_names.SECTIONS)
        return once_a_snapshot("section tree", _read_section_tree)

    @cached_property
    def section_names(self) -> dict[int, Link]:
        """Name and address of each section by its id."""
        tree = self.section_tree
        return once_a_snapshot(
            "section names",
            lambda: {
                section.pk: Link(section.title, addresses.section(section.code))
                for section, _ in tree
            },
        )

    @cached_property
    def parent_sections(self) -> dict[int, Link]:
        """Name and address of the section that each sub-section stands in, by the latter's id."""
        return {
            section.pk: self.section_names[parent.pk]
            for section, parent in self.section_tree
            if parent is not None
        }

    def moment(self, at: datetime) -> Moment:
        """Return ``at`` in the edition's words."""
        day = local_date(at, self.style)
        hijri_day = format_hijri(day, self.style, weekday=True)
        return Moment(
            iso=at.replace(microsecond=0).isoformat(),
            local=machine_form(at, self.style),
            full=format_moment(at, self.style),
            clock=format_clock(at, self.style),
            hijri=hijri_day.partition(" ")[2],  # a weekday is one word
            hijri_day=hijri_day,
            day_address=addresses.day(day),
        )

    @property
    def today(self) -> date:
        """The present day in the edition's zone."""
        return local_date(self.now, self.style)


def _read_section_tree() -> list[tuple[SectionPage, SectionPage | None]]:
    # The few sections are sifted here: asked for live pages, SQLite looks through every story's.
    every = SectionPage.objects.order_by("position", "path")
    live = [section for section in every if section.live]
    by_path = {section.path: section for section in live}
    return [(section, by_path.get(section.path[: -Page.steplen])) for section in live]


def begin_reading(*, now: datetime) -> Reading:
    """Return a reading for one render at ``now``, with an empty key ring."""
    return Reading(KeyRing(), now)


def nav_sections(reading: Reading) -> tuple[NavSection, ...]:
    """Return the section bar: main sections with their sub-sections."""
    tree = reading.section_tree
    return once_a_snapshot("section bar", lambda: _section_bar(tree))


def _section_bar(tree: list[tuple[SectionPage, SectionPage | None]]) -> tuple[NavSection, ...]:
    return tuple(
        NavSection(
            main.title,
            addresses.section(main.code),
            main.code,
            tuple(
                NavSection(child.title, addresses.section(child.code), child.code)
                for child, parent in tree
                if parent is main
            ),
        )
        for main, parent in tree
        if parent is None
    )


def edition_view(reading: Reading) -> EditionView:
    """Return the paper's name, colours and logo."""
    edition = reading.settings
    logo: PictureView | None = None
    if edition.logo:
        logo = picture_view(edition.logo, reading.ring, alt=edition.name)
    return EditionView(
        name=edition.name,
        tagline=edition.tagline,
        publisher=edition.publisher or edition.name,
        url=settings.PAPER_URL,
        logo=logo,
        accent_stylesheet=f"/edition/{stylesheet_name(edition)}",
        digits=edition.digits,
        periods=" ".join(day_periods(edition.date_style)),
        marks=",." if edition.separators == Separators.MAGHREB else ".,",
        hijri=edition.hijri,
    )


def stylesheet_name(edition: EditionSettings) -> str:
    """Return the name of the stylesheet with the edition's colours: a new colour, a new name."""
    return f"{edition.accent_color[1:]}-{edition.accent_color_dark[1:]}.css".lower()


def paper_feeds(reading: Reading) -> tuple[Feed, ...]:
    """Return the feeds of the whole paper."""
    return _feeds(reading.settings.name, "")


def section_feeds(name: str, code: str) -> tuple[Feed, ...]:
    """Return the feeds of one section."""
    return _feeds(name, code)


def _feeds(title: str, code: str) -> tuple[Feed, ...]:
    return tuple(
        Feed(f"{title} - {words}", addresses.feed(name, code), mime_type)
        for name, (words, mime_type) in FEED_TYPES.items()
    )


def present_masthead_date(reading: Reading) -> Day:
    """Return the masthead's date; the page is due again at the edition's next midnight."""
    reading.ring.add_due(key_names.TODAY, next_midnight(reading))
    style, today = reading.style, reading.today
    gregorian = format_date(today, style)
    return Day(
        shown=masthead_date(reading.now, style),
        gregorian=gregorian,
        hijri=format_hijri(today, style, weekday=True) or gregorian,
        both=masthead_date(reading.now, replace(style, hijri=True)),
    )


def next_midnight(reading: Reading) -> datetime:
    """Return the moment the edition's next day begins."""
    tomorrow = reading.today + timedelta(days=1)
    return datetime(
        tomorrow.year, tomorrow.month, tomorrow.day, tzinfo=ZoneInfo(reading.style.zone)
    )


def breaking_view(reading: Reading) -> BreakingView | None:
    """Return the breaking news that runs now; the page is due when it ends or the next begins."""
    reading.ring.add(key_names.BREAKING)
    waiting = BreakingNews.objects.filter(starts_at__gt=reading.now).order_by("starts_at").first()
    if waiting:
        reading.ring.add_due(f"{key_names.BREAKING}:{waiting.pk}:starts", waiting.starts_at)
    running = BreakingNews.objects.on_the_bar(reading.now).select_related("story").first()
    if running is None:
        return None
    reading.ring.add_due(f"{key_names.BREAKING}:{running.pk}:ends", running.ends_at)
    if running.story_id:
        reading.ring.add(key_names.story(running.story_id))  # the bar leads to it
    return BreakingView(running.text, _story_address(running), running.ends_at.isoformat())


def _story_address(breaking: BreakingNews) -> str:
    story = breaking.story
    if story is None or not story.listed:
        return ""
    return addresses.story(story.code, story.slug_words)
