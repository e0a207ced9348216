"""Which way a text runs, and which runs stand apart."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from arabictext import direction
from arabictext.direction import (
    directed_runs,
    first_strong,
    isolate,
    latin_runs,
    plain_rtl,
    score_runs,
    signed_runs,
    strip_direction_controls,
)


def texts(text, runs):
    return [text[start:end] for start, end in runs(text)]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("خبر", "rtl"),
        ("NATO تعلن", "ltr"),
        ("«خبر NATO»", "rtl"),
        ("123 خبر", "rtl"),
        ("עברית", "rtl"),
        ("123 ١٢٣ - !", "neutral"),
        ("", "neutral"),
        ("\u2066NATO\u2069 تعلن", "rtl"),
        ("\u2069\u2066NATO\u2067a\u2069b\u2069 تعلن", "rtl"),
        ("\u200eخبر", "ltr"),
    ],
)
def test_first_strong_character(text, found):
    assert first_strong(text) == found


@pytest.mark.parametrize(
    ("way", "opening"), [("auto", "\u2068"), ("ltr", "\u2066"), ("rtl", "\u2067")]
)
def test_isolates(way, opening):
    assert isolate("NA\u2069TO\u202e", way) == f"{opening}NATO\u2069"


def test_no_such_direction():
    with pytest.raises(ValueError, match="direction"):
        isolate("NATO", "up")


def test_every_direction_control_falls():
    controls = "\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\u206f"
    assert strip_direction_controls(f"خ{controls}بر\u200c") == "خبر\u200c"


LATIN = [
    ("حلف NATO وهاتف iPhone 15 Pro", ["NATO", "iPhone 15 Pro"]),
    ("لغة Python 3.11، و C++ و C# و AT&T", ["Python 3.11", "C++", "C#", "AT&T"]),
    ("وNATO", ["NATO"]),
    ("شبكة 5G و F-16 و COVID-19 و G20", ["5G", "F-16", "COVID-19", "G20"]),
    ("كتب Mr. Smith في New York, USA أمس", ["Mr. Smith", "New York, USA"]),
    ("فيلم Star Wars: A New Hope", ["Star Wars: A New Hope"]),
    ("فرقة Rock & Roll", ["Rock & Roll"]),
    ("راسل a.b-c+d@example.co.uk.", ["a.b-c+d@example.co.uk"]),
    ("زر https://example.com/a?b=1,2.", ["https://example.com/a?b=1,2"]),
    ("زر (https://example.com/a)، ثم", ["https://example.com/a"]),
    ("زر www.example.com/ar، و example.com/a", ["www.example.com/ar", "example.com/a"]),
    ("Müller وÉcole", ["Müller", "École"]),
    ("في 2023 و15 و3.5% و1,250", []),
    ("بمقاس 3×4", []),
    ("طائرة Boeing 737 هبطت", ["Boeing 737"]),
    ("خبر", []),
]


@pytest.mark.parametrize(("text", "runs"), LATIN)
def test_latin_runs(text, runs):
    assert texts(text, latin_runs) == runs


@pytest.mark.parametrize(
    ("text", "runs"),
    [
        ("فاز 3-1 في موسم 2019-2023", ["3-1", "2019-2023"]),
        ("(2–1)، 3-0.", ["2–1", "3-0"]),
        ("عام 1444-1445هـ و2019-2020م", ["1444-1445", "2019-2020"]),
        ("٢٠١٩-٢٠٢٣", ["٢٠١٩-٢٠٢٣"]),
        ("بـ3-1 و2-0", ["3-1", "2-0"]),
        ("موسم 2023-24", ["2023-24"]),
        ("16-3-2023 و2023-03-16", []),
        ("هاتف 011-4567", []),
        ("1.5-2.5 و-5 و+3", []),
    ],
)
def test_scores_and_year_ranges(text, runs):
    assert texts(text, score_runs) == runs


@pytest.mark.parametrize(
    ("text", "runs"),
    [
        ("من -5 إلى +3", ["-5", "+3"]),
        ("تراجع -20.0% و(-٣٫٥٪)", ["-20.0%", "-٣٫٥٪"]),
        ("هاتف +966 11 123 4567.", ["+966 11 123 4567"]),
        ("−7 درجات", ["−7"]),
        ("فاز 3-1 في 2019-2023 و15", []),
    ],
)
def test_signed_numbers_and_telephones(text, runs):
    assert texts(text, signed_runs) == runs


def test_directed_runs_come_in_order_and_never_overlap():
    text = "حلف NATO فاز 3-1 بفارق -5 عن F-16"
    runs = directed_runs(text)
    assert [(text[a:b], way) for a, b, way in runs] == [
        ("NATO", "auto"),
        ("3-1", "rtl"),
        ("-5", "ltr"),
        ("F-16", "auto"),
    ]


def test_an_address_keeps_what_looks_like_a_score():
    text = "زر https://example.com/a?(3-1) الآن"
    assert [(text[a:b], way) for a, b, way in directed_runs(text)] == [
        ("https://example.com/a?(3-1", "auto")
    ]


@pytest.mark.parametrize(
    ("text", "plain"),
    [
        ("تحديث iPhone 15 جديد", "\u200fتحديث \u2066iPhone 15\u2069 جديد"),
        ("NATO تعلن", "\u200f\u2066NATO\u2069 تعلن"),
        ("حرارة -5", "\u200fحرارة \u2066-5\u2069"),
        ("فاز 3-1", "\u200fفاز 3-1"),
        ("\u202eخبر\u202c", "\u200fخبر"),
        ("", "\u200f"),
    ],
)
def test_plain_text_runs_right_to_left(text, plain):
    assert plain_rtl(text) == plain
    assert plain_rtl(plain) == plain


HOSTILE = ["1", ".", "a", "a.b-", "1,", "a@", "a1", "+1 ", "http://", "1-", "a. ", "www.", "-", "#"]


@pytest.mark.parametrize("piece", HOSTILE)
def test_no_text_takes_long(piece):
    text = (piece * 40_000)[:40_000]
    started = time.perf_counter()
    directed_runs(text)
    assert time.perf_counter() - started < 0.5


def test_the_address_pattern_takes_no_groups():
    assert direction.re.compile(direction.ADDRESS).groups == 0


@given(st.text(alphabet="aÿḀɏ @./:-–−+%,٫0٣9 هعw²\u00a0h", max_size=40))
def test_what_is_looked_for_first_hides_no_run(text):
    """Most paragraphs are done with by one quick look; it must not be wrong."""
    assert latin_runs(text) == [found.span() for found in direction._LATIN_RUN.finditer(text)]
    assert score_runs(text) == [found.span() for found in direction._SCORE.finditer(text)]
    assert signed_runs(text) == [found.span() for found in direction._SIGNED.finditer(text)]
