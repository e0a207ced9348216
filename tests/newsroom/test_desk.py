"""The first screen, the menu, groups and rights, breaking news, reports."""

from datetime import timedelta

import pytest
from bs4 import BeautifulSoup
from django.contrib.auth.models import Group
from django.urls import reverse
from django.utils import timezone
from wagtail.models import Task, Workflow

from midad.newsroom.services import CHIEFS, JOURNALISTS, READER_DESK, found_newsroom
from midad.stories.models import BreakingNews, MistakeReport, StoryPage
from tests.newsroom.desk import (
    edit_address,
    fresh,
    make_journalist,
    make_section,
    make_story,
    make_user,
    signed_in,
    story_form,
)

pytestmark = pytest.mark.django_db


def test_founding_twice_changes_nothing():
    found_newsroom()
    before = {g.name: g.permissions.count() for g in Group.objects.all()}
    found_newsroom()
    assert {g.name: g.permissions.count() for g in Group.objects.all()} == before
    assert set(before) == {JOURNALISTS, CHIEFS, READER_DESK}
    assert Workflow.objects.get().name == Task.objects.get().name == "مراجعة رئاسة التحرير"


def test_a_journalist_writes_and_submits_and_a_chief_approves():
    section = make_section()
    address = reverse("wagtailadmin_pages:add", args=["stories", "storypage", section.pk])
    writer = make_journalist()
    client = signed_in(writer)
    client.post(address, story_form(title="خبر للمراجعة", **{"action-submit": "1"}))
    story = writer.owned_pages.get().specific
    assert not story.live
    assert story.current_workflow_state
    form = story_form(story, **{"action-workflow-action": "1", "workflow-action-name": "approve"})
    signed_in(make_user()).post(edit_address(story), form)
    assert fresh(story).live


def test_a_journalist_cannot_publish():
    story = make_story(make_section(), published=False)
    signed_in(make_journalist()).post(
        edit_address(story), story_form(story, **{"action-publish": "1"})
    )
    assert not fresh(story).live


def test_the_first_screen_shows_mine_scheduled_published_and_the_press():
    section = make_section()
    user = make_user()
    make_story(section, published=False, title="مسودتي", owner=user)
    make_story(section, published=False, title="مسودة غيري")
    make_story(section, title="منشور")
    waiting = make_story(section, published=False, title="منتظر")
    waiting.go_live_at = timezone.now() + timedelta(hours=3)
    waiting.save_revision().publish()
    page = BeautifulSoup(signed_in(user).get(reverse("wagtailadmin_home")).content, "html.parser")
    assert "مسودتي" in page.find(id="desk-drafts-section").text
    assert "مسودة غيري" not in page.find(id="desk-drafts-section").text
    assert "منتظر" in page.find(id="desk-scheduled-section").text
    assert "منشور" in page.find(id="desk-published-section").text
    assert page.find(id="desk-press-section")


def test_a_new_story_starts_with_its_section():
    section = make_section()
    page = signed_in(make_journalist()).get(reverse("newsroom_new_story")).content.decode()
    assert reverse("wagtailadmin_pages:add", args=["stories", "storypage", section.pk]) in page


def test_the_menu_stands_in_the_order_of_the_work():
    make_section()
    page = BeautifulSoup(
        signed_in(make_user()).get(reverse("wagtailadmin_home")).content, "html.parser"
    )
    props = page.find(id="wagtail-sidebar-props").text
    names = ["new-story", "stories", "breaking", "front", "explorer", "authors", "agencies"]
    places = [props.index(f'"{name}"') for name in [*names, "topics", "mistakes", "edition"]]
    assert places == sorted(places)
    assert '"snippets"' not in props


def panels_of(client):
    page = BeautifulSoup(client.get(reverse("wagtailadmin_home")).content, "html.parser")
    return [section["id"].removesuffix("-section") for section in page.select("section.w-panel")]


