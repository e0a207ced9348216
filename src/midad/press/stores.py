"""Which store this paper has: a folder of the machine, or a bucket."""

from pathlib import Path

from django.conf import settings

from midad.press.store import FileStore, Store


def the_store() -> Store:
    """Return the store of this paper."""
    if not settings.PRESS_STORE_BUCKET:
        return FileStore(Path(settings.PRESS_STORE_DIR))
    # Only then: its library takes a quarter of a second to load.
    from midad.press.object_store import object_store

    return object_store(settings.PRESS_STORE_BUCKET, settings.PRESS_STORE_ENDPOINT)
