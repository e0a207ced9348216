"""Direction: which way a text runs, isolates for plain text, runs that want <bdi>."""

import re
import unicodedata
from typing import Literal

RLM = "\u200f"
LRI, RLI, FSI, PDI = "\u2066", "\u2067", "\u2068", "\u2069"
_CONTROLS = re.compile("[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]")
_LATIN = "A-Za-z\u00c0-\u024f"
_ADDRESS = (
    r"(?:https?://|www\.)[^\s<>«»\"،؛]*[^\s<>«»\"،؛.,:!?)]"
    rf"|[{_LATIN}0-9._%+-]+@[{_LATIN}0-9.-]+\.[{_LATIN}]{{2,}}"
)
_WORD = rf"[#@]?[{_LATIN}][{_LATIN}0-9]*(?:[.'’&/_+-][{_LATIN}0-9]+)*[+#]*"
_NUMBER = r"\d+(?:[.,]\d+)*"
_LATIN_RUN = re.compile(rf"{_ADDRESS}|(?:{_NUMBER}-)?{_WORD}(?:[ \u00a0](?:{_WORD}|{_NUMBER}))*")
_SCORE = re.compile(
    r"(?<![\w.,/:+-])(?:(?:1[0-9]|20)\d\d[-–](?:1[0-9]|20)\d\d|\d{1,3}[-–]\d{1,3})(?![\w/:+-]|[.,]\d)"
)

_SIGNED = re.compile(r"(?<![\w.,)/:+-])(?:\+\d[\d -]{5,18}\d|[-+−]\d+(?:[.,٫٬]\d+)*[%٪]?)(?![\w-])")

Direction = Literal["rtl", "ltr", "auto"]


def first_strong(text: str) -> Literal["rtl", "ltr", "neutral"]:
    """Return the direction of the first strong character, isolates passed over.

    >>> first_strong("NATO تعلن")
    'ltr'
    >>> first_strong("123")
    'neutral'

    Source: UAX #9, rule P2.
    """
    depth = 0
    for character in text:
        if character in (LRI, RLI, FSI):
            depth += 1
        elif character == PDI:
            depth = max(depth - 1, 0)
        elif depth == 0:
            kind = unicodedata.bidirectional(character)
            if kind in ("R", "AL"):
                return "rtl"
            if kind == "L":
                return "ltr"
    return "neutral"


def strip_direction_controls(text: str) -> str:
    r"""Return ``text`` without marks, embeddings, overrides and isolates.

    >>> strip_direction_controls("\u202eخبر\u202c")
    'خبر'
    """
    return _CONTROLS.sub("", text)


def isolate(text: str, direction: Direction = "auto") -> str:
    r"""Return ``text`` between an isolate and its end, for plain text; its own controls go.

    >>> isolate("NATO", "ltr") == "\u2066NATO\u2069"
    True
    """
    opening = {"ltr": LRI, "rtl": RLI}.get(direction, FSI)
    return opening + strip_direction_controls(text) + PDI


def plain_rtl(text: str) -> str:
    r"""Return a plain-text line that runs right to left wherever it is shown.

    Begins with U+200F; Latin runs are isolated. For titles, push, mail subjects, cards.

    >>> plain_rtl("تحديث iPhone جديد") == "\u200fتحديث \u2066iPhone\u2069 جديد"
    True
    """
    text = strip_direction_controls(text)
    pieces, position = [RLM], 0
    for start, end in latin_runs(text):
        pieces += [text[position:start], LRI, text[start:end], PDI]
        position = end
    pieces.append(text[position:])
    return "".join(pieces)


def latin_runs(text: str) -> list[tuple[int, int]]:
    """Return (start, end) of each Latin run: a name with its numbers, an address. No bare number.

    >>> text = "حلف NATO وهاتف iPhone 15 Pro"
    >>> [text[start:end] for start, end in latin_runs(text)]
    ['NATO', 'iPhone 15 Pro']
    """
    return [found.span() for found in _LATIN_RUN.finditer(text)]


def score_runs(text: str) -> list[tuple[int, int]]:
    """Return (start, end) of scores and year ranges, whose first number stands at the right.

    >>> text = "فاز 3-1 في موسم 2019-2023"
    >>> [text[start:end] for start, end in score_runs(text)]
    ['3-1', '2019-2023']
    """
    return [found.span() for found in _SCORE.finditer(text)]


def signed_runs(text: str) -> list[tuple[int, int]]:
    """Return (start, end) of signed numbers and of telephone numbers, which run left to right.

    >>> text = "تراجع -20.0% والهاتف +966 11 123 4567"
    >>> [text[start:end] for start, end in signed_runs(text)]
    ['-20.0%', '+966 11 123 4567']
    """
    return [found.span() for found in _SIGNED.finditer(text)]


def directed_runs(text: str) -> list[tuple[int, int, Direction]]:
    """Return (start, end, direction) of every run that wants an isolate of its own, in order.

    Latin runs tell their own direction ("auto"), scores run "rtl", signed numbers "ltr".

    >>> directed_runs("حلف NATO فاز 3-1")
    [(4, 8, 'auto'), (13, 16, 'rtl')]
    """
    found: list[tuple[int, int, Direction]] = [(a, b, "auto") for a, b in latin_runs(text)]
    kinds: list[tuple[list[tuple[int, int]], Direction]] = [
        (signed_runs(text), "ltr"),
        (score_runs(text), "rtl"),
    ]
    for runs, direction in kinds:
        for start, end in runs:
            if not any(start < other_end and end > other for other, other_end, _ in found):
                found.append((start, end, direction))
    return sorted(found)
