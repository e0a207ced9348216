"""The paper whose acts are watched, and the files each part of it is written to."""

from dataclasses import dataclass
from typing import Any

from midad.stories.models import SectionPage, StoryPage
from tests.stories.clock import PaperClock
from tests.stories.factories import (
    make_agency,
    make_author,
    make_section,
    make_story,
    make_topic,
)

FRONT = {"index.html"}
PRESENT = {"fragments/present.html"}
FEEDS = {"feeds/rss.xml", "feeds/atom.xml", "feeds/feed.json"}
DAY = {"archive/2026/11/23/index.html"}
COUNTS = {"archive/index.html", "archive/2026/11/index.html"}
DATED_SITEMAPS = {"sitemap.xml", "sitemaps/stories-2026-11.xml"}
SITEMAPS = DATED_SITEMAPS | {"sitemaps/news.xml"}


def section_feeds(code: str) -> set[str]:
    return {f"feeds/sections/{code}/{name}" for name in ("rss.xml", "atom.xml", "feed.json")}


def section_files(code: str) -> set[str]:
    return section_feeds(code) | {
        f"sections/{code}/index.html",
        f"fragments/sections/{code}/latest.html",
        f"archive/sections/{code}/2026/11/index.html",
    }


@dataclass
class Paper:
    """A paper with two stories of one section, author, agency and topic; the second is newer."""

    section: SectionPage
    other: SectionPage
    people: dict[str, list[Any]]
    neighbour: StoryPage
    story: StoryPage

    @property
    def article(self) -> str:
        return f"articles/{self.story.code}/index.html"

    @property
    def gone(self) -> str:
        return f"articles/{self.story.code}/gone.html"

    @property
    def people_files(self) -> set[str]:
        rows = [(family, row.code) for family, rows in self.people.items() for row in rows]
        pages = {f"{family}/{code}/index.html" for family, code in rows}
        months = {f"archive/{family}/{code}/2026/11/index.html" for family, code in rows}
        return pages | months | {f"fragments/topics/{self.people['topics'][0].code}/latest.html"}

    @property
    def lists(self) -> set[str]:
        """Every file that lists the story."""
        of_paper = FRONT | FEEDS | DAY | COUNTS | SITEMAPS
        return of_paper | section_files("economy") | self.people_files


def make_paper(clock: PaperClock) -> Paper:
    section, other = make_section(), make_section("رياضة", "sports")
    people = {"authors": [make_author()], "agencies": [make_agency()], "topics": [make_topic()]}
    neighbour = make_story(section, "قطار جديد إلى الساحل", **people)
    clock.move(minutes=1)
    return Paper(section, other, people, neighbour, make_story(section, **people))
