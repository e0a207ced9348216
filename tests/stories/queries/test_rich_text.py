"""Rich text: whatever was pasted becomes clean HTML; anchors stay."""

import re
from html.parser import HTMLParser

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from midad.stories.queries import rich_text

TAGS = {"p", "h2", "ul", "ol", "li", "b", "strong", "a", "br", "bdi"}
SCHEMES = {"http", "https", "mailto", "tel"}
ATTRIBUTES = {"a": {"href", "rel"}, "bdi": {"dir"}}
ADDRESSES = {5: "/articles/k7m2xqz/%D8%AE%D8%A8%D8%B1/"}


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
    parts = rich_text.text_parts(rich_text.clean_html(text, addresses or {}), "b10c0001")
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
    "<b>خبر<p>أول</p>ثان</b>",
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
    watch = Watch(shown(text, ADDRESSES))
    assert (watch.bad, watch.unbalanced, watch.open) == ([], [], [])


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
        for part in rich_text.text_parts(rich_text.clean_html(text, {}), "b10c0001")
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
    assert [part.tag for part in rich_text.text_parts(rich_text.clean_html(text, {}), "b")] == tags


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
    assert rich_text.mark_direction(text) == html
