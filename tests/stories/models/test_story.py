"""A story: its words are cleaned, its facts outlive revisions, its changes are announced once."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone

from midad.stories.models import (
    BreakingNews,
    ChangeKind,
    PublicChange,
    Standing,
    StoryAuthor,
    StoryPage,
)
from midad.stories.services import withdraw_story
from tests.stories.factories import (
    backdated,
    change_edition,
    draft_story,
    fresh,
    make_author,
    make_correction,
    make_section,
    make_story,
    newest,
    publish,
    save_draft,
)

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("paper_stands", "light")]


@pytest.fixture
def section():
    return make_section()


# --- words


@pytest.mark.parametrize(
    ("written", "kept"),
    [
        ("افتتاح المرفأ.", "افتتاح المرفأ"),
        ("  افتتاح   المرفأ ", "افتتاح المرفأ"),
        ("افتتاح\nالمرفأ", "افتتاح المرفأ"),
        ("\u202eافتتاح المرفأ\u202c", "افتتاح المرفأ"),
        ("هل يفتتح المرفأ؟", "هل يفتتح المرفأ؟"),
        ("نمو 3.5", "نمو 3.5"),
    ],
)
def test_a_headline_is_one_clean_line_without_a_full_stop(section, written, kept):
    assert newest(draft_story(section, written)).title == kept
    assert make_story(section, written).title == kept


def test_kicker_and_standfirst_are_cleaned(section):
    story = make_story(section, kicker=" المرافئ\u202e\n ", standfirst="\u202aسطر\n\nسطر \n")
    assert (story.kicker, story.standfirst) == ("المرافئ", "سطر\n\nسطر")


def test_two_stories_of_one_title_get_tree_words_of_their_own(section):
    one, two = make_story(section, "افتتاح"), make_story(section, "افتتاح")
    assert one.slug != two.slug
    assert one.slug_words == two.slug_words == "افتتاح"


# --- facts that outlive revisions


def test_an_old_version_never_brings_back_old_facts(section, clock):
    story = make_story(section)
    first = story.latest_revision
    clock.move(minutes=5)
    publish(story, title="ثان", change_kind="update")
    withdraw_story(story=fresh(story), notice="سُحب", editor=None, now=clock.move(minutes=5))
    before = fresh(story)
    clock.move(minutes=5)
    first.publish()
    after = fresh(story)
    assert after.title == "افتتاح المرفأ"
    for name in StoryPage.kept_across_revisions:
        assert getattr(after, name) == getattr(before, name), name
    assert (after.standing, after.listed) == (Standing.WITHDRAWN, False)
    assert after.updated_at is not None


# --- announcements


def history(story):
    return [change.kind for change in PublicChange.objects.filter(story=story)]


@pytest.mark.parametrize("kind", ["", "update"])
def test_a_first_publication_is_no_update(section, kind):
    story = make_story(section, change_kind=kind)
    assert (story.updated_at, story.change_kind, history(story)) == (None, "", [])


@pytest.mark.parametrize(("kind", "line"), [("update", PublicChange.Kind.UPDATED), ("", None)])
def test_a_later_publication_is_what_it_is_announced_as(section, clock, kind, line):
    story = make_story(section)
    at = clock.move(minutes=5)
    story = publish(story, title="آخر", change_kind=kind)
    assert history(story) == ([line] if line else [])
    assert story.updated_at == (at if line else None)
    assert story.change_kind == ChangeKind.MINOR


def test_a_correction_leaves_its_line_in_the_public_history(section, clock):
    story = make_story(section)
    clock.move(minutes=5)
    story = publish(story, corrections=[make_correction(story)], change_kind="correction")
    assert history(story) == [PublicChange.Kind.CORRECTED]
    assert story.updated_at == clock.now


def test_an_announcement_waits_in_the_draft_until_it_is_published(section, clock):
    story = make_story(section)
    clock.move(minutes=5)
    draft = save_draft(story, title="آخر", change_kind="update")
    assert (fresh(story).updated_at, history(story)) == (None, [])
    clock.move(minutes=5)
    draft.latest_revision.publish()
    assert (fresh(story).updated_at, history(story)) == (clock.now, [PublicChange.Kind.UPDATED])


def test_a_minor_fix_after_an_update_leaves_its_time_alone(section, clock):
    story = make_story(section)
    at = clock.move(minutes=5)
    publish(story, title="ثان", change_kind="update")
    clock.move(minutes=5)
    story = publish(story, title="ثالث")
    assert (story.updated_at, history(story)) == (at, [PublicChange.Kind.UPDATED])


# --- what listings sort by


def test_only_a_live_story_of_good_standing_is_listed(section, clock):
    draft = draft_story(section)
    assert (draft.listed, draft.published_at, draft.published_date) == (False, None, None)
    story = publish(draft)
    assert story.listed
    withdraw_story(story=story, notice="سُحب", editor=None, now=clock.now)
    assert not fresh(story).listed
    other = make_story(section)
    other.unpublish()
    assert not fresh(other).listed


@pytest.mark.parametrize(
    ("zone", "day"), [("Asia/Riyadh", date(2026, 11, 24)), ("UTC", date(2026, 11, 23))]
)
def test_the_day_of_publication_is_the_editions(section, clock, zone, day):
    change_edition(time_zone=zone)
    clock.now = datetime(2026, 11, 23, 22, 30, tzinfo=UTC)
    story = make_story(section)
    assert (story.published_at, story.published_date) == (clock.now, day)


def test_a_republished_story_keeps_its_first_time(section, clock):
    at = clock.now - timedelta(days=40)
    story = backdated(section, at)
    story.unpublish()
    assert publish(story).published_at == at


def test_a_story_belongs_to_the_section_it_stands_in(section):
    branch = make_section("مصارف", "banks", parent=section)
    assert make_story(branch).section == branch


# --- rows beside the story


def test_an_author_stands_once_in_a_story(section):
    author = make_author()
    story = make_story(section, authors=[author])
    with pytest.raises(IntegrityError), transaction.atomic():
        StoryAuthor.objects.create(story=story, author=author)


@pytest.mark.parametrize("minutes", [0, -5])
def test_breaking_news_ends_after_it_begins(minutes):
    now = timezone.now()
    news = BreakingNews(text="عاجل", starts_at=now, ends_at=now + timedelta(minutes=minutes))
    with pytest.raises(ValidationError) as refused:
        news.full_clean()
    assert "ends_at" in refused.value.message_dict


def test_breaking_news_is_one_clean_line():
    now = timezone.now()
    news = BreakingNews(
        text=" حريق\n في الميناء\u202e", starts_at=now, ends_at=now + timedelta(minutes=1)
    )
    news.full_clean()
    assert news.text == "حريق في الميناء"
