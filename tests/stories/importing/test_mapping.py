"""Other papers' lines as ours. Every line here is made up."""

import pytest

from midad.stories.services.importing.contract import story_record
from midad.stories.services.importing.lines import Refused
from midad.stories.services.importing.mapping import (
    MAPPINGS,
    SAUDI_SECTIONS,
    SAUDI_SOURCES,
    as_is,
    saudinewsnet,
)
from tests.stories.importing.archive import NOW

AFP = "أ\u00a0ف\u00a0ب"


def line(**changes):
    return {
        "source": "okaz",
        "url": "http://okaz.example/20150724/1.htm",
        "date_extracted": "2015-07-24 06:05:04",
        "title": "وصول شحنة القمح",
        "author": "سلمى الحداد",
        "content": "فقرة أولى.\n\nفقرة ثانية.",
        "dump_day": "20150724",
        **changes,
    }


def test_our_own_lines_stay_as_they_are():
    record = {"title": "أ"}
    assert as_is(record) is record
    assert MAPPINGS["midad"] is as_is


def test_a_line_becomes_one_of_the_contract():
    assert saudinewsnet(line(author="ينبع: سلمى الحداد")) == {
        "id": "saudinewsnet:http://okaz.example/20150724/1.htm",
        "title": "وصول شحنة القمح",
        "section": "عكاظ",
        "published_at": "2015-07-24T06:05:04+03:00",
        "body": "فقرة أولى.\n\nفقرة ثانية.",
        "place": "ينبع",
        "authors": ["سلمى الحداد"],
        "agencies": [],
        "source_url": "http://okaz.example/20150724/1.htm",
    }


def test_a_mapped_line_is_a_story():
    story = story_record(MAPPINGS["saudinewsnet"](line()), now=NOW)
    assert story.title == "وصول شحنة القمح"
    assert story.published_at.isoformat() == "2015-07-24T03:05:04+00:00"
    assert [block["type"] for block in story.body] == ["text"]


BYLINES = [
    ("سلمى الحداد", ("", ["سلمى الحداد"], [])),
    ("  سلمى   الحداد ", ("", ["سلمى الحداد"], [])),
    ("ينبع: سلمى الحداد", ("ينبع", ["سلمى الحداد"], [])),
    ("ينبع - سلمى الحداد", ("ينبع", ["سلمى الحداد"], [])),
    ("ينبع – سلمى الحداد", ("ينبع", ["سلمى الحداد"], [])),
    ("ينبع / سلمى الحداد", ("ينبع", ["سلمى الحداد"], [])),
    ("خميس مشيط: سلمى الحداد، ياسين", ("خميس مشيط", ["سلمى الحداد", "ياسين"], [])),
    ("«سلمى الحداد»", ("", ["سلمى الحداد"], [])),
    ("واس", ("", [], ["واس"])),
    ("(واس)", ("", [], ["واس"])),
    ("ينبع: واس", ("ينبع", [], ["واس"])),
    ("ينبع - «رويترز»", ("ينبع", [], ["رويترز"])),
    ("ينبع: أ.ف.ب", ("ينبع", [], [AFP])),
    ("وكالة الأنباء السعودية", ("", [], ["واس"])),
    ("الوكالات", ("", [], ["وكالات"])),
    ("", ("", [], [])),
    (None, ("", [], [])),
    ("&nbsp;", ("", [], [])),
    ("&nbsp; &nbsp;", ("", [], [])),
    ("\u00a0", ("", [], [])),
    ("-", ("", [], [])),
    (".", ("", [], [])),
    ("سلمى&nbsp;الحداد", ("", ["سلمى الحداد"], [])),
    ("ك" * 81, ("", [], [])),
]


@pytest.mark.parametrize(("byline", "parts"), BYLINES)
def test_a_byline_is_split_into_place_authors_and_agencies(byline, parts):
    mapped = saudinewsnet(line(author=byline))
    assert (mapped["place"], mapped["authors"], mapped["agencies"]) == parts


