"""Six categories, counted phrases in their own case."""

from decimal import Decimal

import pytest

from arabictext import plurals
from arabictext.digits import Digits, Separators
from arabictext.plurals import CountedPhrase, PluralCategory, plural_category, reading_time

NUMBERS = (0, 1, 2, 3, 10, 11, 99, 100, 101, 102, 103, 111, 200, 202, 203, 1000, 1.5)
CATEGORIES = "zero one two few few many many other other other few many other other few other other"
RENDERED = [
    (
        plurals.PICTURES,
        "لا صور|صورة واحدة|صورتان|3 صور|10 صور|11 صورة|99 صورة|100 صورة|101 صورة|102 صورة|103 صور"
        "|111 صورة|200 صورة|202 صورة|203 صور|1,000 صورة|1.5 صورة",
    ),
    (
        plurals.RATINGS,
        "لا تقييمات|تقييم واحد|تقييمان|3 تقييمات|10 تقييمات|11 تقييما|99 تقييما|100 تقييم|101 تقييم"
        "|102 تقييم|103 تقييمات|111 تقييما|200 تقييم|202 تقييم|203 تقييمات|1,000 تقييم|1.5 تقييم",
    ),
    (
        plurals.STORIES,
        "لا أخبار|خبر واحد|خبران|3 أخبار|10 أخبار|11 خبرا|99 خبرا|100 خبر|101 خبر|102 خبر"
        "|103 أخبار|111 خبرا|200 خبر|202 خبر|203 أخبار|1,000 خبر|1.5 خبر",
    ),
    (
        plurals.VOTES,
        "لا أصوات|صوت واحد|صوتان|3 أصوات|10 أصوات|11 صوتا|99 صوتا|100 صوت|101 صوت|102 صوت"
        "|103 أصوات|111 صوتا|200 صوت|202 صوت|203 أصوات|1,000 صوت|1.5 صوت",
    ),
    (
        plurals.WORDS,
        "لا كلمات|كلمة واحدة|كلمتان|3 كلمات|10 كلمات|11 كلمة|99 كلمة|100 كلمة|101 كلمة|102 كلمة"
        "|103 كلمات|111 كلمة|200 كلمة|202 كلمة|203 كلمات|1,000 كلمة|1.5 كلمة",
    ),
    (
        plurals.READING_TIME,
        "قراءة أقل من دقيقة|قراءة دقيقة واحدة|قراءة دقيقتين|قراءة 3 دقائق|قراءة 10 دقائق"
        "|قراءة 11 دقيقة|قراءة 99 دقيقة|قراءة 100 دقيقة|قراءة 101 دقيقة|قراءة 102 دقيقة"
        "|قراءة 103 دقائق|قراءة 111 دقيقة|قراءة 200 دقيقة|قراءة 202 دقيقة|قراءة 203 دقائق"
        "|قراءة 1,000 دقيقة|قراءة 1.5 دقيقة",
    ),
    (
        plurals.DAYS_AGO,
        "اليوم|قبل يوم|قبل يومين|قبل 3 أيام|قبل 10 أيام|قبل 11 يوما|قبل 99 يوما|قبل 100 يوم"
        "|قبل 101 يوم|قبل 102 يوم|قبل 103 أيام|قبل 111 يوما|قبل 200 يوم|قبل 202 يوم|قبل 203 أيام"
        "|قبل 1,000 يوم|قبل 1.5 يوم",
    ),
    (
        plurals.HOURS_AGO,
        "قبل أقل من ساعة|قبل ساعة|قبل ساعتين|قبل 3 ساعات|قبل 10 ساعات|قبل 11 ساعة|قبل 99 ساعة"
        "|قبل 100 ساعة|قبل 101 ساعة|قبل 102 ساعة|قبل 103 ساعات|قبل 111 ساعة|قبل 200 ساعة"
        "|قبل 202 ساعة|قبل 203 ساعات|قبل 1,000 ساعة|قبل 1.5 ساعة",
    ),
]
CASES = [
    (phrase, number, text)
    for phrase, texts in RENDERED
    for number, text in zip(NUMBERS, texts.split("|"), strict=True)
]
EVERY_PHRASE = [value for value in vars(plurals).values() if isinstance(value, CountedPhrase)]


@pytest.mark.parametrize(("number", "name"), list(zip(NUMBERS, CATEGORIES.split(), strict=True)))
def test_categories_of_cldr(number, name):
    assert plural_category(number) == PluralCategory(name)


@pytest.mark.parametrize(
    ("number", "name"),
    [
        (1.0, "one"),
        (Decimal("3.00"), "few"),
        (0.5, "other"),
        (-1, "one"),
        (float("nan"), "other"),
        (float("inf"), "other"),
        (10**40 + 11, "many"),
    ],
)
def test_categories_at_the_edges(number, name):
    assert plural_category(number).value == name


@pytest.mark.parametrize(("phrase", "number", "text"), CASES)
def test_counted_phrases(phrase, number, text):
    assert phrase.render(number) == text


@pytest.mark.parametrize("phrase", EVERY_PHRASE)
def test_no_digit_beside_a_singular_or_a_dual_and_always_beside_the_others(phrase):
    assert not any("{n}" in form for form in (phrase.zero, phrase.one, phrase.two))
    assert all(form.count("{n}") == 1 for form in (phrase.few, phrase.many, phrase.other))


@pytest.mark.parametrize("phrase", EVERY_PHRASE)
def test_no_prefix_is_glued_to_the_number(phrase):
    assert all(
        form.startswith("{n} ") or " {n} " in form
        for form in (phrase.few, phrase.many, phrase.other)
    )


def test_phrases_follow_the_edition_s_digits_and_separators():
    assert plurals.PICTURES.render(11, Digits.ARABIC) == "١١ صورة"
    assert plurals.STORIES.render(1000, separators=Separators.MAGHREB) == "1.000 خبر"


def test_a_whole_float_is_shown_as_it_is_counted():
    assert plurals.PICTURES.render(3.0) == "3 صور"


def test_reading_time_of_the_story_page():
    assert [reading_time(minutes) for minutes in (-1, 0, 1, 2, 3, 11, 100)] == [
        "قراءة أقل من دقيقة",
        "قراءة أقل من دقيقة",
        "قراءة دقيقة واحدة",
        "قراءة دقيقتين",
        "قراءة 3 دقائق",
        "قراءة 11 دقيقة",
        "قراءة 100 دقيقة",
    ]
    assert reading_time(3, Digits.ARABIC) == "قراءة ٣ دقائق"
