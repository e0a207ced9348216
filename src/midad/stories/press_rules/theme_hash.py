"""The theme's hash: when templates, styles, scripts or words change, the whole paper is stale."""

import hashlib
from functools import cache
from pathlib import Path

from django.conf import settings

THEME_KEY = "theme"
_THEME_FILES = {".html", ".xml", ".css", ".js", ".woff2", ".svg", ".mo", ".txt"}


@cache
def theme_hash() -> str:
    """Return the hash of every file of the theme, by name and bytes."""
    digest = hashlib.sha256()
    root = Path(settings.THEME_DIR)
    for path in sorted(path for path in root.rglob("*") if path.suffix in _THEME_FILES):
        digest.update(path.relative_to(root).as_posix().encode())
        digest.update(path.read_bytes())
    return digest.hexdigest()[:16]


def baked_with() -> str:
    """Return what every page was made with besides its content: the theme, the paper's address."""
    return f"{theme_hash()} {settings.PAPER_URL}"
