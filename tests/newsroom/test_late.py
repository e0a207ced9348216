"""The late board: what readers have not got yet, why, and trying again; for those who publish."""

import json
from datetime import timedelta

import pytest
from bs4 import BeautifulSoup
from django.test import Client
from django.urls import reverse
from django.utils import timezone, translation
from wagtail.models import Revision

from midad.newsroom.queries import late
from midad.newsroom.views import late_words
from midad.press import services as press
from midad.press.models import LedgerEntry
from midad.press.services.timekeeping import sign_of_life
from midad.press.worker import bake_until_done
from midad.stories.models import StoryPage
from midad.stories.services import due
from tests.newsroom.desk import (
    fresh,
    make_journalist,
    make_section,
    make_story,
    make_user,
    signed_in,
)
from tests.paper import free_port

pytestmark = pytest.mark.django_db
BOARD = "newsroom_late"


@pytest.fixture
def section():
    return make_section()


@pytest.fixture
def client(section):
    return signed_in(make_user())


@pytest.fixture
def unseen_story(section, settings) -> StoryPage:
    """Return a published story that no reader's server shows."""
    story = make_story(section, title="رست السفينة")
    bake_until_done()
    settings.PROBE_URL = f"http://127.0.0.1:{free_port()}"
    while press.run_next_job(now=timezone.now()):
        pass
    return story


def board(client) -> BeautifulSoup:
    return BeautifulSoup(client.get(reverse(BOARD)).content, "html.parser")


def words(client) -> str:
    return " ".join(board(client).find("main").get_text(" ").split())


def press_retry(client) -> str:
    """Press the first button of the board; return what is said then."""
    address = board(client).select_one(".newsroom-late form")["action"]
    answer = client.post(address, follow=True)
    return " ".join(str(message) for message in answer.context["messages"])


def overdue_story(section, *, seconds: float) -> StoryPage:
    """Return a story whose time passed so long ago, with nobody to publish it."""
    story = make_story(section, published=False, title="اجتماع المساء")
    draft = story.get_latest_revision_as_object()
    draft.go_live_at = timezone.now() + timedelta(hours=1)
    draft.save_revision().publish()
    at = timezone.now() - timedelta(seconds=seconds)
    scheduled = Revision.objects.get(approved_go_live_at__isnull=False)
    scheduled.approved_go_live_at, scheduled.content["go_live_at"] = at, at.isoformat()
    scheduled.save()
    return fresh(story)


# --- what stands there


def test_with_everything_out_it_says_so(client):
    assert "لا شيء متأخر" in words(client)
    assert not board(client).select(".newsroom-late")


def test_a_story_that_failed_its_probe_stands_there_with_its_reason(client, unseen_story):
    said = words(client)
    assert "رست السفينة" in said
    assert "نشر · معاينة ما يصل إلى القراء" in said
    assert "تعذّر الوصول إلى خادم القراء." in said
    assert "محاولة واحدة" in said
    assert "المحاولة التالية في" in said
    technical = board(client).select_one(".newsroom-late details pre").get_text()
    assert "Connection refused" in technical


def test_a_story_whose_pages_wait_for_over_a_minute_stands_there(client, section):
    story = make_story(section)
    assert late.late_items(now=timezone.now() + timedelta(seconds=59), limit=9) == []
    found = late.late_items(now=timezone.now() + timedelta(seconds=62), limit=9)
    assert [(item.story.pk, item.job, item.reason) for item in found] == [
        (story.pk, "press", "no_worker")
    ]


@pytest.mark.parametrize(("seconds", "late_ones"), [(50, 0), (61, 1)])
def test_a_schedule_that_nobody_carried_out_stands_there(client, section, seconds, late_ones):
    overdue_story(section, seconds=seconds)
    assert len(board(client).select(".newsroom-late > li")) == late_ones
    if late_ones:
        assert "نشر · فات موعده" in words(client)
        assert "عامل الطبع متوقف" in words(client)


def test_with_a_worker_at_work_it_is_not_blamed(client, section):
    overdue_story(section, seconds=61)
    sign_of_life(now=timezone.now())
    assert "لم يبدأ العمل عليه بعد" in words(client)


def test_an_expiry_that_did_not_happen_stands_there(client, section):
    story = make_story(section)
    StoryPage.objects.update(expire_at=timezone.now() - timedelta(seconds=61))
    LedgerEntry.objects.all().delete()
    assert "انتهاء مدة النشر · فات موعده" in words(client)
    assert press_retry(client) == "أُنجز الآن."
    assert not fresh(story).live


def test_a_deleted_story_is_still_on_the_board(client, unseen_story):
    LedgerEntry.objects.all().delete()
    fresh(unseen_story).delete()
    LedgerEntry.objects.filter(job="press").update(attempts=1, reason="not_baked")
    assert "خبر حُذف" in words(client)
    assert "حذف · طبع صفحاته" in words(client)


# --- trying again


def test_trying_again_mends_it(client, unseen_story, settings):
    settings.PROBE_URL = ""
    assert press_retry(client) == "أُنجز الآن."
    assert "لا شيء متأخر" in words(client)


