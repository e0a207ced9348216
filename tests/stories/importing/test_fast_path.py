"""The fast path writes the rows that ``add_child``, ``save_revision`` and ``publish`` write."""

from datetime import date, timedelta

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from wagtail.models import Page, PageLogEntry, ReferenceIndex, Revision
from wagtail.search.backends import get_search_backend
from wagtail.search.index import insert_or_update_object
from wagtail.search.models import IndexEntry

from midad.press.models import KeyVersion, StalePage
from midad.press.receivers import baking_later
from midad.press.worker import bake_until_done
from midad.stories import addresses, press_rules
from midad.stories.models import (
    Agency,
    Author,
    EditionSettings,
    StoryAgency,
    StoryAuthor,
    StoryPage,
    StoryTopic,
    Topic,
)
from midad.stories.services import section_of_name
from midad.stories.services.importing import fast_path
from midad.stories.services.importing.fast_path import BatchWriter
from tests.newsroom.desk import make_story
from tests.stories.importing.archive import NOW, stories, story, write_fast
from tests.stories.importing.rows import counts, rows, rows_of

pytestmark = pytest.mark.django_db

PEOPLE = {
    "authors": ["سلمى الحداد", "ياسين بوعلام"],
    "agencies": ["واس", "رويترز"],
    "topics": ["موانئ", "نقل", "قمح"],
}
KINDS = {
    "a plain story": {},
    "one with every line": {
        "title": "المرفأ يستقبل: «أول باخرة»...",
        "standfirst": "مقدمة الخبر & تفصيلها",
        "kicker": "موانئ",
        "place": "اللاذقية",
        "source_url": "https://marfa.example/1?a=1&b=2",
    },
    "one with people and topics": PEOPLE,
    "one without an id": {"id": None},
    "one of every block": {
        "body": [
            {"type": "paragraph", "text": 'فقرة <a href="https://marfa.example/">فيها رابط</a>'},
            {"type": "subhead", "text": "عنوان"},
            {"type": "list", "items": ["واحد", "اثنان"]},
            {"type": "quote", "text": "قول", "speaker": "فلان", "role": "مدير"},
            {"type": "fact_box", "title": "حقائق", "text": "أولى\n\nثانية"},
            {"type": "table", "caption": "جدول", "header": ["أ", "ب"], "rows": [["نص", 5]]},
            {"type": "embed", "url": "https://vimeo.com/1", "title": "مشهد"},
        ]
    },
    "an old one": {"published_at": "1925-02-03T00:00:00Z"},
    "one of another day in the edition's zone": {"published_at": "2019-12-31T22:30:00Z"},
    "one in other letters": {"title": "Port of Latakia opens 🎉 ﻣﺮﻓﺄ ١٢"},
}


def write_slowly(section, record):
    """Publish a story as the newsroom does, with the same words at the same moment."""
    page = StoryPage(
        title=record.title,
        kicker=record.kicker,
        standfirst=record.standfirst,
        place=record.place,
        body=record.body,
        source_url=record.source_url,
        import_id=record.import_id,
        first_published_at=record.published_at,
        live=False,
    )
    page.story_authors = [
        StoryAuthor(author=Author.objects.get(name=name), sort_order=order)
        for order, name in enumerate(record.authors)
    ]
    page.story_agencies = [
        StoryAgency(agency=Agency.objects.get(name=name), sort_order=order)
        for order, name in enumerate(record.agencies)
    ]
    page.story_topics = [
        StoryTopic(topic=Topic.objects.get(name=name), sort_order=order)
        for order, name in enumerate(record.topics)
    ]
    with baking_later():
        section.add_child(instance=page)
        page.save_revision().publish()
    return page


def write_at_once(section, record):
    writer = BatchWriter(
        style=EditionSettings.current().date_style, mark_stale=press_rules.mark_stories
    )
    [page] = writer.write(section, [record], now=record.published_at)
    return page


def rows_written_by(write, section, record):
    """Return the rows that one way of writing makes, and take them back."""
    with transaction.atomic():
        KeyVersion.objects.update(version=0)
        found = rows_of(write(type(section).objects.get(pk=section.pk), record).pk)
        transaction.set_rollback(True)
    return found


