"""A context for every template of the theme."""

from dataclasses import replace
from typing import Any

from midad.stories.queries.shapes import (
    ArchiveYear,
    FrontBlock,
    FrontView,
    Link,
    ListingView,
)
from tests.theme.sample_pieces import (
    PEOPLE,
    SECTIONS,
    breaking,
    feeds,
    frame,
    teaser,
    today,
)
from tests.theme.sample_stories import (
    author,
    opinion_story,
    paid_story,
    plain_story,
    story,
)


def front(teaser_count: int = 40) -> FrontView:
    """Return a full front."""
    number = iter(range(teaser_count))
    take = lambda n: [teaser(next(number)) for _ in range(n)]  # noqa: E731 - said where it is used
    return FrontView(
        lead=take(1)[0],
        beside=take(4),
        newest=take(10),
        blocks=[
            FrontBlock(
                Link(name, f"/sections/{code}/"),
                code,
                [teaser(n * 7 + place, section=place) for n in range(5)],
            )
            for place, (code, name) in enumerate(SECTIONS[:7])
        ],
        opinion=[teaser(number, section=7, pictured=False) for number in range(4)],
    )


def listing(teaser_count: int = 12, **changes: Any) -> ListingView:
    """Return a listing."""
    made = ListingView(
        heading="السياسة",
        description="مجلس النواب والحكومة والأحزاب، وما يُقرَّر باسم الناس.",
        teasers=[teaser(number, section=0) for number in range(teaser_count)],
        older=Link("أكتوبر 2026", "/archive/sections/politics/2026/10/"),
        newer=Link("نوفمبر 2026", "/archive/sections/politics/2026/11/"),
        part_links=(Link("التالي", "/archive/2026/11/24/2/"),),
        feeds=feeds("السياسة", "/feeds/politics"),
        children=(Link("كرة القدم", "/sections/football/"),),
        count_words="12 خبرا",
    )
    return replace(made, **changes)


def month() -> ListingView:
    """Return a month with a link for each of its days."""
    days = [
        Link(f"{day} نوفمبر 2026: 3 أخبار", f"/archive/2026/11/{day:02}/") for day in range(1, 25)
    ]
    return listing(0, heading="نوفمبر 2026", description="", children=days, feeds=(), older=None)


def years() -> list[ArchiveYear]:
    """Return two years of the archive."""
    names = ("يناير", "فبراير", "مارس", "أبريل")
    months = [
        (f"{name} 2026", f"/archive/2026/{n:02}/", "120 خبرا") for n, name in enumerate(names, 1)
    ]
    return [ArchiveYear("2026", months), ArchiveYear("2025", months)]


def mistake_form(*, with_errors: bool = False) -> Any:
    """Return the form a reader reports a mistake with."""
    from midad.stories.forms import MistakeForm

    return MistakeForm({"text": "", "paragraph": "p-1"} if with_errors else None)


def pages() -> dict[str, tuple[str, dict[str, Any]]]:
    """Return (template, context) of each page by a name of its own."""
    home = frame(
        "front",
        breadcrumbs=(),
        current_section="",
        masthead_date=today(),
        breaking=breaking(),
    )
    report = {"csrf_token": "token", "story": teaser(1), "frame": frame("report", noindex=True)}
    at = "pages/stories"
    no_front = FrontView(lead=None, beside=[], newest=[], blocks=[], opinion=[])
    small_front = FrontView(teaser(3), [], [], [FrontBlock(Link("x", "/"), "x", [teaser(3)])], [])
    empty = listing(
        0, description="", older=None, newer=None, part_links=(), feeds=(), count_words=""
    )
    return {
        "front": (f"{at}/front.html", {"frame": home, "front": front()}),
        "front-empty": (f"{at}/front.html", {"frame": home, "front": no_front}),
        "front-small": (f"{at}/front.html", {"frame": home, "front": small_front}),
        "story": (f"{at}/story.html", {"frame": frame("story"), "story": story()}),
        "story-plain": (f"{at}/story.html", {"frame": frame("story"), "story": plain_story()}),
        "story-opinion": (f"{at}/story.html", {"frame": frame("story"), "story": opinion_story()}),
        "story-paid": (
            f"{at}/story.html",
            {"frame": frame("story", preview=True), "story": paid_story()},
        ),
        "section": (
            f"{at}/section.html",
            {"frame": frame("section", current_section="sport"), "listing": listing()},
        ),
        "section-empty": (f"{at}/section.html", {"frame": frame("section"), "listing": empty}),
        "author": (
            f"{at}/author.html",
            {"frame": frame("author"), "listing": listing(heading=PEOPLE[0], author=author())},
        ),
        "topic": (
            f"{at}/topic.html",
            {"frame": frame("topic"), "listing": listing(heading="الماء")},
        ),
        "agency": (f"{at}/agency.html", {"frame": frame("agency"), "listing": listing(3)}),
        "day": (
            f"{at}/day.html",
            {"frame": frame("day"), "listing": listing(heading="24 نوفمبر 2026")},
        ),
        "month": (f"{at}/month.html", {"frame": frame("month"), "listing": month()}),
        "listed-month": (
            f"{at}/month.html",
            {"frame": frame("month"), "listing": listing(children=())},
        ),
        "archive": (f"{at}/archive.html", {"frame": frame("archive"), "years": years()}),
        "archive-empty": (f"{at}/archive.html", {"frame": frame("archive"), "years": []}),
        "withdrawn": (
            f"{at}/withdrawn.html",
            {
                "frame": frame("story", noindex=True),
                "story": story(withdrawn_notice="سُحب الخبر لأن مصدره تراجع عن أقواله."),
            },
        ),
        "gone": (f"{at}/gone.html", {"frame": frame("gone", noindex=True)}),
        "not-found": (f"{at}/not_found.html", {"frame": frame("not_found", noindex=True)}),
        "report": (f"{at}/report.html", {**report, "form": mistake_form()}),
        "report-errors": (f"{at}/report.html", {**report, "form": mistake_form(with_errors=True)}),
        "report-done": (f"{at}/report_done.html", {**report, "form": mistake_form()}),
    }


def fragments() -> dict[str, tuple[str, dict[str, Any]]]:
    """Return (template, context) of each piece that pages fetch."""
    present = {"masthead_date": today(), "today": "2026-11-24"}
    return {
        "latest": (
            "fragments/latest.html",
            {"heading": "الأحدث في القسم", "teasers": [teaser(n) for n in range(6)]},
        ),
        "present": ("fragments/present.html", {**present, "breaking": None}),
        "present-breaking": ("fragments/present.html", {**present, "breaking": breaking()}),
    }