def test_trying_again_in_vain_says_why(client, unseen_story):
    assert press_retry(client) == "تعذّر مرة أخرى: تعذّر الوصول إلى خادم القراء."
    assert "محاولتان" in words(client)


def test_what_a_worker_has_in_hand_is_left_to_it(client, unseen_story):
    LedgerEntry.objects.filter(job="probe").update(
        state="running", leased_until=timezone.now() + timedelta(minutes=1)
    )
    assert press_retry(client) == "يجري العمل عليه في هذه اللحظة."


def test_what_is_over_meanwhile_is_not_done_twice(client, unseen_story):
    entry = LedgerEntry.objects.get(job="probe")
    address = reverse("newsroom_try_again", args=["probe", "publish", entry.pk])
    LedgerEntry.objects.filter(pk=entry.pk).update(state="done", due_at=None)
    assert client.post(address).url == reverse(BOARD)
    entry.refresh_from_db()
    assert entry.attempts == 1
    LedgerEntry.objects.all().delete()
    assert client.post(address).url == reverse(BOARD)


def test_a_late_schedule_is_published_at_once(client, section):
    story = overdue_story(section, seconds=61)
    assert press_retry(client) == "أُنجز الآن."
    assert fresh(story).live


def test_a_late_schedule_that_fails_again_says_so(client, section, monkeypatch):
    def fails(*_):
        raise ValueError("no section")

    story = overdue_story(section, seconds=61)
    monkeypatch.setattr(due, "_publish", fails)
    assert "تعذّر مرة أخرى" in press_retry(client)
    assert "ValueError: no section" in words(client)
    assert "محاولة واحدة" in words(client)
    assert not fresh(story).live


def test_a_look_changes_nothing(client, unseen_story):
    address = board(client).select_one(".newsroom-late form")["action"]
    assert client.get(address).status_code == 405


# --- to whom


def test_journalists_neither_see_it_nor_try_again(section, unseen_story):
    journalist = signed_in(make_journalist())
    entry = LedgerEntry.objects.get(job="probe")
    home = journalist.get(reverse("wagtailadmin_home")).content.decode()
    assert reverse(BOARD) not in home
    assert journalist.get(reverse(BOARD)).status_code in (302, 403)
    address = reverse("newsroom_try_again", args=["probe", "publish", entry.pk])
    journalist.post(address)
    entry.refresh_from_db()
    assert entry.attempts == 1


def test_who_is_not_signed_in_sees_nothing(unseen_story):
    assert "/login/" in Client().get(reverse(BOARD)).url


def test_the_menu_counts_and_the_first_screen_shows_what_is_late(client, unseen_story):
    home = BeautifulSoup(client.get(reverse("wagtailadmin_home")).content, "html.parser")
    assert "رست السفينة" in home.select_one("#desk-late-section").get_text()
    assert "ما تأخر (1)" in repr(json.loads(home.select_one("#wagtail-sidebar-props").string))


def test_with_nothing_late_the_first_screen_has_no_such_panel(client):
    assert "desk-late" not in client.get(reverse("wagtailadmin_home")).content.decode()


# --- what followed each act


def test_the_acts_of_a_story_with_their_jobs(client, unseen_story):
    address = reverse("newsroom_story_acts", args=[unseen_story.pk])
    page = BeautifulSoup(client.get(address).content, "html.parser")
    jobs = [row.get_text(" ", strip=True) for row in page.select(".newsroom-act li")]
    assert len(jobs) == 2
    assert jobs[0].startswith("طبع صفحاته أُنجز")
    assert jobs[1].startswith("معاينة ما يصل إلى القراء تعذّر، وتُعاد المحاولة")
    edit = client.get(reverse("wagtailadmin_pages:edit", args=[unseen_story.pk]))
    assert address in edit.content.decode()


def test_a_story_without_acts_says_so(client, section):
    story = make_story(section, published=False)
    address = reverse("newsroom_story_acts", args=[story.pk])
    assert "لم يجرِ على هذا الخبر" in client.get(address).content.decode()


def test_many_acts_stand_on_pages(client, section):
    story = make_story(section)
    for _ in range(21):
        story.save_revision().publish()
    address = reverse("newsroom_story_acts", args=[story.pk])
    first, second = (
        BeautifulSoup(client.get(f"{address}?p={p}").content, "html.parser") for p in (1, 2)
    )
    assert len(first.select(".newsroom-act")) == 20
    assert len(second.select(".newsroom-act")) == 2
    assert "نشر" in second.select(".newsroom-act h3")[-1].get_text()


# --- words


def test_numbers_bend_their_nouns():
    with translation.override("ar"):
        said = [late_words.how_many_late(n) for n in (1, 2, 3, 11, 100)]
        tried = [late_words.tries(n) for n in (0, 1, 2, 5, 12)]
    assert said == ["تأخر أمر واحد", "تأخر أمران", "تأخرت 3 أمور", "تأخر 11 أمرا", "تأخر 100 أمر"]
    assert tried == ["", "محاولة واحدة", "محاولتان", "5 محاولات", "12 محاولة"]
