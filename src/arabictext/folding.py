"""Folding spelling variants for searching and sorting, and cleaning what may be stored.

Folding is for comparing, never for showing or storing.
"""

import re
import unicodedata
from functools import cache

TATWEEL = "\u0640"
# Harakat, Koranic marks and other combining signs of Arabic.
_ALL_MARKS = "\u0610-\u061a\u064b-\u065f\u0670\u06d6-\u06ed\u08d3-\u08ff"
JOIN_CONTROLS = "\u200c\u200d"
DIRECTION_CONTROLS = "\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069"

_DROPPED_IN_SEARCH = re.compile(
    f"[{_ALL_MARKS}{TATWEEL}{JOIN_CONTROLS}{DIRECTION_CONTROLS}\ufeff\u00ad\ud800-\udfff]"
)
_MARKS_AND_TATWEEL = re.compile(f"[{_ALL_MARKS}]")
_SURROGATES = re.compile("[\ud800-\udfff]")
# C0 and C1 controls but tab, line feed and carriage return; the deprecated embeddings; BOM.
_STRAY_CONTROLS = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\u202a-\u202e\ufeff\ufff9-\ufffb]"
)
_STRAY_JOINERS = re.compile(f"(?<![^\\W\\d_])[{JOIN_CONTROLS}]+|[{JOIN_CONTROLS}]+(?![^\\W\\d_])")
_LINE_ENDS = re.compile("\r\n?|\x85|\u2028|\u2029")
_SPACES = re.compile(r"\s+")
# Arabic Presentation Forms A and B, without the word ligatures that NFKC turns into sentences.
_PRESENTATION = re.compile("[\ufb50-\ufdcf\ufe70-\ufefc]")

_LETTERS = str.maketrans(
    {
        "أ": "ا",
        "إ": "ا",
        "آ": "ا",
        "ٱ": "ا",
        "ٲ": "ا",
        "ٳ": "ا",
        "ى": "ي",
        "ی": "ي",
        "ې": "ي",
        "ے": "ي",
        "ة": "ه",
        "ۀ": "ه",
        "ە": "ه",
        "ہ": "ه",
        "ھ": "ه",
        "ؤ": "ء",
        "ئ": "ء",
        "ک": "ك",
        "ڪ": "ك",
        "ڤ": "ف",
        "پ": "ب",
        "گ": "ك",
        "چ": "ج",
        "ژ": "ز",
        **{chr(0x0660 + digit): str(digit) for digit in range(10)},
        **{chr(0x06F0 + digit): str(digit) for digit in range(10)},
    }
)
_SORT_ARTICLE = re.compile(r"(?<!\w)ال(?=\w{2})")

# Spellings that no folding rule joins; each group is one word.
SPELLING_VARIANTS: tuple[tuple[str, ...], ...] = (
    ("مئة", "مائة"),
    ("مئتان", "مائتان"),
    ("مئتين", "مائتين"),
    ("ثلاثمئة", "ثلاثمائة"),
    ("هيئة", "هيأة"),
    ("شيء", "شئ", "شىء"),
    ("عبد الله", "عبدالله"),
    ("عبد الرحمن", "عبدالرحمن"),
    ("عبد العزيز", "عبدالعزيز"),
    ("أبو ظبي", "أبوظبي"),
    ("شؤون", "شئون"),
    ("مسؤول", "مسئول"),
    ("رؤوس", "رءوس"),
    ("داود", "داوود"),
    ("طه", "طاها"),
    ("ترامب", "ترمب"),
    ("نتنياهو", "نتانياهو"),
    ("بوتين", "بوتن"),
)


def fold_for_search(text: str) -> str:
    """Fold spelling variants so that what readers type finds what editors wrote.

    Drops marks, tatweel, joiners and direction controls; alef with hamza or madda becomes bare
    alef; alef maksura becomes yeh; teh marbuta becomes heh; hamza on waw or yeh becomes hamza;
    Persian letters and digits become their Arabic kin and 0-9; presentation forms become letters.
    Latin is lower-cased. For indexes only: never show the result to a reader.

    >>> fold_for_search("مُؤَسَّسَةٌ إعلاميّة")
    'مءسسه اعلاميه'
    >>> fold_for_search("مسؤول") == fold_for_search("مسئول")
    True
    >>> fold_for_search("ﻻ ٢٠٢٣")
    'لا 2023'

    Source: Lucene ArabicNormalizer; Unicode 0600-06FF, FB50-FEFC.
    """
    text = unicodedata.normalize("NFC", text)
    if _PRESENTATION.search(text):
        text = _PRESENTATION.sub(lambda found: unicodedata.normalize("NFKC", found[0]), text)
    text = _DROPPED_IN_SEARCH.sub("", text).translate(_LETTERS)
    return unicodedata.normalize("NFC", text.lower()).translate(_LETTERS)


def fold_for_sort(text: str) -> str:
    """Return a key that sorts names as a reader expects: without marks, hamza forms or article.

    >>> sorted(["الوادي", "أحمد", "باب", "إبراهيم"], key=fold_for_sort)
    ['إبراهيم', 'أحمد', 'باب', 'الوادي']
    """
    folded = _SPACES.sub(" ", fold_for_search(text)).strip()
    return _SORT_ARTICLE.sub("", folded)


def strip_marks(text: str) -> str:
    """Drop harakat and Koranic marks; keeps every letter and the tatweel of هـ.

    >>> strip_marks("كَتَبَ")
    'كتب'
    >>> strip_marks("1444هـ")
    '1444هـ'
    """
    return _MARKS_AND_TATWEEL.sub("", text)


def clean_text(text: str) -> str:
    r"""Return what may be stored: NFC, without lone surrogates, stray controls and embeddings.

    Line ends become \n; joiners stay between letters alone; isolates and marks stay as they are.

    >>> clean_text("خبر\u202e مهم\x00")
    'خبر مهم'
    """
    text = _SURROGATES.sub("", text)
    text = _LINE_ENDS.sub("\n", text)
    text = _STRAY_CONTROLS.sub("", text)
    text = unicodedata.normalize("NFC", text)
    return _STRAY_JOINERS.sub("", text)


def clean_line(text: str) -> str:
    r"""Return what may be stored in a field of one line: clean, single spaces, none at the ends.

    >>> clean_line("  عنوان\n الخبر ")
    'عنوان الخبر'
    """
    previous, cleaned = None, text
    while cleaned != previous:  # taking a space away may leave a joiner at an end
        previous, cleaned = cleaned, _SPACES.sub(" ", clean_text(cleaned)).strip()
    return cleaned


@cache
def _variant_groups() -> dict[str, frozenset[str]]:
    groups: dict[str, frozenset[str]] = {}
    for group in SPELLING_VARIANTS:
        folded = frozenset(fold_for_search(word) for word in group)
        groups.update(dict.fromkeys(folded, folded))
    return groups


def spelling_variants(word: str) -> frozenset[str]:
    """Return every folded spelling of ``word``, itself included.

    >>> sorted(spelling_variants("عبدالله"))
    ['عبد الله', 'عبدالله']
    """
    folded = fold_for_search(word)
    return _variant_groups().get(folded, frozenset({folded}))
