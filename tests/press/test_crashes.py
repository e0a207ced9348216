"""Killed anywhere, a bake leaves whole files and a stale row; run again, it gives what it owed."""

import itertools
from pathlib import Path

import pytest
from django.conf import settings as django_settings
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from midad.press import services
from midad.press import store as store_module
from midad.press.graph import Touch
from midad.press.models import BakedPage, DueKey, KeyVersion, PressMark, StalePage
from midad.press.services import baking, leases
from midad.press.store import FileStore
from tests.press.toy import (
    LEASE_IS_OVER,
    NOW,
    Killed,
    bake,
    baked,
    forms,
    gone,
    index,
    page,
    stale,
    standing,
    store,
    touch,
)

# What is about to be done when the process is killed, in the order of a bake: (owner, name).
STEPS = {
    "the lease is noted": (leases, "Lease"),
    "a page is rendered": (baking, "_render"),
    "the keys are stored": (baking, "_store_keys"),
    "the keys of a page are replaced": (baking, "_replace_keys_of"),
    "the pages are put": (baking, "_write"),
    "a form is written": (store_module, "_write"),
    "the disk is synced": (FileStore, "_sync"),
    "a form gets its name": (Path, "replace"),
    "the other name is cleared": (baking, "_clear_others"),
    "the bake is noted": (baking, "_finish"),
    "the row is settled": (leases, "settle"),
}
_folders = itertools.count(1)


def kill_before(monkeypatch, step: str, time: int = 1) -> None:
    """Bake, and be killed at the given time before a step; nothing happens when it never comes."""
    owner, name = STEPS[step]
    real, calls = getattr(owner, name), []

    def act(*arguments, **named):
        calls.append(arguments)
        if len(calls) == time:
            raise Killed
        return real(*arguments, **named)

    with monkeypatch.context() as patch:
        patch.setattr(owner, name, act)
        try:
            bake()
        except Killed:
            return
    assert len(calls) < time, f"the bake outlived {step}"


def whole_forms() -> dict[str, set[str]]:
    """Return what each file that stands says, form by form; a torn form raises."""
    return {path: forms(path) for path in store().paths()}


@pytest.mark.parametrize("time", [1, 2, 3, 4, 5, 6])
@pytest.mark.parametrize("step", STEPS)
def test_killed_before_any_step_a_later_bake_gives_the_same_files(toy, monkeypatch, step, time):
    toy.write("one", "قديم")
    toy.write("two")
    bake()
    toy.write("one", "جديد")
    toy.kill("two")
    toy.write("three")
    kill_before(monkeypatch, step, time)
    bake(now=LEASE_IS_OVER)
    assert standing() == toy.files()
    assert baked() == {page("one"), page("two"), page("three"), "/toy.txt"}
    assert stale() == {}


@pytest.mark.parametrize("step", list(STEPS)[1:])
def test_a_killed_bakers_pages_are_nobodys_until_its_lease_runs_out(toy, monkeypatch, step):
    toy.write("one")
    kill_before(monkeypatch, step)
    assert bake(now=NOW) == 0
    assert len(stale()) == 2
    assert bake(now=LEASE_IS_OVER) == 2


@pytest.mark.parametrize("time", range(1, 7))
def test_a_reader_meanwhile_finds_old_or_new_and_never_half(toy, monkeypatch, time):
    old = toy.write("one", "قديم")
    bake()
    new = toy.write("one", "جديد")
    kill_before(monkeypatch, "a form gets its name", time)
    assert set(store().paths()) == {index("one"), "toy.txt"}
    assert all(texts <= {old, new} for texts in whole_forms().values())


@pytest.mark.parametrize("step", ["a page is rendered", "the keys are stored", "the pages are put"])
def test_killed_before_its_files_a_change_leaves_the_old_ones_untouched(toy, monkeypatch, step):
    toy.write("one", "قديم")
    bake()
    before = standing()
    toy.write("one", "جديد")
    kill_before(monkeypatch, step)
    assert standing() == before


