"""A body in its stored form: the contract's blocks, clean, with ids that every run makes again."""

import json
import re

import pytest

from midad.stories.services.importing.contract import story_blocks
from tests.stories.importing.archive import story
from tests.stories.importing.markup import strange_in_stored

KEY = re.compile(r' data-block-key="([0-9a-f]{5})"')
UUID4 = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-8[0-9a-f]{3}-[0-9a-f]{12}")


def body(*blocks, **changes):
    return story(body=list(blocks), **changes).body


def text_of(*blocks) -> str:
    [block] = body(*blocks)
    assert block["type"] == "text"
    return KEY.sub("", block["value"])


def paragraph(text):
    return {"type": "paragraph", "text": text}


TEXTS = [
    ("نص", "<p>نص</p>"),
    ("أولى\n\nثانية\n \n\nثالثة", "<p>أولى</p><p>ثانية</p><p>ثالثة</p>"),
    ("سطر\nواحد", "<p>سطر واحد</p>"),
    ("أولى\r\n\r\nثانية", "<p>أولى</p><p>ثانية</p>"),
    ("كلمة\u00a0كلمة&nbsp;كلمة", "<p>كلمة كلمة كلمة</p>"),
    ("3 < 5 & 7 > 2", "<p>3 &lt; 5 &amp; 7 &gt; 2</p>"),
    ("&lt;script&gt;", "<p>&lt;script&gt;</p>"),
    ("<p>أولى</p><p>ثانية</p>", "<p>أولى</p><p>ثانية</p>"),
    ("<P CLASS=x>أولى</P >ثانية", "<p>أولى</p><p>ثانية</p>"),
    ("أولى<br><br/>ثانية<br>سطر", "<p>أولى</p><p>ثانية<br>سطر</p>"),
    ("<div><b>عريض</b> و<strong>قوي</strong></div>", "<p><b>عريض</b> و<strong>قوي</strong></p>"),
    ("<b>مفتوح\n\nبعده", "<p><b>مفتوح</b></p><p>بعده</p>"),
    (
        '<a href="https://marfa.example/" target="_blank" onclick="a()">رابط</a>',
        '<p><a href="https://marfa.example/">رابط</a></p>',
    ),
    (
        '<a href="mailto:desk@marfa.example">بريد</a>',
        '<p><a href="mailto:desk@marfa.example">بريد</a></p>',
    ),
    ("نص\x00\ud800\u202e مهم", "<p>نص مهم</p>"),
]


@pytest.mark.parametrize(("text", "stored"), TEXTS)
def test_text_becomes_clean_paragraphs(text, stored):
    assert text_of(paragraph(text)) == stored


def test_a_body_of_text_is_a_body_of_one_paragraph_block():
    assert story(body="أولى\n\nثانية").body == body(paragraph("أولى\n\nثانية"))


