"""One vote a reader and story, and counts that always say what the votes say."""

from datetime import timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from midad.readers import services
from midad.readers.models import Rating, StoryRatings
from midad.readers.queries import ratings
from midad.readers.services import UnableToRate
from midad.stories.models import Standing, StoryPage
from tests.newsroom.desk import make_journalist, make_section, make_story, make_user
from tests.readers.people import NOW, counted, make_reader, votes

pytestmark = pytest.mark.django_db


@pytest.fixture
def story() -> StoryPage:
    return make_story(make_section())


def rate(reader, story, stars, now=NOW) -> None:
    services.rate(reader=reader, story=story, stars=stars, now=now)


def test_a_vote_is_counted(story):
    rate(make_reader(), story, 4)
    assert counted(story.pk) == votes(story.pk) == (0, 0, 0, 1, 0)


def test_a_second_vote_takes_the_place_of_the_first(story):
    reader = make_reader()
    rate(reader, story, 4)
    rate(reader, story, 2, NOW + timedelta(minutes=1))
    assert counted(story.pk) == votes(story.pk) == (0, 1, 0, 0, 0)
    assert Rating.objects.get().rated_at == NOW + timedelta(minutes=1)


def test_the_same_vote_again_changes_nothing(story):
    reader = make_reader()
    rate(reader, story, 5)
    StoryRatings.objects.update(is_shown=True)
    rate(reader, story, 5)
    assert counted(story.pk) == (0, 0, 0, 0, 1)
    assert StoryRatings.objects.get().is_shown


def test_a_vote_can_be_taken_back(story):
    reader = make_reader()
    rate(reader, story, 5)
    assert services.take_back(reader=reader, story=story)
    assert not services.take_back(reader=reader, story=story)
    assert counted(story.pk) == votes(story.pk) == (0,) * 5


def test_an_account_that_is_deleted_takes_its_votes_out_of_the_counts(story):
    leaving, staying = make_reader(), make_reader()
    rate(leaving, story, 1)
    rate(staying, story, 5)
    services.delete_account(account=leaving.account)
    assert counted(story.pk) == votes(story.pk) == (0, 0, 0, 0, 1)


def test_a_story_that_is_deleted_goes_with_its_votes(story):
    rate(make_reader(), story, 3)
    story.delete()
    assert not Rating.objects.exists()
    assert not StoryRatings.objects.exists()


@pytest.mark.parametrize("stars", [0, 6, -1, 100])
def test_only_one_to_five_stars(story, stars):
    with pytest.raises(UnableToRate):
        rate(make_reader(), story, stars)


def test_only_a_confirmed_address_votes(story):
    with pytest.raises(UnableToRate, match="بريد"):
        rate(make_reader(confirmed=False), story, 5)


def test_a_suspended_account_does_not_vote(story):
    reader = make_reader()
    reader.suspended_at = NOW
    with pytest.raises(UnableToRate):
        rate(reader, story, 5)


@pytest.mark.parametrize("standing", [Standing.WITHDRAWN, Standing.KILLED])
def test_a_story_that_was_taken_away_takes_no_votes(story, standing):
    story.standing = standing
    with pytest.raises(UnableToRate):
        rate(make_reader(), story, 5)


def test_frozen_ratings_stand_as_they_are_until_they_thaw(story):
    voted, late = make_reader(), make_reader()
    rate(voted, story, 2)
    services.freeze(story=story, editor=make_user(), now=NOW)
    for act in (
        lambda: rate(late, story, 5),
        lambda: rate(voted, story, 5),
        lambda: services.take_back(reader=voted, story=story),
    ):
        with pytest.raises(UnableToRate, match="أُغلق"):
            act()
    assert counted(story.pk) == votes(story.pk) == (0, 1, 0, 0, 0)
    services.thaw(story=story, editor=make_journalist())
    rate(late, story, 5)
    assert counted(story.pk) == votes(story.pk) == (0, 1, 0, 0, 1)


def test_a_story_frozen_before_its_first_vote_takes_none(story):
    services.freeze(story=story, editor=make_user(), now=NOW)
    with pytest.raises(UnableToRate):
        rate(make_reader(), story, 5)
    assert counted(story.pk) == votes(story.pk) == (0,) * 5


ACTS = st.lists(st.tuples(st.integers(0, 3), st.integers(0, 5)), max_size=30)


@settings(
    max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(acts=ACTS)
def test_whatever_readers_do_the_count_says_what_the_votes_say(story, acts):
    readers = [make_reader() for _ in range(4)]
    for who, stars in acts:
        if stars:
            rate(readers[who], story, stars)
        else:
            services.take_back(reader=readers[who], story=story)
    assert counted(story.pk) == votes(story.pk)
    for reader in readers:
        services.delete_account(account=reader.account)
    assert counted(story.pk) == (0,) * 5


# --- what readers and lists make of it


def test_a_mean_is_shown_from_five_votes_on(story):
    for stars in (5, 5, 4, 4):
        rate(make_reader(), story, stars)
    view = ratings.ratings_view(StoryRatings.objects.get())
    assert (view.mean, view.votes_words) == ("", "4 تقييمات")
    rate(make_reader(), story, 3)
    view = ratings.ratings_view(StoryRatings.objects.get())
    assert (view.mean, view.votes_words) == ("4.2", "5 تقييمات")


def test_few_votes_rank_near_the_usual(story):
    rate(make_reader(), story, 5)
    services.weigh_votes(story.pk, now=NOW)
    assert ratings.rank(StoryRatings.objects.get()) == pytest.approx((35 + 5) / 11)
