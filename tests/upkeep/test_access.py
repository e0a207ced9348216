"""Metrics and readiness are the paper's own: the door is shut unless it is surely opened."""

import pytest
from django.test import RequestFactory

from midad.press.serving import forwarding
from midad.upkeep.access import may_look

TOKEN = "a-token-of-the-paper"


def request(host: str = "127.0.0.1:8000", peer: str = "127.0.0.1", **headers: str):
    return RequestFactory().get("/metrics", REMOTE_ADDR=peer, headers={"Host": host, **headers})


def forwarded(host: str = "localhost:8000", peer: str = "127.0.0.1", **headers: str):
    """Return a request as the newsroom's server gets it through the readers' server."""
    environ = {"REMOTE_ADDR": peer, "HTTP_HOST": host, **headers}
    passed_on = dict(forwarding._passed_on(environ))
    return RequestFactory().get("/metrics", REMOTE_ADDR="", headers=passed_on)


@pytest.mark.parametrize("host", ["127.0.0.1:8000", "127.0.0.1", "localhost:8000", "[::1]:8000"])
@pytest.mark.parametrize("peer", ["127.0.0.1", "127.8.8.8", "::1", "::ffff:127.0.0.1"])
def test_this_machine_may_look(host, peer):
    assert may_look(request(host, peer))
    assert may_look(forwarded(host, peer))


@pytest.mark.parametrize("peer", ["192.0.2.7", "10.0.0.1", "::ffff:192.0.2.7", "2001:db8::1", "x"])
def test_no_other_machine_may(peer):
    assert not may_look(request(peer=peer))
    assert not may_look(forwarded(peer=peer))


def test_a_request_of_which_nothing_is_known_is_refused():
    assert not may_look(request(peer=""))
    assert not may_look(RequestFactory().get("/metrics", REMOTE_ADDR="", headers={"Host": ""}))


@pytest.mark.parametrize("way", ["192.0.2.7", "127.0.0.1, 192.0.2.7", "192.0.2.7, 127.0.0.1", ""])
def test_a_stranger_behind_a_proxy_of_this_machine_may_not(way):
    assert not may_look(request(**{"X-Forwarded-For": way}))


@pytest.mark.parametrize("way", ["127.0.0.1", "::1", "127.0.0.1, 127.0.0.1"])
def test_what_a_stranger_writes_himself_opens_nothing(way):
    assert not may_look(forwarded(peer="192.0.2.7", HTTP_X_FORWARDED_FOR=way))
    assert not may_look(request(peer="192.0.2.7", **{"X-Forwarded-For": way}))


TRACES = [
    *("Forwarded", "Via", "X-Real-IP", "X-Forwarded-Host", "X-Forwarded-Proto"),
    *("X-Forwarded-Port", "True-Client-IP", "CF-Connecting-IP"),
]


@pytest.mark.parametrize("trace", TRACES)
def test_a_proxy_that_tells_no_address_is_still_seen_by_its_traces(trace):
    assert not may_look(request(**{trace: "127.0.0.1"}))


@pytest.mark.parametrize("host", ["paper.example", "127.0.0.1.example", "localhost.example:80"])
def test_a_proxy_that_keeps_the_host_and_a_page_elsewhere_open_nothing(host):
    assert not may_look(request(host))
    assert not may_look(forwarded(host))


@pytest.mark.parametrize("who", [request, forwarded])
def test_in_production_every_request_may_have_come_through_a_proxy(settings, who):
    settings.IN_PRODUCTION = True
    assert not may_look(who())


@pytest.mark.parametrize("who", [request, forwarded])
def test_with_a_token_set_it_alone_opens_from_anywhere(settings, who):
    settings.METRICS_TOKEN = TOKEN
    assert not may_look(who())
    shown = {"Authorization": f"Bearer {TOKEN}"} if who is request else {}
    shown = shown or {"HTTP_AUTHORIZATION": f"Bearer {TOKEN}"}
    assert may_look(who("paper.example", "192.0.2.7", **shown))


@pytest.mark.parametrize(
    "shown", ["", "Bearer", "Bearer ", f"Basic {TOKEN}", TOKEN, f"Bearer {TOKEN}x", "Bearer \xe9"]
)
def test_another_token_opens_nothing(settings, shown):
    settings.METRICS_TOKEN = TOKEN
    assert not may_look(request(Authorization=shown))


@pytest.mark.parametrize("shown", ["Bearer ", "Bearer", "bearer x"])
def test_where_no_token_is_set_none_opens(shown):
    assert not may_look(request(peer="192.0.2.7", Authorization=shown))
