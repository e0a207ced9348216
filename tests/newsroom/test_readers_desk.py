"""The reader desk: who may look, what is shown, what leaves a line, suspending and merging."""

from datetime import timedelta

import pytest
from allauth.account.models import EmailAddress
from django.core import mail
from django.test import Client
from wagtail.models import ModelLogEntry

from midad.accounts.models import User
from midad.newsroom.queries.readers import covered
from midad.newsroom.services import CHIEFS, JOURNALISTS, READER_DESK
from midad.readers import services
from midad.readers.models import Follow, Rating, Reader, SavedStory
from midad.readers.services import desk
from midad.stories.models import StoryPage
from tests.newsroom.desk import make_section, make_story, make_user, signed_in
from tests.readers.people import NOW, counted, make_reader, votes

pytestmark = pytest.mark.django_db


@pytest.fixture
def story() -> StoryPage:
    return make_story(make_section(), title="رست السفينة")


@pytest.fixture
def reader(story) -> Reader:
    return make_reader()


@pytest.fixture
def clerk() -> Client:
    return signed_in(make_user(READER_DESK))


def address(reader: Reader) -> str:
    return f"/newsroom/readers/{reader.pk}/"


def acts(reader: Reader) -> list[str]:
    """Return what the audit log holds about a reader, the oldest first."""
    return [one.action for one in ModelLogEntry.objects.for_instance(reader).order_by("pk")]


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        ("huda@mail.example", "h…a@mail.example"),
        ("ab@mail.example", "…@mail.example"),
        ("a@mail.example", "…@mail.example"),
    ],
)
def test_an_address_is_covered(written, shown):
    assert covered(written) == shown


@pytest.mark.parametrize("group", [JOURNALISTS, CHIEFS])
def test_other_desks_see_no_reader(reader, group):
    client = signed_in(make_user(group))
    for place in ("/newsroom/readers/", address(reader)):
        answer = client.get(place)
        assert (answer.status_code, reader.account.email in answer.content.decode()) == (302, False)
    client.post(address(reader), {"act": "suspend", "because": "x"})
    assert Reader.objects.get(pk=reader.pk).suspended_at is None
    assert "/newsroom/readers/" not in client.get("/newsroom/").content.decode()


def test_the_list_covers_addresses_and_leaves_no_line(clerk, reader):
    shown = clerk.get("/newsroom/readers/").content.decode()
    assert covered(reader.account.email) in shown
    assert reader.account.email not in shown
    assert acts(reader) == []


def test_a_search_finds_by_the_address_and_is_in_the_log(clerk, reader):
    other = make_reader()
    shown = clerk.get("/newsroom/readers/", {"q": reader.account.email}).content.decode()
    assert address(reader) in shown
    assert address(other) not in shown
    assert (acts(reader), acts(other)) == ([desk.FOUND], [])


def test_every_look_at_an_account_leaves_a_line(clerk, reader):
    shown = clerk.get(address(reader)).content.decode()
    assert reader.account.email in shown
    clerk.get(address(reader))
    assert acts(reader) == [desk.LOOKED_AT] * 2


def test_what_is_read_and_saved_is_not_shown(clerk, reader, story):
    services.save_story(reader=reader, story=story, now=NOW)
    assert story.title not in clerk.get(address(reader)).content.decode()


def test_a_line_names_nobody_once_the_account_is_gone(clerk, reader):
    clerk.get(address(reader))
    email = reader.account.email
    services.delete_account(account=reader.account)
    line = ModelLogEntry.objects.get(action=desk.LOOKED_AT)
    assert email.partition("@")[0] not in f"{line.label} {line.data}"


def test_a_suspended_reader_is_told_why_and_does_not_rate(clerk, reader, story):
    clerk.post(address(reader), {"act": "suspend", "because": "أصوات بأسماء كثيرة"})
    reader.refresh_from_db()
    with pytest.raises(services.UnableToRate):
        services.rate(reader=reader, story=story, stars=4, now=NOW)
    client = Client()
    client.force_login(reader.account, "django.contrib.auth.backends.ModelBackend")
    assert "أصوات بأسماء كثيرة" in client.get("/account/").content.decode()
    clerk.post(address(reader), {"act": "restore"})
    reader.refresh_from_db()
    services.rate(reader=reader, story=story, stars=4, now=NOW)
    assert acts(reader) == [desk.SUSPENDED, desk.RESTORED]


