"""An import from beginning to end: what is counted, what is named, what is never doubled."""

import io
from contextlib import contextmanager

import pytest
from django.db import OperationalError
from wagtail.models import Page

from midad.press.models import StalePage
from midad.press.worker import bake_until_done
from midad.stories import press_rules
from midad.stories.models import Author, FrontPage, SectionPage, StoryPage, Topic
from midad.stories.services import found_paper, section_of_name
from midad.stories.services.importing import fast_path, run
from midad.stories.services.importing.fast_path import BatchWriter
from tests.newsroom.desk import make_user
from tests.stories.importing.archive import (
    MISSING,
    as_bytes,
    import_lines,
    numbered,
    record,
    run_import,
    write_archive,
)

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("roots")]


def lines(count, **changes):
    return [numbered(number, **changes) for number in range(count)]


def titles() -> list[str]:
    return sorted(StoryPage.objects.values_list("title", flat=True))


def numbers(report) -> tuple[int, int, int]:
    return report.imported, report.skipped, report.refused


def test_an_import_into_nothing_founds_the_paper(tmp_path):
    report, refused = import_lines(tmp_path, lines(3))
    assert (numbers(report), refused) == ((3, 0, 0), [])
    assert titles() == ["خبر رقم 0", "خبر رقم 1", "خبر رقم 2"]
    assert FrontPage.objects.get().get_children().count() == 1
    assert Page.find_problems() == ([], [], [], [], [])


@pytest.mark.parametrize("name", ["a.jsonl", "a.jsonl.gz", "a.jsonl.zst"])
def test_a_packed_file_is_imported_as_a_plain_one(tmp_path, name):
    path = write_archive(tmp_path / name, lines(3))
    report, _ = run_import(path)
    assert numbers(report) == (3, 0, 0)
    assert report.read_bytes == path.stat().st_size


def test_an_empty_file_imports_nothing(tmp_path):
    report, refused = import_lines(tmp_path, [])
    assert (numbers(report), refused, titles()) == ((0, 0, 0), [], [])


def test_a_second_run_doubles_nothing_and_touches_nothing(tmp_path):
    import_lines(tmp_path, lines(10, authors=["سلمى"]))
    bake_until_done()
    before = list(StoryPage.objects.order_by("pk").values())
    report, _ = import_lines(tmp_path, lines(10, authors=["سلمى"], title="عنوان آخر"))
    assert numbers(report) == (0, 10, 0)
    assert list(StoryPage.objects.order_by("pk").values()) == before
    assert not StalePage.objects.exists()


def test_a_grown_file_brings_what_is_new(tmp_path):
    import_lines(tmp_path, lines(5))
    report, _ = import_lines(tmp_path, lines(8))
    assert numbers(report) == (3, 5, 0)
    assert len(titles()) == 8


def test_what_an_editor_changed_stays(tmp_path):
    import_lines(tmp_path, [record()])
    page = StoryPage.objects.get()
    page.title = "عنوان من المحرر"
    page.save_revision(user=make_user()).publish()
    page.unpublish()
    report, _ = import_lines(tmp_path, [record()])
    page.refresh_from_db()
    assert numbers(report) == (0, 1, 0)
    assert (page.title, page.live) == ("عنوان من المحرر", False)


ONE_STORY = [
    ({"id": "one"}, {"id": "one", "title": "آخر", "section": "آخر"}),
    ({"id": 7}, {"id": "7", "title": "آخر"}),
    (
        {"id": MISSING, "source_url": "https://marfa.example/1"},
        {"id": MISSING, "source_url": "https://marfa.example/1", "title": "آخر"},
    ),
    ({"id": MISSING}, {"id": MISSING, "section": "آخر"}),
]


@pytest.mark.parametrize(("first", "second"), ONE_STORY)
@pytest.mark.parametrize("between", [0, 10])
def test_of_two_lines_of_one_story_the_first_counts(tmp_path, monkeypatch, first, second, between):
    monkeypatch.setattr(run, "_WINDOW", 4)
    given = [record(**first), *lines(between), record(**second)]
    report, _ = import_lines(tmp_path, given)
    assert numbers(report) == (between + 1, 1, 0)
    assert "آخر" not in titles()


TWO_STORIES = [
    ({"id": "one"}, {"id": "two"}),
    (
        {"id": "one", "source_url": "https://marfa.example/1"},
        {"id": "two", "source_url": "https://marfa.example/1"},
    ),
    ({"id": "https://marfa.example/1"}, {"id": MISSING, "source_url": "https://marfa.example/1"}),
    ({"id": MISSING}, {"id": MISSING, "body": "نص آخر"}),
    ({"id": MISSING}, {"id": MISSING, "title": "عنوان آخر"}),
]