SECTIONS = [
    ("okaz", "http://okaz.example/economy/1", "عكاظ"),
    ("was", "http://was.example/1", "واس"),
    ("marfa", "http://marfa.example/1", "marfa"),
    (None, "http://marfa.example/1", ""),
    ("alwatan", "http://alwatan.example/Economy/News_Detail.aspx?ID=1", "الوطن - الاقتصاد"),
    ("alwatan", "http://alwatan.example/sports/1", "الوطن - الرياضة"),
    ("alwatan", "http://alwatan.example/news/politics/1", "الوطن - السياسة"),
    ("alwatan", "http://alwatan.example/a/b/economy/1", "الوطن"),
    ("alwatan", "http://alwatan.example/", "الوطن"),
    ("alwatan", "", "الوطن"),
    ("3alyoum", "http://3alyoum.example/local/1", "عاجل اليوم - المحليات"),
    ("3alyoum", "http://3alyoum.example/1", "عاجل اليوم"),
]


@pytest.mark.parametrize(("source", "url", "section"), SECTIONS)
def test_the_section_is_the_paper_and_where_the_address_tells_its_part(source, url, section):
    assert saudinewsnet(line(source=source, url=url))["section"] == section


def test_every_section_and_source_has_an_arabic_name():
    names = [*SAUDI_SOURCES.values(), *SAUDI_SECTIONS.values()]
    assert all(not name.isascii() and name == name.strip() for name in names)


TEXTS = [
    ("كلمة&nbsp;كلمة", "كلمة كلمة"),
    ("أولى\r\n\r\nثانية", "أولى\n\nثانية"),
    ('قال: "لن نتأخر"', "قال: «لن نتأخر»"),
    ("قال: “لن نتأخر”", "قال: «لن نتأخر»"),
    ("قال: {لن نتأخر}", "قال: «لن نتأخر»"),
    ('شاشة 27" واسعة', 'شاشة 27" واسعة'),
    ('"مفتوحة\n\nولم تغلق', '"مفتوحة\n\nولم تغلق'),
    (None, ""),
]


@pytest.mark.parametrize(("given", "text"), TEXTS)
def test_the_text_gets_blanks_line_ends_and_quotation_marks(given, text):
    assert saudinewsnet(line(content=given))["body"] == text


def test_the_title_gets_quotation_marks_too():
    assert saudinewsnet(line(title=' قال "نعم" '))["title"] == "قال «نعم»"


@pytest.mark.parametrize(
    "text", ["", None, "2015-07-24", "24/07/2015", "2015-02-30 10:00:00", "2015-07-24T06:05:04Z"]
)
def test_a_line_without_its_moment_is_refused(text):
    with pytest.raises(Refused, match=r"^date_extracted: no moment$"):
        saudinewsnet(line(date_extracted=text))


@pytest.mark.parametrize(
    ("url", "source_url"),
    [
        ("https://okaz.example/1", "https://okaz.example/1"),
        ("okaz.example/1", ""),
        ("javascript:alert(1)", ""),
    ],
)
def test_only_a_web_address_is_an_address_at_the_source(url, source_url):
    mapped = saudinewsnet(line(url=url))
    assert mapped["source_url"] == source_url
    assert mapped["id"] == f"saudinewsnet:{url}"


EMPTY_LINES = [
    ({"title": ""}, "title: empty"),
    ({"title": "&nbsp;"}, "title: empty"),
    ({"title": None}, "title: empty"),
    ({"content": ""}, "body: empty"),
    ({"content": "&nbsp;\n\n&nbsp;"}, "body: empty"),
    ({"source": ""}, "section: empty"),
]


@pytest.mark.parametrize(("changes", "reason"), EMPTY_LINES)
def test_an_empty_line_of_theirs_is_refused_by_the_contract(changes, reason):
    with pytest.raises(Refused) as refused:
        story_record(saudinewsnet(line(**changes)), now=NOW)
    assert str(refused.value) == reason
