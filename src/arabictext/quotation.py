"""Quotation marks and punctuation as an Arabic desk writes them."""

import re
from collections import Counter
from collections.abc import Callable

from arabictext.direction import ADDRESS

_QUOTING = re.compile('["“”{}«»]')
_CLOSING_OF = {"»": "«", "”": "“", "}": "{"}
_PREFIXES = frozenset("وفبلك")

_ARABIC = "\u0621-\u063a\u0641-\u065f\u066e-\u06d3"
_BLANK = "[ \u00a0]"
_AFTER_ARABIC = rf"(?<=[{_ARABIC}»])"
_BEFORE_WORD = rf"(?=[{_ARABIC}A-Za-z«“(]|\s|[»”)!]|$)"
_ARABIC_SIGNS = {",": "،", ";": "؛", "?": "؟"}


def quote(text: str, *, inner: str = "“”") -> str:
    """Put ``text`` in «…»; quotations inside it get the edition's inner pair.

    >>> quote("قال لي: «نعم» ومضى")
    '«قال لي: “نعم” ومضى»'
    >>> quote("قال لي: «نعم» ومضى", inner="()")
    '«قال لي: (نعم) ومضى»'
    """
    opening, closing = (inner[0], inner[-1]) if inner else ("“", "”")
    return "«" + text.replace("«", opening).replace("»", closing) + "»"


def straight_to_guillemets(text: str) -> str:
    r"""Turn pairs of "…", “…” and {…} into «…», inside another pair into “…”.

    What has no partner in its paragraph stays as it is, and so does the mark of inches.

    >>> straight_to_guillemets('قال "لن نتأخر" و{سنعود}')
    'قال «لن نتأخر» و«سنعود»'
    >>> straight_to_guillemets('قال: "سمعت "نعم" مرتين"')
    'قال: «سمعت “نعم” مرتين»'
    >>> straight_to_guillemets('شاشة 27" واسعة')
    'شاشة 27" واسعة'
    """
    if not _QUOTING.search(text):
        return text
    return "\n".join(_with_guillemets(paragraph) for paragraph in text.split("\n"))


def _with_guillemets(paragraph: str) -> str:
    written = list(paragraph)
    ends: list[int] = []  # closing places of the pairs around the present one
    for start, end in sorted(_pairs(paragraph)):
        while ends and ends[-1] < start:
            ends.pop()
        written[start], written[end] = ("“", "”") if ends else ("«", "»")
        ends.append(end)
    return "".join(written)


def _pairs(paragraph: str) -> list[tuple[int, int]]:
    """Return (opening, closing) places of well-nested pairs; a mark without partner is in none."""
    found: list[tuple[int, int]] = []
    waiting: list[tuple[str, int]] = []
    open_marks: Counter[str] = Counter()
    for mark in _QUOTING.finditer(paragraph):
        kind, at = mark[0], mark.start()
        opener = _CLOSING_OF.get(kind) or _closes(paragraph, at, straight_open=open_marks['"'] > 0)
        if opener is None:
            waiting.append((kind, at))
            open_marks[kind] += 1
        elif open_marks[opener]:
            start = _close(opener, waiting, open_marks)
            if at - start > 1:
                found.append((start, at))
    return found


def _close(opener: str, waiting: list[tuple[str, int]], open_marks: Counter[str]) -> int:
    """Take marks off until ``opener``, return where it stands; those over it have no partner."""
    while True:
        kind, start = waiting.pop()
        open_marks[kind] -= 1
        if kind == opener:
            return start


def _closes(paragraph: str, at: int, *, straight_open: bool) -> str | None:
    """Return what a straight mark closes, None when it (or another kind) opens."""
    if paragraph[at] != '"':
        return None
    before, after = paragraph[max(at - 2, 0) : at], paragraph[at + 1 : at + 2]
    starts = not before or before[-1].isspace() or before[-1] in "([«“{/-–—"
    stops = not after or after.isspace() or after in ")]»”}،؛؟,;?.!:/-–—"
    if starts != stops:
        return None if starts else '"'
    if not stops and before[-1] in _PREFIXES and not before[:-1].strip():
        return None
    return '"' if straight_open or stops or before[-1].isdigit() else None


def tidy_punctuation(text: str) -> str:
    """Set Arabic punctuation right: no space before ، ؛ ؟ . : !, one after; Arabic signs for Latin.

    Numbers, times, abbreviations and addresses are left alone.

    >>> tidy_punctuation("وصل الوفد ,ثم غادر ؛وعاد")
    'وصل الوفد، ثم غادر؛ وعاد'
    >>> tidy_punctuation("الساعة 12:30 و1,250 ريالا")
    'الساعة 12:30 و1,250 ريالا'
    """
    previous = None
    while text != previous:
        previous = text
        for tidied in _RULES:
            text = tidied(text)
    return text


def _rule(pattern: str, written: str | Callable[[str], str]) -> Callable[[str], str]:
    """Return a function that sets ``pattern`` right everywhere but inside addresses."""
    compiled = re.compile(rf"(?P<address>{ADDRESS})|(?P<wrong>{pattern})")

    def one(found: re.Match[str]) -> str:
        wrong: str | None = found["wrong"]
        if wrong is None:
            return found[0]
        return written if isinstance(written, str) else written(wrong)

    return lambda text: compiled.sub(one, text)


def _arabic_sign(wrong: str) -> str:
    return _ARABIC_SIGNS[wrong.lstrip(" \u00a0")]


def _without_blank(wrong: str) -> str:
    return wrong.lstrip(" \u00a0")


def _with_blank(wrong: str) -> str:
    return f"{wrong} "


_RULES = (
    _rule(rf"{_AFTER_ARABIC}{_BLANK}*[,;?]{_BEFORE_WORD}", _arabic_sign),
    _rule(rf"(?<=[^\s]){_BLANK}+[،؛؟](?=\d)", lambda wrong: f"{_without_blank(wrong)} "),
    _rule(rf"(?<=[^\s]){_BLANK}+[،؛؟]", _without_blank),
    _rule(rf"(?<=[^\s\d]){_BLANK}+[.:!](?=[\s»”)]|$|[{_ARABIC}«])", _without_blank),
    _rule(rf"(?<=\d){_BLANK}+[.:!](?=[»”)]|$|\s*[^\s\d»”)])", _without_blank),
    _rule(rf"[،؛؟](?=[{_ARABIC}A-Za-z«“(])|(?<!\d)[،؛؟](?=\d)", _with_blank),
    _rule(rf"{_AFTER_ARABIC}[:!](?=[{_ARABIC}«“])", _with_blank),
    _rule(rf"(?<=[{_ARABIC}]{{3}})\.(?=[{_ARABIC}]{{2}})", _with_blank),
    _rule(r"(?<=[،؛؟]) {2,}(?=\S)", " "),
)


def headline_without_stop(text: str) -> str:
    """Return a headline without its full stop; an ellipsis stays.

    >>> headline_without_stop("المجلس يقر الموازنة.")
    'المجلس يقر الموازنة'
    >>> headline_without_stop("وماذا بعد...")
    'وماذا بعد...'
    """
    stripped = text.rstrip()
    if stripped.endswith(".") and not stripped.endswith(("..", "….")):
        return stripped[:-1].rstrip()
    return text
