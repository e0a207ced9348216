"""The import's fast path against Wagtail's own way of making a published page, story by story."""

import io
import json
import statistics
import time
from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory

from midad.kit import clock
from midad.press.receivers import baking_later
from midad.stories import press_rules
from midad.stories.models import SectionPage, StoryPage
from midad.stories.services import importing, section_of_name
from midad.stories.services.importing.contract import story_record

ROUNDS, FAST_STORIES, SLOW_STORIES = 5, 400, 40
PARAGRAPH = (
    "قال رئيس البلدية إن المرحلة الأولى من المشروع تنتهي قبل الصيف، وإن الكلفة لم تتجاوز ما رُصد"
    " لها في الموازنة. وأضاف أن المرحلة الثانية تشمل خمسة أحياء في شرق المدينة، وأن السكان"
    " سيُبلَّغون بمواعيد الحفر قبل أسبوع من بدئه. "
)


def line(number: int) -> dict[str, object]:
    """Return a made-up story of about 250 words in the form of the import's contract."""
    return {
        "id": f"bench-{number}",
        "title": f"خبر رقم {number} من قسم المحليات",
        "section": "المحليات",
        "published_at": f"2024-{number % 12 + 1:02}-{number % 28 + 1:02}T{number % 24:02}:00:00Z",
        "body": "\n\n".join([PARAGRAPH] * 6),
        "authors": [f"كاتب {number % 50}"],
        "topics": [f"موضوع {number % 30}"],
    }


def fast(first: int, count: int) -> None:
    """Import ``count`` stories from a file."""
    with TemporaryDirectory() as folder:
        path = Path(folder) / "stories.jsonl"
        lines = (json.dumps(line(first + n), ensure_ascii=False) for n in range(count))
        path.write_text("\n".join(lines), encoding="utf-8")
        report = importing.import_stories(
            path=path,
            mapping=importing.MAPPINGS["midad"],
            refusals=io.StringIO(),
            mark_stale=press_rules.mark_stories,
            now=clock.now(),
            progress=lambda _: None,
        )
    if report.imported != count:
        raise RuntimeError(f"{report.imported} of {count} stories were imported")


def slow(section: SectionPage, first: int, count: int) -> None:
    """Make ``count`` stories as an editor's form does: add_child, a revision, publish."""
    for number in range(first, first + count):
        record = story_record(line(number), now=clock.now())
        story = StoryPage(
            title=record.title, body=record.body, first_published_at=record.published_at, live=False
        )
        section.add_child(instance=story)
        story.save_revision().publish()


def rate(act: Callable[[], None], count: int) -> float:
    """Return how many stories a second ``act`` makes."""
    began = time.perf_counter()
    act()
    return count / (time.perf_counter() - began)


def measure() -> str:
    """Return one line: both rates and their ratio, medians of interleaved rounds."""
    quick, plain = [], []
    with baking_later():
        section = section_of_name(name="المحليات")
        for number in range(ROUNDS):
            first = number * 10_000
            quick.append(rate(lambda first=first: fast(first, FAST_STORIES), FAST_STORIES))
            plain.append(
                rate(lambda first=first: slow(section, first + 5000, SLOW_STORIES), SLOW_STORIES)
            )
    ratio = statistics.median(fast / slow for fast, slow in zip(quick, plain, strict=True))
    return (
        f"import      {statistics.median(quick):6.0f} stories/s by the fast path,"
        f" {statistics.median(plain):5.0f} by add_child: {ratio:.1f} times"
    )
