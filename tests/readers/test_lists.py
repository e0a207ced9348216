"""Saved stories, what was read, what is followed: by plain forms, and as the paper stands now."""

import pytest
from django.test import Client

from midad.readers import services
from midad.readers.models import Follow, Reader, ReadStory, SavedStory
from midad.stories.models import Standing, StoryPage, Topic
from midad.stories.services import kill_story
from tests.newsroom.desk import make_section, make_story
from tests.readers.people import NOW, make_reader

pytestmark = pytest.mark.django_db


@pytest.fixture
def section():
    return make_section()


@pytest.fixture
def story(section) -> StoryPage:
    return make_story(section, title="رست السفينة")


@pytest.fixture
def reader() -> Reader:
    return make_reader()


@pytest.fixture
def client(reader) -> Client:
    client = Client()
    client.force_login(reader.account, "django.contrib.auth.backends.ModelBackend")
    return client


def page(client: Client, name: str) -> str:
    answer = client.get(f"/account/{name}/")
    assert answer.status_code == 200
    assert "no-store" in answer.headers["Cache-Control"]
    return answer.content.decode()


def save(client: Client, story: StoryPage, act: str = "save"):
    return client.post(f"/account/save/{story.code}/", {"act": act})


def test_a_story_is_saved_once_and_taken_off(client, story):
    save(client, story)
    save(client, story)
    assert SavedStory.objects.count() == 1
    assert "رست السفينة" in page(client, "saved")
    save(client, story, "take_off")
    assert not SavedStory.objects.exists()


def test_a_saved_story_is_ticked_off_and_back(client, story):
    save(client, story)
    save(client, story, "tick_off")
    ticked_off_at = SavedStory.objects.get().read_at
    save(client, story, "tick_off")
    assert SavedStory.objects.get().read_at == ticked_off_at is not None
    save(client, story, "untick")
    assert SavedStory.objects.get().read_at is None


def test_a_list_shows_a_renamed_story_by_its_new_name(client, story):
    save(client, story)
    StoryPage.objects.filter(pk=story.pk).update(title="غادرت السفينة")
    shown = page(client, "saved")
    assert "غادرت السفينة" in shown
    assert "رست السفينة" not in shown


def test_a_list_says_that_a_story_was_withdrawn(client, story):
    save(client, story)
    StoryPage.objects.filter(pk=story.pk).update(standing=Standing.WITHDRAWN)
    shown = page(client, "saved")
    assert "رست السفينة" in shown
    assert "سحبت الصحيفة هذا الخبر" in shown


def kill(story) -> None:
    kill_story(story=story, reason="أمر قضائي", editor=None, now=NOW)


def test_a_killed_story_leaves_no_word_on_a_list(client, story):
    save(client, story)
    kill(story)
    shown = page(client, "saved") + client.post("/account/data/").content.decode()
    assert "رست السفينة" not in shown
    assert "هذه المادة لم تعد متاحة" in shown


def test_a_story_that_was_killed_and_then_deleted_leaves_no_word_either(client, story):
    save(client, story)
    client.put(f"/api/v1/history/{story.code}")
    kill(story)
    StoryPage.objects.get(pk=story.pk).delete()
    shown = page(client, "saved") + client.post("/account/data/").content.decode()
    assert "رست السفينة" not in shown
    assert "هذه المادة لم تعد متاحة" in shown
    assert not SavedStory.objects.exclude(title="").exists()


def test_a_story_that_was_only_deleted_is_known_by_its_title(client, story):
    save(client, story)
    StoryPage.objects.get(pk=story.pk).delete()
    assert "رست السفينة" in page(client, "saved")


@pytest.mark.parametrize(
    "act", [kill, lambda story: story.unpublish()], ids=["killed", "unpublished"]
)
@pytest.mark.parametrize("name", ["rate", "save"])
def test_no_form_tells_the_headline_of_a_story_that_was_taken_away(client, story, act, name):
    act(story)
    address = f"/account/{name}/{story.code}/"
    for visitor in (client, Client()):
        answers = [visitor.get(address, follow=True), visitor.post(address, {"stars": "4"})]
        assert all("رست السفينة" not in answer.content.decode() for answer in answers)
    assert client.get(address).status_code == 404
    assert not SavedStory.objects.exists()


