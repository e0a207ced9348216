"""What readers type finds what editors wrote; what is stored is clean."""

import unicodedata

import pytest

from arabictext.folding import (
    SPELLING_VARIANTS,
    clean_line,
    clean_text,
    fold_for_search,
    fold_for_sort,
    spelling_variants,
    strip_marks,
    unfold_presentation,
)

FOLDED = [
    ("fatha and shadda", "مُدَرِّسة", "مدرسه"),
    ("superscript alef", "هٰذا", "هذا"),
    ("koranic mark", "ٱللَّهِۖ", "الله"),
    ("extended mark 08F0", "كتاب\u08f0", "كتاب"),
    ("sign 0610", "محمد\u0610", "محمد"),
    ("tatweel", "العـــراق", "العراق"),
    ("the Hijri mark", "1444هـ", "1444ه"),
    ("zwnj", "می\u200cخواهم", "ميخواهم"),
    ("zwj", "ه\u200d", "ه"),
    ("direction controls", "\u202eخبر\u202c \u2067مهم\u2069\u200f", "خبر مهم"),
    ("alef with hamza above", "أحمد", "احمد"),
    ("alef with hamza below", "إيران", "ايران"),
    ("alef with madda", "آب", "اب"),
    ("alef wasla", "ٱلعراق", "العراق"),
    ("alef maksura", "مصطفى", "مصطفي"),
    ("teh marbuta", "غزة", "غزه"),
    ("hamza on waw", "مؤتمر", "مءتمر"),
    ("hamza on yeh", "رئيس", "رءيس"),
    ("hamza written apart", "ا\u0654", "ا"),
    ("persian kaf and yeh", "کیان", "كيان"),
    ("veh", "ڤيينا", "فيينا"),
    ("peh", "پاريس", "باريس"),
    ("gaf", "گوگل", "كوكل"),
    ("tcheh", "چاد", "جاد"),
    ("arabic-indic digits", "٢٠٢٣", "2023"),
    ("persian digits", "۱۴۰۲", "1402"),
    ("presentation lam-alef", "ﻻ", "لا"),
    ("presentation word", "ﻣﺼﺮ", "مصر"),
    ("presentation lam-alef hamza", "ﻷن", "لان"),
    ("presentation mark alone", "ك\ufe76تب", "كتب"),
    ("the name of God in one sign", "عبد ﷲ", "عبد الله"),
    ("rial stays a sign", "﷼", "﷼"),
    ("the blessing stays a sign", "ﷺ", "ﷺ"),
    ("no-break space", "أبو\u00a0ظبي", "ابو ظبي"),
    ("latin case", "NATO", "nato"),
    ("lone surrogate", "خبر\ud800", "خبر"),
    ("nothing", "", ""),
]


@pytest.mark.parametrize(("what", "written", "folded"), FOLDED, ids=[row[0] for row in FOLDED])
def test_folding(what, written, folded):
    assert fold_for_search(written) == folded


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("مسؤول", "مسئول"),
        ("شؤون", "شئون"),
        ("رؤوس", "رءوس"),
        ("أحمد", "احمد"),
        ("القاهرة", "القاهره"),
        ("مصطفى", "مصطفي"),
        ("فِي", "في"),
        (unicodedata.normalize("NFD", "مؤتمر"), "مؤتمر"),
    ],
)
def test_spellings_that_meet(one, other):
    assert fold_for_search(one) == fold_for_search(other)


@pytest.mark.parametrize(("one", "other"), [("علي", "عل"), ("كتاب", "كتب"), ("سأل", "سار")])
def test_words_that_stay_apart(one, other):
    assert fold_for_search(one) != fold_for_search(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("مئة", "مائة"),
        ("هيئة", "هيأة"),
        ("شيء", "شئ"),
        ("عبد الله", "عبدالله"),
        ("أبو ظبي", "أبوظبي"),
        ("ترامب", "ترمب"),
        ("نتنياهو", "نتانياهو"),
        ("بوتين", "بوتن"),
    ],
)
def test_variants_meet_both_ways(one, other):
    assert spelling_variants(one) == spelling_variants(other)
    assert {fold_for_search(one), fold_for_search(other)} <= spelling_variants(one)


