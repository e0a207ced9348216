"""Names: joining them, and agencies however their letters are dotted or spaced."""

import re
from collections.abc import Iterable, Mapping
from types import MappingProxyType

from arabictext.folding import clean_line, fold_for_search

NBSP = "\u00a0"

# The printed short form of an agency, and other ways it is written. Letters named one by one match
# only with dots or blanks between them: دبا is a town, not the German agency.
AGENCY_SHORT_NAMES: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "واس": ("وكالة الأنباء السعودية", "SPA"),
        "وام": ("وكالة أنباء الإمارات", "WAM"),
        "كونا": ("وكالة الأنباء الكويتية", "KUNA"),
        "قنا": ("وكالة الأنباء القطرية", "QNA"),
        "بنا": ("وكالة أنباء البحرين", "BNA"),
        "بترا": ("وكالة الأنباء الأردنية",),
        "وفا": ("وكالة الأنباء الفلسطينية", "WAFA"),
        "واج": ("وكالة الأنباء الجزائرية", "APS"),
        "وات": ("وكالة تونس إفريقيا للأنباء", "TAP"),
        f"أ{NBSP}ف{NBSP}ب": (
            "أ.ف.ب",
            "أ ف ب",
            "أف ب",
            "فرانس برس",
            "فرانس بريس",
            "وكالة فرانس برس",
            "الفرنسية",
            "وكالة الأنباء الفرنسية",
            "وكالة الصحافة الفرنسية",
            "AFP",
        ),
        f"د{NBSP}ب{NBSP}أ": ("د.ب.أ", "د ب أ", "وكالة الأنباء الألمانية", "الألمانية", "DPA"),
        f"أ{NBSP}ب": ("أ.ب", "أ ب", "أسوشيتد برس", "أسوشييتد برس", "أسوشيتدبرس", "AP"),
        f"أ{NBSP}ش{NBSP}أ": ("أ.ش.أ", "أ ش أ", "وكالة أنباء الشرق الأوسط", "MENA"),
        "الأناضول": ("وكالة الأناضول", "وكالة أنباء الأناضول"),
        "شينخوا": ("وكالة شينخوا", "وكالة أنباء شينخوا", "Xinhua"),
        "يو بي آي": ("يو.بي.آي", "يونايتد برس", "يونايتد برس إنترناشونال", "UPI"),
        "رويترز": ("رويتر", "وكالة رويترز", "Reuters"),
        "وكالات": ("الوكالات",),
    }
)
_SINGLE_LETTERS = re.compile(r"[\u0621-\u064a](?:[. \u00a0]+[\u0621-\u064a])+\.?")
_SEPARATORS = re.compile(r"[.\s]+")
_AROUND = " ()[]«»“”\"'/-–—.:،"


def join_names(names: Iterable[str], *, conjunction: str = "و") -> str:
    """Join names as a sentence does; و sticks to the name after it. Empty names are passed over.

    >>> join_names(["سلمى الحداد", "ياسين بوعلام"])
    'سلمى الحداد وياسين بوعلام'
    """
    return f" {conjunction}".join(name for name in names if name.strip())


def join_with_comma(names: Iterable[str]) -> str:
    """Join names with the Arabic comma. Empty names are passed over.

    >>> join_with_comma(["واس", "رويترز"])
    'واس، رويترز'
    """
    return "، ".join(name for name in names if name.strip())


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
        return NBSP.join(letter for letter in _SEPARATORS.split(text) if letter)
    return text


def match_agency(text: str) -> str | None:
    r"""Return the printed short form of the agency that ``text`` names; None for anything else.

    >>> match_agency("رويترز")
    'رويترز'
    >>> match_agency("ا.ف.ب") == match_agency("(أ ف ب)") == "أ\u00a0ف\u00a0ب"
    True
    >>> match_agency("سلمى الحداد") is None
    True
    """
    return _BY_FOLDED_NAME.get(_folded(text))


def _folded(text: str) -> str:
    return _SEPARATORS.sub(" ", fold_for_search(clean_line(text))).strip(_AROUND)


_BY_FOLDED_NAME = {
    _folded(name): short
    for short, others in AGENCY_SHORT_NAMES.items()
    for name in (short, *others)
}
