"""Bodies: whatever was pasted becomes clean HTML; anchors stay; what is gone is left out."""

import re
from html.parser import HTMLParser
from types import SimpleNamespace
from urllib.parse import urlsplit

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from midad.stories.queries import bodies
from midad.stories.queries.bodies import BodySources
from tests.stories.factories import picture_block, text_block

TAGS = {"p", "h2", "ul", "ol", "li", "b", "strong", "a", "br", "bdi"}
SCHEMES = {"http", "https", "mailto", "tel"}
ATTRIBUTES = {"a": {"href", "rel"}, "bdi": {"dir"}}
ADDRESSES = {5: "/articles/k7m2xqz/%D8%AE%D8%A8%D8%B1/"}
NOTHING = BodySources({}, {}, {}, {}, {})


class Watch(HTMLParser):
    """Reads HTML as a browser does and notes whatever must not be there."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.bad: list[str] = []
        self.unbalanced: list[str] = []
        self.words = ""
        self.open: list[str] = []
        self.feed(html)
        self.close()

    def handle_starttag(self, tag, attrs):
        if tag not in TAGS:
            self.bad.append(tag)
        self.bad += [f"{tag} {name}" for name, _ in attrs if name not in ATTRIBUTES.get(tag, ())]
        self.bad += [value for name, value in attrs if name == "href" and not is_safe(value)]
        if tag != "br":
            self.open.append(tag)

    def handle_endtag(self, tag):
        if not self.open or self.open.pop() != tag:
            self.unbalanced.append(tag)

    def handle_data(self, data):
        self.words += data


def is_safe(address):
    scheme = re.sub(r"[\x00-\x20]", "", address or "").partition(":")
    return not scheme[1] or scheme[0].lower() in SCHEMES or "/" in scheme[0]


def shown(text, addresses=None):
    """Return what readers get of a rich text, as one string."""
    parts = bodies.text_parts(bodies.clean_html(text, addresses or {}), "b10c0001")
    return "".join(f"<{part.tag}>{part.html}</{part.tag}>" for part in parts)


# --- cleaning


HOSTILE = [
    "<p>خبر<script>alert(1)</script></p>",
    "<p>خبر<scr<script>ipt>alert(1)</script></p>",
    "<SCRIPT SRC=//evil.example/x.js></SCRIPT><p>خبر</p>",
    "<p>خبر<img src=x onerror=alert(1)></p>",
    '<p onclick="alert(1)" style="color:red" class="x" id="y">خبر</p>',
    "<p>خبر<svg onload=alert(1)><circle r=1 /></svg></p>",
    "<p>خبر<svg><style><img src=x onerror=alert(1)></style></svg></p>",
    "<p>خبر<math><mtext></form><form><mglyph><style></math><img src onerror=alert(1)></p>",
    '<p>خبر<iframe srcdoc="<script>alert(1)</script>"></iframe></p>',
    '<p>خبر<a href="javascript:alert(1)">رابط</a></p>',
    '<p>خبر<a href="JaVaScRiPt:alert(1)">رابط</a></p>',
    '<p>خبر<a href="java\nscript:alert(1)">رابط</a></p>',
    '<p>خبر<a href=" javascript:alert(1)">رابط</a></p>',
    '<p>خبر<a href="&#106;avascript:alert(1)">رابط</a></p>',
    '<p>خبر<a href="data:text/html,<script>alert(1)</script>">رابط</a></p>',
    '<p>خبر<a href="vbscript:x">رابط</a></p>',
    """<p>خبر<a href='https://e.example/?>a" onmouseover="alert(1)'>رابط</a></p>""",
    '<p>خبر<a linktype="page" id="5" onclick="alert(1)">رابط</a></p>',
    '<p data-block-key="&quot;><script>alert(1)</script>">خبر</p>',
    "<p>خبر<b>غير مغلق<p>آخر",
    "</p></b></a>خبر",
    "<p>خبر<h2>عنوان</p></h2>",
    "<ul><li>خبر<ul><li>داخلي</ul></ul>",
    "<p>خبر<style>body{display:none}</style></p>",
    "<p>خبر<!-- <script>alert(1)</script> --></p>",
    "<template><p>خبر</p></template><p>خبر</p>",
    "<p>خبر<form action=//evil.example><input name=q><button>أرسل</button></form></p>",
    "<p>خبر<base href=//evil.example><meta http-equiv=refresh content=0><link rel=x href=y></p>",
    "<p>خبر &lt;script&gt;alert(1)&lt;/script&gt; &amp;lt;</p>",
    "<p>خبر " + "<b>" * 300 + "عميق" + "</b>" * 300 + "</p>",
]


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_text_becomes_clean_html_and_keeps_its_words(text):
    watch = Watch(shown(text, ADDRESSES))
    assert (watch.bad, watch.unbalanced, watch.open) == ([], [], [])
    assert "خبر" in watch.words


def test_escaped_markup_stays_text():
    assert shown("<p>&lt;أ&gt; &amp;&amp;</p>") == "<p>&lt;أ&gt; &amp;&amp;</p>"


PIECES = ["<p>", "</p>", "<b>", "<script>", "</script>", "<a href='javascript:x'>", "<svg>", "<!--"]


@given(st.lists(st.sampled_from(PIECES) | st.text(max_size=8), max_size=12).map("".join))
@settings(max_examples=150, deadline=None)
def test_nothing_that_can_be_written_passes_the_cleaning(text):
    assert Watch(shown(text, ADDRESSES)).bad == []


@pytest.mark.parametrize(
    ("address", "kept"),
    [
        ("https://marfa.example/x", True),
        ("http://marfa.example", True),
        ("mailto:desk@marfa.example", True),
        ("tel:+966112345678", True),
        ("/sections/economy/", True),
        ("ftp://marfa.example", False),
        ("file:///etc/passwd", False),
        ("blob:x", False),
    ],
)
def test_links_of_known_schemes_stay(address, kept):
    assert (f'href="{address}"' in shown(f'<p><a href="{address}">رابط</a></p>')) is kept


def test_links_to_other_sites_do_not_tell_them_where_they_open():
    assert 'rel="noopener"' in shown('<p><a href="https://e.example/">رابط</a></p>')


# --- links between pages


@pytest.mark.parametrize(
    "link", ['<a linktype="page" id="5">خبر</a>', '<a id="5" linktype="page">خبر</a>']
)
def test_a_link_to_a_page_becomes_its_address(link):
    assert f'<a href="{ADDRESSES[5]}"' in shown(f"<p>{link}</p>", ADDRESSES)


def test_a_link_to_a_page_that_is_gone_keeps_its_words_and_loses_its_address():
    html = shown('<p><a linktype="page" id="6">خبر</a></p>', ADDRESSES)
    assert "خبر" in html
    assert "href" not in html


def test_an_address_of_a_page_cannot_end_its_attribute():
    html = shown('<p><a linktype="page" id="5">خبر</a></p>', {5: '/x/"><script>alert(1)</script>'})
    assert Watch(html).bad == []


# --- paragraphs and anchors


def anchors(text):
    return {
        part.html: part.anchor
        for part in bodies.text_parts(bodies.clean_html(text, {}), "b10c0001")
    }


def test_anchors_stay_when_a_paragraph_is_put_between():
    before = '<p data-block-key="a1">أول</p><h2 data-block-key="c3">عنوان</h2>'
    after = (
        '<p data-block-key="a1">أول</p><p data-block-key="n9">جديد</p>'
        '<h2 data-block-key="c3">عنوان</h2>'
    )
    assert anchors(before) == {"أول": "p-a1", "عنوان": "p-c3"}
    assert anchors(before).items() <= anchors(after).items()


def test_text_without_marks_is_counted_within_its_block():
    assert anchors("<p>أول</p><p>ثان</p>") == {"أول": "p-b10c0001-1", "ثان": "p-b10c0001-2"}


def test_an_editors_mark_is_not_shown():
    assert "data-block-key" not in shown('<p data-block-key="a1">أ <b data-block-key="x">ب</b></p>')


@pytest.mark.parametrize(
    ("text", "tags"),
    [
        ("<p>أ</p><p></p><p>&nbsp;</p><p><br></p><p>ب</p>", ["p", "p"]),
        ("سائب<p>أ</p>سائب", ["p", "p", "p"]),
        ("<h2>عنوان</h2><ul><li>أ</li></ul><ol><li>ب</li></ol>", ["h2", "ul", "ol"]),
        ("<ul><li>أ<ul><li>ب</li></ul></li></ul><p>ج</p>", ["ul", "p"]),
        ("", []),
    ],
)
def test_a_text_is_split_into_its_parts(text, tags):
    assert [part.tag for part in bodies.text_parts(bodies.clean_html(text, {}), "b")] == tags


@pytest.mark.parametrize(
    ("text", "html"),
    [
        ("حلف NATO يجتمع", "حلف <bdi>NATO</bdi> يجتمع"),
        ("فاز 3-1 أمس", 'فاز <bdi dir="rtl">\u061c3-1</bdi> أمس'),
        ("انخفض -5 درجات", 'انخفض <bdi dir="ltr">-5</bdi> درجات'),
        ("عام 2026 وحده", "عام 2026 وحده"),
        ("شركة <b>Blue</b> للبحر", "شركة <b><bdi>Blue</bdi></b> للبحر"),
        ("س &amp; ج", "س &amp; ج"),
    ],
)
def test_runs_of_another_direction_stand_apart(text, html):
    assert bodies.mark_direction(text) == html


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
        (table_block(("جدة", "12")), 5),
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
        ("https://www.youtube.com.evil.example/watch?v=abc", None),
        ("https://evil.example/?https://www.youtube.com/", None),
        ("https://www.youtube.com@evil.example/", None),
        ("javascript://www.youtube.com/%0aalert(1)", None),
        ("ftp://www.youtube.com/x", None),
        ("//www.youtube.com/watch?v=abc", None),
        ("", None),
    ],
)
def test_only_known_sites_are_embedded(url, provider):
    found = part_of(embed(url))
    assert (found["provider"] if found else None) == provider


def test_an_embed_without_a_title_is_named_by_its_site():
    assert part_of(embed("https://x.com/marfa/status/1", ""))["title"] == "X"


@pytest.mark.parametrize(
    ("url", "frame"),
    [
        (
            "https://www.youtube.com/watch?v=abc_123-XYZ&t=5",
            "https://www.youtube-nocookie.com/embed/abc_123-XYZ",
        ),
        ("https://youtu.be/abc123XYZ", "https://www.youtube-nocookie.com/embed/abc123XYZ"),
        ("https://youtube.com/shorts/abc123", "https://www.youtube-nocookie.com/embed/abc123"),
        ("https://vimeo.com/123456", "https://player.vimeo.com/video/123456"),
        (
            "https://www.dailymotion.com/video/x8abc",
            "https://www.dailymotion.com/embed/video/x8abc",
        ),
        ("https://www.youtube.com/watch?v=abc%22onload%3D", ""),
        ("https://www.youtube.com/watch?v=../../evil", ""),
        ("https://www.youtube.com/", ""),
        ("https://www.youtube.com/@marfa", ""),
        ("https://x.com/marfa/status/1", ""),
        ("https://evil.example/watch?v=abc123", ""),
        ("https://evil.youtube.com/watch?v=abc123", ""),
    ],
)
def test_a_clip_plays_in_the_frame_of_its_site(url, frame):
    assert bodies.frame_url(url) == frame


def test_every_frame_a_reader_may_open_is_allowed_by_the_papers_policy(settings):
    for url in (
        "https://youtu.be/abc123",
        "https://vimeo.com/123",
        "https://www.dailymotion.com/video/x8a",
    ):
        host = "https://" + urlsplit(bodies.frame_url(url)).netloc
        assert host in settings.EMBED_FRAME_SOURCES


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
    found = part_of(table_block(("جدة", "12"), ("الدمام", None)))
    assert found["columns"] == [
        {"heading": "المدينة", "kind": "text"},
        {"heading": "السفن", "kind": "number"},
    ]
    assert found["rows"] == [["جدة", "12"], ["الدمام", ""]]


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
            {"type": "a_block_of_long_ago", "value": {"image": 99}},
        ]
    )
    assert needs.image_ids == {1, 2, 3, 4}
    assert needs.page_ids == {5, 6, 7, 8, 9}
    assert needs.document_ids == {3}
