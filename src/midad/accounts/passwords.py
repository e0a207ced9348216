"""Passwords that others know: Django's list of common ones, and a list of stolen ones.

The second is a file on this machine in the form in which Have I Been Pwned gives its list: a line
``SHA-1 in hexadecimal:how often``, ordered by hash. It may have 40 GB. It is asked in place, by
halving: some forty short reads, nothing is loaded and nobody outside hears of a password.
"""

import hashlib
import logging
import os
import re
from pathlib import Path
from typing import Any, BinaryIO
from urllib.parse import urlsplit

from django.conf import settings
from django.contrib.auth.password_validation import CommonPasswordValidator
from django.core import checks
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from arabictext.digits import to_latin_digits
from arabictext.folding import fold_for_search

logger = logging.getLogger("midad.accounts")
_DIGEST = 40  # hexadecimal signs of a SHA-1
_LONGEST = 128  # bytes of a line: 40 signs, a colon, a number, an end
_LINE = re.compile(rb"[0-9A-Fa-f]{40}:[0-9]+\r?\n?")
_SAMPLES = 16
_TRADE = (
    *("midad", "newsroom", "newspaper", "editor", "journalist", "wagtail", "django"),
    *("مداد", "جريدة", "الجريدة", "صحيفة", "الصحيفة", "محرر", "المحرر", "رئيس التحرير"),
    *("أخبار", "الأخبار"),
)


class KnownPasswordValidator(CommonPasswordValidator):
    """Refuse a password that is common, or was stolen somewhere.

    ١٢٣ and 123 are one password here: lists of such passwords know the digits of Europe alone.
    """

    def validate(self, password: str, user: Any = None) -> None:
        """Raise ValidationError for a password that others know."""
        latin = to_latin_digits(password)
        super().validate(latin, user)
        if any(map(_was_stolen, {password, latin})):
            raise ValidationError(
                _("This password is in a list of passwords stolen elsewhere. Choose another one."),
                code="password_breached",
            )


class LocalWordValidator:
    """Refuse a password that is a word of the place with signs around it: whoever guesses at a
    newspaper begins with its name. The words are the paper's host, the program and the trade."""

    def validate(self, password: str, user: Any = None) -> None:
        """Raise ValidationError for a word of the place."""
        letters = "".join(filter(str.isalpha, fold_for_search(password).lower()))
        if letters in _local_words():
            raise ValidationError(
                _("Whoever guesses begins with such words. Choose another password."),
                code="password_local",
            )

    def get_help_text(self) -> str:
        """Say what the validator wants."""
        return _("Your password is not the name of the paper or of its trade.")


def _local_words() -> set[str]:
    host = urlsplit(settings.PAPER_URL).hostname or ""
    words = {*_TRADE, *host.split("."), host.replace(".", "")}
    return {"".join(filter(str.isalpha, fold_for_search(word).lower())) for word in words}


def _was_stolen(password: str) -> bool:
    """Tell whether the list has ``password``; a list that fails keeps nobody from a password."""
    if not settings.BREACHED_PASSWORDS:
        return False
    digest = hashlib.sha1(password.encode(), usedforsecurity=False).hexdigest().upper()
    try:
        with Path(settings.BREACHED_PASSWORDS).open("rb") as file:
            return holds(file, digest.encode())
    except OSError:
        facts = {"event": "breach_list_unreadable"}
        logger.exception("list of stolen passwords cannot be read", extra=facts)
        return False


def holds(file: BinaryIO, digest: bytes) -> bool:
    """Tell whether one of the lines of ``file``, ordered, begins with ``digest`` in capitals."""
    low, high = 0, _size(file)  # the line that is looked for begins at low or after it, before high
    while low < high:
        middle = (low + high) // 2
        begin, line = _line_from(file, middle)
        found = line[:_DIGEST].upper()
        if begin < high and found == digest:
            return True
        if begin < high and found < digest:
            low = begin + len(line)
        else:
            high = middle
    return False


def _line_from(file: BinaryIO, place: int) -> tuple[int, bytes]:
    """Return the first line that begins at ``place`` or after it, and where it begins."""
    file.seek(max(place - 1, 0))
    if place:
        file.readline(_LONGEST)
    return file.tell(), file.readline(_LONGEST)


def _size(file: BinaryIO) -> int:
    return file.seek(0, os.SEEK_END)


def check_list(**_: Any) -> list[checks.CheckMessage]:
    """Say at the start what is wrong with the list, rather than when somebody wants a password."""
    if not settings.BREACHED_PASSWORDS:
        return []
    path = Path(settings.BREACHED_PASSWORDS)
    try:
        with path.open("rb") as file:
            problem = _problem(file)
    except OSError as error:
        problem = f"cannot be read ({error.strerror})"
    hint = "Name the list ordered by hash, as a file the paper's user can read, or leave it empty."
    words = f"MIDAD_BREACHED_PASSWORDS: {path} {problem}"
    return [checks.Error(words, hint=hint, id="accounts.E001")] if problem else []


def _problem(file: BinaryIO) -> str:
    """Return what is wrong with a list, by a few lines of it; "" for nothing."""
    size = _size(file)
    lines = [_line_from(file, size * part // _SAMPLES)[1] for part in range(_SAMPLES)]
    lines = [line for line in lines if line]
    if not lines or not all(map(_LINE.fullmatch, lines)):
        return "is not a list of lines «SHA-1:count»"
    keys = [line[:_DIGEST].upper() for line in lines]
    return "" if keys == sorted(keys) else "is not ordered by hash"