@pytest.mark.parametrize("kind", KINDS)
def test_both_ways_write_the_same_rows(baked_section, monkeypatch, kind):
    record = story(**KINDS[kind])
    for model, names in ((Author, "authors"), (Agency, "agencies"), (Topic, "topics")):
        for name in getattr(record, names):
            model.objects.create(name=name)
    bake_until_done()
    assert not StalePage.objects.exists()
    # One moment for the story, its revision and the log: the slow path knows no other.
    monkeypatch.setattr(timezone, "now", lambda: record.published_at)
    fast = rows_written_by(write_at_once, baked_section, record)
    slow = rows_written_by(write_slowly, baked_section, record)
    for name in slow:
        assert fast[name] == slow[name], name
    assert fast["stale pages"]
    assert fast["search"]


def test_a_story_keeps_its_moment_and_the_import_has_its_own(section):
    published_at = story().published_at
    [page] = write_fast(section, story())
    assert page.first_published_at == page.last_published_at == page.published_at == published_at
    revision = page.latest_revision
    entry = PageLogEntry.objects.get(page=page.pk)
    assert page.latest_revision_created_at == revision.created_at == entry.timestamp == NOW
    assert entry.data == {"import_id": "id:marfa-1"}
    assert entry.revision == revision


@pytest.mark.parametrize(
    ("zone", "day"), [("Asia/Riyadh", date(2020, 1, 1)), ("Africa/Casablanca", date(2019, 12, 31))]
)
def test_the_day_of_a_story_is_the_editions(section, zone, day):
    EditionSettings.objects.update(time_zone=zone)
    [page] = write_fast(section, story(published_at="2019-12-31T22:30:00Z"))
    assert page.published_date == day


def test_the_tree_stands_after_many_batches(section):
    make_story(section, title="قبلها")
    for start in range(3):
        write_fast(section, *[story(id=f"{start}-{number}") for number in range(4)])
    make_story(section, title="بعدها")
    section.refresh_from_db()
    children = list(section.get_children().values_list("title", flat=True))
    assert section.numchild == len(children) == 14
    assert (children[0], children[-1]) == ("قبلها", "بعدها")
    assert Page.find_problems() == ([], [], [], [], [])


def test_the_order_of_the_file_is_the_order_of_the_tree(section):
    write_fast(section, *stories(30))
    section.refresh_from_db()
    titles = list(section.get_children().values_list("title", flat=True))
    assert titles == [f"خبر رقم {number}" for number in range(30)]


def test_every_story_has_a_revision_and_a_code_of_its_own(section):
    pages = write_fast(section, *stories(30))
    for page in pages:
        revision = page.latest_revision
        assert revision == page.live_revision == Revision.objects.get(object_id=str(page.pk))
        assert revision.as_object().title == page.title
        assert revision.content["code"] == page.code
    assert len({page.code for page in pages}) == len({page.translation_key for page in pages}) == 30


def test_equal_titles_get_addresses_of_their_own_in_the_tree(section):
    make_story(section, title="خبر واحد")
    pages = write_fast(section, *[story(id=number, title="خبر واحد") for number in range(3)])
    slugs = {page.slug for page in pages}
    assert len(slugs) == 3
    assert not slugs & {"خبر-واحد"}
    assert all(slug.startswith("خبر-واحد-") for slug in slugs)
    assert {page.url_path for page in pages} == {f"{section.url_path}{slug}/" for slug in slugs}


def test_an_endless_title_fits_its_columns(section):
    [page] = write_fast(section, story(title="ﷺ" * 250, id="ا" * 900))
    assert len(page.title) == 250
    page.full_clean()


def test_the_people_of_a_batch_are_made_once(section):
    write_fast(section, *stories(10, **PEOPLE))
    assert [author.name for author in Author.objects.order_by("pk")] == PEOPLE["authors"]
    assert Agency.objects.count() == 2
    assert Topic.objects.count() == 3
    assert StoryAuthor.objects.count() == 20