@pytest.mark.parametrize("because", ["", "ا" * 201, "\x00"])
def test_a_suspension_needs_a_reason(clerk, reader, because):
    answer = clerk.post(address(reader), {"act": "suspend", "because": because})
    assert answer.status_code == 200
    assert Reader.objects.get(pk=reader.pk).suspended_at is None


def test_a_reader_is_signed_out_everywhere(clerk, reader):
    client = Client()
    client.force_login(reader.account, "django.contrib.auth.backends.ModelBackend")
    clerk.post(address(reader), {"act": "sign_out"})
    assert client.get("/me").json() == {"signed_in": False}


def merging(clerk: Client, kept: Reader, other: str, **more: str):
    return clerk.post(address(kept), {"act": "merge", "address": other, **more})


def test_two_accounts_are_shown_before_they_are_merged(clerk, reader):
    other = make_reader()
    shown = merging(clerk, reader, other.account.email).content.decode()
    assert other.account.email in shown
    assert Reader.objects.filter(pk=other.pk).exists()
    assert acts(other) == [desk.LOOKED_AT]


def test_merged_accounts_keep_everything_once(
    clerk, reader, story, django_capture_on_commit_callbacks
):
    other, third = make_reader(), make_story(story.get_parent(), title="غادرت السفينة")
    services.rate(reader=reader, story=story, stars=2, now=NOW)
    services.rate(reader=other, story=story, stars=5, now=NOW + timedelta(hours=1))
    services.rate(reader=other, story=third, stars=4, now=NOW)
    for one in (reader, other):
        services.save_story(reader=one, story=story, now=NOW)
        services.follow(reader=one, what=story.section, now=NOW)
    services.save_story(reader=other, story=third, now=NOW)
    email = other.account.email
    with django_capture_on_commit_callbacks(execute=True):
        merging(clerk, reader, email, sure="1")
    assert not User.objects.filter(email=email).exists()
    assert counted(story.pk) == votes(story.pk) == (0, 0, 0, 0, 1)
    assert counted(third.pk) == votes(third.pk) == (0, 0, 0, 1, 0)
    assert set(Rating.objects.values_list("reader_id", flat=True)) == {reader.pk}
    assert SavedStory.objects.filter(reader=reader).count() == 2
    assert Follow.objects.filter(reader=reader).count() == 1
    assert EmailAddress.objects.get(email=email).user == reader.account
    assert sorted(one.to[0] for one in mail.outbox) == sorted([reader.account.email, email])


def test_of_two_votes_the_later_one_stays_whichever_account_gave_it(clerk, reader, story):
    other = make_reader()
    services.rate(reader=other, story=story, stars=5, now=NOW)
    services.rate(reader=reader, story=story, stars=2, now=NOW + timedelta(hours=1))
    merging(clerk, reader, other.account.email, sure="1")
    assert counted(story.pk) == votes(story.pk) == (0, 1, 0, 0, 0)


@pytest.mark.parametrize("case", ["itself", "nobody", "newsroom", "unconfirmed", "suspended"])
def test_what_cannot_be_merged_is_refused_and_nothing_changes(clerk, reader, case):
    other = make_reader(confirmed=case != "unconfirmed")
    if case == "suspended":
        services.suspend(reader=other, because="x", editor=None, now=NOW)
    if case == "newsroom":
        other = services.become_reader(account=make_user(), now=NOW)
    email = {"itself": reader.account.email, "nobody": "none@mail.example"}
    answer = merging(clerk, reader, email.get(case, other.account.email), sure="1")
    assert answer.status_code == 200
    assert Reader.objects.filter(pk__in=[reader.pk, other.pk]).count() == 2


def test_an_unknown_act_is_no_act(clerk, reader):
    assert clerk.post(address(reader), {"act": "delete"}).status_code == 400


@pytest.mark.parametrize(
    "words", ["\x00", "' OR 1=1 --", "%", "\u202e", "ا" * 10_000, "<script>x</script>"]
)
@pytest.mark.parametrize("place", ["readers", "ratings"])
def test_a_hostile_search_finds_nobody_and_breaks_nothing(clerk, reader, place, words):
    answer = clerk.get(f"/newsroom/{place}/", {"q": words, "p": "9" * 30, "ordering": words})
    assert answer.status_code in {200, 404}
    assert "<script>x" not in answer.content.decode()
    assert reader.account.email not in answer.content.decode()
