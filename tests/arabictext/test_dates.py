"""The clock and the calendar in an edition's words. NBSP is written ~ in the tables."""

from datetime import UTC, date, datetime, timedelta, timezone
from itertools import pairwise
from zoneinfo import ZoneInfo

import pytest

from arabictext.dates import (
    Clock,
    DateStyle,
    MonthNames,
    first_weekday_of,
    format_both_calendars,
    format_clock,
    format_date,
    format_hijri,
    format_moment,
    format_month,
    hijri_date,
    is_same_day,
    local_date,
    machine_form,
    masthead_date,
    month_name,
    relative_day,
)
from arabictext.digits import Digits

STYLE = DateStyle()
RIYADH = ZoneInfo("Asia/Riyadh")
THAT_DAY = date(2023, 3, 16)


def at(hour, minute=0, day=THAT_DAY):
    return datetime(day.year, day.month, day.day, hour, minute, tzinfo=RIYADH)


def shown(text):
    return text.replace("\u00a0", "~")


@pytest.mark.parametrize(
    ("clock", "hour", "minute", "text"),
    [
        (Clock.H24_PERIOD, 0, 3, "00:03 صباحا"),
        (Clock.H24_PERIOD, 11, 59, "11:59 صباحا"),
        (Clock.H24_PERIOD, 12, 0, "12:00 مساء"),
        (Clock.H24_PERIOD, 23, 59, "23:59 مساء"),
        (Clock.H12_PERIOD, 0, 3, "12:03 صباحا"),
        (Clock.H12_PERIOD, 1, 5, "1:05 صباحا"),
        (Clock.H12_PERIOD, 12, 0, "12:00 مساء"),
        (Clock.H12_PERIOD, 23, 59, "11:59 مساء"),
        (Clock.H24, 0, 3, "00:03"),
        (Clock.H24, 23, 59, "23:59"),
    ],
)
def test_the_clock(clock, hour, minute, text):
    assert format_clock(at(hour, minute), DateStyle(clock=clock)) == text


@pytest.mark.parametrize(("hour", "text"), [(0, "00:03 صباحًا"), (23, "23:03 مساءً")])
def test_tanwin_is_one_switch(hour, text):
    assert format_clock(at(hour, 3), DateStyle(tanwin=True)) == text


def test_the_evening_never_takes_an_alef():
    texts = {format_clock(at(hour), DateStyle(tanwin=t)) for hour in range(24) for t in (0, 1)}
    assert not any("مساءا" in text or "مساءًا" in text for text in texts)


def test_arabic_digits_on_the_clock():
    assert format_clock(at(0, 3), DateStyle(digits=Digits.ARABIC)) == "٠٠:٠٣ صباحا"


MONTHS = {
    MonthNames.GENERAL: (
        "يناير فبراير مارس أبريل مايو يونيو يوليو أغسطس سبتمبر أكتوبر نوفمبر ديسمبر"
    ),
    MonthNames.LEVANT: (
        "كانون~الثاني شباط آذار نيسان أيار حزيران تموز آب أيلول تشرين~الأول تشرين~الثاني"
        " كانون~الأول"
    ),
    MonthNames.TUNISIA_ALGERIA: (
        "جانفي فيفري مارس أفريل ماي جوان جويلية أوت سبتمبر أكتوبر نوفمبر ديسمبر"
    ),
    MonthNames.MOROCCO: ("يناير فبراير مارس أبريل ماي يونيو يوليوز غشت شتنبر أكتوبر نونبر دجنبر"),
    MonthNames.MAURITANIA: (
        "يناير فبراير مارس إبريل مايو يونيو يوليو أغشت شتمبر أكتوبر نوفمبر دجمبر"
    ),
}


@pytest.mark.parametrize("months", MONTHS)
def test_five_month_sets(months):
    style = DateStyle(months=months)
    assert [shown(month_name(m, style)) for m in range(1, 13)] == MONTHS[months].split(" ")


@pytest.mark.parametrize(
    ("months", "march", "january"),
    [
        (MonthNames.GENERAL_SLASH_LEVANT, "مارس/آذار", "يناير/كانون~الثاني"),
        (MonthNames.LEVANT_SLASH_GENERAL, "آذار/مارس", "كانون~الثاني/يناير"),
        (MonthNames.GENERAL_WITH_LEVANT, "مارس~(آذار)", "يناير~(كانون~الثاني)"),
    ],
)
def test_dual_forms(months, march, january):
    style = DateStyle(months=months)
    assert [shown(month_name(m, style)) for m in (3, 1)] == [march, january]


def test_single_months_are_overridden():
    style = DateStyle(month_overrides={4: "إبريل", 7: "يوليه"})
    assert [month_name(m, style) for m in (4, 7, 5)] == ["إبريل", "يوليه", "مايو"]


@pytest.mark.parametrize("month", [0, 13, -1])
def test_no_such_month(month):
    with pytest.raises(ValueError, match="month"):
        format_month(2023, month, STYLE)


