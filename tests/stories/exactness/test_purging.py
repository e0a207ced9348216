"""Caches know a story by readers' words too: those are forgotten with it.

That nothing else is forgotten than what changed is asked after every act of these tests: see
tests/stories/press.py.
"""

import pytest

from midad.stories import addresses, services
from midad.stories.models import StoryPage
from tests.stories.exactness.paper import Paper
from tests.stories.factories import fresh, publish

pytestmark = pytest.mark.django_db


def of(story: StoryPage) -> set[str]:
    """Return the addresses that readers come to a story by."""
    return {addresses.story_key(story.code), addresses.story(story.code, story.slug_words)}


def test_another_headline_lets_the_words_before_and_after_be_forgotten(press, paper: Paper):
    before = of(paper.story)
    with press.watched() as changes:
        publish(paper.story, title="عنوان آخر تمامًا")
    after = of(fresh(paper.story))
    assert after != before
    of_story = {a for a in changes.purged if a.startswith(addresses.story_key(paper.story.code))}
    assert of_story == before | after


def test_a_killed_story_is_forgotten_under_its_words(press, paper: Paper, clock):
    with press.watched() as changes:
        services.kill_story(story=paper.story, reason="أمر قضائي", editor=None, now=clock.now)
    assert of(paper.story) <= changes.purged
