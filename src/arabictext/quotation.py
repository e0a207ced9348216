"""Quotation marks and punctuation as an Arabic desk writes them."""

import re

_STRAIGHT_PAIR = re.compile(r'(?<!\d)"(?=\S)([^"\n]{1,600}?)(?<=\S)"')
_CURLY_PAIR = re.compile("“([^“”\n]{1,600})”")
_BRACE_PAIR = re.compile(r"\{([^{}\n]{1,600})\}")
_GUILLEMETS = re.compile("«([^«»\n]*)»")
_ARABIC = "\u0621-\u064a\u066e-\u06d3"
_SPACE_BEFORE = re.compile(r"(?<=[^\s])[ \u00a0]+([،؛؟!](?:[\s»”)\]]|$)|[.:](?:[ \n»”)]|$))")
_NO_SPACE_AFTER = re.compile(rf"([،؛؟])(?=[{_ARABIC}A-Za-z0-9«“(])")
_NUMBER_LIST = re.compile(r"(?<=\d)،(?=\d)")
_LATIN_COMMA = re.compile(rf"(?<=[{_ARABIC}»\u064b-\u0652]),(?=\s|[{_ARABIC}]|$)")
_LATIN_SEMICOLON = re.compile(rf"(?<=[{_ARABIC}»\u064b-\u0652]);(?=\s|[{_ARABIC}]|$)")
_LATIN_QUESTION = re.compile(rf"(?<=[{_ARABIC}»\u064b-\u0652])\?(?=[\s»”)!؟]|$)")


def quote(text: str, *, inner: str = "“”") -> str:
    """Put ``text`` in «…»; quotations inside it get the edition's inner pair.

    >>> quote("قال لي: «نعم» ومضى")
    '«قال لي: “نعم” ومضى»'
    """
    opening, closing = (inner[0], inner[-1]) if inner else ("“", "”")
    return "«" + text.replace("«", opening).replace("»", closing) + "»"


def straight_to_guillemets(text: str) -> str:
    r"""Turn pairs of "…", “…” and {…} into «…»; what has no partner stays as it is.

    >>> straight_to_guillemets('قال "لن نتأخر" و{سنعود}')
    'قال «لن نتأخر» و«سنعود»'
    >>> straight_to_guillemets('شاشة 27" واسعة')
    'شاشة 27" واسعة'
    """
    if not any(mark in text for mark in '"“{'):
        return text
    text = _GUILLEMETS.sub(lambda found: "«" + _to_inner(found[1]) + "»", text)
    for pair in (_BRACE_PAIR, _STRAIGHT_PAIR, _CURLY_PAIR):
        text = pair.sub(_outer, text)
    return text


def _to_inner(text: str) -> str:
    text = _STRAIGHT_PAIR.sub(r"“\1”", text)
    return _BRACE_PAIR.sub(r"“\1”", text)


def _outer(found: re.Match[str]) -> str:
    before = found.string[: found.start()]
    inside = before.count("«") > before.count("»")
    if inside or "«" in found[1] or "»" in found[1]:
        return found[0] if found[0].startswith("“") else f"“{found[1]}”"
    return f"«{found[1]}»"


def tidy_punctuation(text: str) -> str:
    """Set Arabic punctuation right: no space before ، ؛ ؟ . : !, one after; Arabic signs for Latin.

    Numbers, times and addresses are left alone.

    >>> tidy_punctuation("وصل الوفد ,ثم غادر ؛وعاد")
    'وصل الوفد، ثم غادر؛ وعاد'
    >>> tidy_punctuation("الساعة 12:30 و1,250 ريالا")
    'الساعة 12:30 و1,250 ريالا'
    """
    previous = None
    while text != previous:
        previous = text
        text = _tidied(text)
    return text


def _tidied(text: str) -> str:
    text = re.sub(rf"(?<=[{_ARABIC}])[ \u00a0]+,(?=[ {_ARABIC}])", ",", text)
    text = _LATIN_COMMA.sub("،", text)
    text = _LATIN_SEMICOLON.sub("؛", text)
    text = _LATIN_QUESTION.sub("؟", text)
    text = re.sub(rf"(?<=\S)[ \u00a0]+([،؛؟])(?=[\s{_ARABIC}]|$)", r"\1", text)
    text = _SPACE_BEFORE.sub(r"\1", text)
    return _NO_SPACE_AFTER.sub(_spaced, text)


def _spaced(found: re.Match[str]) -> str:
    whole, at = found.string, found.start()
    between_digits = whole[at - 1 : at].isdigit() and whole[at + 1 : at + 2].isdigit()
    return found[1] if between_digits else f"{found[1]} "


def headline_without_stop(text: str) -> str:
    """Return a headline without its full stop; an ellipsis stays.

    >>> headline_without_stop("المجلس يقر الموازنة.")
    'المجلس يقر الموازنة'
    >>> headline_without_stop("وماذا بعد...")
    'وماذا بعد...'
    """
    stripped = text.rstrip()
    if stripped.endswith(".") and not stripped.endswith(".."):
        return stripped[:-1].rstrip()
    return text