def test_what_waits_stands_first_on_the_first_screen():
    story = make_story(make_section())
    writer, chief = make_journalist(), make_user()
    signed_in(writer).post(edit_address(story), story_form(story, **{"action-submit": "1"}))
    MistakeReport.objects.create(story=story, text="التاريخ", reported_at=timezone.now())
    BreakingNews.objects.create(text="عاجل", ends_at=timezone.now() + timedelta(hours=1))
    waiting = ["desk-breaking", "awaiting-review", "desk-reports", "desk-drafts", "desk-scheduled"]
    assert panels_of(signed_in(chief))[:5] == waiting


def test_a_settled_report_leaves_the_first_screen():
    story = make_story(make_section())
    MistakeReport.objects.create(
        story=story, text="التاريخ", reported_at=timezone.now(), handled=True
    )
    assert "desk-reports" not in panels_of(signed_in(make_user()))


def test_a_draft_says_when_it_is_scheduled():
    user = make_user()
    story = make_story(make_section(), published=False, owner=user)
    story.go_live_at = timezone.now() + timedelta(hours=3)
    story.save_revision().publish()
    page = BeautifulSoup(signed_in(user).get(reverse("wagtailadmin_home")).content, "html.parser")
    assert "مجدول:" in page.find(id="desk-drafts-section").text


def test_the_front_is_offered_to_those_who_may_arrange_it():
    make_section()
    menus = [
        signed_in(user).get(reverse("wagtailadmin_home")).content.decode()
        for user in (make_user(), make_journalist())
    ]
    assert ['"front"' in menu for menu in menus] == [True, False]


def test_a_copy_needs_no_words_for_the_tree_and_opens_at_once():
    story = make_story(make_section())
    client = signed_in(make_user())
    address = reverse("wagtailadmin_pages:copy", args=[story.pk])
    assert "new_slug" not in client.get(address).content.decode()
    form = {"new_title": story.title, "new_parent_page": story.get_parent().pk}
    copies = [client.post(address, form)["Location"] for _ in range(2)]
    newest = StoryPage.objects.order_by("-pk")[:2]
    assert copies == [edit_address(copy) for copy in reversed(newest)]
    assert len({page.slug for page in [story, *newest]}) == 3


def test_breaking_news_ends_after_two_hours_unless_said_otherwise():
    make_section()
    client = signed_in(make_user())
    ends = client.get(reverse("breaking:add")).context["form"]["ends_at"].value()
    lasts = ends - timezone.make_naive(timezone.now())
    assert timedelta(minutes=119) < lasts <= timedelta(hours=2)
    times = {"starts_at": "2026-01-01 10:00", "ends_at": "2026-01-01 09:00"}
    wrong = client.post(reverse("breaking:add"), {"text": "خبر", "story": "", **times})
    assert "ends_at" in wrong.context["form"].errors
    client.post(
        reverse("breaking:add"),
        {"text": "خبر", "story": "", **times, "ends_at": "2026-01-01 11:00"},
    )
    assert BreakingNews.objects.get().text == "خبر"


def test_a_report_is_read_and_settled_and_nothing_of_it_changes():
    story = make_story(make_section())
    report = MistakeReport.objects.create(
        story=story, text="التاريخ خطأ", paragraph="b-1", reported_at=timezone.now()
    )
    client = signed_in(make_journalist())
    page = client.get(reverse("mistakes:edit", args=[report.pk])).content.decode()
    assert "التاريخ خطأ" in page
    assert edit_address(story) in page
    client.post(reverse("mistakes:edit", args=[report.pk]), {"handled": "on", "text": "غير ذلك"})
    report.refresh_from_db()
    assert (report.handled, report.text) == (True, "التاريخ خطأ")


def test_nobody_writes_a_report_in_the_newsroom():
    make_section()
    assert signed_in(make_user()).get(reverse("mistakes:add")).status_code in (302, 403)
