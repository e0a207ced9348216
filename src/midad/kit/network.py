"""Where a request comes from."""

from django.conf import settings
from django.http import HttpRequest


def network_address(request: HttpRequest) -> str:
    """Return where a request comes from: behind PROXY_HOPS proxies, what the outermost one saw.

    What a stranger writes into the header himself stands before that and is never believed.
    """
    hops: int = settings.PROXY_HOPS
    seen = [part.strip() for part in request.headers.get("X-Forwarded-For", "").split(",")]
    if hops and len(seen) >= hops and seen[-hops]:
        return seen[-hops]
    return str(request.META.get("REMOTE_ADDR", ""))
