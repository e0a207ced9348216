"""Who may look at how the paper does: its own people alone.

With a token set, the token opens and nothing else does. Without one, a paper in production is shut:
a proxy stands before it, every request comes from this machine then, and some proxies leave no
trace. Elsewhere a request from this machine opens that came through no proxy. Whatever a stranger
adds to it can only close the door: every address named on the way must be this machine's, any other
trace of a proxy refuses, and so does a host name that is not this machine's own.
"""

import hmac
from collections.abc import Iterator
from ipaddress import IPv6Address, ip_address

from django.conf import settings
from django.http import HttpRequest

# What proxies write besides X-Forwarded-For, which the readers' server writes too.
_TRACES = (
    *("Forwarded", "Via", "X-Real-IP", "X-Forwarded-Host", "X-Forwarded-Proto", "X-Forwarded-Port"),
    *("X-Forwarded-Server", "X-Original-Forwarded-For", "True-Client-IP", "CF-Connecting-IP"),
)
_OWN_HOSTS = {"localhost", "127.0.0.1", "[::1]"}


def may_look(request: HttpRequest) -> bool:
    """Tell whether who asks may see metrics and readiness."""
    if settings.METRICS_TOKEN:
        return _carries(request, settings.METRICS_TOKEN)
    return not settings.IN_PRODUCTION and _is_from_this_machine(request)


def _carries(request: HttpRequest, token: str) -> bool:
    scheme, _, given = request.headers.get("Authorization", "").partition(" ")
    same = hmac.compare_digest(given.strip().encode(), token.encode())
    return scheme.lower() == "bearer" and same


def _is_from_this_machine(request: HttpRequest) -> bool:
    host = request.headers.get("Host", "").lower()
    name = host if host.endswith("]") else host.rpartition(":")[0] or host
    way = list(_addresses_on_the_way(request))
    return (
        name in _OWN_HOSTS
        and not any(trace in request.headers for trace in _TRACES)
        and bool(way)
        and all(map(_is_loopback, way))
    )


def _addresses_on_the_way(request: HttpRequest) -> Iterator[str]:
    chain = request.headers.get("X-Forwarded-For")
    if chain is not None:
        yield from chain.split(",")
    peer = str(request.META.get("REMOTE_ADDR") or "")
    # On the socket between the two servers there is no address: the readers' server wrote one.
    if peer or chain is None:
        yield peer


def _is_loopback(address: str) -> bool:
    try:
        parsed = ip_address(address.strip())
    except ValueError:
        return False
    if isinstance(parsed, IPv6Address) and parsed.ipv4_mapped:
        parsed = parsed.ipv4_mapped
    return parsed.is_loopback
