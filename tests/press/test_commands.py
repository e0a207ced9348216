"""``midad press bake`` and ``midad press status``, ``midad serve`` on a taken port."""

import io
import socket

import pytest
from django.core.management import CommandError, call_command

from midad.press import registry, whole_bake
from midad.press.models import BakedPage, PressMark, StalePage
from midad.press.services import verifying
from tests.press.toy import LIST, NOW, bake, page, stale, standing, store


@pytest.fixture(autouse=True)
def ink(monkeypatch):
    """Let the theme be known."""
    monkeypatch.setattr(registry, "_theme", [lambda: "ink"])


def command(*words: str) -> str:
    out = io.StringIO()
    call_command(*words, stdout=out)
    return out.getvalue()


def baked_with(theme: str) -> None:
    PressMark.objects.create(name="theme", value=theme)


def test_bake_bakes_what_is_stale(toy):
    baked_with("ink")
    toy.write("one")
    bake()
    toy.write("two")
    toy.renders.clear()
    command("press", "bake", "--processes", "1")
    assert standing() == toy.files()
    assert toy.renders == {page("two"): 1, LIST: 1}


def test_bake_all_bakes_the_paper_anew(toy):
    baked_with("ink")
    toy.write("one")
    bake()
    toy.renders.clear()
    command("press", "bake", "--all", "--processes", "1")
    assert toy.renders == {page("one"): 1, LIST: 1}
    assert stale() == {}


def test_a_bake_that_failed_for_some_pages_ends_with_their_number(toy):
    baked_with("ink")
    toy.write("one")
    toy.trouble["one"] = ValueError("no ink")
    with pytest.raises(CommandError, match=r"^1 could not be baked: midad press status says why$"):
        command("press", "bake", "--all", "--processes", "1", "--quiet")
    command("press", "bake", "--processes", "1", "--quiet", "--beside")


def test_bake_takes_up_a_new_theme(toy):
    baked_with("water")
    toy.write("one")
    bake()
    toy.renders.clear()
    command("press", "bake", "--processes", "1")
    assert toy.renders == {page("one"): 1, LIST: 1}
    assert PressMark.objects.get(name="theme").value == "ink"


def test_a_whole_bake_that_was_cut_short_is_gone_on_with(toy):
    baked_with("ink")
    toy.write("one")
    bake()
    whole_bake.begin(now=NOW)
    bake()
    toy.write("two")
    toy.renders.clear()
    assert "going on" in command("press", "bake", "--all", "--processes", "1")
    assert toy.renders == {page("two"): 1, LIST: 1}
    assert "going on" not in command("press", "bake", "--all", "--processes", "1")
    assert toy.renders == {page("two"): 2, page("one"): 1, LIST: 2}


def test_a_sound_store_is_as_it_should_be(toy):
    toy.write("one")
    bake()
    assert "the store is as it should be" in command("press", "verify", "--render")


@pytest.mark.parametrize(
    ("harm", "name", "where"),
    [
        (lambda: store().write("old/index.html", b"x"), "extra", "old/index.html"),
        (lambda: (store().root / "toy.txt.br").unlink(), "broken", LIST),
        (lambda: (store().root / "toy.txt").write_bytes(b"x"), "broken", LIST),
        (lambda: (store().root / "toy.txt.gz").write_bytes(b"x"), "broken", LIST),
        (lambda: BakedPage.objects.filter(address=LIST).delete(), "missing", LIST),
        (lambda: BakedPage.objects.filter(address=LIST).update(digest="0" * 64), "broken", LIST),
    ],
)
def test_verify_names_what_is_wrong_and_mends_it(toy, harm, name, where):
    toy.write("one")
    bake()
    harm()
    found = {(fault.name, fault.where) for fault in verifying.faults()}
    assert (name, where) in found
    with pytest.raises(CommandError, match="wrong"):
        command("press", "verify")
    command("press", "verify", "--mend")
    assert list(verifying.faults(render=True)) == []
    assert standing() == toy.files()


def test_verify_names_what_waits_and_what_renders_otherwise(toy):
    toy.write("one")
    bake()
    toy.write("one", "جديد")
    assert {fault.name for fault in verifying.faults()} == {"stale"}
    StalePage.objects.all().delete()
    assert list(verifying.faults()) == []
    wrong = {(fault.name, fault.where) for fault in verifying.faults(render=True)}
    assert wrong == {("wrong", page("one")), ("wrong", LIST)}


def test_status_says_what_is_baked_and_what_waits(toy):
    toy.write("one")
    bake()
    toy.trouble["two"] = ValueError("no")
    toy.write("two")
    bake()
    words = command("press", "status").split()
    numbers = ["baked", "2", "stale", "1", "failing", "1", "oldest", "since", NOW.isoformat()]
    assert words[:-5] == numbers
    assert words[-5:] == [page("two"), "tried", "1,", "ValueError:", "no"]


def test_status_of_a_press_at_rest_has_no_oldest(toy):
    assert command("press", "status").split() == ["baked", "0", "stale", "0", "failing", "0"]


def test_serving_on_a_taken_port_is_one_clear_line():
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        with pytest.raises(CommandError, match=f"^port {port} is taken: [^\n]*$"):
            command("serve", "--port", str(port))
