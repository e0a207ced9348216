"""The clock and the calendar in an edition's words: five month sets and the dual forms, day periods
in words, Hijri beside Gregorian, relative days in the edition's zone."""

import re
import zoneinfo
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta, timezone
from enum import StrEnum
from functools import cache

from babel import Locale, UnknownLocaleError

from arabictext import hijri
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
HIJRI_MONTHS = hijri.MONTHS
WEEKDAYS = ("الاثنين", "الثلاثاء", "الأربعاء", "الخميس", "الجمعة", "السبت", "الأحد")
_RELATIVE_DAYS = {0: "اليوم", -1: "أمس", -2: "أول أمس", 1: "غدا"}


_Names = Mapping[int, str] | tuple[tuple[int, str], ...]
_Corrections = Mapping[tuple[int, int], int] | tuple[tuple[tuple[int, int], int], ...]


@dataclass(frozen=True)
class DateStyle:
    """How an edition writes moments.

    ``month_overrides`` gives (month 1-12, name), ``hijri_month_overrides`` (Hijri month, name),
    ``hijri_corrections`` ((Hijri year, Hijri month), days) for months whose sighting differed:
    see ``arabictext.hijri``. A mapping may be given for each; it is kept as a tuple of pairs, so
    that a style can be a key. ``first_weekday`` counts from 0 for Monday to 6 for Sunday.

    >>> DateStyle(month_overrides={4: "إبريل"}).month_overrides
    ((4, 'إبريل'),)

    Raises ValueError for an unknown time zone.
    """

    zone: str = "Asia/Riyadh"
    months: MonthNames = MonthNames.GENERAL
    clock: Clock = Clock.H24_PERIOD
    digits: Digits = Digits.LATIN
    tanwin: bool = False
    hijri: bool = False
    month_overrides: _Names = ()
    hijri_month_overrides: _Names = ()
    hijri_corrections: _Corrections = ()
    first_weekday: int = 6

    def __post_init__(self) -> None:
        """Check the zone; keep mappings as pairs."""
        try:
            zoneinfo.ZoneInfo(self.zone)
        except (zoneinfo.ZoneInfoNotFoundError, OSError) as error:
            raise ValueError(f"unknown time zone {self.zone!r}") from error
        for name in ("month_overrides", "hijri_month_overrides", "hijri_corrections"):
            pairs = getattr(self, name)
            if isinstance(pairs, Mapping):
                object.__setattr__(self, name, tuple(sorted(pairs.items())))


def local_time(moment: datetime, style: DateStyle) -> datetime:
    """Return ``moment`` on the edition's clock; at the ends of the calendar, the moment itself.

    >>> from datetime import UTC
    >>> local_time(datetime(2023, 3, 15, 21, 3, tzinfo=UTC), DateStyle()).strftime("%d %H:%M")
    '16 00:03'

    Raises ValueError for a moment without a zone.
    """
    try:
        if moment.utcoffset() is None:
            raise ValueError("a moment must have a time zone")
        return moment.astimezone(zoneinfo.ZoneInfo(style.zone))
    except OverflowError:
        return moment


def local_date(moment: datetime, style: DateStyle) -> date:
    """Return the day of ``moment`` in the edition's zone.

    >>> from datetime import UTC
    >>> local_date(datetime(2023, 3, 15, 21, 3, tzinfo=UTC), DateStyle()).isoformat()
    '2023-03-16'

    Raises ValueError for a moment without a zone.
    """
    return local_time(moment, style).date()


def _day_of(moment: datetime | date, style: DateStyle) -> date:
    return local_date(moment, style) if isinstance(moment, datetime) else moment


