"""The shapes templates show: frozen, plain, already in the edition's words.

A template never asks the database and never formats a date: everything it prints is here.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime


@dataclass(frozen=True)
class Link:
    """A named address of the paper, e.g. an author's page."""

    name: str
    address: str


@dataclass(frozen=True)
class NavSection:
    """A section in the section bar, with its sub-sections."""

    name: str
    address: str
    code: str
    children: tuple["NavSection", ...] = ()


@dataclass(frozen=True)
class PictureView:
    """A picture ready to show: one source per width and format, and what stands under it.

    ``sources`` are (mime type, srcset) pairs, best format first; ``url`` is the fallback JPEG.
    ``object_position`` is the focal point as a CSS class suffix in steps of ten: "50-30" (x-y).
    """

    url: str
    width: int
    height: int
    alt: str
    sources: tuple[tuple[str, str], ...]
    caption: str = ""
    caption_label: str = ""
    credit: str = ""
    graphic: bool = False
    object_position: str = "50-50"
    full_url: str = ""


@dataclass(frozen=True)
class Moment:
    """A moment in the edition's words.

    ``full`` is what is baked («الخميس 16 مارس 2023 - 00:03 صباحا»), ``clock`` what a script may
    show on the day itself, ``iso`` the machine form in UTC, ``local`` the same on the edition's
    clock, ``hijri`` the Hijri date («24 شعبان 1444هـ»), ``hijri_day`` the same with its weekday,
    ``day_address`` the day's archive.
    """

    iso: str
    local: str
    full: str
    clock: str
    hijri: str
    hijri_day: str
    day_address: str


@dataclass(frozen=True)
class Day:
    """A day in the edition's words: as the paper has it, and in each calendar."""

    shown: str
    gregorian: str
    hijri: str
    both: str


@dataclass(frozen=True)
class Teaser:
    """A story as lists show it."""

    story_id: int
    title: str
    address: str
    section: Link | None
    kicker: str
    standfirst: str
    label: str  # in words: «رأي»
    label_code: str  # e.g. "opinion"
    published: Moment
    picture: PictureView | None
    authors: tuple[str, ...]


@dataclass(frozen=True)
class AuthorView:
    """An author as a byline or an author's page shows one."""

    name: str
    address: str
    role: str
    biography: str
    portrait: PictureView | None
    guest: bool


@dataclass(frozen=True)
class CorrectionView:
    """A dated note: ``heading`` is «تصحيح» or «توضيح»."""

    heading: str
    text: str
    dated: Moment
    paragraph: str


@dataclass(frozen=True)
class ChangeView:
    """One line of a story's public history."""

    words: str
    at: Moment


@dataclass(frozen=True)
class BodyPart:
    """One block of a body: ``kind`` names its template in pages/stories/body/, ``value`` is shown.

    For kind "text", ``value`` is a list of :class:`TextPart`.
    """

    kind: str
    value: object
    anchor: str


@dataclass(frozen=True)
class TextPart:
    """One paragraph, sub-head or list: clean ``html`` inside ``tag``, with a stable ``anchor``."""

    tag: str
    html: str
    anchor: str
    corrections: tuple[CorrectionView, ...] = ()


@dataclass(frozen=True)
class StoryView:
    """Everything the story page shows."""

    story_id: int
    code: str
    title: str
    address: str
    url: str
    short_address: str
    kicker: str
    kicker_address: str
    standfirst: str
    label: str
    label_code: str
    sponsor: str
    section: Link | None
    published: Moment
    updated: Moment | None
    reading_time: str
    word_count: int
    picture_count: str  # in the edition's digits; "" for no picture
    picture_count_words: str
    lead_picture: PictureView | None
    gallery: tuple[PictureView, ...]  # every picture of the story, lead first
    authors: tuple[AuthorView, ...]
    dateline: str
    highlights: tuple[str, ...]
    body: tuple[BodyPart, ...]
    credit: str  # «(وكالات)» or names, with brackets; "" for none
    corrections: tuple[CorrectionView, ...]
    history: tuple[ChangeView, ...]
    topics: tuple[Link, ...]
    age_warning: str  # «هذا الخبر منشور منذ أكثر من سنة…» or ""
    withdrawn_notice: str
    share_text: str  # plain text, direction-safe
    share_links: tuple[tuple[str, str, str], ...]  # (network code, name, address)
    section_fragment: str  # address of the latest of its section
    topic_fragment: str  # address of related stories, "" without a topic
    report_address: str
    next_story: Link | None = None
    parent_section: Link | None = None  # of a sub-section
    pieces: Mapping[str, str] = field(default_factory=dict)  # what other rooms add, by name


@dataclass(frozen=True)
class BreakingView:
    """The bar: عاجل."""

    text: str
    address: str
    ends_iso: str


@dataclass(frozen=True)
class Feed:
    """A feed a page announces."""

    title: str
    address: str
    mime_type: str


@dataclass(frozen=True)
class EditionView:
    """The paper itself, as every page shows it."""

    name: str
    tagline: str
    publisher: str
    url: str
    logo: PictureView | None
    accent_stylesheet: str  # address of the baked stylesheet with the edition's colours
    digits: str = "latin"
    periods: str = "صباحا مساء"  # the words before noon and from then on
    marks: str = ".,"  # before the decimals, and between thousands
    hijri: bool = True  # beside the Gregorian


@dataclass(frozen=True)
class Frame:
    """What stands around every page: head, masthead, section bar, foot."""

    kind: str  # "front" "section" "story" "author" "topic" "agency" "day" "month" "archive" …
    title: str  # of the window: «العنوان | المرفأ»
    description: str
    address: str
    canonical: str
    edition: EditionView
    sections: tuple[NavSection, ...]
    feeds: tuple[Feed, ...]
    breadcrumbs: tuple[Link, ...] = ()
    current_section: str = ""  # code
    masthead_date: Day | None = None  # on pages made anew each day; elsewhere a script fills it
    breaking: BreakingView | None = None
    noindex: bool = False
    json_ld: str = ""
    open_graph: tuple[tuple[str, str], ...] = ()
    preview: bool = False


@dataclass(frozen=True)
class ListingView:
    """A list of stories under a heading: a section, author, topic, agency, day or month."""

    heading: str
    description: str
    teasers: Sequence[Teaser]
    older: Link | None = None  # "older in the archive"
    newer: Link | None = None
    part_links: Sequence[Link] = ()
    author: AuthorView | None = None
    feeds: Sequence[Feed] = ()
    children: Sequence[Link] = ()
    count_words: str = ""
    follow_address: str = ""  # of the form that follows what is listed


@dataclass(frozen=True)
class FrontBlock:
    """One section's strip on the front."""

    section: Link
    code: str
    teasers: Sequence[Teaser]


@dataclass(frozen=True)
class FrontView:
    """The front page: lead, the stories beside it, the newest, and a strip for each section."""

    lead: Teaser | None
    beside: Sequence[Teaser]
    newest: Sequence[Teaser]
    blocks: Sequence[FrontBlock]
    opinion: Sequence[Teaser]


@dataclass(frozen=True)
class ArchiveYear:
    """A year of the archive: (heading, address, count in words) for each month."""

    heading: str
    months: Sequence[tuple[str, str, str]] = field(default_factory=list)


@dataclass(frozen=True)
class SitemapEntry:
    """One address in a sitemap."""

    url: str
    changed_at: datetime | None
    title: str = ""
    published_at: datetime | None = None
