"""Digits and separators: two settings of an edition, mapped here after formatting, all or none."""

import re
from decimal import ROUND_HALF_UP, Decimal, localcontext
from enum import StrEnum


class Digits(StrEnum):
    """Which digits an edition prints, or a reader chooses: 0-9, ٠-٩, ۰-۹."""

    LATIN = "latin"
    ARABIC = "arabic"
    PERSIAN = "persian"


class Separators(StrEnum):
    """How an edition separates thousands and decimals: 1,234.5 or, in the Maghreb, 1.234,5."""

    EAST = "east"
    MAGHREB = "maghreb"


_TO_LATIN = {
    **{0x0660 + digit: str(digit) for digit in range(10)},
    **{0x06F0 + digit: str(digit) for digit in range(10)},
}
_MAGHREB = str.maketrans(",.", ".,")
_ARABIC = str.maketrans(",.", "٬٫")
_GROUPING = re.compile(r"[\s٬\u061c\u200b-\u200f\u2066-\u2069]|(?<=\d)-(?=\d)")
_FROM_LATIN = {
    Digits.ARABIC: {ord(str(digit)): chr(0x0660 + digit) for digit in range(10)},
    Digits.PERSIAN: {ord(str(digit)): chr(0x06F0 + digit) for digit in range(10)},
}


def to_latin_digits(text: str) -> str:
    """Return ``text`` with ٠-٩ and ۰-۹ as 0-9.

    >>> to_latin_digits("٢٠٢٣ و۱۴")
    '2023 و14'
    """
    return text.translate(_TO_LATIN)


def with_digits(text: str, digits: Digits) -> str:
    """Return ``text`` in the edition's digits: all of them or none.

    >>> with_digits("16 مارس 2023", Digits.ARABIC)
    '١٦ مارس ٢٠٢٣'
    """
    latin = to_latin_digits(text)
    return latin.translate(_FROM_LATIN.get(digits, {}))


def format_number(
    number: int | float | Decimal,
    *,
    digits: Digits = Digits.LATIN,
    separators: Separators = Separators.EAST,
    decimals: int | None = None,
) -> str:
    """Return a number with its thousands separated; ``decimals`` rounds half up.

    >>> format_number(1234.5)
    '1,234.5'
    >>> format_number(1234.5, separators=Separators.MAGHREB)
    '1.234,5'
    >>> format_number(1234.5, digits=Digits.ARABIC)
    '١٬٢٣٤٫٥'

    Raises ValueError when ``decimals`` is below zero. Infinity and NaN stay as they are.
    """
    if decimals is not None and decimals < 0:
        raise ValueError("decimals must not be below zero")
    exact = Decimal(str(number))
    if not exact.is_finite():
        return str(number)
    shown = _grouped(exact, decimals)
    if separators == Separators.MAGHREB:
        shown = shown.translate(_MAGHREB)
    elif digits != Digits.LATIN:
        shown = shown.translate(_ARABIC)
    return with_digits(shown, digits)


def _grouped(exact: Decimal, decimals: int | None) -> str:
    """Return 1,234.5 rounded half up; never a minus before nothing but zeros."""
    with localcontext(rounding=ROUND_HALF_UP):
        shown = f"{exact:,f}" if decimals is None else f"{exact:,.{decimals}f}"
    return shown.removeprefix("-") if not shown.strip("-0.,") else shown


def format_percent(
    number: int | float | Decimal,
    *,
    in_words: bool = True,
    digits: Digits = Digits.LATIN,
    separators: Separators = Separators.EAST,
) -> str:
    """Return a share of a hundred as an edition writes it.

    >>> format_percent(25)
    '25 في المئة'
    >>> format_percent(25, in_words=False)
    '25%'
    """
    shown = format_number(number, digits=digits, separators=separators)
    if in_words:
        return f"{shown} في المئة"
    return shown + ("%" if digits == Digits.LATIN else "٪")


def parse_number_field(text: str) -> str:
    """Return what was typed into a code or number field in 0-9, without blanks and grouping.

    Signs, points and letters stay, so that a field's own check can refuse what is no number:
    12.5 must not silently become 125.

    >>> parse_number_field(" ١٢٣-۴۵۶ ")
    '123456'
    >>> parse_number_field("-١٬٢٣٤٫٥")
    '-1234.5'
    """
    return _GROUPING.sub("", to_latin_digits(text)).replace("٫", ".")
