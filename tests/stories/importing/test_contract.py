"""One line against the contract: what is refused and why, what is cleaned, which id it gets."""

from datetime import UTC, datetime, timedelta

import pytest

from midad.stories.services.importing.contract import story_record
from midad.stories.services.importing.lines import Refused
from tests.stories.importing.archive import MISSING, NOW, record, story

NO_MOMENT = "published_at: no RFC 3339 moment"
NO_OFFSET = "published_at: without its offset from UTC"
BEYOND = "published_at: outside the calendar"
NO_TIME_OF_OURS = "published_at: before 1800 or in the future"
NO_ADDRESS = "source_url: no web address"
NO_ID = "id: must be text or a whole number"

REFUSALS = [
    ({"title": MISSING}, "title: empty"),
    ({"title": None}, "title: empty"),
    ({"title": " \t\u202e\x00"}, "title: empty"),
    ({"title": "<b> </b><script>var a</script>"}, "title: empty"),
    ({"title": "."}, "title: empty"),
    ({"title": "\ud800"}, "title: empty"),
    ({"title": 7}, "title: must be text"),
    ({"title": ["أ"]}, "title: must be text"),
    ({"title": True}, "title: must be text"),
    ({"title": "أ" * 251}, "title: longer than 250 letters"),
    ({"section": MISSING}, "section: empty"),
    ({"section": " \n "}, "section: empty"),
    ({"section": "<p></p>"}, "section: empty"),
    ({"section": {"name": "أ"}}, "section: must be text"),
    ({"id": True}, NO_ID),
    ({"id": False}, NO_ID),
    ({"id": 7.0}, NO_ID),
    ({"id": float("nan")}, NO_ID),
    ({"id": []}, NO_ID),
    ({"id": {"a": 1}}, NO_ID),
    ({"published_at": MISSING}, "published_at: empty"),
    ({"published_at": "  "}, "published_at: empty"),
    ({"published_at": 1572935400}, "published_at: must be text"),
    ({"published_at": "أمس"}, NO_MOMENT),
    ({"published_at": "2019"}, NO_MOMENT),
    ({"published_at": "05/11/2019"}, NO_MOMENT),
    ({"published_at": "2019-02-29T08:00:00Z"}, NO_MOMENT),
    ({"published_at": "2019-13-01T08:00:00Z"}, NO_MOMENT),
    ({"published_at": "2019-11-05T25:00:00Z"}, NO_MOMENT),
    ({"published_at": "2019-11-05T08:00:00+99:00"}, NO_MOMENT),
    ({"published_at": "٢٠١٩-١١-٠٥T٠٨:٣٠:٠٠+03:00"}, NO_MOMENT),
    ({"published_at": "٢٠١٩-١١-٠٥T٠٨:٣٠:٠٠+٠٣:٠٠"}, NO_MOMENT),
    ({"published_at": "\ud800"}, NO_MOMENT),
    ({"published_at": "0000-01-01T00:00:00Z"}, NO_MOMENT),
    ({"published_at": "2019-11-05"}, NO_OFFSET),
    ({"published_at": "2019-11-05T08:30:00"}, NO_OFFSET),
    ({"published_at": "0001-01-01T00:00:00+03:00"}, BEYOND),
    ({"published_at": "9999-12-31T23:59:59-03:00"}, BEYOND),
    ({"published_at": "0001-01-01T00:00:00Z"}, NO_TIME_OF_OURS),
    ({"published_at": "9999-12-31T23:59:59Z"}, NO_TIME_OF_OURS),
    ({"published_at": "1799-12-31T23:59:59Z"}, NO_TIME_OF_OURS),
    ({"published_at": (NOW + timedelta(days=1, seconds=1)).isoformat()}, NO_TIME_OF_OURS),
    ({"standfirst": 7}, "standfirst: must be text"),
    ({"kicker": []}, "kicker: must be text"),
    ({"place": {}}, "place: must be text"),
    ({"authors": "سلمى"}, "authors: must be a list of names"),
    ({"authors": [7]}, "authors: must be a list of names"),
    ({"authors": [None]}, "authors: must be a list of names"),
    ({"agencies": {"a": 1}}, "agencies: must be a list of names"),
    ({"topics": 7}, "topics: must be a list of names"),
    ({"source_url": 7}, "source_url: must be text"),
    ({"source_url": 7, "id": MISSING}, "source_url: must be text"),
    ({"source_url": "marfa.example/1"}, NO_ADDRESS),
    ({"source_url": "//marfa.example/1"}, NO_ADDRESS),
    ({"source_url": "ftp://marfa.example/1"}, NO_ADDRESS),
    ({"source_url": "javascript:alert(1)//http://marfa.example"}, NO_ADDRESS),
    ({"source_url": "data:text/html,1"}, NO_ADDRESS),
    ({"source_url": "http://"}, NO_ADDRESS),
    ({"source_url": "http://[1"}, NO_ADDRESS),
    ({"source_url": "http://marfa.example/" + "a" * 2000}, NO_ADDRESS),
    ({"body": MISSING}, "body: must be text or a list of blocks"),
    ({"body": None}, "body: must be text or a list of blocks"),
    ({"body": 7}, "body: must be text or a list of blocks"),
    ({"body": {"type": "paragraph", "text": "أ"}}, "body: must be text or a list of blocks"),
    ({"body": ""}, "body: empty"),
    ({"body": " \n\n "}, "body: empty"),
    ({"body": "<p></p>\n\n<div> </div>"}, "body: empty"),
    ({"body": "<script>var a</script>"}, "body: empty"),
    ({"body": []}, "body: empty"),
    ({"body": [{"type": "paragraph", "text": "أ"}] * 2001}, "body: more than 2000 blocks"),
    ({"body": ["فقرة"]}, "body: unknown block 'فقرة'"),
    ({"body": [None]}, "body: unknown block 'None'"),
    ({"body": [{}]}, "body: unknown block 'None'"),
    ({"body": [{"type": "picture", "image": 1}]}, "body: unknown block 'picture'"),
    ({"body": [{"type": "x" * 90}]}, f"body: unknown block '{'x' * 40}'"),
    ({"body": [{"type": "a\nb\ud800"}]}, "body: unknown block 'a\\nb\\ud800'"),
    ({"body": [{"type": "paragraph"}]}, "body: a paragraph without text"),
    ({"body": [{"type": "paragraph", "text": " "}]}, "body: a paragraph without text"),
    ({"body": [{"type": "paragraph", "text": 7}]}, "text: must be text"),
    ({"body": [{"type": "subhead"}]}, "body: a subhead without text"),
    ({"body": [{"type": "quote", "speaker": "أ"}]}, "body: a quote without text"),
    ({"body": [{"type": "quote", "text": "أ", "role": 7}]}, "role: must be text"),
    ({"body": [{"type": "list"}]}, "body: a list without items"),
    ({"body": [{"type": "list", "items": "أ"}]}, "body: a list without items"),
    ({"body": [{"type": "list", "items": [7]}]}, "body: a list without items"),
    ({"body": [{"type": "fact_box", "paragraphs": "أ"}]}, "body: a fact_box without text"),
    ({"body": [{"type": "fact_box", "paragraphs": [7]}]}, "body: a fact_box without text"),
    ({"body": [{"type": "table"}]}, "body: a table without header or rows"),
    (
        {"body": [{"type": "table", "header": [], "rows": []}]},
        "body: a table without header or rows",
    ),
    (
        {"body": [{"type": "table", "header": ["أ", "ب"], "rows": [["1", "2"], ["3"]]}]},
        "body: a table whose rows do not fit its header",
    ),
    (
        {"body": [{"type": "table", "header": ["أ"], "rows": ["1"]}]},
        "body: a table whose rows do not fit its header",
    ),
    ({"body": [{"type": "embed"}]}, "body: a embed without url"),
    ({"body": [{"type": "embed", "url": "javascript:alert(1)"}]}, NO_ADDRESS),
]


