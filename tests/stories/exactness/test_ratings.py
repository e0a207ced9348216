"""A vote changes the count alone: a piece of its own, which the story's page names."""

import pytest

from midad.readers import services
from midad.readers.models import Reader
from midad.stories.services import kill_story
from tests.readers.people import make_reader
from tests.stories.factories import make_editor

pytestmark = pytest.mark.django_db


@pytest.fixture
def piece(paper) -> str:
    return f"fragments/ratings/{paper.story.code}.html"


def rate(press, paper, stars: int, reader: Reader | None = None) -> None:
    reader = reader or make_reader()
    services.rate(reader=reader, story=paper.story, stars=stars, now=press.clock.now)


def test_with_the_first_vote_the_story_names_the_count(press, paper, piece):
    with press.watched() as changes:
        rate(press, paper, 4)
    assert changes.written == {paper.article, piece}
    assert "تقييم واحد" in press.text(piece)
    assert f"/{piece}" in press.text(paper.article)


def test_every_other_vote_changes_the_count_alone(press, paper, piece):
    rate(press, paper, 4)
    press.settle()
    with press.watched() as changes:
        for stars in (5, 5, 3, 4):
            rate(press, paper, stars)
    assert changes.written == {piece}
    assert "4.2" in press.text(piece)
    assert "5 تقييمات" in press.text(piece)


def test_a_kill_takes_the_count_away_too(press, paper, clock, piece):
    rate(press, paper, 4)
    press.settle()
    with press.watched() as changes:
        kill_story(story=paper.story, reason="أمر قضائي", editor=None, now=clock.now)
    assert piece in changes.removed


def test_a_count_that_is_closed_says_so(press, paper, clock, piece):
    rate(press, paper, 4)
    press.settle()
    with press.watched() as changes:
        services.freeze(story=paper.story, editor=make_editor(), now=clock.now)
    assert changes.written == {piece}
    assert "أُغلق تقييم هذا الخبر" in press.text(piece)
