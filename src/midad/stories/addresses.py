"""Addresses of the paper: a permanent code finds the page, the words after it are decoration.

Addresses are returned percent-encoded, beginning with a slash. The *key address* has no words: it
is what the press bakes, whatever words a reader's link carries (docs/contracts/addresses.md).
"""

from datetime import date
from urllib.parse import quote

CODE = r"[a-z0-9][a-z0-9-]{0,31}"
DAY = r"(?P<year>\d{4})/(?P<month>\d{2})/(?P<day>\d{2})"
MONTH = r"(?P<year>\d{4})/(?P<month>\d{2})"
PART = r"(?:(?P<part>[2-9]|[1-9]\d{1,4})/)?"

FRONT = "/"
ARCHIVE = "/archive/"


def story_key(code: str) -> str:
    """Return the address a story is baked at.

    >>> story_key("k7m2xqz")
    '/articles/k7m2xqz/'
    """
    return f"/articles/{code}/"


def story(code: str, words: str) -> str:
    """Return a story's public address.

    >>> story("k7m2xqz", "خبر")
    '/articles/k7m2xqz/%D8%AE%D8%A8%D8%B1/'
    """
    return _with_words(story_key(code), words)


def section(code: str) -> str:
    """Return a section's address."""
    return f"/sections/{code}/"


def named_key(family: str, code: str) -> str:
    """Return the baked address of an author, agency or topic; ``family`` is its plural."""
    return f"/{family}/{code}/"


def named(family: str, code: str, words: str) -> str:
    """Return the public address of an author, agency or topic."""
    return _with_words(named_key(family, code), words)


def follow(family: str, code: str) -> str:
    """Return the address of the form that follows a section, author, agency or topic."""
    return f"/account/follow/{family}/{code}/"


def day(of: date, part: int = 1) -> str:
    """Return the archive of a day.

    >>> day(date(2026, 11, 3), 2)
    '/archive/2026/11/03/2/'
    """
    return f"/archive/{of.year:04d}/{of.month:02d}/{of.day:02d}/{_part(part)}"


def month(of: date) -> str:
    """Return the page that lists a month's days."""
    return f"/archive/{of.year:04d}/{of.month:02d}/"


def listed_month(family: str, code: str, of: date, part: int = 1) -> str:
    """Return the month archive of a section, author, agency or topic."""
    return f"/archive/{family}/{code}/{of.year:04d}/{of.month:02d}/{_part(part)}"


def feed(name: str, section_code: str = "") -> str:
    """Return a feed's address; ``name`` is rss.xml, atom.xml or feed.json."""
    return f"/feeds/sections/{section_code}/{name}" if section_code else f"/feeds/{name}"


def fragment(name: str) -> str:
    """Return the address of a piece that pages fetch."""
    return f"/fragments/{name}.html"


def latest_fragment(family: str, code: str) -> str:
    """Return the address of the newest stories of a section or topic, as a piece."""
    return fragment(f"{family}/{code}/latest")


def month_sitemap(of: date) -> str:
    """Return the sitemap of the stories published in a month."""
    return f"/sitemaps/stories-{of.year:04d}-{of.month:02d}.xml"


def _part(part: int) -> str:
    return "" if part <= 1 else f"{part}/"


def _with_words(address: str, words: str) -> str:
    return f"{address}{quote(words, safe='')}/" if words else address
