"""Asking servers that strangers named: none of ours, however it is written."""

import socket

import pytest

from midad.kit.http import NoAnswer
from midad.kit.outside import client_for, is_public


@pytest.mark.parametrize(
    "address",
    [
        "0.0.0.0",
        "10.0.0.1",
        "100.64.0.1",
        "127.0.0.1",
        "169.254.169.254",
        "172.16.0.1",
        "192.168.1.1",
        "224.0.0.1",
        "255.255.255.255",
        "::",
        "::1",
        "::ffff:127.0.0.1",
        "::ffff:169.254.169.254",
        "64:ff9b::7f00:1",
        "2002:7f00:1::",
        "2001:0:7f00:1::",
        "fc00::1",
        "fe80::1%eth0",
        "ff02::1",
    ],
)
def test_an_address_of_a_closed_network_is_not_public(address):
    assert not is_public(address)


@pytest.mark.parametrize("address", ["192.0.43.8", "2606:4700:4700::1111", "::ffff:192.0.43.8"])
def test_an_address_of_the_open_network_is_public(address):
    assert is_public(address)


@pytest.mark.parametrize(
    "address",
    [
        "http://127.0.0.1/",
        "http://localhost/",
        "http://[::1]/",
        "http://[::ffff:127.0.0.1]/",
        "http://2130706433/",
        "http://0x7f.1/",
        "http://0177.0.0.1/",
        "http://0/",
        "http://169.254.169.254/latest/meta-data/",
        "https://192.168.1.1/",
        "http://192.0.43.8:22/",
        "https://192.0.43.8:80/",
        "http://user:word@192.0.43.8/",
        "http://@192.0.43.8/",
        "file:///etc/passwd",
        "gopher://192.0.43.8/",
        "ftp://192.0.43.8/",
        "//192.0.43.8/",
        "http:///",
        "http://[x/",
        "http://192.0.43.8:99999/",
        "",
        "javascript:alert(1)",
    ],
)
def test_what_leads_into_our_network_is_never_asked(address):
    with pytest.raises(NoAnswer) as refusal:
        client_for(address)
    assert refusal.value.code == "forbidden"


def named(monkeypatch, *answers: list[str]) -> list[str]:
    """Let names have these addresses, one list for each time that one is looked up."""
    asked: list[str] = []

    def look_up(host, port, *_more, **_kind):
        asked.append(host)
        found = answers[min(len(asked), len(answers)) - 1]
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (one, port)) for one in found]

    monkeypatch.setattr(socket, "getaddrinfo", look_up)
    return asked


def test_a_name_with_one_closed_address_among_open_ones_is_refused(monkeypatch):
    named(monkeypatch, ["192.0.43.8", "10.0.0.1"])
    with pytest.raises(NoAnswer) as refusal:
        client_for("https://news.example/feed")
    assert refusal.value.code == "forbidden"


def test_what_was_checked_is_what_is_connected_to(monkeypatch):
    asked = named(monkeypatch, ["192.0.43.8"], ["127.0.0.1"])  # the name changes its mind
    connected = []

    def connect(self, where):
        connected.append(where[0])
        raise OSError

    monkeypatch.setattr(socket.socket, "connect", connect)
    with pytest.raises(NoAnswer) as refusal:
        client_for("http://news.example/feed").get("/feed")
    assert refusal.value.code == "unreachable"
    assert asked[0] == "news.example"
    assert "news.example" not in asked[1:]


def test_an_unknown_name_is_unreachable(monkeypatch):
    def unknown(*_where, **_kind):
        raise socket.gaierror

    monkeypatch.setattr(socket, "getaddrinfo", unknown)
    with pytest.raises(NoAnswer) as refusal:
        client_for("https://nowhere.example/")
    assert refusal.value.code == "unreachable"


@pytest.mark.parametrize("host", ["a" * 70 + ".example", "‮example", "\x00.example", "." * 300])
def test_a_name_that_is_none_breaks_nothing(host):
    with pytest.raises(NoAnswer):
        client_for(f"https://{host}/")
