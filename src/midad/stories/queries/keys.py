"""Names of the keys that the paper's pages are made from, and the ring a render hangs them on."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import datetime

EDITION = "edition"
SECTIONS = "sections"
FRONT = "front"
BREAKING = "breaking"
TODAY = "today"
NEWEST = "list:newest"
SITEMAP = "sitemap"
ARCHIVE = "archive"


def story(story_id: int) -> str:
    """Return the key of one story: whoever shows it, even as a line, holds it."""
    return f"story:{story_id}"


def story_id_of(key: str) -> int | None:
    """Return the story that a key of one story names; None for any other key."""
    family, _, number = key.partition(":")
    return int(number) if family == "story" and number.isdecimal() else None


def story_age(story_id: int) -> str:
    """Return the key that comes due when a story is a year old."""
    return f"age:{story_id}"


def next_of(story_id: int) -> str:
    """Return the key of what a story's page names as the next one."""
    return f"next:{story_id}"


def named(family: str, pk: int) -> str:
    """Return the key of an author, agency or topic; ``family`` is the plural."""
    return f"{family}:{pk}"


def listing(family: str, pk: int) -> str:
    """Return the key of the newest stories of a section, author, agency or topic."""
    return f"list:{family}:{pk}"


def month_listing(family: str, pk: int, year: int, month: int) -> str:
    """Return the key of a month's stories of a section, author, agency or topic."""
    return f"list:{family}:{pk}:{year:04d}-{month:02d}"


def day(iso_date: str) -> str:
    """Return the key of a day's stories."""
    return f"list:day:{iso_date}"


def month(year: int, month_number: int) -> str:
    """Return the key of a month's stories, for counts and sitemaps."""
    return f"list:month:{year:04d}-{month_number:02d}"


def picture(image_id: int) -> str:
    """Return the key of a picture."""
    return f"picture:{image_id}"


def document(document_id: int) -> str:
    """Return the key of a document: a video or a sound."""
    return f"document:{document_id}"


@dataclass
class KeyRing:
    """What one render was made from, gathered while it reads.

    ``preparations`` are things a reader of the database found missing and that must be made
    before the page can be rendered right.
    """

    keys: set[str] = field(default_factory=set)
    due: dict[str, datetime] = field(default_factory=dict)
    preparations: list[Callable[[], None]] = field(default_factory=list)

    def add(self, *keys: str) -> None:
        """Hang ``keys`` on the ring."""
        self.keys.update(keys)

    def add_due(self, key: str, at: datetime) -> None:
        """Hang a key that changes by the clock at ``at``."""
        self.keys.add(key)
        self.due[key] = at

    def add_stories(self, story_ids: Iterable[int]) -> None:
        """Hang the key of each story shown."""
        self.keys.update(story(pk) for pk in story_ids)
