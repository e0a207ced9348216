"""Counting words by Unicode segmentation (UAX #29), and the time it takes to read them."""

import regex

PICTURE_SECONDS = 12
_BOUNDARY = regex.compile(r"\b", regex.WORD | regex.V1)
# Rule WB4 looks through these; `regex` does not where one stands beside a full stop or comma.
_LOOKED_THROUGH = regex.compile(r"[\p{WB=Extend}\p{WB=Format}\p{WB=ZWJ}]+")
# Most tokens of a story are one word by any rule; only the others need the slow one.
_PLAIN_WORD = regex.compile(r"[«(]?[\u0621-\u064aA-Za-z]+[،؛؟.:!»)]*").fullmatch
_COUNTED = regex.compile(r"[\p{L}\p{N}]")


def count_words(text: str) -> int:
    """Return the number of words: segments between UAX #29 boundaries that hold a letter or digit.

    >>> count_words("قال الوزير: «لن نتأخر» في 3 أيام")
    7

    Source: UAX #29, default word boundaries.
    """
    tokens = text.split()
    unusual = [token for token in tokens if not _PLAIN_WORD(token)]
    segments = _BOUNDARY.split(_LOOKED_THROUGH.sub("", " ".join(unusual)))
    counted = sum(1 for segment in segments if segment.isalnum() or _COUNTED.search(segment))
    return len(tokens) - len(unusual) + counted


def reading_minutes(words: int, *, pictures: int = 0, words_per_minute: int = 180) -> int:
    """Return reading time in whole minutes, to the nearest, half a minute up; 0 is less than one.

    Each picture adds 12 seconds. Counts below zero are taken as zero.

    >>> reading_minutes(486)
    3
    >>> reading_minutes(40)
    0
    """
    pace = max(words_per_minute, 1)
    seconds_at_pace = max(words, 0) * 60 + max(pictures, 0) * PICTURE_SECONDS * pace
    return (seconds_at_pace + 30 * pace) // (60 * pace)
