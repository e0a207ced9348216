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

DYNAMIC_PREFIXES = ("/newsroom/", "/report/", "/documents/", "/readyz", "/metrics")


def build_application(dynamic: Any) -> BakedFirst:
    """Return the readers' application with ``dynamic`` (WSGI) behind the dynamic prefixes."""
    return BakedFirst(
        dynamic,
        store_root=Path(settings.PRESS_STORE_DIR),
        folders=[
            ServedFolder("/static/", Path(settings.STATIC_ROOT), "max-age=3600"),
            ServedFolder("/media/images/", Path(settings.MEDIA_ROOT) / "images", MEDIA_CACHE),
        ],
        dynamic_prefixes=DYNAMIC_PREFIXES,
        page_headers=headers.of_baked_pages(),
    )


def newsroom() -> Forwarder:
    """Return what asks the newsroom's server."""
    page = (Path(settings.THEME_DIR) / "unavailable.html").read_bytes()
    meeting = os.environ.get("MIDAD_NEWSROOM_SOCKET", "")
    return Forwarder(meeting, limit=NEWSROOM_REQUESTS, unavailable=page)


application = build_application(newsroom())
