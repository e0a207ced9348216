"""Hijri dates by Umm al-Qura, with an edition's corrections of single months."""

from collections.abc import Mapping
from datetime import date

from hijridate import Gregorian, Hijri

MONTHS = (
    "محرم",
    "صفر",
    "ربيع الأول",
    "ربيع الآخر",
    "جمادى الأولى",
    "جمادى الآخرة",
    "رجب",
    "شعبان",
    "رمضان",
    "شوال",
    "ذو القعدة",
    "ذو الحجة",
)
# How many months back a correction can still push the start of one: a month has 29 or 30 days,
# and Umm al-Qura never has more than a few of one length in a row.
_REACH = 6

Corrections = Mapping[tuple[int, int], int]


def hijri_parts(day: date, corrections: Corrections) -> tuple[int, int, int] | None:
    """Return (year, month, day); None outside 1924-08-01 to 2077-11-16, where no table reaches.

    A correction of n days to (year, month) makes its dates n higher: the month began n days
    earlier (n below zero: later) than Umm al-Qura says. The month before grows or shrinks by as
    much; a month after it without a correction of its own is moved only as far as it must be
    for every month to keep 29 or 30 days, so no date is skipped or comes twice.

    >>> hijri_parts(date(2023, 3, 16), {})
    (1444, 8, 24)
    >>> hijri_parts(date(2023, 3, 22), {(1444, 9): 1})
    (1444, 9, 1)

    Source: hijridate's table of Umm al-Qura.
    """
    try:
        plain = Gregorian(day.year, day.month, day.day).to_hijri()
    except (OverflowError, ValueError):
        return None
    serial = plain.year * 12 + plain.month - 1
    shifts = {year * 12 + month - 1: days for (year, month), days in corrections.items()}
    if not any(serial - _REACH <= moved <= serial + 1 for moved in shifts):
        return plain.year, plain.month, plain.day
    for candidate in (serial + 1, serial, serial - 1):
        start = _month_start(candidate, shifts)
        if start is not None and start <= day.toordinal():
            return candidate // 12, candidate % 12 + 1, day.toordinal() - start + 1
    return plain.year, plain.month, plain.day


def _month_start(serial: int, shifts: Mapping[int, int]) -> int | None:
    """Return the ordinal of the first day of a month (year * 12 + month - 1) as corrected."""
    start: int | None = None
    moved = False
    for each in range(serial - _REACH, serial + 1):
        previous, start = start, _umm_al_qura_start(each)
        if start is None:
            continue
        table = start
        if each in shifts:
            start -= shifts[each]
        elif moved and previous is not None:
            start = min(max(start, previous + 29), previous + 30)
        moved = start != table
    return start


def _umm_al_qura_start(serial: int) -> int | None:
    try:
        return Hijri(serial // 12, serial % 12 + 1, 1).to_gregorian().toordinal()
    except (OverflowError, ValueError):
        return None
