"""Bugs found while testing: each failed on the day it was written."""

from datetime import timedelta

import pytest
from bs4 import BeautifulSoup
from django.core.files.base import ContentFile
from django.urls import reverse
from wagtail.documents import get_document_model
from wagtail.models import Page
from wagtail.users.models import UserProfile

from midad.stories import services
from midad.stories.models import FrontPage, PublicChange, SectionPage, StoryPage
from midad.stories.queries import rich_text
from midad.stories.queries.ahead import story_by_code
from midad.stories.queries.edition import begin_reading
from midad.stories.queries.story import story_view
from tests.newsroom.desk import edit_address, make_user, signed_in, story_form
from tests.stories.factories import (
    change_edition,
    draft_story,
    fresh,
    import_stories,
    make_author,
    make_breaking,
    make_picture,
    make_section,
    make_story,
    picture_block,
    publish,
    save_draft,
    text_block,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def section(clock, light):
    return make_section()


# --- the public history


def test_a_second_update_is_one_line_of_history(section, clock):
    story = make_story(section)
    for number in range(3):
        clock.move(minutes=5)
        publish(story, title=f"عنوان {number}", change_kind="update")
    assert PublicChange.objects.count() == 3


def test_a_draft_that_announces_an_update_adds_no_line_to_the_history(press, clock):
    story = make_story(make_section())
    clock.move(minutes=5)
    publish(story, title="ثان")
    press.begin()
    with press.watched() as changes:
        save_draft(story, change_kind="update")
    assert not PublicChange.objects.exists()
    assert changes.baked == set()


# --- revisions that name who is deleted


def test_the_editor_opens_a_draft_whose_author_was_deleted(section):
    author, story = make_author(), make_story(section)
    save_draft(story, authors=[author])
    author.delete()
    assert signed_in(make_user()).get(edit_address(story)).status_code == 200


def test_a_schedule_whose_author_was_deleted_is_published(section, clock):
    author, story = make_author(), make_story(section)
    publish(story, title="لاحقا", authors=[author], go_live_at=clock.now + timedelta(hours=1))
    author.delete()
    clock.move(hours=2)
    assert services.publish_due(now=clock.now) == 1
    assert fresh(story).title == "لاحقا"


# --- copies


def test_a_story_can_be_copied_in_the_newsroom(section):
    story = make_story(section)
    form = {"new_title": "نسخة", "new_slug": "copy", "new_parent_page": section.pk}
    signed_in(make_user()).post(reverse("wagtailadmin_pages:copy", args=[story.pk]), form)
    copy = StoryPage.objects.get(title="نسخة")
    assert copy.code != story.code
    assert not copy.live


def test_a_section_can_be_copied(section):
    copy = section.copy(update_attrs={"slug": "x", "title": "نسخة"})
    assert copy.code != section.code


# --- what a change touches


@pytest.mark.parametrize("act", ["kill", "rename", "unpublish", "delete"])
def test_breaking_news_follows_its_story(press, clock, act):
    story = make_story(make_section())
    make_breaking(story=story, minutes=300)
    press.begin()
    acts = {
        "kill": lambda: services.kill_story(story=story, reason="سبب", editor=None, now=clock.now),
        "rename": lambda: publish(story, title="عنوان آخر"),
        "unpublish": story.unpublish,
        "delete": story.delete,
    }
    with press.watched() as changes:
        acts[act]()
    assert "fragments/present.html" in changes.written


@pytest.mark.parametrize("position", ["last-child", "left"])
def test_a_section_that_moves_stands_elsewhere_on_every_page(press, position):
    section, other = make_section(), make_section("رياضة", "sports")
    make_story(section)
    press.begin()
    with press.watched() as changes:
        moved, target = (section, other) if position == "last-child" else (other, section)
        Page.objects.get(pk=moved.pk).move(Page.objects.get(pk=target.pk), position)
    assert "404.html" in changes.written


def test_a_new_author_of_a_full_month_gets_its_next_part(press, clock):
    section, other = make_section(), make_section("رياضة", "sports")
    author = make_author()
    first_at = clock.now - timedelta(days=1)
    import_stories(other, 100, first_at, every=timedelta(seconds=1), authors=(author.name,))
    story = make_story(section)
    press.begin()
    publish(story, authors=[author])
    press.settle()
    assert f"archive/authors/{author.code}/2026/11/2/index.html" in press.files()


def test_a_recording_whose_file_is_deleted_leaves_the_page(press):
    document = get_document_model().objects.create(
        title="حوار", file=ContentFile(b"x", name="a.mp3")
    )
    value = {
        "file": document.pk,
        "kind": "audio",
        "title": "حوار",
        "poster": None,
        "transcript": "",
    }
    block = {"type": "recording", "value": value, "id": "b10c0002"}
    story = make_story(make_section(), body=[text_block("نص"), block])
    press.begin()
    with press.watched() as changes:
        document.delete()
    assert changes.written == {f"articles/{story.code}/index.html"}


def test_a_draft_section_makes_no_page_stale(press):
    make_story(make_section())
    press.begin()
    with press.watched() as changes:
        FrontPage.objects.get().add_child(instance=SectionPage(title="مسودة", live=False))
    assert changes.baked == set()


# --- what is shown


def test_pictures_that_are_gone_are_not_counted(section, clock):
    picture = make_picture()
    story = make_story(section, body=[text_block("نص"), picture_block(picture.pk)])
    picture.delete()
    view = story_view(story_by_code(story.code), begin_reading(now=clock.now))
    assert (view.picture_count, view.gallery) == ("", ())


def test_a_link_to_a_section_becomes_its_address(section, clock):
    story = make_story(section, body=[text_block(f'<a linktype="page" id="{section.pk}">ق</a>')])
    view = story_view(story_by_code(story.code), begin_reading(now=clock.now))
    assert '<a href="/sections/economy/"' in view.body[0].value[0].html


def test_the_anchor_of_a_list_stays_when_a_paragraph_is_put_before_it():
    def anchors(text):
        return {
            part.anchor for part in rich_text.text_parts(rich_text.clean_html(text, {}), "b10c0001")
        }

    text = '<p data-block-key="a1">أ</p><ul><li data-block-key="c1">ب</li></ul>'
    assert anchors(text) < anchors(f'<p data-block-key="n1">جديد</p>{text}')


def test_the_archive_has_its_years_in_the_editions_digits(press):
    make_story(make_section())
    change_edition(digits="arabic")
    press.begin()
    assert ">٢٠٢٦</h2>" in press.text("archive/index.html")


def test_a_preview_speaks_the_papers_language_in_an_english_newsroom(section):
    story, user = draft_story(section), make_user()
    UserProfile.objects.update_or_create(user=user, defaults={"preferred_language": "en"})
    client = signed_in(user)
    address = reverse("wagtailadmin_pages:preview_on_edit", args=[story.pk])
    client.post(address, story_form(story))
    page = client.get(address).content.decode()
    assert "الإبلاغ عن خطأ" in page
    assert "Report a mistake" not in page


def test_a_section_cannot_move_under_a_sub_section(section):
    other = make_section("رياضة", "sports")
    branch = make_section("مصارف", "banks", parent=section)
    assert not fresh(other).can_move_to(fresh(branch))


def test_a_storys_breadcrumb_names_the_section_above_its_own(press):
    section = make_section()
    branch = make_section("مصارف", "banks", parent=section)
    story = make_story(branch)
    press.begin()
    page = BeautifulSoup(press.text(f"articles/{story.code}/index.html"), "html.parser")
    crumbs = [link["href"] for link in page.select("nav.breadcrumbs a")]
    assert crumbs == ["/", "/sections/economy/", "/sections/banks/"]


def test_the_breadcrumb_names_no_hidden_section(press):
    section = make_section()
    make_section("مصارف", "banks", parent=section)
    fresh(section).unpublish()
    press.begin()
    assert "/sections/economy/" not in press.text("sections/banks/index.html")