@pytest.mark.parametrize(
    ("style", "text"),
    [
        (STYLE, "الخميس 16~مارس 2023"),
        (DateStyle(digits=Digits.ARABIC), "الخميس ١٦~مارس ٢٠٢٣"),
        (DateStyle(months=MonthNames.LEVANT_SLASH_GENERAL), "الخميس 16~آذار/مارس 2023"),
    ],
)
def test_the_full_date(style, text):
    assert shown(format_date(THAT_DAY, style)) == text
    assert shown(format_date(at(9), style)) == text


def test_weekdays_of_a_week():
    days = [format_date(THAT_DAY + timedelta(n), STYLE).split()[0] for n in range(7)]
    assert days == ["الخميس", "الجمعة", "السبت", "الأحد", "الاثنين", "الثلاثاء", "الأربعاء"]


def test_the_date_without_weekday_the_month_and_the_moment():
    assert shown(format_date(THAT_DAY, STYLE, weekday=False)) == "16~مارس 2023"
    assert format_month(2023, 3, STYLE) == "مارس 2023"
    assert shown(format_moment(at(0, 3), STYLE)) == "الخميس 16~مارس 2023 - 00:03 صباحا"


@pytest.mark.parametrize(
    ("day", "text"),
    [
        (THAT_DAY, "24~شعبان 1444هـ"),
        (date(2023, 3, 23), "1~رمضان 1444هـ"),
        (date(2022, 10, 26), "1~ربيع~الآخر 1444هـ"),
        (date(1924, 8, 1), "1~محرم 1343هـ"),
        (date(1924, 7, 31), ""),
        (date(1931, 4, 1), "14~ذو~القعدة 1349هـ"),
        (date(2077, 11, 16), "30~ذو~الحجة 1500هـ"),
        (date(2077, 11, 17), ""),
        (date.min, ""),
        (date.max, ""),
    ],
)
def test_hijri_by_umm_al_qura(day, text):
    assert shown(format_hijri(day, STYLE)) == text
    assert shown(format_hijri(day, DateStyle(hijri_corrections={(1400, 1): 1}))) == text


def test_both_calendars_and_the_gregorian_alone_outside_the_table():
    assert shown(format_both_calendars(THAT_DAY, STYLE)) == (
        "24~شعبان 1444هـ الموافق 16~مارس 2023م"
    )
    assert shown(format_both_calendars(date(1900, 1, 1), STYLE)) == "1~يناير 1900"


def test_hijri_months_and_digits_are_the_edition_s():
    style = DateStyle(digits=Digits.ARABIC, hijri_month_overrides={4: "ربيع الثاني"})
    assert shown(format_hijri(date(2022, 10, 26), style)) == "١~ربيع~الثاني ١٤٤٤هـ"


def test_hijri_of_a_moment_follows_the_edition_s_zone():
    late = datetime(2023, 3, 15, 22, tzinfo=UTC)
    assert shown(format_hijri(late, STYLE)) == "24~شعبان 1444هـ"


def hijri_days(first, count, corrections):
    style = DateStyle(hijri_corrections=corrections)
    return [hijri_date(first + timedelta(n), style) for n in range(count)]


@pytest.mark.parametrize(
    ("corrections", "day", "parts"),
    [
        ({}, date(2023, 3, 22), (1444, 8, 30)),
        ({(1444, 9): 1}, date(2023, 3, 22), (1444, 9, 1)),
        ({(1444, 9): 1}, date(2023, 3, 21), (1444, 8, 29)),
        ({(1444, 9): 1}, date(2023, 3, 23), (1444, 9, 2)),
        ({(1444, 9): -1}, date(2023, 3, 23), (1444, 8, 31)),
        ({(1444, 9): -1}, date(2023, 3, 24), (1444, 9, 1)),
        ({(1444, 9): 1}, date(2023, 1, 1), (1444, 6, 8)),
        ({(1444, 9): 1}, date(2023, 12, 1), (1445, 5, 17)),
    ],
)
def test_a_correction_moves_the_beginning_of_its_own_month(corrections, day, parts):
    assert hijri_date(day, DateStyle(hijri_corrections=corrections)) == parts


@pytest.mark.parametrize("shift", [-1, 1])
@pytest.mark.parametrize("month", [1, 8, 9, 12])
def test_no_hijri_day_is_skipped_or_comes_twice(month, shift):
    days = hijri_days(date(2022, 7, 1), 420, {(1444, month): shift})
    assert len(set(days)) == len(days)
    assert days == sorted(days)
    for one, following in pairwise(days):
        assert following[2] in (one[2] + 1, 1)
    lengths = {day[:2]: day[2] for day in days}
    before = (1444, month - 1) if month > 1 else (1443, 12)
    whole = {lengths[m] for m in list(lengths)[1:-1] if m != before}
    assert whole == {29, 30}


def test_a_correction_of_nothing_changes_nothing_even_where_the_table_has_28_days():
    first = date(1930, 12, 1)
    assert hijri_days(first, 400, {(1349, 8): 0}) == hijri_days(first, 400, {})


def test_the_masthead():
    assert shown(masthead_date(at(9), DateStyle(hijri=True))) == (
        "الخميس 24~شعبان 1444هـ - 16~مارس 2023م"
    )
    assert shown(masthead_date(at(9), STYLE)) == "الخميس 16~مارس 2023"


