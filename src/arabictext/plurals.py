"""The six Arabic plural categories, and counted phrases: whole messages in their own case."""

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from arabictext.digits import Digits, Separators, format_number


class PluralCategory(StrEnum):
    """CLDR's six categories of Arabic."""

    ZERO = "zero"
    ONE = "one"
    TWO = "two"
    FEW = "few"
    MANY = "many"
    OTHER = "other"


def plural_category(number: int | float | Decimal) -> PluralCategory:
    """Return the category of a number as it is shown; choose it after rounding.

    >>> [plural_category(n).value for n in (0, 1, 2, 3, 10, 11, 99, 100, 102, 103, 111)]
    ['zero', 'one', 'two', 'few', 'few', 'many', 'many', 'other', 'other', 'few', 'many']
    >>> plural_category(1.5).value
    'other'

    Source: CLDR 48, plurals.xml, ar.
    """
    exact = Decimal(str(number)).copy_abs()  # abs() would round to 28 figures
    if not exact.is_finite() or exact != exact.to_integral_value():
        return PluralCategory.OTHER
    if exact in _SMALL:
        return _SMALL[int(exact)]
    rest = int(exact) % 100
    if 3 <= rest <= 10:
        return PluralCategory.FEW
    if rest >= 11:
        return PluralCategory.MANY
    return PluralCategory.OTHER


_SMALL = {0: PluralCategory.ZERO, 1: PluralCategory.ONE, 2: PluralCategory.TWO}


@dataclass(frozen=True)
class CountedPhrase:
    """A counted phrase in its six forms; few, many and other hold ``{n}``, the others no digit."""

    zero: str
    one: str
    two: str
    few: str
    many: str
    other: str

    def render(
        self,
        number: int | float | Decimal,
        digits: Digits = Digits.LATIN,
        separators: Separators = Separators.EAST,
    ) -> str:
        """Return the phrase for ``number``.

        >>> PICTURES.render(2)
        'صورتان'
        >>> PICTURES.render(11)
        '11 صورة'
        """
        form: str = getattr(self, plural_category(number).value)
        if isinstance(number, float) and number.is_integer():
            number = int(number)  # 3.0 is counted as 3, so it is shown as 3
        return form.replace("{n}", format_number(number, digits=digits, separators=separators))


def _counted(zero: str, one: str, two: str, few: str, many: str, other: str) -> CountedPhrase:
    return CountedPhrase(zero, one, two, f"{{n}} {few}", f"{{n}} {many}", f"{{n}} {other}")


PICTURES = _counted("لا صور", "صورة واحدة", "صورتان", "صور", "صورة", "صورة")
RATINGS = _counted("لا تقييمات", "تقييم واحد", "تقييمان", "تقييمات", "تقييما", "تقييم")
VOTES = _counted("لا أصوات", "صوت واحد", "صوتان", "أصوات", "صوتا", "صوت")
STORIES = _counted("لا أخبار", "خبر واحد", "خبران", "أخبار", "خبرا", "خبر")
WORDS = _counted("لا كلمات", "كلمة واحدة", "كلمتان", "كلمات", "كلمة", "كلمة")
LETTERS = _counted("لا حروف", "حرف واحد", "حرفان", "حروف", "حرفا", "حرف")
MINUTES = _counted("أقل من دقيقة", "دقيقة واحدة", "دقيقتان", "دقائق", "دقيقة", "دقيقة")
READING_TIME = CountedPhrase(
    "قراءة أقل من دقيقة",
    "قراءة دقيقة واحدة",
    "قراءة دقيقتين",
    "قراءة {n} دقائق",
    "قراءة {n} دقيقة",
    "قراءة {n} دقيقة",
)
MINUTES_AGO = CountedPhrase(
    "الآن", "قبل دقيقة", "قبل دقيقتين", "قبل {n} دقائق", "قبل {n} دقيقة", "قبل {n} دقيقة"
)
HOURS_AGO = CountedPhrase(
    "قبل أقل من ساعة",
    "قبل ساعة",
    "قبل ساعتين",
    "قبل {n} ساعات",
    "قبل {n} ساعة",
    "قبل {n} ساعة",
)
DAYS_AGO = CountedPhrase(
    "اليوم", "قبل يوم", "قبل يومين", "قبل {n} أيام", "قبل {n} يوما", "قبل {n} يوم"
)


def reading_time(minutes: int, digits: Digits = Digits.LATIN) -> str:
    """Return the reading time as the story page says it.

    >>> reading_time(3)
    'قراءة 3 دقائق'
    >>> reading_time(2)
    'قراءة دقيقتين'
    """
    return READING_TIME.render(max(minutes, 0), digits)
