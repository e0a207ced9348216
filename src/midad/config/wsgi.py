"""The web server's entry: baked pages first, Django behind, loaded when it is first needed."""

import os
import threading
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from django.conf import settings

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "midad.config.settings.dev")

DYNAMIC_PREFIXES = ("/newsroom/", "/report/", "/documents/")


class LazyDjango:
    """Django's application, loaded in the background: readers are answered meanwhile."""

    def __init__(self) -> None:
        self._application: Any = None
        self._lock = threading.Lock()

    def load(self) -> Any:
        with self._lock:
            if self._application is None:
                from django.core.wsgi import get_wsgi_application

                self._application = get_wsgi_application()
        return self._application

    def __call__(self, environ: dict[str, Any], start_response: Any) -> Iterable[bytes]:
        answer: Iterable[bytes] = (self._application or self.load())(environ, start_response)
        return answer


def build_application() -> Any:
    from midad.config import headers
    from midad.press.serving import MEDIA_CACHE, BakedFirst, ServedFolder

    django = LazyDjango()
    threading.Thread(target=django.load, daemon=True).start()
    media = Path(settings.MEDIA_ROOT)
    return BakedFirst(
        django,
        store_root=Path(settings.PRESS_STORE_DIR),
        folders=[
            ServedFolder("/static/", Path(settings.STATIC_ROOT), "max-age=3600"),
            ServedFolder("/media/images/", media / "images", MEDIA_CACHE),
        ],
        dynamic_prefixes=DYNAMIC_PREFIXES,
        page_headers=headers.of_baked_pages(),
    )


application = build_application()
