"""Counting words by Unicode segmentation (UAX #29), and the time it takes to read them."""

import math

import regex

PICTURE_SECONDS = 12
_BOUNDARY = regex.compile(r"\b", regex.WORD | regex.V1)
_COUNTED = regex.compile(r"[\p{L}\p{N}]")


def count_words(text: str) -> int:
    """Return the number of words: segments between UAX #29 boundaries that hold a letter or digit.

    >>> count_words("قال الوزير: «لن نتأخر» في 3 أيام")
    7

    Source: UAX #29, default word boundaries.
    """
    return sum(1 for segment in _BOUNDARY.split(text) if _COUNTED.search(segment))


def reading_minutes(words: int, *, pictures: int = 0, words_per_minute: int = 180) -> int:
    """Return reading time in whole minutes, to the nearest, half a minute up; 0 is less than one.

    Each picture adds 12 seconds.

    >>> reading_minutes(486)
    3
    >>> reading_minutes(40)
    0
    """
    seconds = max(words, 0) * 60 / max(words_per_minute, 1) + max(pictures, 0) * PICTURE_SECONDS
    return math.floor(seconds / 60 + 0.5)