def test_word_without_variants_is_its_own():
    assert spelling_variants("كتاب") == {"كتاب"}


@pytest.mark.parametrize("group", SPELLING_VARIANTS)
def test_table_holds_only_what_no_rule_joins(group):
    assert len({fold_for_search(word) for word in group}) == len(group)


def test_no_word_stands_in_two_groups():
    words = [fold_for_search(word) for group in SPELLING_VARIANTS for word in group]
    assert len(words) == len(set(words))


def test_sorting_ignores_article_marks_and_hamza():
    names = ["الوادي", "أحمد", "بَاب", "إبراهيم", "التل", "آدم"]
    assert sorted(names, key=fold_for_sort) == [
        "إبراهيم",
        "أحمد",
        "آدم",
        "بَاب",
        "التل",
        "الوادي",
    ]


@pytest.mark.parametrize(
    ("name", "key"), [("ال", "ال"), ("الب", "الب"), ("البنا", "بنا"), ("علي الحاج", "علي حاج")]
)
def test_article_falls_only_before_a_word(name, key):
    assert fold_for_sort(name) == key


def test_marks_fall_and_letters_stay():
    assert strip_marks("مُؤَسَّسَةٌ في 1444هـ") == "مؤسسة في 1444هـ"


CLEANED = [
    ("embeddings", "\u202aخبر\u202c\u202dمهم\u202e", "خبرمهم"),
    ("nul", "خبر\x00", "خبر"),
    ("c1", "خبر\x9f", "خبر"),
    ("line ends", "a\r\nb\rc\u2028d\u2029e\x85f", "a\nb\nc\nd\ne\nf"),
    ("soft line break of word processors", "سطر\x0bسطر", "سطر\nسطر"),
    ("tab stays", "a\tb", "a\tb"),
    ("byte order mark", "\ufeffخبر", "خبر"),
    ("noncharacter that XML forbids", "خبر\uffff", "خبر"),
    ("lone surrogates", "\ud83dخبر\udc00", "خبر"),
    ("composed", "ا\u0654", "أ"),
    ("composed after a joiner falls", "ا\u200c\u0020\u200c", "ا "),
    ("zwnj between letters", "می\u200cخواهم", "می\u200cخواهم"),
    ("zwnj after a mark", "کتابِ\u200cمن", "کتابِ\u200cمن"),
    ("two joiners are one", "می\u200c\u200cخواهم", "می\u200cخواهم"),
    ("joiner at an end", "\u200cخبر\u200c", "خبر"),
    ("joiner beside a blank", "خبر\u200d مهم", "خبر مهم"),
    ("the Hijri heh", "1444ه\u200d", "1444ه\u200d"),
    ("family of emoji", "👨\u200d👩\u200d👧", "👨\u200d👩\u200d👧"),
    ("heart with its variation", "❤\ufe0f\u200d🔥", "❤\ufe0f\u200d🔥"),
    ("tatweel", "1444هـ", "1444هـ"),
    ("isolates", "\u2066NATO\u2069", "\u2066NATO\u2069"),
    ("marks", "مُدَرِّسة", "مُدَرِّسة"),
    ("rial", "﷼ ﷺ", "﷼ ﷺ"),
    ("presentation forms", "ﻻ", "ﻻ"),
    ("arabic digits", "٢٠٢٣", "٢٠٢٣"),
]


@pytest.mark.parametrize(("what", "given", "kept"), CLEANED, ids=[row[0] for row in CLEANED])
def test_cleaning(what, given, kept):
    assert clean_text(given) == unicodedata.normalize("NFC", kept)


@pytest.mark.parametrize(
    ("given", "line"),
    [
        ("  عنوان\n الخبر ", "عنوان الخبر"),
        ("عنوان\u00a0\t الخبر", "عنوان الخبر"),
        ("\n", ""),
        ("عام 1444هـ\x00", "عام 1444هـ"),
    ],
)
def test_cleaning_one_line(given, line):
    assert clean_line(given) == line


def test_presentation_forms_unfold_without_the_traps_of_nfkc():
    assert unfold_presentation("ﻻ ﷼ ﷺ ½ ①") == "لا ﷼ ﷺ ½ ①"