@pytest.mark.parametrize(
    ("days", "text"),
    [(0, "اليوم"), (-1, "أمس"), (-2, "أول أمس"), (1, "غدا"), (2, None), (-3, None), (365, None)],
)
def test_relative_days(days, text):
    assert relative_day(at(9) + timedelta(days), at(9), STYLE) == text


def test_days_are_those_of_the_edition_s_zone():
    before_midnight = datetime(2023, 3, 15, 20, 59, tzinfo=UTC)
    after_midnight = datetime(2023, 3, 15, 21, 0, tzinfo=UTC)
    assert local_date(after_midnight, STYLE) == THAT_DAY
    assert not is_same_day(before_midnight, after_midnight, STYLE)
    assert is_same_day(before_midnight, after_midnight, DateStyle(zone="Africa/Casablanca"))
    assert relative_day(before_midnight, after_midnight, STYLE) == "أمس"


@pytest.mark.parametrize(
    ("country", "day"),
    [
        ("SA", 6), ("sa", 6), ("EG", 5), ("MA", 0), ("AE", 0), ("LB", 0), ("TN", 0), ("US", 6),
        ("FR", 0), ("ZZ", 0), ("", 0), ("سع", 0), ("../SA", 0), ("\ud800\ud800", 0), ("ß", 0),
    ],
)  # fmt: skip
def test_first_day_of_the_week(country, day):
    assert first_weekday_of(country) == day


@pytest.mark.parametrize("zone", ["", "Mars/Olympus", "../etc/passwd", "a\0b", "\ud800", "Asia"])
def test_an_unknown_zone_is_refused_when_the_style_is_made(zone):
    with pytest.raises(ValueError):
        DateStyle(zone=zone)


class _NoOffset(timezone.__base__):
    def utcoffset(self, moment):
        return None


@pytest.mark.parametrize("tzinfo", [None, _NoOffset()])
@pytest.mark.parametrize(
    "function", [format_clock, format_date, format_moment, local_date, masthead_date, format_hijri]
)
def test_a_moment_without_a_zone_is_refused(function, tzinfo):
    with pytest.raises(ValueError, match="time zone"):
        function(datetime(2023, 3, 16, tzinfo=tzinfo), STYLE)


@pytest.mark.parametrize("zone", ["Asia/Riyadh", "America/New_York", "Pacific/Auckland", "UTC"])
@pytest.mark.parametrize("moment", [datetime.min, datetime.max])
@pytest.mark.parametrize(
    "own", [UTC, timezone(timedelta(hours=14)), timezone(timedelta(hours=-12)), RIYADH]
)
def test_the_ends_of_the_calendar_never_crash(zone, moment, own):
    style, moment = DateStyle(zone=zone, hijri=True), moment.replace(tzinfo=own)
    year = str(moment.year)
    assert year in format_moment(moment, style)
    assert year in masthead_date(moment, style)
    assert relative_day(moment, moment, style) == "اليوم"
    assert format_hijri(moment, style) == ""


def test_a_style_is_a_key_however_its_tables_are_given():
    mapping = DateStyle(month_overrides={7: "يوليه", 4: "إبريل"}, hijri_corrections={(1444, 9): 1})
    pairs = DateStyle(
        month_overrides=((4, "إبريل"), (7, "يوليه")), hijri_corrections=(((1444, 9), 1),)
    )
    assert mapping == pairs
    assert len({mapping, pairs}) == 1


@pytest.mark.parametrize(
    ("moment", "zone", "form"),
    [
        (datetime(2023, 3, 15, 21, 3, 9, 500_000, UTC), "Asia/Riyadh", "2023-03-16T00:03:09+03:00"),
        (datetime(2023, 3, 15, 21, 3, tzinfo=UTC), "UTC", "2023-03-15T21:03:00+00:00"),
        (datetime(2023, 7, 1, 12, tzinfo=UTC), "Africa/Cairo", "2023-07-01T15:00:00+03:00"),
        (datetime(2023, 7, 1, 12, tzinfo=UTC), "America/St_Johns", "2023-07-01T09:30:00-02:30"),
        # +03:06:52 before zones were agreed upon: the day and the clock are what is printed.
        (datetime(1939, 12, 31, 20, 53, 8, tzinfo=UTC), "Asia/Riyadh", "1940-01-01T00:00:00+03:06"),
    ],
)
def test_the_machine_form_is_on_the_editions_clock(moment, zone, form):
    style = DateStyle(zone=zone)
    assert machine_form(moment, style) == form
    assert form[11:16] == format_clock(moment, DateStyle(zone=zone, clock=Clock.H24))
    assert form[:10] == local_date(moment, style).isoformat()


def test_a_hijri_day_has_its_weekday():
    shown = format_hijri(date(2023, 3, 16), DateStyle(digits=Digits.PERSIAN), weekday=True)
    assert shown == "الخميس ۲۴\u00a0شعبان ۱۴۴۴هـ"
    assert format_hijri(date(1900, 1, 1), DateStyle(), weekday=True) == ""
