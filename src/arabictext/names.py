"""Names: joining them, and agencies however their letters are dotted or spaced."""

import re
from collections.abc import Iterable

from arabictext.folding import clean_line, fold_for_search

NBSP = "\u00a0"

# The printed short form of an agency, and other ways it is written.
AGENCY_SHORT_NAMES: dict[str, tuple[str, ...]] = {
    "واس": ("وكالة الأنباء السعودية",),
    "وام": ("وكالة أنباء الإمارات",),
    "كونا": ("وكالة الأنباء الكويتية",),
    "قنا": ("وكالة الأنباء القطرية",),
    "بنا": ("وكالة أنباء البحرين",),
    "بترا": ("وكالة الأنباء الأردنية",),
    "وفا": ("وكالة الأنباء الفلسطينية",),
    "واج": ("وكالة الأنباء الجزائرية",),
    "وات": ("وكالة تونس إفريقيا للأنباء",),
    f"أ{NBSP}ف{NBSP}ب": ("أ.ف.ب", "ا ف ب", "اف ب", "ا.ف.ب", "أ ف ب", "فرانس برس", "فرانس بريس"),
    f"د{NBSP}ب{NBSP}أ": ("د.ب.أ", "د ب ا", "د.ب.ا", "الألمانية"),
    f"أ{NBSP}ب": ("أ.ب", "ا ب", "ا.ب", "أسوشيتد برس", "أسوشييتد برس", "اسوشيتدبرس"),
    f"أ{NBSP}ش{NBSP}أ": ("أ.ش.أ", "ا ش ا", "أ ش أ", "وكالة أنباء الشرق الأوسط"),
    "رويترز": ("رويتر",),
    "وكالات": ("الوكالات",),
}
_SINGLE_LETTERS = re.compile(r"[\u0621-\u064a](?:[. \u00a0]+[\u0621-\u064a])+\.?")
_JOINER = re.compile(r"[.\s]+")


def join_names(names: Iterable[str], *, conjunction: str = "و") -> str:
    """Join names as a sentence does; و sticks to the name after it.

    >>> join_names(["سلمى الحداد", "ياسين بوعلام"])
    'سلمى الحداد وياسين بوعلام'
    """
    return f" {conjunction}".join(names)


def join_with_comma(names: Iterable[str]) -> str:
    """Join names with the Arabic comma.

    >>> join_with_comma(["واس", "رويترز"])
    'واس، رويترز'
    """
    return "، ".join(names)


def normalise_agency_name(text: str) -> str:
    r"""Return an agency's name as it is printed: single letters with no-break spaces between them.

    >>> normalise_agency_name("أ.ف.ب") == "أ\u00a0ف\u00a0ب"
    True
    """
    text = clean_line(text)
    known = match_agency(text)
    if known:
        return known
    if _SINGLE_LETTERS.fullmatch(text):
        return NBSP.join(letter for letter in _JOINER.split(text) if letter)
    return text


def match_agency(text: str) -> str | None:
    """Return the printed short form of the agency that ``text`` names; None for anything else.

    >>> match_agency("رويترز")
    'رويترز'
    >>> match_agency("سلمى الحداد") is None
    True
    """
    return _BY_FOLDED_NAME.get(_folded(text))


def _folded(text: str) -> str:
    return _JOINER.sub("", fold_for_search(clean_line(text)))


_BY_FOLDED_NAME = {
    _folded(name): short
    for short, others in AGENCY_SHORT_NAMES.items()
    for name in (short, *others)
}
