"""Word counts and reading time."""

import time

import pytest

from arabictext.words import count_words, reading_minutes

COUNTED = [
    ("", 0),
    (" \n\t", 0),
    ("، ؛ ؟ - «»", 0),
    ("😀 👨‍👩‍👧 🇦🇪", 0),
    ("خبر", 1),
    ("قال الوزير", 2),
    ("مُدَرِّسة جديدة", 2),
    ("قال الوزير: «لن نتأخر» في 3 أيام", 7),
    ("3.5 و1,250 و٣٫٥", 3),
    ("1444هـ", 1),
    ("العـــراق", 1),
    ("می\u200cخواهم", 1),
    ("أ.ف.ب", 1),
    ("كَ.تب", 1),
    ("أ ف ب", 3),
    ("can't stop", 2),
    ("iPhone 15 Pro", 3),
    ("خبر،خبر", 2),
    ("خبر/خبر", 2),
    ("خبر\u00a0خبر", 2),
    ("user@example.com", 2),
    ("\u200fخبر\u2066NATO\u2069", 1),
    ("\ud800خبر", 1),
]


@pytest.mark.parametrize(("text", "words"), COUNTED)
def test_words_are_counted_by_uax_29(text, words):
    assert count_words(text) == words


def test_an_isolate_parts_no_word():
    # UAX #29 looks through format characters, isolates among them: a blank does the parting.
    assert count_words("خبر \u2066NATO\u2069 خبر") == 3


@pytest.mark.parametrize(
    ("words", "pictures", "pace", "minutes"),
    [
        (0, 0, 180, 0),
        (89, 0, 180, 0),
        (90, 0, 180, 1),
        (269, 0, 180, 1),
        (270, 0, 180, 2),
        (486, 0, 180, 3),
        (486, 4, 180, 4),
        (0, 5, 180, 1),
        (0, 2, 180, 0),
        (60, 1, 180, 1),
        (200, 0, 100, 2),
        (250, 0, 100, 3),
        (-5, -5, 180, 0),
        (10, 0, 0, 10),
        (10**30, 0, 180, 5555555555555555555555555556),
    ],
)
def test_reading_time(words, pictures, pace, minutes):
    assert reading_minutes(words, pictures=pictures, words_per_minute=pace) == minutes


def test_a_story_is_counted_in_well_under_a_millisecond():
    story = "قال الوزير في مؤتمر صحافي إن الحكومة «ستعمل» على 3 " * 60
    fastest = min(_seconds(story) for _ in range(5))
    assert fastest < 0.001


def _seconds(story):
    started = time.perf_counter()
    count_words(story)
    return time.perf_counter() - started