def test_people_are_found_however_they_are_spelled(section):
    Author.objects.create(name="أحمد الحدّاد")
    [page] = write_fast(section, story(authors=["احمد الحداد", "أحمـد الحداد"]))
    assert [link.author.name for link in page.story_authors.all()] == ["أحمد الحدّاد"]
    assert Author.objects.count() == 1


def test_wagtail_finds_nothing_to_mend_in_its_indexes(section):
    [page] = write_fast(section, story(**KINDS["one of every block"], **PEOPLE))
    before = rows(ReferenceIndex), rows(IndexEntry)
    assert before[0]
    ReferenceIndex.create_or_update_for_object(page)
    insert_or_update_object(page)
    assert (rows(ReferenceIndex), rows(IndexEntry)) == before


def test_the_newsrooms_search_finds_a_story(section):
    pages = write_fast(section, *stories(3), story(title="باخرة قمح", kicker="صوامع"))
    search = get_search_backend().search
    assert list(search("باخرة", StoryPage)) == [pages[3]]
    assert list(search("صوامع", StoryPage)) == [pages[3]]
    assert [found.pk for found in search("باخرة", Page)] == [pages[3].pk]


def test_a_batch_makes_its_pages_stale_and_bakes_nothing(
    baked_section, django_capture_on_commit_callbacks
):
    with django_capture_on_commit_callbacks(execute=True), baking_later():
        pages = write_fast(baked_section, *stories(3, **PEOPLE))
    stale = set(StalePage.objects.values_list("address", flat=True))
    assert {addresses.story_key(page.code) for page in pages} <= stale
    day = date(2019, 11, 5)
    author = Author.objects.get(name="سلمى الحداد")
    assert {
        addresses.FRONT,
        addresses.section(baked_section.code),
        addresses.day(day),
        addresses.month(day),
        addresses.month_sitemap(day),
        addresses.listed_month("sections", baked_section.code, day),
        addresses.listed_month("authors", author.code, day),
        addresses.named_key("authors", author.code),
        addresses.feed("rss.xml"),
    } <= stale


def test_a_story_of_a_subsection_makes_its_section_stale(baked_section):
    inner = section_of_name(name="موانئ", parent=baked_section)
    bake_until_done()
    write_fast(inner, story())
    assert StalePage.objects.filter(address=addresses.section(baked_section.code)).exists()


STEPS = [
    "_insert_pages",
    "_insert_revisions",
    "_insert_log",
    "_insert_references",
    "_insert_search_rows",
]


@pytest.mark.parametrize("step", [*STEPS, "mark_stale"])
def test_a_batch_that_breaks_off_leaves_no_row(section, monkeypatch, step):
    def break_off(*_):
        raise KeyboardInterrupt

    if step != "mark_stale":
        monkeypatch.setattr(fast_path, step, break_off)
    mark_stale = break_off if step == "mark_stale" else press_rules.mark_stories
    writer = BatchWriter(style=EditionSettings.current().date_style, mark_stale=mark_stale)
    before = counts()
    with pytest.raises(KeyboardInterrupt):
        writer.write(section, stories(3, **PEOPLE), now=NOW)
    assert counts() == before


def test_an_id_that_is_there_already_breaks_the_whole_batch(section):
    write_fast(section, story(id="line-1"))
    before = counts()
    with pytest.raises(Exception, match=r"(?i)unique|duplicate"):
        write_fast(section, *stories(3))
    assert counts() == before


def test_a_batch_costs_far_fewer_queries_than_stories(section):
    write_fast(section, *[story(id=f"first-{number}", **PEOPLE) for number in range(2)])

    def queries(count: int) -> int:
        records = [story(id=f"{count}-{number}", **PEOPLE) for number in range(count)]
        with CaptureQueriesContext(connection) as caught:
            write_fast(section, *records)
        return len(caught) - count  # write_fast reads each story again

    small, large = queries(10), queries(50)
    assert large - small <= 20


def test_a_story_listed_now_is_the_newest(section):
    old, new = write_fast(
        section,
        story(id=1),
        story(id=2, published_at=(story().published_at + timedelta(days=1)).isoformat()),
    )
    assert list(StoryPage.objects.filter(listed=True).order_by("-published_at")) == [new, old]
