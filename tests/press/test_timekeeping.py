"""Bake times and signs of life: in rows, one statement each, whoever writes beside."""

import os
import re
import socket
import threading
from datetime import timedelta

import pytest
from django.db import connection, transaction

from midad.press import queries, services
from midad.press.models import BakeTime, PressMark
from midad.press.services import timekeeping
from tests.press.toy import NOW, elsewhere

HOUR = timedelta(hours=1)


@pytest.mark.django_db
def test_times_of_many_pages_cost_one_statement(django_assert_num_queries):
    pages = [("story", 0.001 * n) for n in range(1, 400)] + [("front", 0.2)] * 9
    with django_assert_num_queries(1):
        services.record_bakes(pages)
    with django_assert_num_queries(0):
        services.record_bakes([])
    assert {kind.kind: sum(kind.pages_up_to.values()) for kind in queries.bake_times()} == {
        "front": 9,
        "story": 399,
    }


LIMITS = [
    (0.0, "0.002"),
    (0.002, "0.002"),
    (0.0021, "0.005"),
    (0.3, "0.5"),
    (10.0, "10"),
    (10.1, "+Inf"),
]


@pytest.mark.django_db
@pytest.mark.parametrize(("seconds", "up_to"), LIMITS)
def test_a_page_counts_under_the_next_limit_and_under_no_other(seconds, up_to):
    services.record_bakes([("story", seconds)])
    [row] = BakeTime.objects.all()
    assert (row.up_to, row.pages, row.seconds) == (up_to, 1, seconds)


@pytest.mark.django_db
def test_times_add_up():
    services.record_bakes([("story", 0.01), ("story", 0.5)])
    services.record_bakes([("story", 0.01), ("front", 3.0)])
    front, story = queries.bake_times()
    assert (front.kind, front.pages_up_to, front.seconds) == ("front", {"5": 1}, 3.0)
    assert (story.kind, story.pages_up_to) == ("story", {"0.01": 2, "0.5": 1})
    assert story.seconds == pytest.approx(0.52)


@pytest.mark.django_db
def test_times_stand_or_fall_with_the_batch_they_are_of():
    with pytest.raises(RuntimeError), transaction.atomic():
        services.record_bakes([("story", 0.01)])
        raise RuntimeError("the batch failed")
    assert queries.bake_times() == []


@pytest.mark.django_db(transaction=True)
def test_bakers_beside_each_other_lose_nothing_and_never_clinch():
    kinds = ["front", "section", "story", "feed"]
    together = threading.Barrier(3, timeout=20)

    def baker(turn: int) -> None:
        try:
            together.wait()
            for n in range(15):
                order = kinds if (turn + n) % 2 else kinds[::-1]
                services.record_bakes([(kind, 0.01) for kind in order])
        finally:
            connection.close()

    threads = [threading.Thread(target=baker, args=(turn,)) for turn in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    assert {row.kind: row.pages for row in BakeTime.objects.all()} == dict.fromkeys(kinds, 45)


# --- workers


@pytest.mark.django_db
def test_a_sign_of_life_costs_one_statement_and_is_one_row(django_assert_num_queries):
    with django_assert_num_queries(1):
        services.sign_of_life(now=NOW)
    services.sign_of_life(now=NOW + HOUR)
    assert queries.workers_seen() == {timekeeping.own_name(): NOW + HOUR}
    assert queries.worker_silence_seconds(now=NOW + 2 * HOUR) == {timekeeping.own_name(): 3600}


@pytest.mark.django_db
def test_a_worker_that_ends_as_told_is_taken_off_and_no_other_is():
    PressMark.objects.create(name="worker:elsewhere-7", value=queries.moment_in_words(NOW))
    services.sign_of_life(now=NOW)
    services.sign_off()
    assert list(queries.workers_seen()) == ["elsewhere-7"]


@pytest.mark.django_db
def test_workers_lost_for_an_hour_are_forgotten_and_nothing_else_is():
    for name, age in [("worker:lost-1", 61), ("worker:just-2", 59), ("theme", 999)]:
        moment = queries.moment_in_words(NOW - timedelta(minutes=age))
        PressMark.objects.create(name=name, value=moment)
    assert services.forget_lost_workers(now=NOW) == 1
    assert set(PressMark.objects.values_list("name", flat=True)) == {"worker:just-2", "theme"}


@pytest.mark.parametrize(
    ("host", "name"),
    [("web1.paper.example", "web1"), ("newsroom-worker-7d9f8b6c4-x2x4z" * 2, None), ("", "")],
)
def test_the_name_of_a_worker_has_room_in_a_mark(monkeypatch, host, name):
    monkeypatch.setattr(socket, "gethostname", lambda: host)
    monkeypatch.setattr(os, "getpid", lambda: 4_194_304)  # the highest there is
    own = timekeeping.own_name()
    room = PressMark._meta.get_field("name").max_length
    assert len(queries.WORKER + own) <= room
    assert re.fullmatch(r".*-4194304", own)
    assert name is None or own == f"{name}-4194304"


@pytest.mark.django_db(transaction=True)
def test_another_process_sees_who_lives():
    services.sign_of_life(now=NOW)
    seen = []
    elsewhere(lambda: seen.append(queries.workers_seen()))
    assert seen == [{timekeeping.own_name(): NOW}]
