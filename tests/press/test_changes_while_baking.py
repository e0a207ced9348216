"""A change in the middle of a bake: the page is rendered again, or stays on the list."""

import threading
from datetime import timedelta

import pytest
from django.db import connection

from midad.press import services
from midad.press.graph import Touch
from midad.press.models import PressMark, StalePage
from midad.press.services import baking
from tests.press.toy import (
    LIST,
    NOW,
    bake,
    elsewhere,
    index,
    page,
    stale,
    standing,
    store,
)

pytestmark = pytest.mark.django_db(transaction=True)


def once(monkeypatch, owner, name, act):
    """Do ``act`` on another connection just before the first call of ``owner.name``."""
    real = getattr(owner, name)

    def first(*arguments):
        monkeypatch.setattr(owner, name, real)
        elsewhere(act)
        return real(*arguments)

    monkeypatch.setattr(owner, name, first)


def test_a_change_after_the_render_is_rendered_before_a_file_is_written(toy, monkeypatch):
    toy.write("one", "قديم")
    once(monkeypatch, baking, "_store_keys", lambda: toy.write("one", "جديد"))
    assert services.bake_stale(now=NOW) == 2
    assert standing() == {index("one"): "جديد", "toy.txt": "جديد"}
    assert stale() == {page("one"): 2, LIST: 2}
    bake()
    assert stale() == {}


def test_a_change_inside_the_render_is_not_half_seen(toy, monkeypatch):
    toy.write("one", "قديم")
    toy.meanwhile = [lambda: elsewhere(lambda: toy.write("one", "جديد"))]
    services.bake_stale(now=NOW)
    assert standing() == {index("one"): "جديد", "toy.txt": "جديد"}


def test_a_change_of_one_page_makes_only_that_page_rendered_again(toy, monkeypatch):
    toy.write("one")
    toy.write("two")
    once(monkeypatch, baking, "_store_keys", lambda: toy.write("one"))
    services.bake_stale(now=NOW)
    assert toy.renders == {page("one"): 2, page("two"): 1, LIST: 2}
    assert standing() == toy.files()


def test_a_change_after_the_keys_are_stored_leaves_the_page_on_the_list(toy, monkeypatch):
    toy.write("one", "قديم")
    once(monkeypatch, type(store()), "write_many", lambda: toy.write("one", "جديد"))
    services.bake_stale(now=NOW)
    assert standing() == {index("one"): "قديم", "toy.txt": "قديم"}
    assert stale() == {page("one"): 2, LIST: 2}
    bake()
    assert standing() == toy.files()
    assert stale() == {}


def test_a_change_after_the_files_stand_leaves_the_page_on_the_list(toy, monkeypatch):
    toy.write("one")
    once(monkeypatch, baking, "_finish", lambda: toy.write("one", "جديد"))
    services.bake_stale(now=NOW)
    assert set(stale()) == {page("one"), LIST}
    bake()
    assert standing() == {index("one"): "جديد", "toy.txt": "جديد"}


def test_a_key_that_a_page_takes_up_is_found_from_its_storing_on(toy, monkeypatch):
    toy.write("one", "قديم")
    bake()
    toy.due["one"] = {"edition": NOW}
    toy.write("one", "قديم")

    def change_of_the_edition():
        PressMark.objects.filter(name="toy:one").update(value="جديد")
        services.mark_touched(Touch(frozenset({"edition"})), now=NOW)

    once(monkeypatch, type(store()), "has", change_of_the_edition)
    bake()
    assert standing()[index("one")] == "جديد"


def test_a_page_that_disappears_while_it_is_baked_is_gone_after(toy, monkeypatch):
    toy.write("one")
    once(monkeypatch, type(store()), "write_many", lambda: toy.remove("one"))
    bake()
    assert standing() == toy.files() == {"toy.txt": ""}


def test_a_page_that_appears_while_nothing_is_baked_for_it_stands_after(toy, monkeypatch):
    services.mark_everything(now=NOW)
    toy.remove("one")
    once(monkeypatch, baking, "_finish", lambda: toy.write("one"))
    bake()
    assert standing() == toy.files()
    assert index("one") in standing()


def test_a_page_that_changes_faster_than_it_bakes_is_put_off(toy, monkeypatch, caplog):
    toy.write("one")
    real = baking._store_keys

    def store_too_late(proofs):
        elsewhere(lambda: toy.write("one"))
        return real(proofs)

    with monkeypatch.context() as patch:
        patch.setattr(baking, "_store_keys", store_too_late)
        services.bake_now([page("one")], now=NOW)
    assert toy.renders[page("one")] == 6
    row = StalePage.objects.get(address=page("one"))
    assert (row.attempts, row.last_error, row.lease_holder) == (0, "", "")
    assert row.due_at == NOW + timedelta(seconds=2)
    assert [record.levelname for record in caplog.records] == ["INFO"]
    bake(now=NOW.replace(hour=13))
    assert standing() == toy.files()


def test_bakers_side_by_side_bake_every_page_once(toy):
    names = ["a" * (number + 1) for number in range(12)]
    for name in names:
        toy.write(name)
    start, taken = threading.Barrier(3), []

    def baker() -> None:
        start.wait()
        try:
            while count := services.bake_stale(now=NOW, limit=2):
                taken.append(count)
        finally:
            connection.close()

    bakers = [threading.Thread(target=baker) for _ in range(3)]
    for one in bakers:
        one.start()
    for one in bakers:
        one.join()
    assert sum(taken) == 13
    assert set(toy.renders.values()) == {1}
    assert standing() == toy.files()
    assert stale() == {}