@pytest.mark.parametrize(("first", "second"), TWO_STORIES)
def test_two_stories_are_two(tmp_path, first, second):
    report, _ = import_lines(tmp_path, [record(**first), record(**second)])
    assert numbers(report) == (2, 0, 0)


def test_a_line_refused_once_is_taken_when_it_is_mended(tmp_path):
    import_lines(tmp_path, [record(published_at="أمس")])
    report, _ = import_lines(tmp_path, [record()])
    assert numbers(report) == (1, 0, 0)


def test_every_refused_line_is_named_with_its_number_and_reason(tmp_path):
    given = [
        numbered(1),
        "",
        "no json",
        numbered(4),
        "[]",
        numbered(6, title=""),
        "   ",
        numbered(8, published_at="2019-11-05"),
        numbered(9, body=[{"type": "x\ty"}]),
        numbered(10),
    ]
    report, refused = import_lines(tmp_path, given)
    assert refused == [
        (3, "no valid JSON: Expecting value"),
        (5, "no JSON object"),
        (6, "title: empty"),
        (8, "published_at: without its offset from UTC"),
        (9, r"body: unknown block 'x\ty'"),
    ]
    assert numbers(report) == (3, 0, 5)
    assert report.lines == 8


def test_a_mapping_that_fails_refuses_its_line_alone(tmp_path):
    def mapping(line):
        return {**line, "title": {"line-1": None}.get(line["id"]) or line["headline"]}

    given = [numbered(0, headline="أول"), numbered(1), numbered(2, headline="ثالث")]
    report, refused = import_lines(tmp_path, given, mapping=mapping)
    assert refused == [(2, "unforeseen: KeyError: 'headline'")]
    assert titles() == ["أول", "ثالث"]
    assert numbers(report) == (2, 0, 1)


BAD_TITLE = "لا يكتب"


@pytest.fixture
def one_that_cannot_be_written(monkeypatch):
    """Let the database refuse the story of this title, as it may for reasons of its own."""
    insert = fast_path._insert_pages

    def picky(stories):
        insert(stories)
        if any(story.title == BAD_TITLE for story in stories):
            raise ValueError("no such story")

    monkeypatch.setattr(fast_path, "_insert_pages", picky)


@pytest.mark.parametrize("place", [0, 2, 4, 5, 11])
def test_a_batch_with_one_bad_story_names_only_that_one(
    tmp_path, monkeypatch, one_that_cannot_be_written, place
):
    monkeypatch.setattr(run, "BATCH", 5)
    given = lines(12, authors=["سلمى"])
    given[place]["title"] = BAD_TITLE
    report, refused = import_lines(tmp_path, given)
    assert refused == [(place + 1, "could not be written: ValueError: no such story")]
    assert numbers(report) == (11, 0, 1)
    assert BAD_TITLE not in titles()
    assert Page.find_problems() == ([], [], [], [], [])


def test_a_batch_that_failed_for_a_moment_loses_no_story_and_no_name(tmp_path):
    """As when PostgreSQL ends a deadlock: the names made in the batch went with it."""
    failures = iter([OperationalError("deadlock detected")])

    def mark_stale(stories):
        for failure in failures:
            raise failure
        press_rules.mark_stories(stories)

    given = lines(4, authors=["سلمى"], topics=["موانئ"])
    report, refused = import_lines(tmp_path, given, mark_stale=mark_stale)
    assert (numbers(report), refused) == ((4, 0, 0), [])
    assert Author.objects.get().author_stories.count() == 4
    assert Topic.objects.get().topic_stories.count() == 4


def test_a_bad_story_is_tried_again_by_the_next_run(tmp_path, one_that_cannot_be_written):
    given = lines(3)
    given[1]["title"] = BAD_TITLE
    import_lines(tmp_path, given)
    given[1]["title"] = "يكتب"
    report, _ = import_lines(tmp_path, given)
    assert numbers(report) == (1, 2, 0)
    assert "يكتب" in titles()


def test_a_section_is_found_however_it_is_spelled(tmp_path):
    found_paper(name="المرفأ")
    section = section_of_name(name="الأخبار المحليّة")
    spelled = [
        "الأخبار المحليّة",
        "الاخبار المحلية",
        " الأخبـار  المحليه ",
        "<b>الأخبار</b> المحلية",
    ]
    import_lines(tmp_path, [numbered(n, section=name) for n, name in enumerate(spelled)])
    assert list(SectionPage.objects.all()) == [section]
    assert section.section_stories.count() == 4


