"""A preview is what will be baked: the same context, the same template, of the draft."""

import re

import pytest
from django.template import loader

from midad.press import registry
from midad.stories import services
from midad.stories.models import FrontPage
from midad.stories.press_rules.kinds.stories import render_story
from tests.stories.factories import (
    draft_story,
    fresh,
    make_author,
    make_section,
    make_story,
    newest,
    save_draft,
)

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("paper_stands", "light")]


@pytest.fixture
def story(clock):
    return make_story(make_section(), authors=[make_author()])


def previewed(page):
    return loader.render_to_string(
        registry.page_template(page), registry.page_context(page), using="jinja2"
    )


def test_a_preview_differs_from_the_baked_page_by_its_note_alone(story):
    baked = render_story({"code": story.code}).body.decode()
    preview = previewed(newest(story))
    preview = re.sub(r'<p class="preview-note">[^<]*</p>', "", preview)
    canonical = re.search(r'<link rel="canonical"[^>]*>', baked)[0]
    preview = preview.replace('<meta name="robots" content="noindex">', canonical)
    assert preview.split() == baked.split()


def test_a_preview_shows_the_draft(story):
    save_draft(story, title="عنوان في مسودة")
    preview = previewed(newest(story))
    assert "عنوان في مسودة" in preview
    assert 'class="preview-note"' in preview
    assert '<meta name="robots" content="noindex">' in preview


def test_a_draft_that_was_never_published_can_be_previewed(clock):
    draft = draft_story(make_section(), "مسودة")
    preview = previewed(newest(draft))
    assert "مسودة" in preview
    assert "اقتصاد" in preview


def test_a_withdrawn_story_is_previewed_as_readers_see_it(story, clock):
    services.withdraw_story(story=story, notice="سُحب للتدقيق", editor=None, now=clock.now)
    preview = previewed(fresh(story))
    assert "سُحب للتدقيق" in preview
    assert "وصلت السفينة" not in preview


def test_section_and_front_are_previewed_with_their_drafts(story):
    section, front = fresh(story.section), FrontPage.objects.get()
    section.title = "قسم في مسودة"
    assert "قسم في مسودة" in previewed(section)
    assert story.title in previewed(front)


def test_every_page_knows_its_readers_address(story):
    assert registry.page_address(story).startswith(f"/articles/{story.code}/")
    assert registry.page_address(story.section) == "/sections/economy/"
    assert registry.page_address(FrontPage.objects.get()) == "/"
    assert story.full_url.startswith(f"http://localhost:8000/articles/{story.code}/")
