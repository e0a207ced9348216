"""Readers are answered here: from baked files alone."""

from midad.press.serving.application import BakedFirst, ServedFolder
from midad.press.serving.files import Kept
from midad.press.serving.forwarding import Forwarder
from midad.press.serving.paths import (
    CODED_PATH,
    CONTENT_TYPES,
    FEED_TYPES,
    FOREVER_CACHE,
    MEDIA_CACHE,
    PAGE_CACHE,
    SHARED_PAGE_CACHE,
)

__all__ = [
    "CODED_PATH",
    "CONTENT_TYPES",
    "FEED_TYPES",
    "FOREVER_CACHE",
    "MEDIA_CACHE",
    "PAGE_CACHE",
    "SHARED_PAGE_CACHE",
    "BakedFirst",
    "Forwarder",
    "Kept",
    "ServedFolder",
]
