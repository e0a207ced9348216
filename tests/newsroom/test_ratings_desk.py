"""Ratings at the desk: the list, a story's days, bursts, freezing."""

from datetime import timedelta

import pytest
from wagtail.models import PageLogEntry

from midad.newsroom.queries import ratings as queries
from midad.newsroom.services import CHIEFS, JOURNALISTS, READER_DESK
from midad.readers import services
from midad.readers.models import RatingBurst, StoryRatings
from midad.stories.models import StoryPage
from tests.newsroom.desk import make_section, make_story, make_user, signed_in
from tests.readers.people import NOW, make_reader

pytestmark = pytest.mark.django_db


@pytest.fixture
def story() -> StoryPage:
    return make_story(make_section(), title="رست السفينة")


def rate(story: StoryPage, *stars: int, at=NOW) -> None:
    for one in stars:
        services.rate(reader=make_reader(), story=story, stars=one, now=at)


def burst(story: StoryPage) -> RatingBurst:
    return RatingBurst.objects.create(
        story=story, began_at=NOW, ended_at=NOW, young_votes=9, all_votes=10, mean_stars=1.2
    )


def address(story: StoryPage) -> str:
    return f"/newsroom/ratings/{story.pk}/"


@pytest.mark.parametrize("group", [JOURNALISTS, CHIEFS, READER_DESK])
def test_the_desks_see_ratings(story, group):
    rate(story, 5, 4)
    client = signed_in(make_user(group))
    assert story.title in client.get("/newsroom/ratings/").content.decode()
    shown = client.get(address(story)).content.decode()
    assert story.title in shown
    assert ('value="freeze"' in shown) == (group != JOURNALISTS)


def test_the_list_holds_rated_stories_alone_and_is_searched(story):
    other = make_story(story.get_parent(), title="غادرت السفينة")
    rate(story, 3)
    services.freeze(story=other, editor=None, now=NOW)
    client = signed_in(make_user(CHIEFS))
    assert other.title not in client.get("/newsroom/ratings/").content.decode()
    shown = client.get("/newsroom/ratings/", {"q": "طائرة"}).content.decode()
    assert story.title not in shown


def test_the_list_costs_the_same_for_one_story_and_for_many(story, django_assert_max_num_queries):
    for number in range(12):
        rate(make_story(story.get_parent(), title=f"خبر {number}"), 3)
    client = signed_in(make_user(CHIEFS))
    client.get("/newsroom/ratings/")
    with django_assert_max_num_queries(30):
        client.get("/newsroom/ratings/")


def test_days_and_shares_say_what_the_votes_say(story):
    rate(story, 5, 4, at=NOW - timedelta(days=2))
    rate(story, 1, at=NOW)
    file = queries.ratings_file(StoryRatings.objects.get(pk=story.pk))
    assert [(one.votes, one.mean) for one in file.trend] == [(2, 4.5), (1, 1.0)]
    assert [(one.stars, one.votes) for one in file.shares] == [
        (5, 1),
        (4, 1),
        (3, 0),
        (2, 0),
        (1, 1),
    ]


def test_a_vote_after_midnight_belongs_to_the_papers_day(story):
    rate(story, 5, at=NOW.replace(hour=20, minute=59))  # 23:59 in Riyadh
    rate(story, 3, at=NOW.replace(hour=21, minute=1))
    file = queries.ratings_file(StoryRatings.objects.get(pk=story.pk))
    assert len(file.trend) == 2


def test_frozen_ratings_are_opened_again_and_both_are_in_the_storys_log(story):
    client = signed_in(make_user(CHIEFS))
    client.post(address(story), {"act": "freeze"})
    with pytest.raises(services.UnableToRate):
        rate(story, 4)
    client.post(address(story), {"act": "thaw"})
    rate(story, 4)
    logged = PageLogEntry.objects.filter(page=story.pk, action__startswith="ratings.")
    assert [one.action for one in logged.order_by("pk")] == ["ratings.frozen", "ratings.thawed"]


def test_a_journalist_freezes_nothing(story):
    signed_in(make_user(JOURNALISTS)).post(address(story), {"act": "freeze"})
    rate(story, 4)


def test_a_burst_waits_on_the_first_screen_until_it_was_seen(story):
    found = burst(story)
    client = signed_in(make_user(READER_DESK))
    assert address(story) in client.get("/newsroom/").content.decode()
    client.post(address(story), {"act": f"burst-{found.pk}"})
    assert address(story) not in client.get("/newsroom/").content.decode()
    assert RatingBurst.objects.get().seen_at is not None


@pytest.mark.parametrize("act", ["", "burst-", "burst-0", "burst-٣", "burst-" + "9" * 40, "\x00"])
def test_an_act_that_is_none_is_refused(story, act):
    burst(story)
    client = signed_in(make_user(CHIEFS))
    assert client.post(address(story), {"act": act}).status_code == 404
    assert RatingBurst.objects.get().seen_at is None


def test_another_storys_burst_is_not_settled_here(story):
    found = burst(make_story(story.get_parent(), title="غادرت السفينة"))
    client = signed_in(make_user(CHIEFS))
    assert client.post(address(story), {"act": f"burst-{found.pk}"}).status_code == 404
