"""Asking other servers: whole answers or the reason why there is none, and no surprises."""

import time

import pytest

from midad.kit.http import Answer, Client, NoAnswer
from tests.paper import free_port
from tests.press.lying import Readers, ReadersServer, readers_server


@pytest.fixture
def server():
    """Return a server that answers what a test tells it to."""
    with readers_server() as readers:
        yield readers


def answering(status: int, body: bytes, *headers: tuple[str, str]):
    return lambda server: server.send(status, body, *headers)


def asked(server: Readers, lie, **options) -> Answer:
    server.lies["*"] = lie
    return Client(server.url, **options).get("/x")


def why(server: Readers, lie, **options) -> str:
    with pytest.raises(NoAnswer) as raised:
        asked(server, lie, **options)
    return raised.value.code


def test_a_whole_answer(server):
    assert asked(server, answering(410, b"gone")) == Answer(410, b"gone")


def test_a_redirect_is_told_and_not_followed(server):
    there = "http://other.example/"
    assert asked(server, answering(301, b"", ("Location", there))) == Answer(301, b"", there)
    assert len(server.asked) == 1


def test_an_address_may_stand_below_another(server):
    server.lies["/below/x"] = answering(200, b"here")
    assert Client(server.url + "/below/").get("/x").body == b"here"


def test_more_bytes_than_allowed(server):
    assert why(server, answering(200, b"x" * 1001), largest_bytes=1000) == "broken"


def test_an_answer_that_drips_is_given_up(server):
    def drip(server: ReadersServer) -> None:
        server.send_response(200)
        server.send_header("Content-Length", "1000")
        server.end_headers()
        for _ in range(10):
            server.wfile.write(b".")
            time.sleep(0.05)
        server.close_connection = True

    began = time.monotonic()
    assert why(server, drip, answer_seconds=0.2) == "slow"
    assert time.monotonic() - began < 0.5


def test_nobody_there():
    with pytest.raises(NoAnswer) as raised:
        Client(f"http://127.0.0.1:{free_port()}").get("/")
    assert raised.value.code == "unreachable"


def test_what_speaks_no_tls_is_no_secure_server(server):
    secure = Client(server.url.replace("http:", "https:"), host="paper.example")
    with pytest.raises(NoAnswer) as raised:
        secure.get("/")
    assert raised.value.code == "broken"
    assert server.asked == []


def test_after_a_broken_answer_the_next_is_whole(server):
    client = Client(server.url, largest_bytes=10)
    server.lies["/long"] = answering(200, b"x" * 100_000)
    server.lies["/short"] = answering(200, b"short")
    with pytest.raises(NoAnswer):
        client.get("/long")
    assert client.get("/short").body == b"short"
