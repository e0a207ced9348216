"""A burst of votes from young accounts weighs little in the rank, and the desk is shown it."""

from datetime import timedelta

import pytest

from midad.readers import services
from midad.readers.models import Rating, RatingBurst, StoryRatings
from midad.readers.queries import ratings
from midad.stories.models import StoryPage
from tests.newsroom.desk import make_section, make_story
from tests.readers.people import NOW, make_reader

pytestmark = pytest.mark.django_db
HOUR = timedelta(hours=1)


@pytest.fixture
def story() -> StoryPage:
    return make_story(make_section())


def vote(story, stars, *, age=timedelta(days=400), at=NOW) -> None:
    reader = make_reader(joined_at=at - age)
    services.rate(reader=reader, story=story, stars=stars, now=at)


def rank(story, now=NOW) -> float:
    services.weigh_votes(story.pk, now=now)
    return ratings.rank(StoryRatings.objects.get(pk=story.pk))


def test_eight_votes_of_young_accounts_in_an_hour_are_a_burst(story):
    for stars in (4, 4, 4):
        vote(story, stars)
    before = rank(story)
    for number in range(8):
        vote(story, 1, age=HOUR, at=NOW + timedelta(minutes=number))
    after = rank(story, NOW + timedelta(minutes=10))
    burst = RatingBurst.objects.get()
    assert (burst.young_votes, burst.all_votes, burst.mean_stars) == (8, 11, 1.0)
    assert (burst.began_at, burst.ended_at) == (NOW, NOW + timedelta(minutes=7))
    assert before - after < 0.2
    row = StoryRatings.objects.get()
    assert (row.votes, row.ones) == (11, 8)  # what readers see holds every vote alike


@pytest.mark.parametrize(
    ("young", "old"), [(7, 0), (8, 9)], ids=["too few", "a story that everybody rates"]
)
def test_no_burst(story, young, old):
    for _ in range(young):
        vote(story, 1, age=HOUR)
    for _ in range(old):
        vote(story, 5)
    rank(story)
    assert not RatingBurst.objects.exists()
    assert set(Rating.objects.values_list("weight", flat=True)) == {1.0}


def test_a_burst_that_goes_on_is_the_same_burst(story):
    for _ in range(8):
        vote(story, 1, age=HOUR)
    rank(story)
    RatingBurst.objects.update(seen_at=NOW)
    for _ in range(4):
        vote(story, 1, age=HOUR, at=NOW + timedelta(minutes=5))
    rank(story, NOW + timedelta(minutes=6))
    burst = RatingBurst.objects.get()
    assert (burst.young_votes, burst.seen_at) == (12, None)


def test_weighing_twice_notes_nothing_new(story):
    for _ in range(8):
        vote(story, 1, age=HOUR)
    rank(story)
    RatingBurst.objects.update(seen_at=NOW)
    rank(story)
    assert RatingBurst.objects.get().seen_at == NOW