@pytest.mark.parametrize(("changes", "reason"), REFUSALS)
def test_a_line_is_refused_with_its_reason(changes, reason):
    with pytest.raises(Refused) as refused:
        story(**changes)
    assert str(refused.value) == reason


def test_an_empty_line_is_refused():
    with pytest.raises(Refused, match=r"^title: empty$"):
        story_record({}, now=NOW)


MOMENTS = [
    ("2019-11-05T08:30:00+03:00", datetime(2019, 11, 5, 5, 30, tzinfo=UTC)),
    ("2019-11-05T08:30:00Z", datetime(2019, 11, 5, 8, 30, tzinfo=UTC)),
    ("2019-11-05 08:30:00-00:30", datetime(2019, 11, 5, 9, 0, tzinfo=UTC)),
    (" 2019-11-05T08:30:00.250Z\n", datetime(2019, 11, 5, 8, 30, 0, 250_000, tzinfo=UTC)),
    ("2020-02-29T23:59:59+00:00", datetime(2020, 2, 29, 23, 59, 59, tzinfo=UTC)),
    ("2019-12-31T23:00:00-05:00", datetime(2020, 1, 1, 4, 0, tzinfo=UTC)),
    ("1800-01-01T00:00:00Z", datetime(1800, 1, 1, tzinfo=UTC)),
    ((NOW + timedelta(days=1)).isoformat(), NOW + timedelta(days=1)),
]