def test_a_story_that_was_deleted_stays_on_the_list_by_its_name(client, story):
    save(client, story)
    story.delete()
    shown = page(client, "saved")
    assert "رست السفينة" in shown
    assert "هذه المادة لم تعد متاحة" in shown
    client.post(f"/account/save/{story.code}/", {"act": "take_off"})
    assert not SavedStory.objects.exists()


def test_the_list_of_one_reader_is_no_other_s(client, story):
    services.save_story(reader=make_reader(), story=story, now=NOW)
    assert "رست السفينة" not in page(client, "saved")
    save(client, story, "take_off")
    assert SavedStory.objects.count() == 1


def test_a_full_list_forgets_its_oldest(reader, section, monkeypatch):
    monkeypatch.setattr("midad.readers.services.lists.MOST_SAVED", 2)
    for number in range(3):
        one = make_story(section, title=f"خبر {number}")
        services.save_story(reader=reader, story=one, now=NOW.replace(minute=number))
    titles = SavedStory.objects.order_by("saved_at").values_list("title", flat=True)
    assert list(titles) == ["خبر 1", "خبر 2"]


# --- what was read


def test_nothing_is_kept_of_what_is_read_unless_asked_for(client, reader, story):
    client.put(f"/api/v1/history/{story.code}")
    assert not ReadStory.objects.exists()
    client.post("/account/preferences/", {"keeps_history": "on"})
    client.put(f"/api/v1/history/{story.code}")
    client.put(f"/api/v1/history/{story.code}")
    assert ReadStory.objects.count() == 1
    assert "رست السفينة" in page(client, "history")
    client.post("/account/history/")
    assert not ReadStory.objects.exists()


# --- what is followed


@pytest.mark.parametrize("family", ["sections", "topics"])
def test_following_and_no_more(client, section, family):
    topic = Topic.objects.create(name="الموانئ")
    thing = section if family == "sections" else topic
    address = f"/account/follow/{family}/{thing.code}/"
    assert client.get(address).status_code == 200
    client.post(address, {"act": "follow"})
    client.post(address, {"act": "follow"})
    assert Follow.objects.count() == 1
    assert str(Follow.objects.get()) in page(client, "followed")
    client.post(address, {"act": "unfollow"})
    assert not Follow.objects.exists()


# --- who may


ADDRESSES = ["", "saved/", "history/", "followed/", "devices/", "data/", "delete/"]


@pytest.mark.parametrize("name", [*ADDRESSES, "save/CODE/", "follow/sections/economy/"])
@pytest.mark.parametrize("method", ["get", "post"])
def test_a_stranger_is_asked_to_sign_in_and_nothing_is_done(story, name, method):
    address = f"/account/{name.replace('CODE', story.code)}"
    answer = getattr(Client(), method)(address, {"act": "save"})
    assert answer.status_code == 302
    assert answer.headers["Location"].startswith("/account/login/?next=%2Faccount%2F")
    assert not SavedStory.objects.exists()


def test_a_stranger_has_no_account_that_could_keep_preferences():
    answer = Client().post("/account/preferences/", {"digits": "arabic"})
    assert answer.status_code == 302
    assert answer.headers["Location"].startswith("/account/login/?next=%2Faccount%2F")


@pytest.mark.parametrize(
    "address",
    ["save/zzzzzzz/", "follow/sections/nowhere/", "follow/stories/economy/", "rate/zzzzzzz/"],
)
def test_what_is_not_there_is_a_404(client, section, address):
    assert client.get(f"/account/{address}").status_code == 404
    assert client.post(f"/account/{address}", {"stars": "3"}).status_code == 404


HOSTILE = ["", "x" * 20_000, "\x00", "<script>alert(1)</script>", "'; DROP TABLE readers; --", "‮"]


@pytest.mark.parametrize("words", HOSTILE, ids=["empty", "long", "nul", "script", "sql", "rlo"])
def test_no_form_breaks_by_what_is_sent(client, story, words):
    for address, field in [
        (f"save/{story.code}/", "act"),
        ("preferences/", "text_size"),
        ("devices/", "visit"),
        (f"rate/{story.code}/", "stars"),
        ("delete/", "sure"),
        ("history/", "act"),
    ]:
        answer = client.post(f"/account/{address}", {field: words})
        assert answer.status_code < 500
        assert b"<script>alert" not in answer.content
    for query in ("page", "stars"):
        assert client.get("/account/saved/", {query: words}).status_code == 200
