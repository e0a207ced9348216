"""Words for addresses: they keep their spelling and only drop marks, tatweel and controls."""

import re
import unicodedata

import regex

from arabictext.digits import to_latin_digits
from arabictext.folding import clean_line, fold_for_search, strip_marks, unfold_presentation

MOST_BYTES = 255
_DROPPED = re.compile("[\u0640\u061c\u200b-\u200f\u2066-\u2069'’ʼ`]")
# A word begins with a letter or digit; vowel signs of other scripts stay, emoji's signs do not.
_WORD = regex.compile(r"(?V1)[\p{L}\p{N}][\p{L}\p{N}[\p{Mn}\p{Mc}--\uFE00-\uFE0F]]*")
_PERSIAN = str.maketrans({"ی": "ي", "ک": "ك", "ہ": "ه", "ۀ": "ة"})


def slugify(text: str, *, max_letters: int = 60) -> str:
    """Return words for an address: hyphens between them, cut at a word, at most 255 bytes.

    Keeps ة ى أ ؤ: a slug is read by people. Returns "" when nothing is left.

    >>> slugify("مجلسُ الأمن يُصوّت... غدًا!")
    'مجلس-الأمن-يصوت-غدا'
    >>> slugify("iPhone ١٥ في الأسواق")
    'iphone-15-في-الأسواق'
    """
    text = strip_marks(unfold_presentation(clean_line(text)))
    text = to_latin_digits(_DROPPED.sub("", text)).translate(_PERSIAN).lower()
    return _joined(_WORD.findall(unicodedata.normalize("NFC", text)), max(max_letters, 0))


def _joined(words: list[str], max_letters: int) -> str:
    slug = ""
    for word in words:
        longer = f"{slug}-{word}" if slug else word
        if len(longer) > max_letters or len(longer.encode()) > MOST_BYTES:
            break
        slug = longer
    if not slug and words:  # one endless word
        slug = words[0][:max_letters].encode()[:MOST_BYTES].decode(errors="ignore")
    return unicodedata.normalize("NFC", slug)


def same_slug(first: str, second: str) -> bool:
    """Tell whether two slugs are the same words, however spelled.

    >>> same_slug("إيران-والعراق", "ايران-والعراق")
    True
    """
    return fold_for_search(first).replace("-", " ") == fold_for_search(second).replace("-", " ")
