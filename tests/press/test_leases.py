"""Stale pages in bakers' hands: one page in one hand, and in nobody's for ever."""

import threading
from datetime import timedelta

import pytest
from django.db import connection

from midad.press.models import StalePage
from midad.press.services.leases import (
    Lease,
    give_back,
    lease_addresses,
    lease_due,
    put_off,
    settle,
)
from midad.press.services.marking import mark_addresses
from tests.press.toy import NOW, stale

SECOND = timedelta(seconds=1)


def taken(*, limit: int = 20, now=NOW) -> list[str]:
    return [lease.address for lease in lease_due(limit=limit, now=now)]


def one_page() -> Lease:
    mark_addresses(["/x/"], now=NOW)
    (lease,) = lease_due(limit=1, now=NOW)
    return lease


def waits() -> timedelta:
    return StalePage.objects.get().due_at - NOW


# --- taking


def test_the_most_urgent_and_oldest_pages_are_taken_first(db):
    for urgency, address, age in [(5, "/b/", 1), (9, "/d/", 9), (5, "/a/", 2), (0, "/c/", 0)]:
        mark_addresses([address], now=NOW - age * SECOND, urgency=urgency)
    assert taken(limit=3) == ["/c/", "/a/", "/b/"]
    assert taken(limit=3) == ["/d/"]


def test_what_is_not_due_yet_is_left(db):
    mark_addresses(["/later/"], now=NOW + SECOND)
    assert taken() == []
    assert taken(now=NOW + SECOND) == ["/later/"]


def test_a_page_in_hand_is_taken_by_nobody_else(db):
    one_page()
    assert taken() == []
    assert lease_addresses(["/x/"], now=NOW) == []


@pytest.mark.parametrize(("seconds", "free"), [(59, False), (60, False), (61, True)])
def test_a_lease_runs_out_after_a_minute(db, seconds, free):
    one_page()
    assert bool(taken(now=NOW + seconds * SECOND)) is free


def test_exactly_the_named_pages_are_taken_that_are_stale(db):
    mark_addresses(["/a/", "/b/", "/c/"], now=NOW)
    leases = lease_addresses(["/b/", "/none/", "/a/"], now=NOW)
    assert {lease.address for lease in leases} == {"/a/", "/b/"}
    assert taken() == ["/c/"]


def test_a_named_page_is_taken_though_it_pauses(db):
    give_back(one_page(), "no", now=NOW)
    assert taken() == []
    assert len(lease_addresses(["/x/"], now=NOW)) == 1


@pytest.mark.django_db(transaction=True)
def test_bakers_side_by_side_never_take_the_same_page():
    addresses = [f"/{number:02d}/" for number in range(24)]
    mark_addresses(addresses, now=NOW)
    start, found = threading.Barrier(4), []

    def baker() -> None:
        start.wait()
        try:
            while hands := taken(limit=2):
                found.extend(hands)
        finally:
            connection.close()

    bakers = [threading.Thread(target=baker) for _ in range(4)]
    for one in bakers:
        one.start()
    for one in bakers:
        one.join()
    assert sorted(found) == addresses


# --- settling


def test_a_baked_page_leaves_the_list(db):
    settle([one_page()])
    assert stale() == {}


def test_a_page_that_changed_meanwhile_stays_and_is_free(db):
    lease = one_page()
    mark_addresses(["/x/"], now=NOW)
    settle([lease])
    assert stale() == {"/x/": 2}
    assert taken() == ["/x/"]


def test_a_page_put_off_comes_a_moment_later_and_has_not_failed(db):
    put_off(one_page(), now=NOW)
    assert (waits(), StalePage.objects.get().attempts) == (2 * SECOND, 0)
    assert taken(now=NOW + SECOND) == []
    assert taken(now=NOW + 2 * SECOND) == ["/x/"]


def test_who_slept_over_the_lease_puts_nothing_off(db):
    slow = one_page()
    lease_due(limit=1, now=NOW + 61 * SECOND)
    put_off(slow, now=NOW + 62 * SECOND)
    assert StalePage.objects.get().leased_until == NOW + 121 * SECOND


def test_who_slept_over_the_lease_settles_nothing(db):
    slow = one_page()
    (quick,) = lease_due(limit=1, now=NOW + 61 * SECOND)
    settle([slow])
    assert stale() == {"/x/": 1}
    settle([quick])
    assert stale() == {}


def test_many_are_settled_each_by_its_own_version(db):
    mark_addresses(["/a/", "/b/", "/c/"], now=NOW)
    leases = lease_due(limit=2, now=NOW)
    mark_addresses(["/b/"], now=NOW)
    settle(leases)
    assert stale() == {"/b/": 2, "/c/": 1}


# --- giving back


def test_a_page_given_back_says_why(db):
    give_back(one_page(), "ValueError: no\n" * 900, now=NOW)
    row = StalePage.objects.get()
    assert row.last_error.startswith("ValueError: no")
    assert len(row.last_error) == 2000
    assert (row.attempts, row.leased_until, row.lease_holder) == (1, None, "")


@pytest.mark.parametrize(
    ("attempts", "seconds"), [(0, 1), (1, 2), (2, 4), (5, 32), (9, 512), (10, 600), (4000, 600)]
)
def test_the_pause_doubles_up_to_ten_minutes(db, attempts, seconds):
    lease = one_page()
    StalePage.objects.update(attempts=attempts)
    give_back(lease, "no", now=NOW)
    assert waits() == seconds * SECOND
    assert taken(now=NOW + (seconds - 1) * SECOND) == []
    assert taken(now=NOW + seconds * SECOND) == ["/x/"]


def test_a_change_ends_the_pause(db):
    give_back(one_page(), "no", now=NOW)
    mark_addresses(["/x/"], now=NOW)
    assert taken() == ["/x/"]


def test_who_slept_over_the_lease_gives_nothing_back(db):
    slow = one_page()
    lease_due(limit=1, now=NOW + 61 * SECOND)
    give_back(slow, "too late", now=NOW + 62 * SECOND)
    row = StalePage.objects.get()
    assert (row.attempts, row.last_error) == (0, "")
    assert row.leased_until == NOW + 121 * SECOND


def test_a_page_baked_by_another_is_not_given_back(db):
    slow = one_page()
    settle(lease_due(limit=1, now=NOW + 61 * SECOND))
    give_back(slow, "too late", now=NOW)
    assert stale() == {}
