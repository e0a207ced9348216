"""Digits and separators: two settings of an edition, mapped here after formatting, all or none."""

from decimal import ROUND_HALF_UP, Decimal
from enum import StrEnum


class Digits(StrEnum):
    """Which digits an edition prints."""

    LATIN = "latin"
    ARABIC = "arabic"


class Separators(StrEnum):
    """How an edition separates thousands and decimals: 1,234.5 or, in the Maghreb, 1.234,5."""

    EAST = "east"
    MAGHREB = "maghreb"


_TO_LATIN = {
    **{0x0660 + digit: str(digit) for digit in range(10)},
    **{0x06F0 + digit: str(digit) for digit in range(10)},
}
_TO_ARABIC = {ord(str(digit)): chr(0x0660 + digit) for digit in range(10)}


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
    return latin.translate(_TO_ARABIC) if digits == Digits.ARABIC else latin


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
    """
    exact = Decimal(str(number))
    if not exact.is_finite():
        return str(number)
    if decimals is not None:
        exact = exact.quantize(Decimal(1).scaleb(-decimals), rounding=ROUND_HALF_UP)
    text = f"{exact:,f}"
    if separators == Separators.MAGHREB:
        text = text.translate({ord(","): ".", ord("."): ","})
    elif digits == Digits.ARABIC:
        text = text.translate({ord(","): "٬", ord("."): "٫"})
    return with_digits(text, digits)


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
    return shown + ("٪" if digits == Digits.ARABIC else "%")


def parse_number_field(text: str) -> str:
    """Return what was typed into a code or number field as 0-9 without spaces or marks.

    >>> parse_number_field(" ١٢٣ ۴۵۶ ")
    '123456'
    """
    return "".join(character for character in to_latin_digits(text) if character in "0123456789")
