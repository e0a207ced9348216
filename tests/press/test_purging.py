"""Purging: exactly what changed, kept as rows until every cache has let go."""

from datetime import timedelta
from types import SimpleNamespace

import pytest
from django.db import transaction

from midad.press import caches, services
from midad.press.models import PendingPurge
from midad.press.services import purging
from tests.press.toy import LIST, NOW, bake, page

PAPER = "http://localhost:8000"


@pytest.fixture
def cache(monkeypatch, settings):
    """Return what a cache in front was told to let go; it fails while ``trouble`` says so."""
    told: list[set[str]] = []
    trouble: list[str] = []

    def purge(urls):
        if trouble:
            raise caches.UnableToPurge(trouble[0])
        told.append(set(urls))

    settings.PRESS_CACHES = "varnish=http://127.0.0.1:1"
    settings.PAPER_URL = PAPER
    monkeypatch.setattr(caches, "purge", purge)
    return SimpleNamespace(told=told, trouble=trouble)


def urls(*addresses: str) -> set[str]:
    return {PAPER + address for address in addresses}


def waiting() -> dict[str, int]:
    return dict(PendingPurge.objects.values_list("address", "attempts"))


def test_exactly_what_changed_is_purged_and_then_forgotten(toy, cache):
    toy.write("one", "نص")
    toy.write("two")
    bake()
    services.purge_due(now=NOW)
    cache.told.clear()
    toy.write("one", "نص آخر")
    toy.write("two", "")
    bake()
    assert services.purge_due(now=NOW) == 3
    assert cache.told == [urls(page("one"), page("two"), LIST)]
    assert waiting() == {}


def test_what_is_baked_to_the_same_bytes_is_not_purged(toy, cache):
    toy.write("one", "نص")
    bake()
    services.purge_due(now=NOW)
    cache.told.clear()
    toy.write("one", "نص")
    bake()
    assert services.purge_due(now=NOW) == 0
    assert cache.told == []


def test_both_public_addresses_of_a_page_that_got_another_are_purged(toy, cache):
    before = toy.public["one"] = "/toy/one/%D8%AE%D8%A8%D8%B1/"  # encoded, as every address is
    toy.write("one")
    bake()
    services.purge_due(now=NOW)
    cache.told.clear()
    toy.public["one"] = "/toy/one/x/"
    toy.write("one")
    bake()
    services.purge_due(now=NOW)
    assert cache.told == [urls(page("one"), before, "/toy/one/x/", LIST)]


def test_what_was_taken_away_goes_before_all_that_waits(toy, cache, monkeypatch):
    monkeypatch.setattr(purging, "_BATCH", 1)
    toy.write("one")
    bake()
    toy.kill("one")
    bake()
    services.purge_due(now=NOW)
    assert cache.told[0] == urls(page("one"))


def test_a_page_that_is_removed_is_purged(toy, cache):
    toy.write("one")
    bake()
    services.purge_due(now=NOW)
    cache.told.clear()
    toy.remove("one")
    bake()
    services.purge_due(now=NOW)
    assert cache.told == [urls(page("one"), LIST)]


def test_a_cache_that_fails_is_asked_again_after_growing_pauses_and_nothing_is_lost(toy, cache):
    toy.write("one")
    bake()
    cache.trouble.append("varnish: 503")
    moment, pauses = NOW, []
    for _ in range(12):
        assert services.purge_due(now=moment) == 0
        row = PendingPurge.objects.get(address=page("one"))
        assert row.last_error == "varnish: 503"
        pauses.append((row.due_at - moment).total_seconds())
        assert services.purge_due(now=moment) == 0  # not before its time
        moment = row.due_at
    assert pauses[:4] == [2, 4, 8, 16]
    assert pauses[-1] == 600
    cache.trouble.clear()
    assert services.purge_due(now=moment) == 2
    assert cache.told == [urls(page("one"), LIST)]


def test_what_changes_while_it_is_purged_is_purged_again(toy, cache, monkeypatch):
    toy.write("one")
    bake()

    def purge(urls):
        cache.told.append(set(urls))
        if len(cache.told) == 1:
            purging.note_changed([page("one")], now=NOW)

    monkeypatch.setattr(caches, "purge", purge)
    services.purge_due(now=NOW)
    assert cache.told == [urls(page("one"), LIST), urls(page("one"))]
    assert waiting() == {}


def test_a_worker_killed_while_it_asks_leaves_its_addresses_to_the_next(toy, cache, monkeypatch):
    class Killed(BaseException):
        """Stands for SIGKILL."""

    def purge(urls):
        raise Killed

    toy.write("one")
    bake()
    with monkeypatch.context() as patch, pytest.raises(Killed):
        patch.setattr(caches, "purge", purge)
        services.purge_due(now=NOW)
    assert services.purge_due(now=NOW) == 0
    assert services.purge_due(now=NOW + timedelta(seconds=121)) == 2


def test_a_change_that_is_taken_back_purges_nothing(toy, cache):
    toy.write("one")
    with transaction.atomic():
        bake()
        transaction.set_rollback(True)
    assert waiting() == {}


def test_without_a_cache_nothing_is_noted(toy, settings):
    settings.PRESS_CACHES = ""
    toy.write("one")
    bake()
    assert waiting() == {}
    assert services.purge_due(now=NOW) == 0
