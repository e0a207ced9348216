"""Digits and separators: all or none."""

from decimal import Decimal

import pytest

from arabictext.digits import (
    Digits,
    Separators,
    format_number,
    format_percent,
    parse_number_field,
    to_latin_digits,
    with_digits,
)

EAST, MAGHREB = Separators.EAST, Separators.MAGHREB
LATIN, ARABIC, PERSIAN = Digits


def test_every_digit_becomes_latin():
    assert to_latin_digits("٠١٢٣٤٥٦٧٨٩ ۰۱۲۳۴۵۶۷۸۹ 0123456789") == " ".join(["0123456789"] * 3)


def test_digits_are_mapped_all_or_none():
    assert with_digits("16 مارس ٢٠۲3", ARABIC) == "١٦ مارس ٢٠٢٣"
    assert with_digits("16 مارس ٢٠۲3", LATIN) == "16 مارس 2023"
    assert with_digits("16 مارس ٢٠۲3", PERSIAN) == "۱۶ مارس ۲۰۲۳"


@pytest.mark.parametrize(
    ("number", "digits", "separators", "decimals", "text"),
    [
        (1234.5, LATIN, EAST, None, "1,234.5"),
        (1234.5, ARABIC, EAST, None, "١٬٢٣٤٫٥"),
        (1234.5, PERSIAN, EAST, None, "۱٬۲۳۴٫۵"),
        (1234.5, LATIN, MAGHREB, None, "1.234,5"),
        (1234.5, ARABIC, MAGHREB, None, "١.٢٣٤,٥"),
        (1234567, LATIN, EAST, None, "1,234,567"),
        (0, LATIN, EAST, None, "0"),
        (0.1 + 0.2, LATIN, EAST, 1, "0.3"),
        (2.5, LATIN, EAST, 0, "3"),
        (3.5, LATIN, EAST, 0, "4"),
        (1.005, LATIN, EAST, 2, "1.01"),
        (5, LATIN, EAST, 2, "5.00"),
        (-1234.5, LATIN, EAST, None, "-1,234.5"),
        (-0.4, LATIN, EAST, 0, "0"),
        (1e21, LATIN, EAST, None, "1,000,000,000,000,000,000,000"),
        (10**40, LATIN, EAST, 2, "10" + ",000" * 13 + ".00"),
        (Decimal("1E+3"), LATIN, EAST, None, "1,000"),
        (float("inf"), LATIN, EAST, 2, "inf"),
    ],
)
def test_numbers(number, digits, separators, decimals, text):
    shown = format_number(number, digits=digits, separators=separators, decimals=decimals)
    assert shown == text


def test_decimals_below_zero_are_a_programmer_s_mistake():
    with pytest.raises(ValueError, match="decimals"):
        format_number(1, decimals=-1)


def test_percent_in_words_and_by_sign():
    assert format_percent(25) == "25 في المئة"
    assert format_percent(25, in_words=False) == "25%"
    assert format_percent(2.5, digits=ARABIC) == "٢٫٥ في المئة"
    assert format_percent(2.5, in_words=False, digits=ARABIC) == "٢٫٥٪"
    assert format_percent(2.5, in_words=False, digits=PERSIAN) == "۲٫۵٪"
    assert format_percent(2.5, separators=MAGHREB) == "2,5 في المئة"


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("١٢٣٤٥٦", "123456"),
        ("۱۲۳۴۵۶", "123456"),
        (" 123 456\u00a0", "123456"),
        ("123-456", "123456"),
        ("\u2066١٢٣\u2069\u200f", "123"),
        ("١٬٢٣٤", "1234"),
        ("١٢٫٥", "12.5"),
        ("-٥", "-5"),
        ("12a", "12a"),
        ("", ""),
    ],
)
def test_code_and_number_fields_take_any_digits_and_hide_no_mistake(typed, meant):
    assert parse_number_field(typed) == meant
