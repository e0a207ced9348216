"""Who sends a form is told apart behind proxies too, and nobody can say he is somebody else."""

import pytest
from django.test import RequestFactory

from midad.kit.network import network_address

CASES = [
    (0, "9.9.9.9", "127.0.0.1"),
    (1, "", "127.0.0.1"),
    (1, "203.0.113.7", "203.0.113.7"),
    (1, "6.6.6.6, 203.0.113.7", "203.0.113.7"),
    (2, "6.6.6.6, 203.0.113.7, 198.51.100.1", "203.0.113.7"),
    (2, "198.51.100.1", "127.0.0.1"),
]


@pytest.mark.parametrize(("hops", "header", "expected"), CASES)
def test_the_outermost_own_proxy_is_believed(settings, hops, header, expected):
    settings.PROXY_HOPS = hops
    request = RequestFactory().get("/", headers={"X-Forwarded-For": header} if header else {})
    assert network_address(request) == expected
