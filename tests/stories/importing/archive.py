"""Made-up lines of an archive, and files of them."""

import gzip
import io
import json
from collections.abc import Iterable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import zstandard

from midad.kit import clock
from midad.stories import press_rules
from midad.stories.models import EditionSettings, SectionPage, StoryPage
from midad.stories.services.importing import MAPPINGS, ImportReport, import_stories
from midad.stories.services.importing.contract import StoryRecord, story_record
from midad.stories.services.importing.fast_path import BatchWriter

NOW = datetime(2026, 3, 1, 9, 0, tzinfo=UTC)
MISSING = object()  # a field that the line does not have


def record(**changes: Any) -> dict[str, Any]:
    """Return a line that the contract takes, with ``changes``."""
    fields = {
        "id": "marfa-1",
        "title": "المرفأ يستقبل أول باخرة",
        "section": "اقتصاد",
        "published_at": "2019-11-05T08:30:00+03:00",
        "body": "فقرة أولى.\n\nفقرة ثانية.",
        **changes,
    }
    return {name: value for name, value in fields.items() if value is not MISSING}


def story(**changes: Any) -> StoryRecord:
    """Return the story on such a line."""
    return story_record(record(**changes), now=NOW)


def stories(count: int, **changes: Any) -> list[StoryRecord]:
    return [story(**numbered(number, **changes)) for number in range(count)]


def numbered(number: int, **changes: Any) -> dict[str, Any]:
    """Return a line of its own: no other number has its id or title."""
    own = {"id": f"line-{number}", "title": f"خبر رقم {number}"}
    return record(**{**own, **changes})


def as_bytes(lines: Iterable[dict[str, Any] | str]) -> bytes:
    """Return records as JSON lines; a text is a line as it is."""
    texts = [line if isinstance(line, str) else json.dumps(line) for line in lines]
    return "".join(f"{text}\n" for text in texts).encode()


def write_archive(path: Path, lines: Iterable[dict[str, Any] | str]) -> Path:
    """Write a file of lines, packed as its name says."""
    path.write_bytes(packed(as_bytes(lines), path.suffix))
    return path


def packed(data: bytes, suffix: str) -> bytes:
    if suffix == ".gz":
        return gzip.compress(data)
    return zstandard.compress(data) if suffix == ".zst" else data


def run_import(path: Path, **changes: Any) -> tuple[ImportReport, list[tuple[int, str]]]:
    """Import a file; return the report and the refused lines with their reasons."""
    refusals = io.StringIO()
    arguments = {
        "path": path,
        "mapping": MAPPINGS["midad"],
        "refusals": refusals,
        "mark_stale": press_rules.mark_stories,
        "now": clock.now(),
        "progress": lambda report: None,
        **changes,
    }
    report = import_stories(**arguments)
    rows = [line.split("\t") for line in refusals.getvalue().splitlines()]
    return report, [(int(number), reason) for number, reason in rows]


def import_lines(
    folder: Path, lines: Iterable[dict[str, Any] | str], **changes: Any
) -> tuple[ImportReport, list[tuple[int, str]]]:
    return run_import(write_archive(folder / "archive.jsonl", lines), **changes)


def write_fast(section: SectionPage, *records: StoryRecord) -> list[StoryPage]:
    """Write stories by the fast path and return them as they now stand in the database."""
    writer = BatchWriter(
        style=EditionSettings.current().date_style, mark_stale=press_rules.mark_stories
    )
    written = writer.write(section, records, now=NOW)
    return [StoryPage.objects.get(pk=page.pk) for page in written]
