"""Move, rename, set, change a picture: exactly these files change.

Each act is watched: besides the files named here nothing may be written, removed or touched, and
the whole store is compared, byte for byte, with one baked from nothing.
"""

import pytest
from wagtail.models import Page

from midad.stories.models import Author, FrontPage
from tests.stories.exactness.paper import (
    DAY,
    FEEDS,
    FRONT,
    PRESENT,
    SITEMAPS,
    section_feeds,
    section_files,
)
from tests.stories.factories import (
    PAPER,
    change_edition,
    fresh,
    publish,
    sized_picture,
)

pytestmark = pytest.mark.django_db


def test_a_picture_that_changes_or_goes_changes_the_pages_that_show_it(press, paper):
    picture = sized_picture()
    file = picture.file.name.removeprefix("original_images/").removesuffix(".jpg")
    publish(paper.story, lead_picture=picture)
    press.settle()
    shown = press.holding(file)
    with press.watched() as changes:
        picture.description = "سفينة عند الرصيف"
        picture.save()
    assert changes.written == {name for name in shown if name.endswith(".html")}
    with press.watched() as changes:
        picture.delete()
    assert changes.written == shown
    assert press.holding(file) == set()


def test_a_story_that_moves_changes_the_lists_of_both_sections(press, paper):
    with press.watched() as changes:
        Page.objects.get(pk=paper.story.pk).move(Page.objects.get(pk=paper.other.pk), "last-child")
    both = section_files("economy") | section_files("sports")
    lines_naming_the_section = FRONT | FEEDS | DAY | paper.people_files
    assert changes.written == {paper.article} | both | lines_naming_the_section
    assert changes.removed == set()
    assert "رياضة" in press.text(paper.article)


@pytest.mark.parametrize("family", ["authors", "agencies", "topics"])
def test_a_new_name_of_a_person_or_thing_stands_wherever_it_was(press, paper, family):
    row = paper.people[family][0]
    old, named = row.name, press.holding(row.name)
    row.name = "اسم جديد تماما"
    with press.watched() as changes:
        row.save()
    assert changes.written == named
    assert {paper.article, f"{family}/{row.code}/index.html", "sitemaps/pages.xml"} <= named
    assert press.holding(old) == set()


def test_a_new_name_of_a_section_stands_in_the_bar_of_every_page(press, paper):
    named = press.holding(paper.section.title)
    section = fresh(paper.section)
    section.title = "مال وأعمال"
    with press.watched() as changes:
        section.save_revision().publish()
    assert changes.written == named
    assert {"404.html", paper.article, "feeds/rss.xml"} <= named
    assert named.isdisjoint({*PRESENT, "robots.txt", *SITEMAPS, *section_feeds("sports")})


def test_the_front_arranged_by_hand_changes_the_front_alone(press, paper):
    front = FrontPage.objects.get()
    front.lead = paper.neighbour
    front.slots = [{"type": "story", "value": paper.story.pk, "id": "b10c0009"}]
    with press.watched() as changes:
        front.save_revision().publish()
    assert changes.written == FRONT
    text = press.text("index.html")
    assert text.index(paper.neighbour.title) < text.index(paper.story.title)


def test_a_new_author_gets_a_page_before_the_first_story(press, paper):
    with press.watched() as changes:
        author = Author.objects.create(name="سامي")
    assert changes.written == {f"authors/{author.code}/index.html", "sitemaps/pages.xml"}


def test_a_section_that_goes_takes_its_stories_along(press, paper):
    with press.watched() as changes:
        Page.objects.get(pk=paper.section.pk).delete()
    assert changes.removed >= {"sections/economy/index.html", *section_feeds("economy")}
    assert press.answer(f"/articles/{paper.story.code}/")[0] == 410
    assert press.answer("/sections/economy/")[0] == 404


def test_a_new_name_of_the_paper_stands_on_every_page(press, paper):
    named = press.holding(PAPER)
    with press.watched() as changes:
        change_edition(name="صحيفة الفجر")
    assert changes.written == named
    pages = {name for name in press.files() if name.endswith(".html")}
    assert {name for name in pages if not name.startswith("fragments/")} <= named
    assert FEEDS | {"sitemaps/news.xml"} <= named


def test_new_colours_get_a_stylesheet_of_a_new_name(press, paper):
    pages = press.holding("/edition/8c1d2f-f0949f.css")
    with press.watched() as changes:
        change_edition(accent_color="#123456")
    assert changes.removed == {"edition/8c1d2f-f0949f.css"}
    assert changes.written == pages | {"edition/123456-f0949f.css"}


@pytest.mark.parametrize(
    "setting", [{"agency_credit": "none"}, {"words_per_minute": 60, "agency_credit": "general"}]
)
def test_a_setting_of_the_story_page_changes_story_pages_alone(press, paper, setting):
    with press.watched() as changes:
        change_edition(**setting)
    both = {paper.article, f"articles/{paper.neighbour.code}/index.html"}
    assert changes.written == both
    assert len(changes.baked) > len(changes.written)  # made anew, the others have the same bytes