def test_a_new_section_is_made_once_at_the_end_of_the_bar(tmp_path):
    found_paper(name="المرفأ")
    first = section_of_name(name="اقتصاد")
    given = [numbered(n, section=f"قسم {n % 3}") for n in range(9)]
    import_lines(tmp_path, given)
    import_lines(tmp_path, [numbered(n, section=f"قسم {n % 3}") for n in range(9, 12)])
    made = SectionPage.objects.exclude(pk=first.pk).order_by("path")
    assert [section.title for section in made] == ["قسم 0", "قسم 1", "قسم 2"]
    assert [section.numchild for section in made] == [4, 4, 4]
    assert all(section.live and section.code for section in made)


def test_people_are_found_however_they_are_spelled(tmp_path):
    spelled = [["أحمد الحدّاد"], ["احمد الحداد"], ["أحمـد الحداد", "أحمد  الحداد"], ["إحسان"]]
    given = [
        numbered(n, authors=names, topics=names) for n, names in enumerate([*spelled, *spelled])
    ]
    import_lines(tmp_path, given[:1])
    import_lines(tmp_path, given)
    assert list(Author.objects.order_by("pk").values_list("name", flat=True)) == [
        "أحمد الحدّاد",
        "إحسان",
    ]
    assert Topic.objects.count() == 2
    assert Author.objects.get(name="أحمد الحدّاد").author_stories.count() == 6


@pytest.fixture
def batches(monkeypatch) -> list[tuple[str, int]]:
    """Return the section and size of every batch, as they are written."""
    written: list[tuple[str, int]] = []
    write = BatchWriter.write

    def noted(self, section, records, **options):
        pages = write(self, section, records, **options)
        written.append((section.title, len(records)))
        return pages

    monkeypatch.setattr(BatchWriter, "write", noted)
    return written


def test_a_batch_is_at_most_fifty_stories_of_one_section(tmp_path, batches):
    given = [numbered(n, section="أول" if n % 4 else "ثان") for n in range(160)]
    import_lines(tmp_path, given)
    assert batches == [("ثان", 40), ("أول", 50), ("أول", 50), ("أول", 20)]


class Counted:
    """Lines that are made as they are read, and counted."""

    def __init__(self, made) -> None:
        self._made = made
        self.given = 0

    def readline(self, limit: int) -> bytes:
        line = next(self._made, None)
        self.given += line is not None
        return as_bytes([line]) if line else b""

    def tell(self) -> int:
        return self.given


def test_stories_are_written_while_the_file_is_read(tmp_path, monkeypatch):
    file = Counted(numbered(number) for number in range(50))

    @contextmanager
    def opened(_):
        yield file, file

    held = []
    write = BatchWriter.write

    def noted(self, section, records, **options):
        held.append(file.given - StoryPage.objects.count())
        return write(self, section, records, **options)

    monkeypatch.setattr(run, "opened", opened)
    monkeypatch.setattr(run, "_WINDOW", 10)
    monkeypatch.setattr(BatchWriter, "write", noted)
    report, _ = run_import(tmp_path / "any.jsonl")
    assert report.imported == 50
    assert held == [10] * 5


def test_long_lines_are_not_held_together(tmp_path, monkeypatch):
    """400 lines of the longest kind would be more than a gigabyte."""
    sizes = []
    write = BatchWriter.write

    def noted(self, section, records, **options):
        sizes.append(len(records))
        return write(self, section, records, **options)

    monkeypatch.setattr(run, "_WINDOW_BYTES", 30_000)
    monkeypatch.setattr(BatchWriter, "write", noted)
    report, _ = import_lines(tmp_path, [record(id=str(n), body="كلمة " * 800) for n in range(6)])
    assert report.imported == 6
    assert max(sizes) == 2


def test_progress_is_told_with_every_line(tmp_path):
    told = []
    path = write_archive(tmp_path / "a.jsonl", [*lines(3), "no json"])
    run_import(path, progress=lambda report: told.append((report.read_bytes, report.refused)))
    assert len(told) == 5
    assert told == sorted(told)
    assert told[-1] == (path.stat().st_size, 1)


def test_a_file_that_is_not_there_is_an_error_and_writes_no_story(tmp_path):
    with pytest.raises(OSError):
        run_import(tmp_path / "none.jsonl")
    assert titles() == []


def test_what_is_refused_is_named_before_the_import_ends(tmp_path):
    refusals = io.StringIO()
    seen = []
    given = ["no json", *lines(3)]
    import_lines(
        tmp_path, given, refusals=refusals, progress=lambda _: seen.append(refusals.getvalue())
    )
    assert seen[0] == "1\tno valid JSON: Expecting value\n"
