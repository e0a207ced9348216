"""Founding a paper and its sections: done again it does nothing."""

import pytest
from wagtail.models import Page, Site

from midad.stories.models import EditionSettings, FrontPage, SectionPage
from midad.stories.services import found_paper, section_of_name
from tests.stories.factories import PAPER, found, fresh, make_section

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("light")]


def test_a_paper_has_one_front_at_the_root_of_its_site():
    front = found()
    site = Site.objects.get(is_default_site=True)
    assert (site.root_page_id, front.live, front.depth) == (front.pk, True, 2)
    assert EditionSettings.objects.get().name == PAPER
    # Wagtail's welcome page is gone
    assert [page.pk for page in Page.objects.filter(depth=2)] == [front.pk]


def test_founding_again_changes_nothing():
    front = found()
    EditionSettings.objects.update(name="صحيفة أخرى", hijri=False)
    again = found_paper(name="ثالثة", time_zone="UTC")
    assert again == front
    edition = EditionSettings.objects.get()
    assert (edition.name, edition.hijri, edition.time_zone) == ("صحيفة أخرى", False, "Asia/Riyadh")
    assert FrontPage.objects.count() == 1


@pytest.mark.parametrize("name", ["الاقتصاد", "الإقتصاد", " الاقتصادُ ", "الاقـتصاد"])
def test_a_section_is_found_however_its_name_is_spelled(name):
    section = make_section("الاقتصاد", "economy-news")
    assert section_of_name(name=name) == section
    assert SectionPage.objects.filter(code="economy-news").count() == 1


def test_a_section_that_is_missing_is_made_live_under_the_front():
    section = section_of_name(name=" العلوم ", name_in_address="science", position=7)
    assert (section.title, section.code, section.position) == ("العلوم", "science", 7)
    assert section.live
    assert section.get_parent().specific == FrontPage.objects.get()


def test_a_sub_section_is_made_under_its_section():
    main = make_section()
    branch = section_of_name(name="المصارف", parent=main)
    assert branch.get_parent().pk == main.pk


def test_a_hidden_section_is_not_taken_for_a_new_one():
    hidden = make_section("قديم", "old")
    fresh(hidden).unpublish()
    assert section_of_name(name="قديم") != hidden


def test_an_empty_paper_is_baked_whole(press):
    found()
    press.begin()
    names = {name for name in press.files() if not name.endswith((".br", ".gz"))}
    assert {"index.html", "404.html", "robots.txt", "archive/index.html"} <= names
    assert {"feeds/rss.xml", "sitemaps/news.xml", "fragments/present.html"} <= names
    assert "1970" in press.text("feeds/atom.xml")
    press.assert_right()
