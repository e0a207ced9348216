"""Bodies: what a story holds is shown, counted and gathered; what is gone is left out."""

from types import SimpleNamespace

import pytest

from midad.stories.queries import bodies
from midad.stories.queries.bodies import BodySources
from tests.stories.factories import picture_block, text_block

NOTHING = BodySources({}, {}, {}, {}, {})


# --- words


def table_block(*rows):
    columns = [{"type": "text", "heading": "المدينة"}, {"type": "number", "heading": "السفن"}]
    value = {"columns": columns, "rows": [{"values": list(row)} for row in rows]}
    return {"type": "table", "value": {**value, "caption": "جدول"}, "id": "b10c0005"}


@pytest.mark.parametrize(
    ("block", "count"),
    [
        (text_block("وصلت السفينة", "صباح اليوم"), 4),
        (text_block("الهدف<b>قوي</b>", "&nbsp;"), 2),
        ({"type": "quote", "value": {"text": "قول واحد", "speaker": "فلان", "role": "وزير"}}, 4),
        ({"type": "fact_box", "value": {"title": "حقائق", "text": "<p>ثلاث كلمات هنا</p>"}}, 4),
        ({"type": "quote", "value": {"text": "قول واحد", "speaker": None, "role": None}}, 2),
        (table_block(("جدة", "12")), 5),
        (table_block(("جدة", None)), 4),
        (picture_block(1, caption="لا يعد"), 0),
        ({"type": "unknown", "value": "لا يعد"}, 0),
    ],
)
def test_the_words_a_reader_reads_are_counted(block, count):
    assert bodies.body_words([block]) == count


# --- blocks


def part_of(block, sources=NOTHING, views=None):
    parts = bodies.body_parts([block], sources, views or {})
    return parts[0].value if parts else None


def embed(url, title="مقطع"):
    return {"type": "embed", "value": {"url": url, "title": title}, "id": "b10c0006"}


@pytest.mark.parametrize(
    ("url", "provider"),
    [
        ("https://www.youtube.com/watch?v=abc_123-XYZ", "YouTube"),
        ("https://x.com/marfa/status/1", "X"),
        ("https://t.me/marfa/7", "Telegram"),
        ("https://www.youtube.com.evil.example/watch?v=abc", "www.youtube.com.evil.example"),
        ("https://evil.example/?https://www.youtube.com/", "evil.example"),
        ("https://www.youtube.com@evil.example/", "evil.example"),
        ("javascript://www.youtube.com/%0aalert(1)", None),
        ("ftp://www.youtube.com/x", None),
        ("//www.youtube.com/watch?v=abc", None),
        ("https://[x", None),
        ("", None),
    ],
)
def test_an_embed_says_which_site_it_opens(url, provider):
    found = part_of(embed(url))
    assert (found["provider"] if found else None) == provider


def test_an_embed_without_a_title_is_named_by_its_site():
    assert part_of(embed("https://x.com/marfa/status/1", ""))["title"] == "X"


def test_a_site_nobody_knows_is_opened_never_framed():
    assert part_of(embed("https://maps.example/harbour"))["frame_url"] == ""


def test_a_quotation_names_its_speaker():
    value = {"text": "قول", "speaker": "فلان", "role": None}
    assert part_of({"type": "quote", "value": value}) == {
        "text": "قول",
        "speaker": "فلان",
        "role": "",
    }


def test_a_fact_box_is_cleaned():
    value = {"title": "حقائق", "text": '<p data-block-key="a">NATO<script>x</script></p>'}
    found = part_of({"type": "fact_box", "value": value})
    assert found == {"title": "حقائق", "html": "<p><bdi>NATO</bdi></p>"}


def test_a_table_shows_its_columns_and_rows():
    found = part_of(table_block(("جدة", "12"), ("الدمام", None), ("ينبع", 0)))
    assert found["columns"] == [
        {"heading": "المدينة", "kind": "text"},
        {"heading": "السفن", "kind": "number"},
    ]
    assert found["rows"] == [["جدة", "12"], ["الدمام", ""], ["ينبع", "0"]]


def test_a_duplicated_block_repeats_no_anchor():
    """The editor's «duplicate» copies the marks of the paragraphs with them."""
    block = {**text_block(), "value": '<p data-block-key="a1">خبر</p>'}
    note = SimpleNamespace(text="صوابه")
    sources = BodySources({}, {}, {}, {}, {"p-a1": (note,)})
    first, copy = bodies.body_parts([block, {**block, "id": "c0ffee00"}], sources, {})
    assert [first.value[0].anchor, copy.value[0].anchor] == ["p-a1", "p-a1-2"]
    assert [first.value[0].corrections, copy.value[0].corrections] == [(note,), ()]


LINK = '<p><a linktype="page" id="10">رابط</a></p>'
RECORDING = {"file": 3, "kind": "audio", "title": "حوار", "poster": None, "transcript": "<p>ن</p>"}


def test_a_recording_brings_its_file_and_transcript():
    document = SimpleNamespace(url="/documents/3/a.mp3", content_type="audio/mpeg")
    sources = BodySources({}, {}, {3: document}, {}, {})
    found = part_of({"type": "recording", "value": RECORDING}, sources)
    assert (found["url"], found["mime_type"], found["kind"]) == (
        "/documents/3/a.mp3",
        "audio/mpeg",
        "audio",
    )
    assert found["transcript_html"] == "<p>ن</p>"


@pytest.mark.parametrize(
    "block",
    [
        {"type": "recording", "value": RECORDING},
        {"type": "related", "value": {"stories": [9]}},
        {"type": "gallery", "value": {"title": "صور", "pictures": [picture_block(9)["value"]]}},
        picture_block(9),
        {"type": "table", "value": {"caption": "", "columns": [], "rows": []}},
        text_block(""),
        {"type": "a_block_of_long_ago", "value": "x"},
    ],
)
def test_what_is_gone_or_empty_is_left_out(block):
    assert part_of(block) is None


@pytest.mark.parametrize("form", ["plain", "items"])
def test_every_reference_is_gathered_in_either_stored_form_of_a_list(form):
    def listed(values):
        if form == "plain":
            return values
        return [{"type": "item", "value": value, "id": str(n)} for n, value in enumerate(values)]

    pictures = listed([picture_block(2)["value"], picture_block(3)["value"]])
    needs = bodies.body_needs(
        [
            text_block('<a linktype="page" id="5">أ</a> <a id="6" linktype="page">ب</a>'),
            {"type": "fact_box", "value": {"title": "", "text": '<a linktype="page" id="7">ج</a>'}},
            picture_block(1),
            {"type": "gallery", "value": {"title": "", "pictures": pictures}},
            {"type": "related", "value": {"stories": listed([8, None, 9])}},
            {"type": "recording", "value": {**RECORDING, "poster": 4}},
            {"type": "recording", "value": {**RECORDING, "transcript": LINK}},
            {"type": "a_block_of_long_ago", "value": {"image": 99}},
        ]
    )
    assert needs.image_ids == {1, 2, 3, 4}
    assert needs.page_ids == {5, 6, 7, 8, 9, 10}
    assert needs.document_ids == {3}
