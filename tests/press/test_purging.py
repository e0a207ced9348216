"""What changed is purged in every cache, once it is purged it is forgotten, and nothing is lost."""

import logging
from datetime import timedelta
from itertools import pairwise
from urllib.parse import quote

import pytest

from arabictext.slugs import slugify
from midad.press import queries, services
from midad.press.models import PendingPurge
from midad.press.services import baking, purging
from midad.press.services.purging import CHANGED, GONE, LEASE, LONGEST_PAUSE, note_changed
from tests.paper import free_port
from tests.press.cache_servers import cache_server, refusing, well
from tests.press.toy import LIST, NOW, Killed, bake, page, store

pytestmark = pytest.mark.django_db
SECOND = timedelta(seconds=1)


@pytest.fixture
def cache(settings):
    """Return the paper's one cache, which does as it is told."""
    with cache_server() as server:
        settings.PRESS_CACHES = f"varnish={server.url}"
        yield server


def waiting() -> dict[str, int]:
    """Return the addresses that wait to be purged, with their urgency."""
    return dict(PendingPurge.objects.order_by("address").values_list("address", "urgency"))


def test_what_changed_waits_and_nothing_else(cache, toy):
    for name in ("a", "b"):
        toy.write(name)
    bake()
    PendingPurge.objects.all().delete()
    text = toy.write("a")
    bake()
    assert waiting() == {page("a"): CHANGED, LIST: CHANGED}
    PendingPurge.objects.all().delete()
    toy.write("a", text)
    bake()
    assert waiting() == {}


def test_a_page_baked_anew_to_the_same_bytes_where_its_file_was_lost_is_purged_nowhere(cache, toy):
    text = toy.write("a")
    bake()
    PendingPurge.objects.all().delete()
    store().remove("toy/a/index.html")
    toy.write("a", text)
    bake()
    assert waiting() == {}


def test_what_is_taken_back_comes_first(cache, toy):
    for name in ("a", "b"):
        toy.write(name)
    bake()
    PendingPurge.objects.all().delete()
    toy.kill("a")
    toy.remove("b")
    bake()
    assert waiting() == {page("a"): GONE, page("b"): GONE, LIST: CHANGED}


def test_what_is_taken_back_is_asked_for_before_all_that_waited_longer(cache):
    note_changed({f"/archive/{number}/": CHANGED for number in range(150)}, now=NOW)
    note_changed({"/taken/": GONE, "/archive/9/": GONE}, now=NOW + SECOND)
    assert services.Purger().purge_due(now=NOW + SECOND) == 100
    assert set(cache.purged()[:2]) == {"/taken/", "/archive/9/"}


def test_what_was_never_there_is_not_purged(cache, toy):
    toy.remove("never")
    bake()
    assert waiting() == {LIST: CHANGED}


def test_readers_words_are_purged_too_those_before_and_those_after(cache, toy):
    for words in ("old", "new"):
        toy.public["a"] = f"{page('a')}{words}/"
        toy.write("a")
        bake()
    assert waiting() == dict.fromkeys(
        [LIST, page("a"), page("a") + "old/", page("a") + "new/"], CHANGED
    )
    toy.kill("a")
    toy.public["a"] = page("a")  # a notice has no words of its own
    bake()
    toy.write("a", "anew")
    toy.public["a"] = page("a") + "third/"
    PendingPurge.objects.all().delete()
    bake()
    of_page = [page("a"), page("a") + "new/", page("a") + "third/"]
    assert waiting() == dict.fromkeys([LIST, *of_page], CHANGED)


def test_a_cache_is_asked_for_the_address_as_readers_have_it(cache, toy):
    words = toy.public["a"] = page("a") + "%D8%AE%D8%A8%D8%B1/"
    toy.write("a")
    bake()
    services.Purger().purge_due(now=NOW)
    assert sorted(cache.purged()) == sorted([page("a"), words, LIST])


def test_the_longest_words_have_room(cache, toy):
    """A slug has 255 bytes at most, as of sixty letters outside the usual planes."""
    words = slugify("\U0001d5ee" * 60)
    toy.public["a"] = page("a") + quote(words) + "/"
    assert len(toy.public["a"]) > 700
    toy.write("a")
    bake()
    assert toy.public["a"] in waiting()


def test_a_paper_without_caches_notes_nothing(settings, toy, django_assert_num_queries):
    settings.PRESS_CACHES = ""
    toy.write("a")
    bake()
    with django_assert_num_queries(0):
        note_changed({"/": CHANGED}, now=NOW)
        assert services.Purger().purge_due(now=NOW) == 0
    assert waiting() == {}


def test_a_purge_is_noted_in_the_transaction_that_says_what_stands(cache, toy, monkeypatch):
    def killed(*_: object) -> None:
        raise Killed

    toy.write("a")
    with monkeypatch.context() as patched, pytest.raises(Killed):
        patched.setattr(baking, "record_bakes", killed)
        bake()
    assert waiting() == {}
    bake(now=NOW + 2 * LEASE)
    assert page("a") in waiting()


