"""Breaking news on the first screen and in its list: what is on the bar can be ended at once."""

from datetime import timedelta

import pytest
from bs4 import BeautifulSoup
from django.urls import reverse
from django.utils import timezone

from midad.stories.models import BreakingNews
from tests.newsroom.desk import make_section, make_user, signed_in

pytestmark = pytest.mark.django_db


def breaking(*, starts: float = -1, ends: float = 1) -> BreakingNews:
    """Return breaking news that starts and ends so many hours from now."""
    now = timezone.now()
    return BreakingNews.objects.create(
        text="رست السفينة",
        starts_at=now + timedelta(hours=starts),
        ends_at=now + timedelta(hours=ends),
    )


def end_address(news: BreakingNews) -> str:
    return reverse("newsroom_end_breaking", args=[news.pk])


@pytest.fixture
def client():
    make_section()
    return signed_in(make_user())


@pytest.mark.parametrize("name", ["wagtailadmin_home", "breaking:index"])
@pytest.mark.parametrize(
    ("starts", "ends", "offered"), [(-1, 1, True), (1, 2, False), (-2, -1, False)]
)
def test_only_what_is_on_the_bar_can_be_ended(client, name, starts, ends, offered):
    news = breaking(starts=starts, ends=ends)
    page = BeautifulSoup(client.get(reverse(name)).content, "html.parser")
    assert bool(page.find("a", href=end_address(news))) is offered


def test_ending_asks_once_and_takes_it_off_the_bar(client):
    news = breaking()
    assert "رست السفينة" in client.get(end_address(news)).content.decode()
    assert BreakingNews.objects.on_the_bar(timezone.now()).exists()
    client.post(end_address(news))
    assert not BreakingNews.objects.on_the_bar(timezone.now()).exists()
    news.refresh_from_db()
    assert news.starts_at < news.ends_at <= timezone.now()


@pytest.mark.parametrize(("starts", "ends"), [(1, 2), (-2, -1)])
def test_what_is_not_on_the_bar_stays_as_it_is(client, starts, ends):
    news = breaking(starts=starts, ends=ends)
    client.post(end_address(news))
    assert BreakingNews.objects.get().ends_at == news.ends_at


def test_nobody_without_the_right_ends_breaking_news(django_user_model):
    make_section()
    stranger = django_user_model.objects.create_user("x@marfa.example", "secret")
    news = breaking()
    assert signed_in(stranger).post(end_address(news)).status_code in (302, 403)
    assert BreakingNews.objects.on_the_bar(timezone.now()).exists()
