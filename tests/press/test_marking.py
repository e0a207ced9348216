"""What a change makes stale: exactly the pages that hold its keys and those it names."""

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext

from midad.press import queries, services
from midad.press.graph import Touch
from midad.press.models import BakedKey, BakedPage, KeyVersion, StalePage
from midad.press.services.marking import mark_addresses
from tests.press.toy import LIST, NOW, bake, page, stale

LATER = NOW.replace(hour=13)


def mark(*, now=NOW, **touched) -> None:
    fields = {
        name: (tuple if name == "at_once" else frozenset)(value) for name, value in touched.items()
    }
    services.mark_touched(Touch(**fields), now=now)


def holders(key: str, count: int, under: str = "/held/") -> None:
    """Bake ``count`` pages that hold ``key``, without their files."""
    rows = [BakedPage(address=f"{under}{number:04d}/", kind="sheet") for number in range(count)]
    made = BakedPage.objects.bulk_create(rows)
    BakedKey.objects.bulk_create([BakedKey(page=row, key=key) for row in made])


def urgencies() -> dict[str, int]:
    return dict(StalePage.objects.values_list("address", "urgency"))


def test_a_change_makes_exactly_the_pages_stale_that_were_made_from_it(toy):
    for name in ("one", "two", "three"):
        toy.write(name)
    bake()
    services.mark_touched(Touch(frozenset({"toy:two"})), now=NOW)
    assert set(stale()) == {page("two")}
    toy.write("three")
    assert set(stale()) == {page("two"), page("three"), LIST}


def test_an_address_that_is_not_baked_yet_is_named(db):
    mark(addresses={"/new/"})
    assert stale() == {"/new/": 1}


def test_what_cannot_wait_comes_first(db):
    holders("key", 2)
    mark(keys={"key"}, addresses={"/new/", "/front/"}, at_once=["/front/", "/held/0001/"])
    expected = {"/front/": 0, "/held/0001/": 0, "/held/0000/": 5, "/new/": 5}
    assert urgencies() == expected


def test_new_pages_of_an_archive_come_after_what_readers_already_have(db):
    holders("key", 1)
    touch = Touch(frozenset({"key"}), frozenset({"/new/", "/held/0000/"}))
    services.mark_touched(touch, now=NOW, new_pages=services.IN_TURN)
    assert urgencies() == {"/held/0000/": 5, "/new/": 9}


def test_a_change_of_the_whole_paper_lets_others_pass(db):
    holders("key", 501)
    mark(keys={"key"}, addresses={"/held/0001/", "/new/"}, at_once=["/held/0002/"])
    found = urgencies()
    assert (found["/held/0000/"], found["/held/0001/"], found["/held/0002/"]) == (9, 5, 0)
    assert found["/new/"] == 5


@pytest.mark.parametrize(
    ("first", "second", "urgency"), [("at_once", "addresses", 0), ("addresses", "at_once", 0)]
)
def test_a_page_never_becomes_less_urgent(db, first, second, urgency):
    mark(**{first: ["/x/"]})
    mark(**{second: ["/x/"]})
    assert urgencies() == {"/x/": urgency}


def test_a_page_that_changes_again_gets_a_new_version_and_is_due_at_once(db):
    mark(addresses={"/x/"})
    StalePage.objects.update(attempts=5, due_at=NOW.replace(year=2027), last_error="gone wrong")
    mark(addresses={"/x/"}, now=LATER)
    row = StalePage.objects.get()
    assert (row.version, row.attempts, row.since, row.due_at) == (2, 0, NOW, LATER)


def test_a_page_in_a_bakers_hands_stays_there_when_it_changes(db):
    mark(addresses={"/x/"})
    StalePage.objects.update(leased_until=LATER, lease_holder="baker")
    mark(addresses={"/x/"})
    row = StalePage.objects.get()
    assert (row.version, row.leased_until, row.lease_holder) == (2, LATER, "baker")


def test_each_key_that_is_touched_grows_by_one(db):
    mark(keys={"a", "b"})
    mark(keys={"b", "c"})
    assert dict(KeyVersion.objects.values_list("key", "version")) == {"a": 1, "b": 2, "c": 1}


def test_a_touch_of_nothing_marks_nothing(db):
    holders("key", 2)
    mark()
    mark(keys={"another"})
    assert stale() == {}


def test_the_same_address_twice_is_one_page(db):
    assert mark_addresses(["/b/", "/a/", "/b/"], now=NOW) == 2
    assert stale() == {"/a/": 1, "/b/": 1}


def test_a_change_that_is_rolled_back_marks_nothing(toy):
    toy.write("one")
    bake()
    with pytest.raises(RuntimeError), transaction.atomic():
        toy.write("one", "لن يكون")
        assert stale()
        raise RuntimeError
    assert stale() == {}
    assert KeyVersion.objects.get(key="toy:one").version == 1


def test_marking_takes_as_many_queries_for_many_pages_as_for_one(db):
    holders("one", 1)
    holders("many", 498, "/many/")
    costs = []
    for key in ("one", "many"):
        with CaptureQueriesContext(connection) as asked:
            mark(keys={key}, at_once=["/front/"])
        costs.append(len(asked))
    assert costs[0] == costs[1]
    assert len(stale()) == 1 + 498 + 1


def test_more_pages_than_one_statement_takes_are_all_marked(db):
    holders("key", 1201)
    mark(keys={"key"})
    assert len(stale()) == 1201


# --- the whole paper


def test_everything_is_every_address_that_should_exist(toy):
    toy.write("one")
    toy.write("two")
    bake()
    assert services.mark_everything(now=NOW) == 3
    assert urgencies() == {page("one"): 9, page("two"): 9, LIST: 9}


def test_everything_is_marked_however_much_there_is(toy):
    toy.more_addresses = [f"/toy/{number}/" for number in range(1099)]
    assert services.mark_everything(now=NOW) == 1099 + 1
    assert len(stale()) == 1099 + 1


def test_another_theme_makes_the_whole_paper_stale_once(toy):
    toy.write("one")
    bake()
    assert services.adopt_theme("ink", now=NOW) == 2
    bake()
    assert services.adopt_theme("ink", now=NOW) == 0
    assert stale() == {}
    assert services.adopt_theme("water", now=NOW) == 2
    assert set(stale()) == {page("one"), LIST}


def test_a_theme_is_adopted_only_once_its_pages_are_marked(toy, monkeypatch):
    toy.write("one")
    bake()
    with monkeypatch.context() as patch:
        patch.setattr("midad.press.services.marking.mark_everything", failing)
        with pytest.raises(RuntimeError):
            services.adopt_theme("ink", now=NOW)
    assert services.adopt_theme("ink", now=NOW) == 2


def failing(**_):
    raise RuntimeError("killed half way")


def test_the_press_knows_how_it_stands(toy):
    toy.write("one")
    toy.write("two")
    bake()
    toy.trouble["one"] = ValueError("no")
    toy.write("one", now=NOW)
    mark(addresses={page("two")}, now=LATER)
    services.bake_now([page("one"), LIST], now=NOW)
    status = queries.press_status()
    assert (status.baked_pages, status.stale_pages, status.failing_pages) == (3, 2, 1)
    assert status.oldest_since == NOW


def test_a_press_with_nothing_to_do_waits_for_nothing(toy):
    assert queries.press_status() == queries.PressStatus(0, 0, None, 0)
