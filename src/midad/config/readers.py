"""The entry of the readers' server: baked files, and the newsroom's server for what is dynamic.

No room is loaded here. Readers are answered as soon as the process stands, and go on being
answered with the newsroom and the database down.
"""

import os
from pathlib import Path
from typing import Any

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "midad.config.settings.dev")

from django.conf import settings

from midad.config import headers
from midad.press.processes import NEWSROOM_REQUESTS
from midad.press.serving import MEDIA_CACHE, BakedFirst, Forwarder, ServedFolder

DYNAMIC_PREFIXES = (
    "/newsroom/",
    "/account/",
    "/api/",
    "/report/",
    "/documents/",
    "/readyz",
    "/metrics",
)
ME = "/me"
_STRANGER = b'{"signed_in": false}'
_OF_A_STRANGER = [
    ("Content-Type", "application/json"),
    ("Cache-Control", "private, no-store"),
    ("Vary", "Cookie"),
    ("X-Content-Type-Options", "nosniff"),
    ("Content-Length", str(len(_STRANGER))),
]


def build_application(dynamic: Any) -> BakedFirst:
    """Return the readers' application with ``dynamic`` (WSGI) behind the dynamic prefixes."""
    return BakedFirst(
        strangers_told(dynamic),
        store_root=Path(settings.PRESS_STORE_DIR),
        folders=[
            ServedFolder("/static/", Path(settings.STATIC_ROOT), "max-age=3600"),
            ServedFolder("/media/images/", Path(settings.MEDIA_ROOT) / "images", MEDIA_CACHE),
        ],
        dynamic_prefixes=DYNAMIC_PREFIXES,
        dynamic_addresses=(ME,),
        page_headers=headers.of_baked_pages(),
    )


def strangers_told(dynamic: Any) -> Any:
    """Answer those who ask who they are and bring no session: every page asks, and most readers
    are strangers. Nobody else's process is needed for that."""

    def told(request: dict[str, Any], start_response: Any) -> Any:
        if request["PATH_INFO"] != ME or _may_be_signed_in(request):
            return dynamic(request, start_response)
        start_response("200 OK", _OF_A_STRANGER)
        return [b"" if request["REQUEST_METHOD"] == "HEAD" else _STRANGER]

    return told


def _may_be_signed_in(request: dict[str, Any]) -> bool:
    writes = request["REQUEST_METHOD"] not in {"GET", "HEAD"}  # the application refuses these
    return writes or f"{settings.SESSION_COOKIE_NAME}=" in request.get("HTTP_COOKIE", "")


def newsroom() -> Forwarder:
    """Return what asks the newsroom's server."""
    page = (Path(settings.THEME_DIR) / "unavailable.html").read_bytes()
    meeting = os.environ.get("MIDAD_NEWSROOM_SOCKET", "")
    return Forwarder(meeting, limit=NEWSROOM_REQUESTS, unavailable=page)


application = build_application(newsroom())
