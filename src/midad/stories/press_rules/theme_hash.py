"""What every page is made with: when the theme or the code that reads a page changes, as with a
new release, the whole paper is stale."""

import hashlib
from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path

from django.conf import settings

import arabictext
from midad import stories

THEME_KEY = "theme"
_THEME_FILES = {".html", ".xml", ".css", ".js", ".woff2", ".svg", ".mo", ".txt"}


@cache
def theme_hash() -> str:
    """Return the hash of every file that a page's bytes depend on, by name and bytes."""
    digest = hashlib.sha256()
    for root, paths in _files_of_pages():
        for path in sorted(paths):
            digest.update(path.relative_to(root).as_posix().encode())
            digest.update(path.read_bytes())
    return digest.hexdigest()[:16]


def _files_of_pages() -> Iterator[tuple[Path, Iterable[Path]]]:
    """Yield (root, files): the theme, then the code between a row and a template."""
    theme = Path(settings.THEME_DIR)
    yield theme, (path for path in theme.rglob("*") if path.suffix in _THEME_FILES)
    words = Path(arabictext.__file__).parent
    yield words, words.rglob("*.py")
    room = Path(stories.__file__).parent
    for part in ("queries", "press_rules"):
        yield room, (room / part).rglob("*.py")


def baked_with() -> str:
    """Return what every page was made with besides its content: the theme, the paper's address."""
    return f"{theme_hash()} {settings.PAPER_URL}"
