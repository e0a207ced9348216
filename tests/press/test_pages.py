"""A page is previewed as it will be baked, and its one address is the baked one."""

import re

import pytest
from django.conf import settings

from midad.press import services
from midad.press.models import StalePage
from tests.newsroom.desk import fresh, make_section, make_story
from tests.press.toy import NOW, store

pytestmark = pytest.mark.django_db
TITLE, NEXT = "افتتاح المرفأ", "تأجيل الافتتاح"


@pytest.fixture
def story():
    return make_story(make_section(), title=TITLE)


def article(html: str) -> str:
    """Return what a reader sees of the story; moments for machines may be in another zone."""
    (found,) = re.findall(r"<article.*</article>", html, re.DOTALL)
    return re.sub(r'datetime="[^"]*"', "", found)


def preview(page) -> str:
    return page.make_preview_request().content.decode()


def bake(page) -> str:
    StalePage.objects.update(due_at=NOW)
    services.bake_now([f"/articles/{page.code}/"], now=NOW)
    return (store().root / "articles" / page.code / "index.html").read_text()


def test_a_preview_is_the_article_that_will_be_baked(story):
    story.title = NEXT
    story.save_revision()
    draft = story.get_latest_revision_as_object()
    previewed = article(preview(draft))
    assert NEXT in previewed
    story.get_latest_revision().publish()
    assert article(bake(fresh(story))) == previewed


def test_a_preview_changes_no_page(story):
    baked = bake(story)
    StalePage.objects.all().delete()
    story.title = NEXT
    story.save_revision()
    preview(story.get_latest_revision_as_object())
    assert not StalePage.objects.exists()
    assert bake(story) == baked


def test_who_follows_the_tree_is_sent_to_the_baked_address(story, rf):
    answer = story.serve(rf.get("/اقتصاد/"))
    assert answer.status_code == 302
    assert answer["Location"].startswith(f"/articles/{story.code}/%D8")


def test_the_public_address_is_the_papers_and_not_the_trees(story):
    assert story.full_url.startswith(f"{settings.PAPER_URL}/articles/{story.code}/")
    assert story.get_parent().specific.full_url == f"{settings.PAPER_URL}/sections/economy/"
