"""Workers beside each other: what is due is done once; codes are given once."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Barrier
from typing import Any

import pytest
from django.db import connection
from wagtail.models import PageLogEntry

from midad.press.services.marking import mark_addresses
from midad.stories.addresses import story_key
from midad.stories.models import StoryPage, take_codes
from midad.stories.press_rules.kinds.stories import story_addresses
from midad.stories.services import publish_due
from tests.stories.factories import draft_story, make_section, make_story, publish

pytestmark = pytest.mark.django_db(transaction=True)
WORKERS = 3


def at_once(act: Callable[[], Any]) -> list[Any]:
    """Do ``act`` in several threads that begin together; return what each returned."""
    start = Barrier(WORKERS)

    def begin() -> Any:
        try:
            start.wait()
            return act()
        finally:
            connection.close()

    with ThreadPoolExecutor(WORKERS) as threads:
        return [done.result() for done in [threads.submit(begin) for _ in range(WORKERS)]]


def test_what_is_due_is_claimed_once(clock):
    section = make_section()
    at = clock.now + timedelta(hours=1)
    for number in range(2):
        publish(draft_story(section, f"موعد {number}"), go_live_at=at)
    make_story(section, "ينتهي", expire_at=at)
    clock.move(hours=2)
    assert sum(at_once(lambda: publish_due(now=clock.now))) == 3
    assert StoryPage.objects.filter(live=True).count() == 2
    scheduled = PageLogEntry.objects.filter(action__endswith=".scheduled")
    assert scheduled.count() == 3


def test_codes_are_given_once():
    given = at_once(lambda: take_codes(20))
    assert len({code for codes in given for code in codes}) == 20 * WORKERS


def test_the_whole_paper_is_marked_while_others_write(clock, monkeypatch):
    """A reading left open while another process writes makes SQLite refuse every later write."""
    section = make_section()
    codes = {make_story(section, f"خبر {number}").code for number in range(3)}
    monkeypatch.setattr("midad.stories.press_rules.kinds.stories._BATCH", 2)
    left = iter(story_addresses())
    marked = {next(left)}
    at_once(lambda: take_codes(1))
    marked |= {address for address in left if mark_addresses([address], now=clock.now)}
    assert marked == {story_key(code) for code in codes}
