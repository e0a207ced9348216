"""The press worker: does its duties, bakes, survives what fails, and stops when it is told to."""

import logging
import os
import signal

import pytest
from django.db import OperationalError

from midad.press import queries, registry, services, worker
from midad.press.models import DueKey, PendingPurge, PressMark
from midad.press.services.timekeeping import own_name
from midad.press.worker import PressWorker
from tests.press.cache_servers import cache_server
from tests.press.toy import LIST, NOW, bake, index, page, stale, standing, store

pytestmark = pytest.mark.django_db(transaction=True)


class Shift:
    """A worker whose duty ends it after some rounds; ``say`` hears of each."""

    def __init__(self, monkeypatch, *, rounds: int = 2) -> None:
        self.worker, self.rounds, self.left = PressWorker(), 0, rounds
        self._patch = monkeypatch
        monkeypatch.setattr(worker, "PAUSE_SECONDS", 0)
        monkeypatch.setattr(worker, "DUTY_SECONDS", 0)
        monkeypatch.setattr(registry, "_duties", {"count": self._count})
        monkeypatch.setattr(registry, "_theme", [lambda: "ink"])

    def add(self, name, duty) -> None:
        registry.register_duty(name, duty)

    def work(self) -> None:
        self.worker.run()

    def _count(self) -> int:
        self.rounds += 1
        if self.rounds == self.left:
            os.kill(os.getpid(), signal.SIGTERM)
        return 0


@pytest.fixture
def shift(toy, monkeypatch):
    """Return a shift that SIGTERM ends; the signals are put back after."""
    before = {number: signal.getsignal(number) for number in (signal.SIGTERM, signal.SIGINT)}
    shift = Shift(monkeypatch)
    shift.worker.stop_on_signals()
    yield shift
    for number, handler in before.items():
        signal.signal(number, handler)


def test_a_worker_bakes_what_is_stale_until_it_is_told_to_stop(toy, shift):
    toy.write("one", now=NOW)
    shift.work()
    assert standing() == toy.files()
    assert stale() == {}
    assert shift.rounds == 2


def test_a_worker_purges_what_it_baked(toy, shift, settings):
    with cache_server() as cache:
        settings.PRESS_CACHES = f"varnish={cache.url}"
        toy.write("one", now=NOW)
        shift.work()
    assert set(cache.purged()) == {page("one"), LIST}
    assert not PendingPurge.objects.exists()


def test_a_cache_that_cannot_be_asked_keeps_no_page_from_being_baked(toy, shift, settings, caplog):
    settings.PRESS_CACHES = "squid=http://127.0.0.1"
    toy.write("one", now=NOW)
    shift.work()
    assert standing() == toy.files()
    assert PendingPurge.objects.count() == 2
    assert "purging" in {record.what for record in caplog.records}


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_told_to_stop_it_finishes_the_page_in_hand(toy, shift, number):
    shift.left = 99
    toy.meanwhile = [lambda: os.kill(os.getpid(), number)]
    toy.write("one")
    shift.work()
    assert standing() == toy.files()
    assert stale() == {}
    assert shift.rounds == 1


def test_a_theme_that_could_not_be_adopted_is_adopted_the_next_time(toy, shift, monkeypatch):
    toy.write("one")
    bake()
    adopt, tried = services.adopt_theme, []

    def fails_once(theme, *, now):
        tried.append(theme)
        if len(tried) == 1:
            raise OperationalError("database is locked")
        return adopt(theme, now=now)

    monkeypatch.setattr(services, "adopt_theme", fails_once)
    shift.work()
    assert PressMark.objects.get(name="theme").value == "ink"
    assert tried == ["ink", "ink"]


def test_a_worker_adopts_its_theme_once_and_fights_no_other_worker(toy, shift):
    toy.write("one")
    mark, seen = PressMark.objects.filter(name="theme"), []

    def other_worker():
        seen.append(mark.get().value)
        return mark.update(value="water")

    shift.add("other worker", other_worker)
    shift.work()
    assert seen == ["ink", "water"]


def test_every_duty_is_done_each_round(shift):
    done = []
    shift.add("one", lambda: done.append("one") or 0)
    shift.add("two", lambda: done.append("two") or 0)
    shift.work()
    assert done == ["one", "two", "one", "two"]