def test_each_cache_is_asked_and_one_that_fails_holds_up_no_other(settings, toy):
    with cache_server() as well_one, cache_server(refusing(500, "broken")) as bad_one:
        settings.PRESS_CACHES = f"varnish={bad_one.url} varnish={well_one.url}"
        toy.write("a")
        bake()
        assert services.Purger().purge_due(now=NOW) == 2
        assert sorted(well_one.purged()) == sorted([page("a"), LIST])
    assert set(PendingPurge.objects.values_list("cache", flat=True)) == {f"varnish={bad_one.url}"}
    assert queries.count_pending_purges() == 2
    later = NOW + timedelta(seconds=90)
    assert queries.oldest_pending_purge_seconds(now=later) == 90
    assert queries.failing_purges()[f"varnish={bad_one.url}"].startswith("500 for ")


def test_a_purge_that_failed_is_tried_again_with_growing_pauses_and_then_done(cache, caplog):
    note_changed({"/": CHANGED}, now=NOW)
    cache.says, purger, pauses, now = refusing(503, "away"), services.Purger(), [], NOW
    with caplog.at_level(logging.WARNING, "midad.press"):
        while len(cache.asked) < 9:
            began = len(cache.asked)
            purger.purge_due(now=now)
            if len(cache.asked) > began:
                pauses.append(now)
            now += SECOND
    gaps = [(after - before).seconds for before, after in pairwise(pauses)]
    assert gaps == [1, 2, 4, 8, 16, 32, 60, 60]
    assert {record.event for record in caplog.records} == {"purge_failed"}
    cache.says = well
    assert purger.purge_due(now=now + LONGEST_PAUSE) == 1
    assert waiting() == {}


def test_a_cache_that_failed_is_spared_whatever_changes_meanwhile(cache):
    purger = services.Purger()
    note_changed({"/": CHANGED}, now=NOW)
    cache.says = refusing(503, "away")
    purger.purge_due(now=NOW)
    note_changed({"/new/": CHANGED}, now=NOW)
    purger.purge_due(now=NOW)
    assert cache.purged() == ["/"]


class Doing:
    """A cache that does something while it is asked to purge."""

    most_at_once = 10

    def __init__(self, act) -> None:
        self._act = act

    def purge(self, addresses) -> None:
        self._act()


@pytest.fixture
def meanwhile(settings, monkeypatch):
    """Return how to let something be done during each purge."""
    settings.PRESS_CACHES = "doing"
    return lambda act: monkeypatch.setattr(
        purging, "caches_in_front", lambda: {"doing": Doing(act)}
    )


def test_a_change_during_the_purge_is_purged_again(meanwhile):
    note_changed({"/": CHANGED}, now=NOW)
    meanwhile(lambda: note_changed({"/": GONE}, now=NOW))
    assert services.Purger().purge_due(now=NOW) == 1
    assert waiting() == {"/": GONE}
    meanwhile(lambda: None)
    assert services.Purger().purge_due(now=NOW) == 1
    assert waiting() == {}


def test_two_workers_do_not_purge_the_same(meanwhile):
    note_changed({"/": CHANGED}, now=NOW)
    taken = []
    meanwhile(lambda: taken.append(services.Purger().purge_due(now=NOW)))
    services.Purger().purge_due(now=NOW)
    assert taken == [0]


def test_what_a_killed_worker_had_in_hand_is_taken_up(meanwhile):
    def killed() -> None:
        raise Killed

    note_changed({"/": CHANGED}, now=NOW)
    meanwhile(killed)
    with pytest.raises(Killed):
        services.Purger().purge_due(now=NOW)
    meanwhile(lambda: None)
    assert services.Purger().purge_due(now=NOW + LEASE - SECOND) == 0
    assert services.Purger().purge_due(now=NOW + LEASE) == 1


def test_much_is_purged_in_portions_each_with_few_queries(cache, django_assert_max_num_queries):
    note_changed({f"/archive/{number}/": CHANGED for number in range(250)}, now=NOW)
    purger, sizes = services.Purger(), []
    with django_assert_max_num_queries(3 * 10 + 1):
        while purged := purger.purge_due(now=NOW):
            sizes.append(purged)
    assert sizes == [100, 100, 50]
    assert len(set(cache.purged())) == 250


def test_what_waits_for_a_cache_that_is_no_more_is_forgotten(settings, cache):
    note_changed({"/": CHANGED}, now=NOW)
    settings.PRESS_CACHES = f"varnish=http://127.0.0.1:{free_port()}"
    note_changed({"/": CHANGED}, now=NOW)
    assert services.forget_other_caches() == 1
    assert set(PendingPurge.objects.values_list("cache", flat=True)) == {settings.PRESS_CACHES}
