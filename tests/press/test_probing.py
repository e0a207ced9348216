"""The probe sees what readers get: only the baked bytes, and with the right status, will do."""

import time
from datetime import timedelta

import pytest
from django.db import transaction

from midad.kit import http
from midad.press import queries, registry, services
from midad.press.graph import Act
from midad.press.models import BakedPage, LedgerEntry
from midad.press.services import ledger, probing
from tests.paper import free_port
from tests.press.lying import Readers, readers_server
from tests.press.toy import LIST, NOW, bake, page

pytestmark = pytest.mark.django_db(transaction=True)
ONE = page("one")


@pytest.fixture
def readers(settings, monkeypatch):
    """Return the server that readers ask, on a port of this machine."""
    monkeypatch.setattr(
        http.Client.__init__,
        "__kwdefaults__",
        {
            **http.Client.__init__.__kwdefaults__,
            "answer_seconds": 0.3,
        },
    )
    with readers_server() as readers:
        settings.PROBE_URL, settings.PAPER_URL = readers.url, "https://paper.example"
        yield readers


@pytest.fixture
def act(toy, monkeypatch) -> str:
    """Return the name of an act whose pages are baked; a job waits for its probe."""
    monkeypatch.setattr(registry, "_jobs", {})
    ledger.register_press_job()
    probing.register_probe()
    registry.register_job("notify", lambda act, now: None, after_probe=True)
    with transaction.atomic():
        toy.write("one")
        services.record_act(Act("story:1", "publish"), pages=[ONE, LIST], now=NOW)
    bake()
    return "publish"


def work(**later: float) -> dict[str, str]:
    """Do what is due that much later; return the state of each job."""
    while services.run_next_job(now=NOW + timedelta(**later)):
        pass
    return dict(LedgerEntry.objects.values_list("job", "state"))


def looked_at() -> LedgerEntry:
    return LedgerEntry.objects.get(job="probe")


ALL_DONE = {"press": "done", "probe": "done", "notify": "done"}
NOT_SEEN = {"press": "done", "probe": "failed", "notify": "waiting"}


def test_right_pages_let_the_other_jobs_begin(act, readers):
    assert work() == ALL_DONE
    assert [path for path, _ in readers.asked] == [ONE, LIST]


def test_the_probe_asks_as_a_reader_does_but_past_caches(act, readers):
    work()
    _, headers = readers.asked[0]
    assert headers["Host"] == "paper.example"
    assert headers["Cache-Control"] == "no-cache"
    assert "br" in headers["Accept-Encoding"]


def old_bytes(server) -> None:
    server.send(200, "نص قديم".encode())


def failure(server) -> None:
    server.send(500, b"no")


def missing(server) -> None:
    server.send(404, b"no")


def elsewhere(server) -> None:
    server.send(302, b"", ("Location", "http://other.example/"))


def hang(server) -> None:
    time.sleep(0.6)
    server.close_connection = True


def dripping(server) -> None:
    server.send_response(200)
    server.send_header("Content-Length", "1000")
    server.end_headers()
    for _ in range(8):
        server.wfile.write(b".")
        time.sleep(0.1)
    server.close_connection = True


def half(server) -> None:
    server.send_response(200)
    server.send_header("Content-Length", "1000")
    server.end_headers()
    server.wfile.write(b"half")
    server.close_connection = True


def not_packed_as_told(server) -> None:
    server.send(200, b"\xff" * 100, ("Content-Encoding", "br"))


@pytest.mark.parametrize(
    ("lie", "reason", "words"),
    [
        (old_bytes, "differs", "not those baked"),
        (failure, "refused", "answered 500 instead of 200"),
        (missing, "refused", "answered 404 instead of 200"),
        (elsewhere, "redirected", "http://other.example/"),
        (hang, "slow", "Timeout"),
        (half, "broken", "IncompleteRead"),
        (dripping, "slow", "not whole within"),
        (not_packed_as_told, "broken", "DecodeError"),
    ],
)
def test_a_server_that_gives_something_else_makes_the_story_late(act, readers, lie, reason, words):
    readers.lies[LIST] = lie
    assert work() == NOT_SEEN
    found = looked_at()
    assert found.reason == reason
    assert LIST in found.last_error
    assert words in found.last_error
    assert list(queries.late_entries(now=NOW)) == [found]


def test_a_later_try_mends_it(act, readers):
    readers.lies[ONE] = old_bytes
    work()
    del readers.lies[ONE]
    assert work(seconds=4) == NOT_SEEN
    assert work(seconds=6) == ALL_DONE
    assert not queries.late_entries(now=NOW + timedelta(hours=1)).exists()


def test_by_hand_it_is_tried_at_once(act, readers):
    readers.lies[ONE] = old_bytes
    work()
    readers.lies.clear()
    services.run_job_again(entry_id=looked_at().pk, now=NOW)
    assert work() == ALL_DONE


def test_nobody_there(act, settings):
    settings.PROBE_URL = f"http://127.0.0.1:{free_port()}"
    assert work() == NOT_SEEN
    assert looked_at().reason == "unreachable"


def test_switched_off_nobody_is_asked(act, readers, settings):
    settings.PROBE_URL = ""
    assert work() == ALL_DONE
    assert readers.asked == []


def test_a_notice_of_a_taken_story_must_be_told_as_gone(act, toy, readers):
    toy.kill("one")
    bake()
    assert work() == ALL_DONE
    notice = toy.files()["toy/one/gone.html"].encode()
    readers.lies[ONE] = lambda server: server.send(200, notice)
    services.record_act(Act("story:1", "kill"), pages=[ONE], now=NOW)
    work()
    assert looked_at_last().last_error == f"{ONE}: answered 200 instead of 410"


def test_a_page_that_is_no_more_must_be_told_as_missing(act, toy, readers):
    toy.remove("one")
    bake()
    assert work() == ALL_DONE
    readers.lies[ONE] = old_bytes
    services.record_act(Act("story:1", "delete"), pages=[ONE], now=NOW)
    work()
    assert looked_at_last().last_error == f"{ONE}: answered 200 instead of 404"


def looked_at_last() -> LedgerEntry:
    return LedgerEntry.objects.filter(job="probe").order_by("-pk")[0]


def test_a_page_that_changes_while_it_is_fetched_is_looked_at_again(act, readers, monkeypatch):
    fetch = http.Client.get

    def changed_meanwhile(client, *words, **named) -> http.Answer:
        answer = fetch(client, *words, **named)
        BakedPage.objects.filter(address=ONE).update(digest="another")
        return answer

    readers.lies[ONE] = old_bytes
    monkeypatch.setattr(http.Client, "get", changed_meanwhile)
    assert work()["probe"] == "waiting"
    assert looked_at().attempts == 0


def test_a_page_that_is_stale_again_is_no_failure(act, toy, readers):
    readers.lies[ONE] = old_bytes
    toy.write("one", now=NOW + timedelta(seconds=1))
    assert work()["probe"] == "waiting"
    readers.lies.clear()
    bake(now=NOW + timedelta(seconds=2))
    assert work(seconds=3) == ALL_DONE


def test_the_server_s_own_words_never_pass_for_a_page(act, readers: Readers):
    readers.lies["*"] = lambda server: server.send(200, b"")
    assert work() == NOT_SEEN