def format_clock(moment: datetime, style: DateStyle) -> str:
    """Return the time of day: صباحا before noon, مساء from then on; midnight is 00:03 or 12:03.

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
    return day_periods(style)[hour >= 12]


def day_periods(style: DateStyle) -> tuple[str, str]:
    """Return the edition's words for the hours before noon and from then on.

    >>> day_periods(DateStyle())
    ('صباحا', 'مساء')
    """
    return ("صباحًا", "مساءً") if style.tanwin else ("صباحا", "مساء")


def machine_form(moment: datetime, style: DateStyle) -> str:
    """Return a moment for ``<time datetime>``, on the edition's clock: day, hour and minute stand
    in it as they are printed.

    >>> from datetime import UTC
    >>> machine_form(datetime(2023, 3, 15, 21, 3, tzinfo=UTC), DateStyle())
    '2023-03-16T00:03:00+03:00'

    Raises ValueError for a moment without a zone. HTML knows no seconds in the distance from UTC,
    which zones had before they were agreed upon: they are left out there, and the clock stays.
    """
    local = local_time(moment, style)
    offset = local.utcoffset() or timedelta()
    if offset.seconds % 60:
        local = local.replace(tzinfo=timezone(timedelta(minutes=offset // timedelta(minutes=1))))
    return local.isoformat(timespec="seconds")


def month_name(month: int, style: DateStyle) -> str:
    """Return the name of a month (1-12) in the edition's set, its inner blanks unbreakable.

    >>> month_name(3, DateStyle(months=MonthNames.LEVANT))
    'آذار'

    Raises ValueError for a month that is none. Source: CLDR, gregorian calendar.
    """
    if not 1 <= month <= 12:
        raise ValueError(f"no month {month}")
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

    Raises ValueError for a moment without a zone.
    """
    day = _day_of(moment, style)
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

    Raises ValueError for a month that is none.
    """
    return with_digits(f"{month_name(month, style)} {year}", style.digits)


def hijri_date(moment: datetime | date, style: DateStyle) -> tuple[int, int, int] | None:
    """Return (year, month, day) by Umm al-Qura as corrected; None outside 1924 to 2077.

    >>> hijri_date(date(2023, 3, 16), DateStyle())
    (1444, 8, 24)
    """
    return hijri.hijri_parts(_day_of(moment, style), dict(style.hijri_corrections))


def format_hijri(moment: datetime | date, style: DateStyle, *, weekday: bool = False) -> str:
    r"""Return the Hijri date; "" where Umm al-Qura does not reach.

    >>> format_hijri(date(2023, 3, 16), DateStyle()).replace("\u00a0", " ")
    '24 شعبان 1444هـ'
    >>> format_hijri(date(2023, 3, 16), DateStyle(), weekday=True).replace("\u00a0", " ")
    'الخميس 24 شعبان 1444هـ'
    """
    found = hijri_date(moment, style)
    if found is None:
        return ""
    year, month, number = found
    name = dict(style.hijri_month_overrides).get(month) or HIJRI_MONTHS[month - 1]
    text = f"{number}{NBSP}{name.replace(' ', NBSP)} {year}هـ"
    if weekday:
        text = f"{WEEKDAYS[_day_of(moment, style).weekday()]} {text}"
    return with_digits(text, style.digits)


def format_both_calendars(moment: datetime | date, style: DateStyle) -> str:
    r"""Return both dates; the Gregorian alone where Umm al-Qura does not reach.

    >>> format_both_calendars(date(2023, 3, 16), DateStyle()).replace("\u00a0", " ")
    '24 شعبان 1444هـ الموافق 16 مارس 2023م'
    """
    hijri_text, gregorian = format_hijri(moment, style), format_date(moment, style, weekday=False)
    return f"{hijri_text} الموافق {gregorian}م" if hijri_text else gregorian


def masthead_date(moment: datetime, style: DateStyle) -> str:
    r"""Return the masthead's line: weekday and, by the edition's setting, both dates.

    >>> from datetime import UTC
    >>> style = DateStyle(hijri=True)
    >>> masthead_date(datetime(2023, 3, 16, 9, tzinfo=UTC), style).replace("\u00a0", " ")
    'الخميس 24 شعبان 1444هـ - 16 مارس 2023م'
    """
    day = local_date(moment, style)
    hijri_text = format_hijri(day, style, weekday=True) if style.hijri else ""
    if not hijri_text:
        return format_date(day, style)
    return f"{hijri_text} - {format_date(day, style, weekday=False)}م"


def relative_day(moment: datetime, now: datetime, style: DateStyle) -> str | None:
    """Return اليوم, أمس, أول أمس or غدا by the edition's days; None for any other day.

    >>> from datetime import UTC
    >>> now = datetime(2023, 3, 16, 9, tzinfo=UTC)
    >>> relative_day(datetime(2023, 3, 15, 20, 59, tzinfo=UTC), now, DateStyle())
    'أمس'

    Raises ValueError for a moment without a zone.
    """
    distance = local_date(moment, style) - local_date(now, style)
    return _RELATIVE_DAYS.get(distance.days)


def is_same_day(moment: datetime, now: datetime, style: DateStyle) -> bool:
    """Tell whether two moments fall on one day of the edition's zone.

    >>> from datetime import UTC
    >>> now = datetime(2023, 3, 16, 9, tzinfo=UTC)
    >>> is_same_day(datetime(2023, 3, 15, 21, 0, tzinfo=UTC), now, DateStyle())
    True

    Raises ValueError for a moment without a zone.
    """
    return local_date(moment, style) == local_date(now, style)


def first_weekday_of(country: str) -> int:
    """Return the first day of the week in a country, 0 for Monday to 6 for Sunday.

    >>> first_weekday_of("SA"), first_weekday_of("MA"), first_weekday_of("EG")
    (6, 0, 5)

    Source: CLDR weekData; Monday for what is no country.
    """
    code = country.upper()
    if not re.fullmatch("[A-Z]{2}", code):
        return 0
    try:
        locale = Locale.parse(f"und_{code}")
    except (UnknownLocaleError, ValueError):
        return 0
    return int(locale.first_week_day) if locale.territory == code else 0
