"""Baking: what is rendered stands in the store, whole, and the press knows from which keys."""

import hashlib
import logging

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import translation

from midad.press import services
from midad.press.models import BakedKey, BakedPage, DueKey, StalePage
from midad.press.services.marking import mark_addresses
from tests.press.toy import (
    LEASE_IS_OVER,
    LIST,
    NOW,
    all_files,
    bake,
    baked,
    gone,
    index,
    page,
    stale,
    standing,
    store,
)


def keys_of(address: str) -> set[str]:
    return set(BakedKey.objects.filter(page__address=address).values_list("key", flat=True))


def places() -> dict[str, tuple[int, int]]:
    """Return number and moment of every file: what is written anew has others."""
    root = store().root
    stats = {path.relative_to(root).as_posix(): path.stat() for path in all_files()}
    return {path: (stat.st_ino, stat.st_mtime_ns) for path, stat in stats.items()}


# --- what stands


def test_what_was_marked_stands_in_the_store_and_leaves_the_list(toy):
    toy.write("one", "خبر")
    toy.write("two", "آخر")
    assert bake() == 3
    assert standing() == {index("one"): "خبر", index("two"): "آخر", "toy.txt": "خبر\nآخر"}
    assert stale() == {}


def test_the_press_notes_what_was_baked_from_which_keys(toy):
    toy.write("one", "خبر")
    bake()
    row = BakedPage.objects.get(address=page("one"))
    assert (row.kind, row.file, row.size_bytes, row.baked_at) == ("sheet", index("one"), 6, NOW)
    assert row.digest == hashlib.sha256("خبر".encode()).hexdigest()
    assert keys_of(page("one")) == {"toy:one"}
    assert keys_of(LIST) == {"toy:list"}


def test_a_page_holds_the_keys_of_its_last_render_alone(toy):
    toy.due["one"] = {"age:one": LEASE_IS_OVER, "today": LEASE_IS_OVER}
    toy.write("one")
    bake()
    assert keys_of(page("one")) == {"toy:one", "age:one", "today"}
    toy.due["one"] = {"today": LEASE_IS_OVER, "year": LEASE_IS_OVER}
    toy.write("one")
    bake()
    assert keys_of(page("one")) == {"toy:one", "today", "year"}


def test_unchanged_bytes_are_not_written_again(toy):
    toy.write("one", "خبر")
    bake()
    before, noted = places(), BakedPage.objects.get(address=page("one")).baked_at
    services.mark_everything(now=LEASE_IS_OVER)
    assert bake(now=LEASE_IS_OVER) == 2
    assert places() == before
    assert BakedPage.objects.get(address=page("one")).baked_at == noted


def test_only_the_changed_page_is_written(toy):
    toy.write("one", "خبر")
    toy.write("two", "آخر")
    bake()
    before = places()
    mark_addresses([page("one"), page("two")], now=NOW)
    assert services.bake_now([page("one"), page("two")], now=NOW) == 0
    toy.write("one", "تغير")
    assert services.bake_now([page("one"), page("two")], now=NOW) == 1
    after = places()
    assert {path for path in after if after[path] != before[path]} == {
        index("one") + suffix for suffix in ("", ".gz", ".br")
    }


@pytest.mark.parametrize("suffix", ["", ".gz", ".br"])
def test_a_form_that_was_lost_is_put_back(toy, suffix):
    toy.write("one")
    bake()
    (store().root / (index("one") + suffix)).unlink()
    services.mark_everything(now=NOW)
    bake()
    assert standing() == toy.files()


def test_only_the_named_pages_are_baked_now_and_the_rest_waits(toy):
    toy.write("one")
    toy.write("two")
    assert services.bake_now([page("one"), "/toy/none/"], now=NOW) == 1
    assert set(standing()) == {index("one")}
    assert set(stale()) == {page("two"), LIST}


def test_nothing_stale_is_nothing_to_do(toy):
    assert services.bake_stale(now=NOW) == 0
    assert services.bake_now([page("one")], now=NOW) == 0
    assert toy.renders == {}


def test_a_batch_takes_no_more_than_its_limit(toy):
    for name in ("one", "two", "three"):
        toy.write(name)
    assert services.bake_stale(now=NOW, limit=2) == 2
    assert len(stale()) == 2


def test_a_page_speaks_the_papers_language_whoever_publishes(toy):
    spoken = []
    toy.meanwhile = [lambda: spoken.append(translation.get_language())] * 2
    toy.write("one")
    with translation.override("en"):
        bake()
        assert translation.get_language() == "en"
    assert spoken == ["ar", "ar"]


# --- what stands no more


def test_a_page_that_disappears_loses_its_files_and_its_rows(toy):
    toy.write("one")
    toy.write("two")
    bake()
    toy.remove("one")
    bake()
    assert standing() == toy.files()
    assert baked() == {page("two"), LIST}
    assert keys_of(page("one")) == set()
    assert stale() == {}


def test_where_nothing_stood_nothing_is_left_either(toy):
    mark_addresses([page("none"), "/no/such/kind/"], now=NOW)
    assert bake() == 2
    assert all_files() == []
    assert not BakedPage.objects.exists()


def test_an_address_of_a_kind_that_is_no_more_is_cleared_away(toy, monkeypatch):
    toy.write("one")
    bake()
    monkeypatch.setattr("midad.press.registry.graph._kinds", {})
    mark_addresses([page("one")], now=NOW)
    bake()
    assert set(standing()) == {"toy.txt"}
    assert baked() == {LIST}


