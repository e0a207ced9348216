"""The clock and the calendar in an edition's words: five month sets and the dual forms, day periods
in words, Hijri beside Gregorian, relative days in the edition's zone."""

import zoneinfo
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from enum import StrEnum
from functools import cache

from babel import Locale, UnknownLocaleError
from hijridate import Gregorian

from arabictext.digits import Digits, with_digits

NBSP = "\u00a0"


class MonthNames(StrEnum):
    """Which month names an edition uses."""

    GENERAL = "general"
    LEVANT = "levant"
    TUNISIA_ALGERIA = "tunisia-algeria"
    MOROCCO = "morocco"
    MAURITANIA = "mauritania"
    GENERAL_SLASH_LEVANT = "general-slash-levant"
    LEVANT_SLASH_GENERAL = "levant-slash-general"
    GENERAL_WITH_LEVANT = "general-with-levant"


class Clock(StrEnum):
    """How an edition tells the hour."""

    H24_PERIOD = "h24-period"
    H12_PERIOD = "h12-period"
    H24 = "h24"


_LOCALES = {
    MonthNames.GENERAL: "ar",
    MonthNames.LEVANT: "ar_SY",
    MonthNames.TUNISIA_ALGERIA: "ar_DZ",
    MonthNames.MOROCCO: "ar_MA",
    MonthNames.MAURITANIA: "ar_MR",
}
_DUAL_FORMS = {
    MonthNames.GENERAL_SLASH_LEVANT: "{general}/{levant}",
    MonthNames.LEVANT_SLASH_GENERAL: "{levant}/{general}",
    MonthNames.GENERAL_WITH_LEVANT: "{general}" + NBSP + "({levant})",
}
HIJRI_MONTHS = (
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
WEEKDAYS = ("الاثنين", "الثلاثاء", "الأربعاء", "الخميس", "الجمعة", "السبت", "الأحد")
_RELATIVE_DAYS = {0: "اليوم", -1: "أمس", -2: "أول أمس", 1: "غدا"}


@dataclass(frozen=True)
class DateStyle:
    """How an edition writes moments.

    ``month_overrides`` are (month 1-12, name), ``hijri_month_overrides`` (Hijri month, name),
    ``hijri_corrections`` ((Hijri year, Hijri month), days) for months whose sighting differed.
    Raises ValueError for an unknown time zone.
    """

    zone: str = "Asia/Riyadh"
    months: MonthNames = MonthNames.GENERAL
    clock: Clock = Clock.H24_PERIOD
    digits: Digits = Digits.LATIN
    tanwin: bool = False
    hijri: bool = False
    month_overrides: tuple[tuple[int, str], ...] = ()
    hijri_month_overrides: tuple[tuple[int, str], ...] = ()
    hijri_corrections: tuple[tuple[tuple[int, int], int], ...] = field(default=())

    def __post_init__(self) -> None:
        try:
            zoneinfo.ZoneInfo(self.zone)
        except (zoneinfo.ZoneInfoNotFoundError, OSError) as error:
            raise ValueError(f"unknown time zone {self.zone!r}") from error


def local_time(moment: datetime, style: DateStyle) -> datetime:
    """Return ``moment`` on the edition's clock; at the ends of the calendar, the moment itself.

    Raises ValueError for a moment without a zone.
    """
    if moment.tzinfo is None:
        raise ValueError("a moment must have a time zone")
    try:
        return moment.astimezone(zoneinfo.ZoneInfo(style.zone))
    except OverflowError:
        return moment


def local_date(moment: datetime, style: DateStyle) -> date:
    """Return the day of ``moment`` in the edition's zone. Raises ValueError without a zone."""
    return local_time(moment, style).date()


def format_clock(moment: datetime, style: DateStyle) -> str:
    """Return the time of day: hour < 12 is صباحا, else مساء.

    >>> from datetime import UTC
    >>> format_clock(datetime(2023, 3, 15, 21, 3, tzinfo=UTC), DateStyle())
    '00:03 صباحا'

    Raises ValueError for a moment without a zone.
    """
    local = local_time(moment, style)
    hour = (local.hour % 12 or 12) if style.clock == Clock.H12_PERIOD else local.hour
    shown = f"{hour}" if style.clock == Clock.H12_PERIOD else f"{hour:02d}"
    text = f"{shown}:{local.minute:02d}"
    if style.clock != Clock.H24:
        text += f" {_day_period(local.hour, style)}"
    return with_digits(text, style.digits)


def _day_period(hour: int, style: DateStyle) -> str:
    if hour < 12:
        return "صباحًا" if style.tanwin else "صباحا"
    return "مساءً" if style.tanwin else "مساء"


def month_name(month: int, style: DateStyle) -> str:
    """Return the name of a month (1-12) in the edition's set, its inner blanks unbreakable.

    >>> month_name(3, DateStyle(months=MonthNames.LEVANT))
    'آذار'
    """
    overridden = dict(style.month_overrides).get(month)
    if overridden:
        return overridden.replace(" ", NBSP)
    if style.months in _DUAL_FORMS:
        general, levant = _cldr_month("ar", month), _cldr_month("ar_SY", month)
        return _DUAL_FORMS[style.months].format(general=general, levant=levant)
    return _cldr_month(_LOCALES[style.months], month)


@cache
def _cldr_month(locale: str, month: int) -> str:
    name: str = Locale.parse(locale).months["format"]["wide"][month]
    return name.replace(" ", NBSP)


def format_date(moment: datetime | date, style: DateStyle, *, weekday: bool = True) -> str:
    r"""Return the full date in the edition's words.

    >>> format_date(date(2023, 3, 16), DateStyle()).replace("\u00a0", " ")
    'الخميس 16 مارس 2023'
    """
    day = local_date(moment, style) if isinstance(moment, datetime) else moment
    text = f"{day.day}{NBSP}{month_name(day.month, style)} {day.year}"
    if weekday:
        text = f"{WEEKDAYS[day.weekday()]} {text}"
    return with_digits(text, style.digits)


def format_moment(moment: datetime, style: DateStyle) -> str:
    r"""Return date and time as a story page bakes them.

    >>> from datetime import UTC
    >>> format_moment(datetime(2023, 3, 15, 21, 3, tzinfo=UTC), DateStyle()).replace("\u00a0", " ")
    'الخميس 16 مارس 2023 - 00:03 صباحا'

    Raises ValueError for a moment without a zone.
    """
    return f"{format_date(moment, style)} - {format_clock(moment, style)}"


def format_month(year: int, month: int, style: DateStyle) -> str:
    """Return a month and its year.

    >>> format_month(2023, 3, DateStyle())
    'مارس 2023'
    """
    return with_digits(f"{month_name(month, style)} {year}", style.digits)


def hijri_date(day: date, style: DateStyle) -> tuple[int, int, int] | None:
    """Return (year, month, day) by Umm al-Qura; None outside 1924-08-01 to 2077-11-16.

    A correction moves the days of its own month alone.
    """
    try:
        hijri = Gregorian(day.year, day.month, day.day).to_hijri()
        shift = dict(style.hijri_corrections).get((hijri.year, hijri.month), 0)
        if shift:
            moved = day + timedelta(days=shift)
            hijri = Gregorian(moved.year, moved.month, moved.day).to_hijri()
    except (OverflowError, ValueError):
        return None
    return hijri.year, hijri.month, hijri.day


def format_hijri(day: date, style: DateStyle) -> str:
    r"""Return the Hijri date; "" where Umm al-Qura does not reach.

    >>> format_hijri(date(2023, 3, 16), DateStyle()).replace("\u00a0", " ")
    '24 شعبان 1444هـ'
    """
    found = hijri_date(day, style)
    if found is None:
        return ""
    year, month, number = found
    name = dict(style.hijri_month_overrides).get(month) or HIJRI_MONTHS[month - 1]
    return with_digits(f"{number}{NBSP}{name.replace(' ', NBSP)} {year}هـ", style.digits)


def format_both_calendars(day: date, style: DateStyle) -> str:
    r"""Return both dates; the Gregorian alone where Umm al-Qura does not reach.

    >>> format_both_calendars(date(2023, 3, 16), DateStyle()).replace("\u00a0", " ")
    '24 شعبان 1444هـ الموافق 16 مارس 2023م'
    """
    hijri, gregorian = format_hijri(day, style), format_date(day, style, weekday=False)
    return f"{hijri} الموافق {gregorian}م" if hijri else gregorian


def masthead_date(moment: datetime, style: DateStyle) -> str:
    r"""Return the masthead's line: weekday and, by the edition's setting, both dates.

    >>> from datetime import UTC
    >>> style = DateStyle(hijri=True)
    >>> masthead_date(datetime(2023, 3, 16, 9, tzinfo=UTC), style).replace("\u00a0", " ")
    'الخميس 24 شعبان 1444هـ - 16 مارس 2023م'
    """
    day = local_date(moment, style)
    hijri = format_hijri(day, style) if style.hijri else ""
    if not hijri:
        return format_date(day, style)
    return f"{WEEKDAYS[day.weekday()]} {hijri} - {format_date(day, style, weekday=False)}م"


def relative_day(moment: datetime, now: datetime, style: DateStyle) -> str | None:
    """Return اليوم, أمس, أول أمس or غدا by the edition's days; None for any other day."""
    distance = local_date(moment, style) - local_date(now, style)
    return _RELATIVE_DAYS.get(distance.days)


def is_same_day(moment: datetime, now: datetime, style: DateStyle) -> bool:
    """Tell whether two moments fall on one day of the edition's zone."""
    return local_date(moment, style) == local_date(now, style)


def first_weekday_of(country: str) -> int:
    """Return the first day of the week in a country, 0 for Monday to 6 for Sunday.

    >>> first_weekday_of("SA"), first_weekday_of("MA"), first_weekday_of("EG")
    (6, 0, 5)

    Source: CLDR weekData; Monday for a country that CLDR does not know in Arabic.
    """
    try:
        return int(Locale.parse(f"ar_{country.upper()}").first_week_day)
    except (UnknownLocaleError, ValueError):
        return 0
