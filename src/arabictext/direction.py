"""Direction: which way a text runs, isolates for plain text, runs that want <bdi>."""

import re
import unicodedata
from typing import Literal

RLM = "\u200f"
LRI, RLI, FSI, PDI = "\u2066", "\u2067", "\u2068", "\u2069"
_CONTROLS = re.compile("[\u061c\u200e\u200f\u202a-\u202e\u2066-\u206f]")
# Latin letters with their accents, without the signs × and ÷ that stand among them.
_LATIN = "A-Za-z\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u024f\u1e00-\u1eff"
_MAIL_SIGNS = rf"{_LATIN}0-9._%+-"
# The look-behind keeps a long row of digits or dots from being tried at each of its places.
ADDRESS = (
    r"(?:https?://|www\.)[^\s<>«»\"،؛]*[^\s<>«»\"،؛.,:!?؟)]"
    rf"|(?<![{_MAIL_SIGNS}])[{_MAIL_SIGNS}]+@[{_LATIN}0-9.-]+\.[{_LATIN}]{{2,}}"
    r"|(?<![A-Za-z0-9.-])(?:[A-Za-z0-9-]+\.)+[A-Za-z]{2,}/[^\s<>«»\"،؛]*[^\s<>«»\"،؛.,:!?؟)]"
)
_NUMBER = r"[0-9٠-٩]+(?:[.,][0-9٠-٩]+)*%?"
_WORD = (
    rf"[#@]?(?:(?<![0-9.,])[0-9]+(?:[.,][0-9]+)*-?)?[{_LATIN}][{_LATIN}0-9]*"
    rf"(?:[.'’&/_+-][{_LATIN}0-9]+)*[+#]*"
)
# What may stand between two words of one run: "Mr. Smith", "Hello, World", "Rock & Roll".
_BETWEEN = r"(?:[.,:;]?[ \u00a0]|[ \u00a0][&–-][ \u00a0])"
_LATIN_RUN = re.compile(rf"{ADDRESS}|{_WORD}(?:{_BETWEEN}{_WORD}|[ \u00a0]{_NUMBER}(?![\w:/-]))*")
# Every run of these has such a character: most Arabic paragraphs have none, and are done with.
_ANY_LATIN = re.compile(f"[{_LATIN}]")
_ANY_SIGN = re.compile(r"[-–+−]\d")
_YEAR = "[1١][0-9٠-٩]{3}|[2٢][0٠][0-9٠-٩]{2}"
_SCORE = re.compile(
    # a prefix of one letter may be glued on: «و2019-2020», «بـ3-1»
    r"(?:(?<![\w.,/:+-])|(?<=(?<!\w)[وفبلك])|(?<=(?<!\w)[وفبلك]ـ))"
    rf"(?:(?:{_YEAR})[-–](?:{_YEAR}|[0-9٠-٩]{{2}})|\d{{1,3}}[-–]\d{{1,3}})"
    r"(?!(?!هـ|[هم]\b)[\w/:+–-]|[.,]\d)"
)
_SIGNED = re.compile(r"(?<![\w.,)/:+-])(?:\+\d[\d -]{5,18}\d|[-+−]\d+(?:[.,٫٬]\d+)*[%٪]?)(?![\w-])")

Direction = Literal["rtl", "ltr", "auto"]
_ISOLATES: dict[str, str] = {"ltr": LRI, "rtl": RLI, "auto": FSI}


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

    Raises ValueError for a direction that is none.

    >>> isolate("NATO", "ltr") == "\u2066NATO\u2069"
    True
    """
    if direction not in _ISOLATES:
        raise ValueError(f"no direction {direction!r}")
    return _ISOLATES[direction] + strip_direction_controls(text) + PDI


def plain_rtl(text: str) -> str:
    r"""Return a plain-text line that runs right to left wherever it is shown.

    Begins with U+200F; Latin runs, signed numbers and telephone numbers are isolated. For titles,
    push, mail subjects, cards. Scores stay bare: after Arabic letters they already run right to
    left, and inside an isolate of their own they would not (UAX #9, W2).

    >>> plain_rtl("تحديث iPhone جديد") == "\u200fتحديث \u2066iPhone\u2069 جديد"
    True
    """
    text = strip_direction_controls(text)
    pieces, position = [RLM], 0
    for start, end, direction in directed_runs(text):
        if direction != "rtl":
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
    if not _ANY_LATIN.search(text):
        return []
    return [found.span() for found in _LATIN_RUN.finditer(text)]


def score_runs(text: str) -> list[tuple[int, int]]:
    """Return (start, end) of scores and year ranges, whose first number stands at the right.

    >>> text = "فاز 3-1 في موسم 2019-2023"
    >>> [text[start:end] for start, end in score_runs(text)]
    ['3-1', '2019-2023']
    """
    if not _ANY_SIGN.search(text):
        return []
    return [found.span() for found in _SCORE.finditer(text)]


def signed_runs(text: str) -> list[tuple[int, int]]:
    """Return (start, end) of signed numbers and of telephone numbers, which run left to right.

    >>> text = "تراجع -20.0% والهاتف +966 11 123 4567"
    >>> [text[start:end] for start, end in signed_runs(text)]
    ['-20.0%', '+966 11 123 4567']
    """
    if not _ANY_SIGN.search(text):
        return []
    return [found.span() for found in _SIGNED.finditer(text)]


def directed_runs(text: str) -> list[tuple[int, int, Direction]]:
    """Return (start, end, direction) of every run that wants an isolate of its own, in order.

    Latin runs tell their own direction ("auto"), scores run "rtl", signed numbers "ltr".

    >>> directed_runs("حلف NATO فاز 3-1")
    [(4, 8, 'auto'), (13, 16, 'rtl')]
    """
    found: list[tuple[int, int, Direction]] = [(a, b, "auto") for a, b in latin_runs(text)]
    taken = {place for start, end, _ in found for place in range(start, end)}
    kinds: list[tuple[list[tuple[int, int]], Direction]] = [
        (signed_runs(text), "ltr"),
        (score_runs(text), "rtl"),
    ]
    for runs, direction in kinds:
        for start, end in runs:
            if taken.isdisjoint(range(start, end)):
                found.append((start, end, direction))
                taken.update(range(start, end))
    return sorted(found)
