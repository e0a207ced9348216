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
DIRECTION_CONTROLS = "\u061c\u200e\u200f\u202a-\u202e\u2066-\u206f"

_DROPPED_IN_SEARCH = (
    f"[{_ALL_MARKS}{TATWEEL}{JOIN_CONTROLS}{DIRECTION_CONTROLS}\ufeff\u00ad\ud800-\udfff]"
)
_MARKS = re.compile(f"[{_ALL_MARKS}]")
_SURROGATES = re.compile("[\ud800-\udfff]")
# C0 and C1 controls but tab and line feed; the deprecated embeddings and format signs; BOM and
# the two noncharacters that XML, and so every feed, forbids.
_STRAY_CONTROLS = re.compile(
    "[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\u202a-\u202e\u206a-\u206f\ufeff\ufff9-\ufffb\ufffe\uffff]"
)
_JOINERS = re.compile(f"[{JOIN_CONTROLS}]+")
_JOINED_CATEGORIES = frozenset({"Lu", "Ll", "Lt", "Lm", "Lo", "Mn", "Mc", "So", "Sk"})
# Word processors write their soft line break as a vertical tab: dropping it would glue two words.
_LINE_ENDS = re.compile("\r\n?|[\x0b\x0c\x85\u2028\u2029]")
# Arabic Presentation Forms A and B, without the word ligatures that NFKC turns into sentences.
_PRESENTATION = re.compile("[\ufb50-\ufdcf\ufdf2\ufe70-\ufefc]")

_FOLDED = str.maketrans(
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
        "ۂ": "ه",
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
        "\u00a0": " ",
        "\u202f": " ",
        **{chr(0x0660 + digit): str(digit) for digit in range(10)},
        **{chr(0x06F0 + digit): str(digit) for digit in range(10)},
        **dict.fromkeys(re.findall(_DROPPED_IN_SEARCH, "".join(map(chr, range(0x10000))))),
    }
)
_SORT_ARTICLE = re.compile(r"(?<!\w)ال(?=\w{2})")

# Spellings that no folding rule joins; each group is one word, each member folds to its own form.
SPELLING_VARIANTS: tuple[tuple[str, ...], ...] = (
    ("مئة", "مائة"),
    ("مئتان", "مائتان"),
    ("مئتين", "مائتين"),
    ("ثلاثمئة", "ثلاثمائة"),
    ("هيئة", "هيأة"),
    ("شيء", "شئ"),
    ("عبد الله", "عبدالله"),
    ("عبد الرحمن", "عبدالرحمن"),
    ("عبد العزيز", "عبدالعزيز"),
    ("أبو ظبي", "أبوظبي"),
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
    folded = _folded_letters(unfold_presentation(unicodedata.normalize("NFC", text)))
    lowered = folded.lower()
    if lowered == folded:
        return folded
    return _folded_letters(unicodedata.normalize("NFC", lowered))


def _folded_letters(text: str) -> str:
    """Return ``text`` with each letter folded; composed again, for what parted two marks may go."""
    return unicodedata.normalize("NFC", text.translate(_FOLDED))


def unfold_presentation(text: str) -> str:
    """Return ``text`` with the shaped letters of old files as plain ones; words like ﷼ and ﷺ stay.

    >>> unfold_presentation("ﻣﺼﺮ وﻻ ﷺ")
    'مصر ولا ﷺ'

    NFKC of these characters alone; of the whole text it would undo much more. A shaped mark
    standing alone (U+FE76) becomes a mark, without the space that NFKC sets under it.
    """
    if text.isascii() or not _PRESENTATION.search(text):
        return text
    text = _PRESENTATION.sub(lambda shaped: unicodedata.normalize("NFKC", shaped[0]).strip(), text)
    return unicodedata.normalize("NFC", text)


def fold_for_sort(text: str) -> str:
    """Return a key that sorts names as a reader expects: without marks, hamza forms or article.

    >>> sorted(["الوادي", "أحمد", "باب", "إبراهيم"], key=fold_for_sort)
    ['إبراهيم', 'أحمد', 'باب', 'الوادي']
    """
    folded = " ".join(fold_for_search(text).split())
    return _SORT_ARTICLE.sub("", folded)


def strip_marks(text: str) -> str:
    """Drop harakat and Koranic marks; keeps every letter and the tatweel of هـ.

    >>> strip_marks("كَتَبَ")
    'كتب'
    >>> strip_marks("1444هـ")
    '1444هـ'
    """
    return _MARKS.sub("", text)


def clean_text(text: str) -> str:
    r"""Return what may be stored: NFC, without lone surrogates, stray controls and embeddings.

    Line ends become \n; joiners stay between letters, inside emoji and after the Hijri ه; isolates
    and marks stay as they are.

    >>> clean_text("خبر\u202e مهم\x00")
    'خبر مهم'
    """
    text = _SURROGATES.sub("", text)
    text = _LINE_ENDS.sub("\n", text)
    text = _STRAY_CONTROLS.sub("", text)
    return unicodedata.normalize("NFC", _JOINERS.sub(_joiner_kept, text))


def _joiner_kept(found: re.Match[str]) -> str:
    """Return one joiner of a run where it joins or parts something, else nothing."""
    before, after = found.string[: found.start()][-1:], found.string[found.end() :][:1]
    heh_alone = before == "ه" and found[0][0] == "\u200d" and not _joinable(after)
    return found[0][0] if heh_alone or (_joinable(before) and _joinable(after)) else ""


def _joinable(character: str) -> bool:
    """Tell letters, marks and pictographs: what U+200C and U+200D stand between."""
    return bool(character) and unicodedata.category(character) in _JOINED_CATEGORIES


def clean_line(text: str) -> str:
    r"""Return what may be stored in a field of one line: clean, single spaces, none at the ends.

    >>> clean_line("  عنوان\n الخبر ")
    'عنوان الخبر'
    """
    return " ".join(clean_text(text).split())


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
