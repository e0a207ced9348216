"""Where a change reaches the press: in its own transaction, and at its commit."""

import logging

import pytest
from django.db import transaction

from midad.press import receivers, services
from midad.press.models import BakedPage, KeyVersion, StalePage
from midad.stories.models import Author, FrontPage, StoryPage
from tests.newsroom.desk import fresh, make_section, make_story
from tests.press.toy import Killed, stale, store

pytestmark = pytest.mark.django_db(transaction=True)


def front_text() -> str:
    return (store().root / "index.html").read_text()


def story_file(story: StoryPage) -> str:
    return f"articles/{story.code}/index.html"


@pytest.fixture
def section():
    """Return a section of a paper whose pages are all baked."""
    made = make_section()
    bake_all()
    return made


def bake_all() -> None:
    services.mark_everything(now=receivers.clock.now())
    while services.bake_stale(now=receivers.clock.now()):
        pass
    assert stale() == {}


def bakes(monkeypatch) -> list[tuple[str, ...]]:
    """Return the list of what is baked at once from now on."""
    asked, real = [], services.bake_now

    def bake_now(addresses, *, now):
        asked.append(addresses)
        return real(addresses, now=now)

    monkeypatch.setattr(services, "bake_now", bake_now)
    return asked


# --- with the transaction


def test_a_change_that_is_rolled_back_leaves_no_stale_page_and_no_bake(section, monkeypatch):
    asked = bakes(monkeypatch)
    versions = dict(KeyVersion.objects.values_list("key", "version"))
    with pytest.raises(RuntimeError), transaction.atomic():
        make_story(section, title="لن ينشر")
        assert stale()
        raise RuntimeError
    assert stale() == {}
    assert asked == []
    assert dict(KeyVersion.objects.values_list("key", "version")) == versions
    assert "لن ينشر" not in front_text()


def test_a_story_whose_marks_fail_is_not_published(section, monkeypatch):
    draft = make_story(section, published=False)
    with monkeypatch.context() as patch:
        patch.setattr(services, "mark_touched", killed)
        with pytest.raises(Killed):
            draft.get_latest_revision().publish()
    assert not fresh(draft).live
    assert stale() == {}


def killed(*_, **__):
    raise Killed


def test_before_the_commit_nothing_is_baked(section, monkeypatch):
    asked = bakes(monkeypatch)
    with transaction.atomic():
        story = make_story(section)
        assert asked == []
        assert not store().has(story_file(story))
    assert asked
    assert store().has(story_file(story))


# --- at the commit


def test_what_cannot_wait_is_baked_at_the_commit_and_the_rest_is_left(section):
    story = make_story(section, title="افتتاح المرفأ")
    assert store().has(story_file(story))
    assert "افتتاح المرفأ" in front_text()
    assert "افتتاح المرفأ" in (store().root / "sections/economy/index.html").read_text()
    at_once = {f"/articles/{story.code}/", "/", "/sections/economy/"}
    assert not at_once & set(stale())
    assert {"/feeds/rss.xml", "/archive/", "/sitemap.xml"} <= set(stale())


def test_a_load_leaves_everything_to_the_worker(section, monkeypatch):
    asked = bakes(monkeypatch)
    with receivers.baking_later():
        story = make_story(section)
    assert asked == []
    assert {f"/articles/{story.code}/", "/"} <= set(stale())
    make_story(section)
    assert asked


def test_a_load_that_fails_leaves_bakes_as_they_were(section, monkeypatch):
    asked = bakes(monkeypatch)
    with pytest.raises(RuntimeError), receivers.baking_later():
        raise RuntimeError
    make_story(section)
    assert asked


def test_a_bake_that_fails_at_the_commit_is_never_the_editors_to_see(section, monkeypatch, caplog):
    def broken(*_, **__):
        raise RuntimeError("the press is on fire")

    with monkeypatch.context() as patch, caplog.at_level(logging.ERROR, "midad.press"):
        patch.setattr(services, "bake_now", broken)
        story = make_story(section, title="خبر")
    assert story.live
    assert {f"/articles/{story.code}/", "/"} <= set(stale())
    assert "bake_at_once_failed" in {getattr(row, "event", "") for row in caplog.records}
    bake_all()
    assert "خبر" in front_text()


def test_a_full_disk_at_the_commit_leaves_the_pages_with_the_reason(section, monkeypatch, caplog):
    def full(*_):
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patch, caplog.at_level(logging.CRITICAL, "midad.press"):
        patch.setattr(type(store()), "write_many", full)
        story = make_story(section)
    row = StalePage.objects.get(address=f"/articles/{story.code}/")
    assert story.live
    assert (row.attempts, row.last_error) == (1, "OSError: [Errno 28] No space left on device")
    assert not store().has(story_file(story))


# --- which changes


def test_a_draft_reaches_no_page(section, monkeypatch):
    asked = bakes(monkeypatch)
    make_story(section, published=False)
    assert stale() == {}
    assert asked == []


def test_a_new_draft_of_a_published_story_reaches_no_page(section):
    story = make_story(section)
    bake_all()
    story.title = "عنوان لم ينشر بعد"
    story.save_revision()
    assert stale() == {}


@pytest.mark.parametrize("fields", [["locked"], ["latest_revision"], ["locked", "go_live_at"]])
def test_a_save_of_what_no_reader_sees_reaches_no_page(section, fields):
    story = make_story(section)
    bake_all()
    story.save(update_fields=fields)
    assert stale() == {}
    story.save(update_fields=[*fields, "title"])
    assert stale()


def test_a_row_as_it_stood_before_is_touched_too(section):
    author = Author.objects.create(name="هالة")
    bake_all()
    author.delete()
    assert not BakedPage.objects.filter(address=f"/authors/{author.code}/").exists()
    assert set(stale()) == {"/sitemap.xml", "/sitemaps/pages.xml"}


def test_a_new_author_has_a_page_before_any_story_links_to_it(section):
    author = Author.objects.create(name="هالة")
    assert BakedPage.objects.filter(address=f"/authors/{author.code}/").exists()


def test_rows_loaded_raw_reach_no_page(section, monkeypatch):
    asked, front = bakes(monkeypatch), FrontPage.objects.get()
    front.save_base(raw=True)
    assert asked == []
    front.save()
    assert asked == [("/",)]


def test_a_model_without_a_rule_reaches_no_page(section, django_user_model):
    django_user_model.objects.create_user("u@marfa.example", "secret")
    assert stale() == {}
