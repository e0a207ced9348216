"""Votes that come all at once: whatever the order, the counts say what the votes say."""

import random
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from django.db import connection

from midad.readers import services
from midad.readers.models import Rating, Reader
from midad.stories.models import StoryPage
from tests.newsroom.desk import make_section, make_story
from tests.readers.people import NOW, counted, make_reader, votes

pytestmark = pytest.mark.django_db(transaction=True)
THREADS = 8


def test_ten_thousand_votes_at_once_are_counted_exactly(request):
    acts = request.config.getoption("--votes")
    section = make_section()
    stories = [make_story(section, title=f"خبر {number}") for number in range(20)]
    readers = [make_reader() for _ in range(min(500, acts // 4))]
    shares = [acts // THREADS] * THREADS
    with ThreadPoolExecutor(THREADS) as threads:
        work = [
            threads.submit(_vote, seed, share, readers, stories)
            for seed, share in enumerate(shares)
        ]
        last = [done.result() for done in work]
    assert sum(last) == sum(shares)
    for story in stories:
        assert counted(story.pk) == votes(story.pk)
    assert Rating.objects.count() > 0


def _vote(seed: int, acts: int, readers: list[Reader], stories: list[StoryPage]) -> int:
    """Rate, change and take back at random; return how much was done."""
    draw = random.Random(seed)
    try:
        for number in range(acts):
            reader, story = draw.choice(readers), draw.choice(stories)
            if draw.random() < 0.2:
                services.take_back(reader=reader, story=story)
            else:
                at = NOW + timedelta(seconds=number)
                services.rate(reader=reader, story=story, stars=draw.randint(1, 5), now=at)
        return acts
    finally:
        connection.close()


def test_one_reader_s_votes_at_once_are_one_vote():
    story, reader = make_story(make_section()), make_reader()

    def rate(stars: int) -> None:
        try:
            services.rate(reader=reader, story=story, stars=stars, now=NOW)
        finally:
            connection.close()

    with ThreadPoolExecutor(5) as threads:
        list(threads.map(rate, [1, 2, 3, 4, 5] * 8))
    assert sum(counted(story.pk)) == 1
    assert counted(story.pk) == votes(story.pk)