STORED = {
    "sub-head": (
        {"type": "subhead", "text": "عنوان <i>فرعي</i> & آخر"},
        "text",
        "<h2>عنوان فرعي &amp; آخر</h2>",
    ),
    "list": (
        {"type": "list", "items": ["واحد", "<b>اثنان</b>"]},
        "text",
        "<ul><li>واحد</li><li><b>اثنان</b></li></ul>",
    ),
    "numbered list": (
        {"type": "list", "ordered": True, "items": ["واحد"]},
        "text",
        "<ol><li>واحد</li></ol>",
    ),
    "quotation": (
        {"type": "quote", "text": "قول\nعلى سطرين", "speaker": "فلان ", "role": "ر" * 200},
        "quote",
        {"text": "قول\nعلى سطرين", "speaker": "فلان", "role": "ر" * 160},
    ),
    "quotation of nobody": (
        {"type": "quote", "text": "قول"},
        "quote",
        {"text": "قول", "speaker": "", "role": ""},
    ),
    "fact box of text": (
        {"type": "fact_box", "title": "حقائق", "text": "أولى\n\nثانية"},
        "fact_box",
        {"title": "حقائق", "text": "<p>أولى</p><p>ثانية</p>"},
    ),
    "fact box of paragraphs": (
        {"type": "fact_box", "title": "ح" * 200, "paragraphs": ["<b>أولى</b>", "3 < 5"]},
        "fact_box",
        {"title": "ح" * 120, "text": "<p><b>أولى</b></p><p>3 &lt; 5</p>"},
    ),
    "table": (
        {
            "type": "table",
            "caption": "ج" * 300,
            "header": ["المدينة", "السكان", "نسبة"],
            "rows": [["حلب", "١٬٢٣٤", "-3.5%"], ["<b>حمص</b>", 5, "+4 ٪"]],
        },
        "table",
        {
            "columns": [
                {"type": "text", "heading": "المدينة"},
                {"type": "number", "heading": "السكان"},
                {"type": "number", "heading": "نسبة"},
            ],
            "rows": [{"values": ["حلب", "١٬٢٣٤", "-3.5%"]}, {"values": ["حمص", "5", "+4 ٪"]}],
            "caption": "ج" * 200,
        },
    ),
    "table without rows": (
        {"type": "table", "header": ["أ"], "rows": []},
        "table",
        {"columns": [{"type": "text", "heading": "أ"}], "rows": [], "caption": ""},
    ),
    "embed": (
        {"type": "embed", "url": "https://vimeo.com/123", "title": "مشهد"},
        "embed",
        {"url": "https://vimeo.com/123", "title": "مشهد"},
    ),
    "embed without words": (
        {"type": "embed", "url": "https://vimeo.com/123"},
        "embed",
        {"url": "https://vimeo.com/123", "title": "https://vimeo.com/123"},
    ),
}


@pytest.mark.parametrize("kind", STORED)
def test_a_block_is_stored_as_the_editor_stores_it(kind):
    given, stored_type, value = STORED[kind]
    [block] = body(given)
    found = block["value"]
    assert block["type"] == stored_type
    assert (KEY.sub("", found) if isinstance(found, str) else found) == value


def test_neighbouring_texts_are_one_block_to_write_in():
    quote = {"type": "quote", "text": "قول"}
    kinds = [
        block["type"]
        for block in body(
            paragraph("أ"), {"type": "subhead", "text": "ب"}, quote, quote, paragraph("ج")
        )
    ]
    assert kinds == ["text", "quote", "quote", "text"]


def test_every_paragraph_has_a_mark_of_its_own():
    items = {"type": "list", "items": ["واحد", "اثنان"]}
    blocks = body(paragraph("أ\n\nأ"), items, {"type": "quote", "text": "أ"}, paragraph("أ"))
    stored = "".join(str(block["value"]) for block in blocks)
    assert re.findall(r"<(?:p|h2|li)>", stored) == []
    assert len(re.findall(r"<(?:p|h2|li) data-block-key=", stored)) == 5
    keys = KEY.findall(stored)
    assert len(keys) == len(set(keys))


def test_ids_are_the_same_at_every_run_and_differ_from_all_others():
    quotes = [{"type": "quote", "text": "قول"}] * 3
    first, again, other = body(*quotes), body(*quotes), body(*quotes, id="marfa-2")
    ids = [block["id"] for block in [*first, *other]]
    assert first == again
    assert len(set(ids)) == 6
    assert all(UUID4.fullmatch(block_id) for block_id in ids)


def test_a_change_of_one_block_leaves_the_others_their_ids():
    changed = body(paragraph("آخر"), {"type": "quote", "text": "قول"})
    assert [block["id"] for block in changed] == [
        block["id"] for block in body(paragraph("نص"), {"type": "quote", "text": "قول"})
    ]


def test_the_most_blocks_are_taken():
    assert len(body(*[{"type": "quote", "text": "قول"}] * 2000)) == 2000


