"""One import from beginning to end: read, map, check, skip what is there, write in batches."""

from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import TextIO

from django.db import InterfaceError, OperationalError

from midad.stories.models import EditionSettings, SectionPage, StoryPage
from midad.stories.services.founding import found_paper, section_of_name
from midad.stories.services.importing.contract import StoryRecord, story_record
from midad.stories.services.importing.fast_path import BatchWriter, TouchStories
from midad.stories.services.importing.lines import Line, Refused, opened, read_lines
from midad.stories.services.importing.mapping import Mapping

BATCH = 50
_WINDOW, _WINDOW_BYTES = 400, 16 * 1024 * 1024


@dataclass
class ImportReport:
    """What an import did: counts, and where the refused lines are named."""

    imported: int = 0
    skipped: int = 0
    refused: int = 0
    read_bytes: int = 0

    @property
    def lines(self) -> int:
        """How many lines were dealt with."""
        return self.imported + self.skipped + self.refused


@dataclass
class _Import:
    writer: BatchWriter
    mapping: Mapping
    refusals: TextIO
    now: datetime
    report: ImportReport = field(default_factory=ImportReport)
    sections: dict[str, SectionPage] = field(default_factory=dict)

    def refuse(self, number: int, reason: str) -> None:
        self.report.refused += 1
        line = " ".join(reason.encode("utf-8", "replace").decode().split())
        self.refusals.write(f"{number}\t{line}\n")

    def record(self, line: Line) -> StoryRecord | None:
        """Return the story on a line; a line that is none is refused and the import goes on."""
        try:
            if line.record is None:
                raise Refused(line.problem)
            return story_record(self.mapping(line.record), now=self.now)
        except Refused as reason:
            self.refuse(line.number, str(reason))
        except Exception as error:
            self.refuse(line.number, f"unforeseen: {type(error).__name__}: {error}"[:300])
        return None

    def section(self, name: str) -> SectionPage:
        if name not in self.sections:
            self.sections[name] = section_of_name(name=name)
        return self.sections[name]


def import_stories(
    *,
    path: Path,
    mapping: Mapping,
    refusals: TextIO,
    mark_stale: TouchStories,
    now: datetime,
    progress: Callable[[ImportReport], None],
) -> ImportReport:
    """Import ``path`` (docs/contracts/import.md) and return what was done.

    Skips stories that are there already, so that a run after a kill goes on where it ended. Every
    refused line is written to ``refusals`` with its number and reason. Raises OSError when the
    file cannot be read.
    """
    found_paper(name="الجريدة")
    writer = BatchWriter(style=EditionSettings.current().date_style, mark_stale=mark_stale)
    work = _Import(writer, mapping, refusals, now)
    with opened(path) as (lines, raw):
        window: list[tuple[int, StoryRecord]] = []
        held_bytes = 0
        for line in read_lines(lines):
            record = work.record(line)
            if record:
                window.append((line.number, record))
                held_bytes += line.size_bytes
            if len(window) >= _WINDOW or held_bytes >= _WINDOW_BYTES:
                _write_window(work, window)
                window, held_bytes = [], 0
            work.report.read_bytes = raw.tell()
            progress(work.report)
        _write_window(work, window)
        work.report.read_bytes = raw.tell()
        progress(work.report)
    return work.report


def _write_window(work: _Import, window: list[tuple[int, StoryRecord]]) -> None:
    """Write the stories that are not there yet, section by section, in short batches."""
    by_section: dict[str, list[tuple[int, StoryRecord]]] = defaultdict(list)
    for number, record in _new_ones(work, window):
        by_section[record.section].append((number, record))
    for name, entries in by_section.items():
        for start in range(0, len(entries), BATCH):
            _write_batch(work, name, entries[start : start + BATCH])


def _new_ones(
    work: _Import, window: list[tuple[int, StoryRecord]]
) -> list[tuple[int, StoryRecord]]:
    known = set(
        StoryPage.objects.filter(
            import_id__in=[record.import_id for _, record in window]
        ).values_list("import_id", flat=True)
    )
    fresh = []
    for number, record in window:
        if record.import_id in known:
            work.report.skipped += 1
        else:
            known.add(record.import_id)
            fresh.append((number, record))
    return fresh


def _write_batch(work: _Import, section_name: str, entries: list[tuple[int, StoryRecord]]) -> None:
    """Write a batch; when it fails as a whole, write its stories one by one to name the bad one."""
    try:
        section = work.section(section_name)
        work.writer.write(section, [record for _, record in entries], now=work.now)
        work.report.imported += len(entries)
    except (OperationalError, InterfaceError):
        # A database that is full, gone or stopping refuses no story: the next run goes on here.
        if len(entries) == 1:
            raise
        _write_one_by_one(work, section_name, entries)
    except Exception as error:
        if len(entries) == 1:
            work.refuse(
                entries[0][0], f"could not be written: {type(error).__name__}: {error}"[:300]
            )
            return
        _write_one_by_one(work, section_name, entries)


def _write_one_by_one(
    work: _Import, section_name: str, entries: list[tuple[int, StoryRecord]]
) -> None:
    for entry in entries:
        _write_batch(work, section_name, [entry])
