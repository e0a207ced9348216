"""Asking a server that somebody else named: never one of ours, nor of our network.

A stranger who may name an address could have the paper ask its own database, its cloud's metadata
or a neighbour (server-side request forgery). The name is looked up once, and what was checked is
what is connected to; no redirect is followed by the client underneath.
"""

import ipaddress
import socket
from urllib.parse import SplitResult, urlsplit

from midad.kit.http import Client, NoAnswer

_PORTS = {"http": 80, "https": 443}
_NAT64 = ipaddress.ip_network("64:ff9b::/96")
_Address = ipaddress.IPv4Address | ipaddress.IPv6Address


def is_public(address: str) -> bool:
    """Tell whether an IP address belongs to the open network, also one that is written inside of
    an IPv6 address.

    >>> is_public("192.0.43.8"), is_public("127.0.0.1"), is_public("::ffff:10.0.0.1")
    (True, False, False)
    """
    parsed = ipaddress.ip_address(address.partition("%")[0])
    return all(one.is_global and not one.is_multicast for one in [parsed, *_inside(parsed)])


def _inside(address: _Address) -> list[ipaddress.IPv4Address]:
    """Return the IPv4 addresses that an IPv6 address leads to."""
    if isinstance(address, ipaddress.IPv4Address):
        return []
    teredo = address.teredo or ()
    found = [address.ipv4_mapped, address.sixtofour, *teredo]
    if address in _NAT64:
        found.append(ipaddress.IPv4Address(int(address) & 0xFFFFFFFF))
    return [one for one in found if one is not None]


def client_for(address: str, **limits: float | int) -> Client:
    """Return a client for the server of ``address``, a web address on its usual port.

    ``limits`` are those of Client. Raises NoAnswer: ``forbidden`` where the address is no web
    address of the open network, ``unreachable`` where its name is unknown.
    """
    parts = _checked(address)
    host, port = parts.hostname or "", _PORTS[parts.scheme]
    ip = _public_address_of(host, port)
    there = f"[{ip}]" if ":" in ip else ip
    return Client(f"{parts.scheme}://{there}:{port}", host=host, **limits)  # type: ignore[arg-type]  # names and types are Client's


def _checked(address: str) -> SplitResult:
    try:
        parts = urlsplit(address)
        port = parts.port
    except ValueError as error:
        raise NoAnswer("forbidden", f"no address: {error}") from error
    if parts.scheme not in _PORTS or not parts.hostname:
        raise NoAnswer("forbidden", "only http and https are asked")
    if parts.username is not None or port not in {None, _PORTS[parts.scheme]}:
        raise NoAnswer("forbidden", "no names and no other ports in an address")
    return parts


def _public_address_of(host: str, port: int) -> str:
    """Return an address of ``host``; all that it has must be public, whichever would be taken."""
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError) as error:
        raise NoAnswer("unreachable", f"{host}: {error}") from error
    addresses = [str(one[4][0]) for one in found]
    if not all(map(is_public, addresses)):
        raise NoAnswer("forbidden", f"{host} is not of the open network")
    return addresses[0]