def test_a_killed_story_stands_as_another_file_and_comes_back(toy):
    toy.write("one", "خبر")
    bake()
    toy.kill("one")
    bake()
    assert set(standing()) == {gone("one"), "toy.txt"}
    toy.write("one", "خبر")
    bake()
    assert set(standing()) == {index("one"), "toy.txt"}
    assert standing() == toy.files()


# --- what cannot be baked


def test_a_page_that_fails_says_why_pauses_longer_and_stops_no_other(toy, caplog):
    toy.trouble["one"] = ValueError("لا صورة")
    toy.write("one")
    toy.write("two")
    with caplog.at_level(logging.CRITICAL, "midad.press"):
        pauses = [pause_of_failure(moment) for moment in failing_moments()]
    assert pauses == [1, 2, 4, 8]
    assert StalePage.objects.get().last_error == "ValueError: لا صورة"
    assert set(standing()) == {index("two"), "toy.txt"}


def failing_moments():
    """Yield NOW, then each moment at which the failing page is due again."""
    moment = NOW
    for _ in range(4):
        yield moment
        moment = StalePage.objects.get().due_at


def pause_of_failure(moment) -> int:
    bake(now=moment)
    return int((StalePage.objects.get().due_at - moment).total_seconds())


def test_a_page_that_fails_keeps_the_file_it_had(toy):
    toy.write("one", "قديم")
    bake()
    toy.trouble["one"] = ValueError("no")
    toy.write("one", "جديد")
    bake()
    assert standing()[index("one")] == "قديم"
    del toy.trouble["one"]
    toy.write("one", "أجدد")
    bake()
    assert standing() == toy.files()


def test_a_failure_is_logged_with_its_address(toy, caplog):
    toy.trouble["one"] = ValueError("no")
    toy.write("one")
    bake()
    (record,) = [row for row in caplog.records if row.levelno == logging.ERROR]
    assert (record.event, record.address) == ("bake_failed", page("one"))
    assert "ValueError: no" in caplog.text


def test_a_disk_that_is_full_stops_one_page_and_not_the_others(toy, monkeypatch):
    toy.write("one")
    toy.write("two")
    real = type(store()).write_many

    def full(self, pages):
        if index("one") in dict(pages):
            raise OSError(28, "No space left on device")
        real(self, pages)

    with monkeypatch.context() as patch:
        patch.setattr(type(store()), "write_many", full)
        bake()
    assert set(standing()) == {index("two"), "toy.txt"}
    assert StalePage.objects.get().last_error == "OSError: [Errno 28] No space left on device"
    bake(now=LEASE_IS_OVER)
    assert standing() == toy.files()


def test_what_a_page_needs_first_is_made_and_the_page_rendered_again(toy):
    made = []
    toy.unmade["one"] = lambda: (made.append("sizes"), toy.unmade.clear())
    toy.write("one")
    bake()
    assert made == ["sizes"]
    assert standing() == toy.files()
    assert stale() == {}


def test_what_is_needed_may_take_several_turns(toy):
    turns = []
    toy.unmade["one"] = lambda: (turns.append(1), len(turns) == 4 and toy.unmade.clear())
    toy.write("one")
    bake()
    assert len(turns) == 4
    assert standing() == toy.files()


def test_a_page_whose_needs_are_never_met_is_given_back(toy):
    tries = []
    toy.unmade["one"] = lambda: tries.append(1)
    toy.write("one")
    toy.write("two")
    bake()
    assert len(tries) == 5
    assert "cannot be made" in StalePage.objects.get(address=page("one")).last_error
    assert set(standing()) == {index("two"), "toy.txt"}


def test_needs_that_fail_are_the_pages_failure(toy):
    def broken():
        raise OSError("broken picture")

    toy.unmade["one"] = broken
    toy.write("one")
    bake()
    assert StalePage.objects.get().last_error == "OSError: broken picture"


# --- what changes by the clock, and how much is asked


def test_a_baked_page_leaves_word_when_it_changes_by_the_clock(toy):
    toy.due["one"] = {"today": LEASE_IS_OVER}
    toy.due["two"] = {"today": LEASE_IS_OVER, "age:two": NOW.replace(year=2027)}
    toy.write("one")
    toy.write("two")
    bake()
    services.mark_everything(now=NOW)
    bake()
    assert set(DueKey.objects.values_list("key", "due_at")) == {
        ("today", LEASE_IS_OVER),
        ("age:two", NOW.replace(year=2027)),
    }


def queries_for(toy, letter: str, count: int) -> int:
    names = [letter * (number + 1) for number in range(count)]
    for name in names:
        toy.write(name)
    with CaptureQueriesContext(connection) as asked:
        assert services.bake_now([page(name) for name in names], now=NOW) == count
    return len(asked)


def test_a_page_more_in_a_batch_costs_its_own_reads_alone(toy):
    few, many = queries_for(toy, "a", 2), queries_for(toy, "b", 18)
    # Two reads of the toy's render: all else is asked once for the batch.
    assert many - few == 16 * 2


def test_a_page_made_anew_with_the_same_bytes_writes_no_row_of_its_own(toy):
    toy.write("one")
    bake()
    services.mark_everything(now=NOW)
    with CaptureQueriesContext(connection) as asked:
        bake()
    changed = [query["sql"] for query in asked if not query["sql"].startswith("SELECT")]
    assert changed
    assert not [sql for sql in changed if "press_baked" in sql]