def test_a_duty_that_fails_ends_neither_the_worker_nor_the_next_duty(toy, shift, caplog):
    done = []

    def broken() -> int:
        raise RuntimeError("no agency answers")

    shift.add("broken", broken)
    shift.add("after", lambda: done.append(1) or 0)
    toy.write("one")
    with caplog.at_level(logging.ERROR, "midad.press"):
        shift.work()
    assert done == [1, 1]
    assert standing() == toy.files()
    assert [row.what for row in caplog.records if row.event == "worker_failed"] == ["broken"] * 2


def test_a_bake_that_fails_as_a_whole_is_tried_again(toy, shift, monkeypatch, caplog):
    real, failures = worker.services.bake_stale, [1]

    def failing_once(**named):
        if failures:
            raise RuntimeError(failures.pop())
        return real(**named)

    monkeypatch.setattr(worker.services, "bake_stale", failing_once)
    toy.write("one")
    with caplog.at_level(logging.ERROR, "midad.press"):
        shift.work()
    assert standing() == toy.files()
    assert [row.what for row in caplog.records] == ["baking"]


def test_what_the_clock_changes_is_baked_in_the_same_round(toy, shift):
    toy.write("one", "قديم")
    bake()
    DueKey.objects.create(key="toy:one", due_at=NOW)
    PressMark.objects.filter(name="toy:one").update(value="جديد")
    shift.work()
    assert standing()[index("one")] == "جديد"
    assert not DueKey.objects.exists()


def test_at_its_start_the_whole_paper_is_baked_with_the_present_theme(toy, shift):
    toy.write("one")
    bake()
    toy.renders.clear()
    shift.work()
    assert toy.renders == {page("one"): 1, LIST: 1}
    assert PressMark.objects.get(name="theme").value == "ink"


def test_a_theme_that_cannot_be_told_does_not_keep_pages_from_being_baked(toy, shift, monkeypatch):
    def broken() -> str:
        raise OSError("no theme folder")

    monkeypatch.setattr(registry, "_theme", [broken])
    toy.write("one")
    shift.work()
    assert standing() == toy.files()


def test_a_command_bakes_until_nothing_is_due_and_tells_how_far_it_is(toy):
    for name in ("one", "two", "three"):
        toy.write(name)
    told = []
    assert worker.bake_until_done(limit=3, progress=told.append) == 4
    assert told == [3, 1]
    assert standing() == toy.files()


def test_a_page_that_fails_does_not_keep_a_command_for_ever(toy):
    toy.trouble["one"] = ValueError("no")
    toy.write("one")
    toy.write("two")
    worker.bake_until_done()
    assert set(stale()) == {page("one")}
    assert index("two") in standing()


# --- signs of life


def test_a_worker_is_seen_while_it_works_and_signs_off_at_its_end(shift):
    seen = []
    shift.add("look", lambda: seen.append(list(queries.workers_seen())) or 0)
    shift.work()
    assert seen == [[own_name()], [own_name()]]
    assert queries.workers_seen() == {}


def test_a_worker_says_that_it_lives_no_more_often_than_every_five_seconds(shift, monkeypatch):
    signs = []
    monkeypatch.setattr(services, "sign_of_life", lambda *, now: signs.append(now) or 1)
    shift.left = 5
    shift.work()
    assert len(signs) == 1
    assert worker.LIFE_SECONDS >= 5


def test_a_worker_that_could_not_say_that_it_lives_works_on(toy, shift, monkeypatch, caplog):
    def away(*, now):
        raise OperationalError("database is locked")

    monkeypatch.setattr(services, "sign_of_life", away)
    toy.write("one")
    with caplog.at_level(logging.ERROR, "midad.press"):
        shift.work()
    assert standing() == toy.files()
    assert [row.what for row in caplog.records] == ["sign of life"]


def test_a_worker_forgets_at_its_start_those_that_were_lost(shift):
    PressMark.objects.create(name="worker:lost-1", value="2026-01-01T00:00:00+00:00")
    shift.work()
    assert not PressMark.objects.filter(name="worker:lost-1").exists()


def test_a_worker_sweeps_at_its_start_what_a_killed_one_left_half_done(toy, shift):
    toy.write("one")
    bake()
    left = store().root / ".baking" / "7-7-0"
    left.write_text("half")
    os.utime(left, (0, 0))
    shift.work()
    assert not left.exists()