def test_a_change_after_the_crash_finds_the_page_by_its_new_keys(toy, monkeypatch):
    toy.due["one"] = {"edition": LEASE_IS_OVER}
    toy.write("one")
    kill_before(monkeypatch, "the pages are put")
    StalePage.objects.all().delete()
    services.mark_touched(Touch(frozenset({"edition"})), now=NOW)
    assert set(stale()) == {page("one")}


@pytest.mark.parametrize("step", list(STEPS)[1:])
def test_a_removal_killed_half_way_is_finished_later(toy, monkeypatch, step):
    toy.write("one")
    bake()
    toy.remove("one")
    kill_before(monkeypatch, step, 1)
    bake(now=LEASE_IS_OVER)
    assert standing() == toy.files() == {"toy.txt": ""}
    assert baked() == {"/toy.txt"}


def test_a_killed_story_killed_half_way_is_gone_in_the_end(toy, monkeypatch):
    toy.write("one")
    bake()
    toy.kill("one")
    with monkeypatch.context() as patch:
        patch.setattr(baking, "_clear_others", dies_for_the_sheet)
        with pytest.raises(Killed):
            bake()
    assert {index("one"), gone("one")} <= set(standing())
    bake(now=LEASE_IS_OVER)
    assert set(standing()) == {gone("one"), "toy.txt"}


def dies_for_the_sheet(proof, *_):
    if proof.kind == "sheet":
        raise Killed


# --- the law

acts = st.tuples(st.sampled_from(["write", "kill", "remove"]), st.sampled_from(["one", "two"]))
deaths = st.none() | st.tuples(st.sampled_from(list(STEPS)), st.integers(1, 6))


@settings(
    max_examples=40,
    deadline=None,
    database=None,
    derandomize=True,
    suppress_health_check=list(HealthCheck),
)
@given(rounds=st.lists(st.tuples(st.lists(acts, max_size=2), deaths), min_size=1, max_size=5))
def test_however_often_it_is_killed_the_store_comes_to_what_the_texts_say(
    toy, monkeypatch, tmp_path, rounds
):
    begin_anew(monkeypatch, tmp_path)
    for changes, death in rounds:
        for act, name in changes:
            getattr(toy, act)(name)
        if death:
            kill_before(monkeypatch, *death)
        else:
            bake()
    services.mark_touched(touch("one"), now=NOW)
    bake(now=LEASE_IS_OVER)
    assert standing() == toy.files()
    assert stale() == {}


def begin_anew(monkeypatch, tmp_path: Path) -> None:
    """Forget what the last example left."""
    for model in (PressMark, StalePage, BakedPage, KeyVersion, DueKey):
        model.objects.all().delete()
    folder = tmp_path / f"store-{next(_folders)}"
    monkeypatch.setattr(django_settings, "PRESS_STORE_DIR", folder)


@pytest.mark.parametrize("time", range(1, 8))
@pytest.mark.parametrize(
    "step", ["a form gets its name", "the other name is cleared", "the bake is noted"]
)
def test_a_change_taken_back_after_the_crash_is_taken_back_in_every_form(
    toy, monkeypatch, step, time
):
    """The bytes that were baked last and those that stand are not the same then."""
    toy.write("one", "قديم")
    bake()
    before = standing()
    toy.write("one", "جديد")
    kill_before(monkeypatch, step, time)
    toy.write("one", "قديم")
    bake(now=LEASE_IS_OVER)
    assert standing() == before == toy.files()
    assert all(len(texts) == 1 for texts in whole_forms().values())


def test_a_baker_that_comes_back_after_its_lease_leaves_nothing_old(toy, monkeypatch):
    toy.write("one", "قديم")
    real = baking._write

    def stalls(*arguments):
        monkeypatch.setattr(baking, "_write", real)
        toy.write("one", "جديد")
        bake(now=LEASE_IS_OVER)
        real(*arguments)

    monkeypatch.setattr(baking, "_write", stalls)
    bake()
    bake(now=LEASE_IS_OVER)
    assert standing() == toy.files()
    assert stale() == {}
