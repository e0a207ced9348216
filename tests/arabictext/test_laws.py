"""Laws for any text at all, lone surrogates included."""

import unicodedata
from datetime import UTC, date, datetime

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from arabictext import dates, digits, direction, folding, names, plurals, quotation, slugs, words
from arabictext.dates import Clock, DateStyle, MonthNames
from arabictext.digits import Digits

# Letters and signs that the rules speak of, thick enough to meet each other; then anything at all.
THICK = (
    "اأإآٱبةهىيیئؤءکكڤ\u064b\u0651\u0654\u0670\u0640\u200c\u200d\u200f\u061c\u202e\u2066\u2069"
    'ﻻﹶﷲ﷼ﷺ0123٠٣۴٫٬،؛؟.,;:?!«»“”"{}()/-–+%@# \u00a0\t\n\r\x0b\x00\x85\ufeff\u0301aZéİßſ👨❤\ufe0f'
    "\ud800\udfffو"
)
any_text = st.text(st.characters(), max_size=20)
surrogates = st.text(st.characters(categories=["Cs", "Lo", "Mn", "Cf"]), max_size=6)
thick_text = st.lists(st.sampled_from(THICK), max_size=24).map("".join)
texts = st.one_of(thick_text, thick_text, any_text, surrogates)
law = settings(
    max_examples=60,
    deadline=None,
    database=None,
    derandomize=True,
    suppress_health_check=list(HealthCheck),
)

OF_ONE_TEXT = [
    folding.fold_for_search,
    folding.fold_for_sort,
    folding.strip_marks,
    folding.clean_text,
    folding.clean_line,
    folding.unfold_presentation,
    folding.spelling_variants,
    words.count_words,
    digits.to_latin_digits,
    digits.parse_number_field,
    slugs.slugify,
    quotation.quote,
    quotation.straight_to_guillemets,
    quotation.tidy_punctuation,
    quotation.headline_without_stop,
    direction.first_strong,
    direction.isolate,
    direction.plain_rtl,
    direction.latin_runs,
    direction.score_runs,
    direction.signed_runs,
    direction.directed_runs,
    direction.strip_direction_controls,
    names.normalise_agency_name,
    names.match_agency,
    dates.first_weekday_of,
]
IDEMPOTENT = [
    folding.fold_for_search,
    folding.strip_marks,
    folding.clean_text,
    folding.clean_line,
    folding.unfold_presentation,
    digits.to_latin_digits,
    digits.parse_number_field,
    slugs.slugify,
    quotation.straight_to_guillemets,
    quotation.tidy_punctuation,
    direction.plain_rtl,
    direction.strip_direction_controls,
    names.normalise_agency_name,
]


@law
@given(text=texts, other=texts)
def test_no_function_raises_on_any_text(text, other):
    for function in OF_ONE_TEXT:
        function(text)
    for chosen in Digits:
        digits.with_digits(text, chosen)
    quotation.quote(text, inner=other)
    slugs.same_slug(text, other)
    names.join_names([text, other], conjunction=other)
    names.join_with_comma([text, other])
    style = DateStyle(month_overrides={3: text}, hijri_month_overrides={8: other}, hijri=True)
    dates.masthead_date(datetime(2023, 3, 16, tzinfo=UTC), style)


@law
@given(text=texts)
def test_a_second_time_changes_nothing(text):
    for function in IDEMPOTENT:
        once = function(text)
        assert function(once) == once, function.__name__


@law
@given(text=texts)
def test_what_is_stored_is_clean(text):
    for clean in (folding.clean_text(text), folding.clean_line(text)):
        clean.encode()
        assert unicodedata.is_normalized("NFC", clean)
        assert not set(clean) & set("\x00\x0b\x85\u202a\u202e\ufeff\uffff\r")
    assert "\n" not in folding.clean_line(text)


@law
@given(text=texts, most=st.integers(-1, 300))
def test_slugs_fit_an_address_and_a_file_name(text, most):
    slug = slugs.slugify(text, max_letters=most)
    assert len(slug.encode()) <= 255
    assert len(slug) <= max(most, 0)
    assert not any(character.isspace() for character in slug)
    assert not any(unicodedata.category(character) in ("Cc", "Cf", "Cs") for character in slug)
    assert unicodedata.is_normalized("NFC", slug)
    assert not slug.startswith("-") and not slug.endswith("-") and "--" not in slug
    assert slugs.slugify(slug, max_letters=most) == slug


@law
@given(text=texts)
def test_digits_go_there_and_back(text):
    latin = digits.to_latin_digits(text)
    rows = dict(zip(Digits, ("0123456789", "٠١٢٣٤٥٦٧٨٩", "۰۱۲۳۴۵۶۷۸۹"), strict=True))
    for chosen in Digits:
        shown = digits.with_digits(text, chosen)
        assert digits.with_digits(shown, Digits.LATIN) == latin
        assert not set(shown) & set("".join(rows.values()).replace(rows[chosen], ""))


@law
@given(text=texts)
def test_isolates_are_balanced(text):
    for made in (direction.isolate(text), direction.plain_rtl(text)):
        opened = sum(made.count(sign) for sign in "\u2066\u2067\u2068")
        assert opened == made.count("\u2069")


@law
@given(text=texts)
def test_runs_lie_inside_the_text_in_order(text):
    runs = [run[:2] for run in direction.directed_runs(text)]
    flat = [place for run in runs for place in run]
    assert flat == sorted(flat)
    assert all(0 <= start < end <= len(text) for start, end in runs)


@law
@given(text=texts)
def test_converted_quotation_marks_change_nothing_else(text):
    marks = str.maketrans(dict.fromkeys('"“”{}«»', "|"))
    assert quotation.straight_to_guillemets(text).translate(marks) == text.translate(marks)


@law
@given(one=texts, other=texts)
def test_words_of_two_paragraphs_add_up(one, other):
    together = words.count_words(f"{one}\n{other}")
    assert together == words.count_words(one) + words.count_words(other)


@law
@given(number=st.one_of(st.integers(), st.floats(), st.decimals(places=3)))
def test_any_number_has_a_category_and_a_phrase(number):
    assert plurals.plural_category(number) in plurals.PluralCategory
    assert plurals.STORIES.render(number)


@law
@given(day=st.dates(), months=st.sampled_from(MonthNames), clock=st.sampled_from(Clock))
def test_any_day_can_be_written(day, months, clock):
    style = DateStyle(zone="America/New_York", months=months, clock=clock, hijri=True)
    moment = datetime(day.year, day.month, day.day, 23, 59, tzinfo=UTC)
    assert str(day.year) in dates.format_both_calendars(day, style)
    assert ":" in dates.format_moment(moment, style)


@law
@given(day=st.dates(date(1930, 1, 1), date(2070, 1, 1)), shift=st.integers(-1, 1))
def test_a_correction_elsewhere_changes_no_date(day, shift):
    year, _, _ = dates.hijri_date(day, DateStyle())
    style = DateStyle(hijri_corrections={(year + 2, 1): shift})
    assert dates.hijri_date(day, style) == dates.hijri_date(day, DateStyle())
