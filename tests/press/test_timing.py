"""What the clock changes: a key that has come due makes its pages stale, once."""

from datetime import timedelta

import pytest

from midad.press import services
from midad.press.models import DueKey, KeyVersion
from midad.press.services import timing
from tests.press.toy import NOW, Killed, bake, page, stale, standing

MIDNIGHT = NOW.replace(hour=21)
SECOND = timedelta(seconds=1)


def pages_due(toy) -> None:
    """Bake one page that changes at midnight and one that does not."""
    toy.due["one"] = {"today": MIDNIGHT}
    toy.write("one")
    toy.write("two")
    bake()


def test_a_key_that_has_come_due_makes_its_pages_stale_once(toy):
    pages_due(toy)
    assert services.release_due_keys(now=MIDNIGHT) == 1
    assert stale() == {page("one"): 1}
    assert services.release_due_keys(now=MIDNIGHT) == 0
    assert stale() == {page("one"): 1}


@pytest.mark.parametrize(("moment", "released"), [(-SECOND, 0), (0 * SECOND, 1), (SECOND, 1)])
def test_a_key_is_due_at_its_moment_and_not_before(toy, moment, released):
    pages_due(toy)
    assert services.release_due_keys(now=MIDNIGHT + moment) == released
    assert len(stale()) == released


def test_a_page_made_anew_leaves_word_of_its_next_moment(toy):
    pages_due(toy)
    tomorrow = MIDNIGHT + timedelta(days=1)
    services.release_due_keys(now=MIDNIGHT)
    toy.due["one"] = {"today": tomorrow}
    bake(now=MIDNIGHT)
    assert list(DueKey.objects.values_list("key", "due_at")) == [("today", tomorrow)]


def test_a_release_that_is_killed_half_way_is_done_later(toy, monkeypatch):
    pages_due(toy)
    with monkeypatch.context() as patch:
        patch.setattr(timing.DueKey.objects, "filter", filter_then_die())
        with pytest.raises(Killed):
            services.release_due_keys(now=MIDNIGHT)
    assert stale() == {}
    assert services.release_due_keys(now=MIDNIGHT) == 1
    assert stale() == {page("one"): 1}


def filter_then_die():
    """Return a filter that works for the reading and is killed before the deletion."""
    real, calls = DueKey.objects.filter, []

    def act(**wanted):
        calls.append(wanted)
        if len(calls) == 2:
            raise Killed
        return real(**wanted)

    return act


def test_a_bake_that_began_before_the_moment_is_done_again(toy):
    pages_due(toy)
    toy.meanwhile = [lambda: services.release_due_keys(now=MIDNIGHT)]
    toy.write("one", "قديم")
    services.bake_stale(now=MIDNIGHT - SECOND)
    assert page("one") in stale()
    bake(now=MIDNIGHT)
    assert standing() == toy.files()


def test_many_keys_are_released_in_turns(toy):
    rows = [DueKey(key=f"age:{number}", due_at=NOW) for number in range(250)]
    DueKey.objects.bulk_create(rows)
    turns = [services.release_due_keys(now=NOW) for _ in range(3)]
    assert turns == [200, 50, 0]
    assert KeyVersion.objects.filter(key__startswith="age:").count() == 250


def test_a_key_that_no_page_holds_is_forgotten(toy):
    toy.write("one")
    bake()
    DueKey.objects.create(key="age:99", due_at=NOW)
    assert services.release_due_keys(now=NOW) == 1
    assert stale() == {}
    assert not DueKey.objects.exists()


def test_a_key_with_two_moments_makes_its_pages_stale_twice(toy):
    toy.due["one"] = {"breaking": NOW}
    toy.write("one")
    bake()
    DueKey.objects.create(key="breaking", due_at=MIDNIGHT)
    for moment in (NOW, MIDNIGHT):
        assert services.release_due_keys(now=moment) == 1
        assert set(stale()) == {page("one")}
        toy.due.clear()
        toy.due["one"] = {"breaking": MIDNIGHT}
        bake(now=moment)