@pytest.mark.parametrize(("text", "moment"), MOMENTS)
def test_a_moment_is_taken_in_utc(text, moment):
    published_at = story(published_at=text).published_at
    assert published_at == moment
    assert published_at.tzinfo is UTC


CLEANED = [
    ("title", "المجلس يقر الموازنة.", "المجلس يقر الموازنة"),
    ("title", "وماذا بعد...", "وماذا بعد..."),
    ("title", "  سطر\n\nوآخر\u00a0 ", "سطر وآخر"),
    ("title", "<h1>عنوان <b>عريض</b></h1>", "عنوان عريض"),
    ("title", "قبل<script>alert(1)</script> بعد", "قبل بعد"),
    ("title", "R&amp;D و3 < 5", "R&D و3 < 5"),
    ("title", "خبر\x00\x07\u202e\ufeff\ud800 مهم", "خبر مهم"),
    ("title", "أ" * 250, "أ" * 250),
    ("section", "<a href='#'>اقتصاد</a>", "اقتصاد"),
    ("standfirst", "سطر أول\nوثان", "سطر أول وثان"),
    ("standfirst", "م" * 700, "م" * 600),
    ("kicker", "ك" * 200, "ك" * 120),
    ("place", "بيروت\x00", "بيروت"),
    ("place", "ب" * 90, "ب" * 80),
    ("authors", ["سلمى الحداد", " سلمى  الحداد ", "", "<i>ياسين</i>"], ("سلمى الحداد", "ياسين")),
    ("authors", None, ()),
    ("authors", [], ()),
    ("authors", ["ك" * 130], ("ك" * 120,)),
    ("agencies", ["واس\u202e", "\x00"], ("واس",)),
    ("topics", [f"موضوع {n}" for n in range(30)], tuple(f"موضوع {n}" for n in range(20))),
    ("source_url", " https://marfa.example/a?b=1#c ", "https://marfa.example/a?b=1#c"),
    ("source_url", "", ""),
    ("source_url", None, ""),
]


@pytest.mark.parametrize(("field", "given", "kept"), CLEANED)
def test_a_field_is_cleaned(field, given, kept):
    assert getattr(story(**{field: given}), field) == kept


def test_what_may_be_left_out_is_empty():
    made = story()
    assert (made.standfirst, made.kicker, made.place, made.source_url) == ("", "", "", "")
    assert (made.authors, made.agencies, made.topics) == ((), (), ())


IDS = [
    ({"id": "marfa-1"}, "id:marfa-1"),
    ({"id": "  marfa\t1 "}, "id:marfa 1"),
    ({"id": 7}, "id:7"),
    ({"id": "7"}, "id:7"),
    ({"id": 0}, "id:0"),
    ({"id": -1}, "id:-1"),
    ({"id": "marfa-1", "source_url": "https://marfa.example/1"}, "id:marfa-1"),
    ({"id": MISSING, "source_url": " https://marfa.example/1 "}, "url:https://marfa.example/1"),
    ({"id": "", "source_url": "https://marfa.example/1"}, "url:https://marfa.example/1"),
    ({"id": None, "source_url": "https://marfa.example/1"}, "url:https://marfa.example/1"),
]


@pytest.mark.parametrize(("changes", "import_id"), IDS)
def test_the_import_id_is_the_lines_id_or_its_address(changes, import_id):
    assert story(**changes).import_id == import_id


def test_a_line_without_id_and_address_is_known_by_its_text():
    first = story(id=MISSING).import_id
    assert first.startswith("text:")
    assert story(id=MISSING, section="ثقافة", authors=["سلمى"]).import_id == first
    others = [story(id=MISSING, title="آخر"), story(id=MISSING, body="نص آخر")]
    assert len({first, *(other.import_id for other in others)}) == 3


@pytest.mark.parametrize("name", ["id", "source_url"])
def test_a_long_id_fits_its_column_and_stays_its_own(name):
    start = "https://marfa.example/" + "a" * 300
    made = [story(**{"id": MISSING, name: start + end}).import_id for end in "bc"]
    assert made == [story(**{"id": MISSING, name: start + end}).import_id for end in "bc"]
    assert len(set(made)) == 2
    assert max(map(len, made)) <= 200


def test_a_long_whole_number_is_an_id():
    assert len(story(id=10**300).import_id) <= 200
    assert story(id=10**300).import_id != story(id=10**300 + 1).import_id


def test_the_same_line_gives_the_same_story():
    assert story(**record()) == story(**record())