HOSTILE = [
    "<script>alert(1)</script>نص",
    "<SCRIPT SRC=//evil.example/x.js></SCRIPT>نص",
    "نص<img src=x onerror=alert(1)>",
    "نص<svg/onload=alert(1)>",
    "نص<svg><style><!--</style><img src=x onerror=alert(1)>-->",
    "نص<iframe srcdoc='<script>alert(1)</script>'></iframe>",
    "نص<a href='javascript:alert(1)'>انقر</a>",
    "نص<a href=' jav&#x09;ascript:alert(1)'>انقر</a>",
    "نص<a href='data:text/html,<script>alert(1)</script>'>انقر</a>",
    "نص<a href='vbscript:x' style='x' onmouseover=alert(1)>انقر</a>",
    'نص<a href="https://marfa.example/<p><img src=x onerror=alert(1)>">انقر</a>',
    "نص<b onclick=alert(1)>عريض</b><p onclick=alert(1)>فقرة</p>",
    "نص<embed embedtype='image' id='1'><a linktype='page' id='3'>صفحة</a>",
    "نص<math><mtext><table><mglyph><style><img src=x onerror=alert(1)>",
    "نص<!--><img src=x onerror=alert(1)>--><?php x ?><!DOCTYPE x>",
    'نص"><p data-block-key="x" onclick="alert(1)">',
    "نص<form action=//evil.example><input name=a><button>ب</button></form>",
]
# Browsers read these in several ways, the escaped one as text: what looks like a tag in plain text
# is text, and test_hostile_archive.py looks at how it is shown.
AMBIGUOUS = [
    "نص<noscript><p title='</noscript><img src=x onerror=alert(1)>'>",
    "نص<plaintext><textarea><title></title><img src=x onerror=alert(1)>",
    "نص<<script>script>alert(1)<</script>/script>",
    "نص&lt;script&gt;alert(1)&lt;/script&gt;",
    "نص&amp;lt;img src=x onerror=alert(1)&amp;gt;",
]
RICH_PLACES = {
    "paragraph": lambda text: paragraph(text),
    "list": lambda text: {"type": "list", "items": [text, "آخر"]},
    "fact box of text": lambda text: {"type": "fact_box", "title": "ح", "text": text},
    "fact box of paragraphs": lambda text: {"type": "fact_box", "title": "ح", "paragraphs": [text]},
    "sub-head": lambda text: {"type": "subhead", "text": text},
}


@pytest.mark.parametrize("text", HOSTILE + AMBIGUOUS)
@pytest.mark.parametrize("place", RICH_PLACES)
def test_nothing_executable_is_stored_as_rich_text(place, text):
    [block] = body(RICH_PLACES[place](text))
    value = block["value"]
    stored = value if isinstance(value, str) else value["text"]
    assert "نص" in stored
    assert strange_in_stored(stored) == []


PLAIN_PLACES = {
    "quotation": (lambda text: {"type": "quote", "text": text}, lambda value: value["text"]),
    "speaker": (
        lambda text: {"type": "quote", "text": "أ", "speaker": text},
        lambda value: value["speaker"],
    ),
    "role": (
        lambda text: {"type": "quote", "text": "أ", "role": text},
        lambda value: value["role"],
    ),
    "title of a fact box": (
        lambda text: {"type": "fact_box", "title": text, "text": "أ"},
        lambda value: value["title"],
    ),
    "caption": (
        lambda text: {"type": "table", "header": ["أ"], "rows": [], "caption": text},
        lambda value: value["caption"],
    ),
    "cell": (
        lambda text: {"type": "table", "header": ["أ"], "rows": [[text]]},
        lambda value: value["rows"][0]["values"][0],
    ),
    "words of an embed": (
        lambda text: {"type": "embed", "url": "https://vimeo.com/1", "title": text},
        lambda value: value["title"],
    ),
}


@pytest.mark.parametrize("text", HOSTILE)
@pytest.mark.parametrize("place", PLAIN_PLACES)
def test_plain_text_is_stored_without_tags(place, text):
    made, found = PLAIN_PLACES[place]
    [block] = body(made(text))
    stored = found(block["value"])
    assert "نص" in stored
    assert not re.search(r"<\s*/?\s*[a-z!?]", stored, re.IGNORECASE), stored


def test_a_body_can_be_stored_whatever_stood_in_it():
    dirty = "نص\ud800\x00\ufffe\U0001f600"
    blocks = [RICH_PLACES[place](dirty) for place in RICH_PLACES]
    blocks += [made(dirty) for made, _ in PLAIN_PLACES.values()]
    stored = json.dumps(story_blocks(blocks, seed="s"), ensure_ascii=False).encode()
    assert b"\\u0000" not in stored
