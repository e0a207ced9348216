"""Passwords that others know are refused, by lists on this machine."""

import hashlib
import io
import os
import re

import pytest
from django.contrib.auth.password_validation import validate_password
from django.core import checks
from django.core.exceptions import ValidationError
from django.core.management import call_command
from django.core.management.base import SystemCheckError
from hypothesis import example, given
from hypothesis import strategies as st

from midad.accounts import passwords

STOLEN = ["ورق-وحبر-2019", "Tr0ub4dor&3-zzz", "midad-midad-99"]
DIGESTS = st.binary(min_size=20, max_size=20).map(lambda raw: raw.hex().upper().encode())
LISTS = st.sets(DIGESTS, min_size=0, max_size=120)
COUNTS = st.integers(min_value=1, max_value=10**9)


def digest(password: str) -> bytes:
    return hashlib.sha1(password.encode()).hexdigest().upper().encode()


def listed(digests, *, end: bytes = b"\n", last: bool = True, counts=(1, 52_256_179, 7)) -> bytes:
    lines = [
        key + b":" + str(counts[place % len(counts)]).encode()
        for place, key in enumerate(sorted(digests))
    ]
    return end.join(lines) + (end if last and lines else b"")


@given(LISTS, LISTS, st.sampled_from([b"\n", b"\r\n"]), st.booleans(), st.lists(COUNTS, min_size=1))
@example({b"0" * 40}, {b"F" * 40}, b"\r\n", False, [1])
@example({b"0" * 40, b"F" * 40}, {b"7" * 40}, b"\n", False, [1])
def test_every_hash_of_the_file_is_found_and_no_other(there, others, end, last, counts):
    file = io.BytesIO(listed(there, end=end, last=last, counts=counts))
    assert all(passwords.holds(file, key) for key in there)
    assert not any(passwords.holds(file, key) for key in others - there)


def test_a_large_file_is_asked_by_few_short_reads():
    class Counted(io.BytesIO):
        taken = 0

        def readline(self, limit: int = -1) -> bytes:
            line = super().readline(limit)
            Counted.taken += len(line)
            return line

    keys = [digest(str(number)) for number in range(50_000)]
    file = Counted(listed(keys))
    assert passwords.holds(file, keys[17])
    assert not passwords.holds(file, digest("not there"))
    assert Counted.taken < 5_000


@pytest.fixture
def stolen(settings, tmp_path):
    path = tmp_path / "stolen.txt"
    path.write_bytes(listed(map(digest, [*STOLEN, "x", "y", "z"]), end=b"\r\n"))
    settings.BREACHED_PASSWORDS = str(path)
    return path


@pytest.mark.parametrize("password", [*STOLEN, "ورق-وحبر-٢٠١٩", "ورق-وحبر-۲۰۱۹", "midad-midad-٩٩"])
def test_a_stolen_password_is_refused_in_whatever_digits(stolen, password):
    with pytest.raises(ValidationError, match="سُرقت من مواقع أخرى"):
        validate_password(password)


@pytest.mark.parametrize("password", ["ورق-وحبر-2020", "TR0UB4DOR&3-ZZZ", "حبر-على-ورق-27"])
def test_another_password_is_taken(stolen, password):
    validate_password(password)


def test_without_the_file_only_common_ones_are_refused(settings):
    settings.BREACHED_PASSWORDS = ""
    validate_password(STOLEN[0])
    for common in ("password1", "PASSWORD1", "password١", "abcd۱۲۳۴"):
        with pytest.raises(ValidationError, match="شائعة"):
            validate_password(common)


def test_a_file_that_went_away_keeps_nobody_from_a_password(stolen, caplog):
    stolen.unlink()
    validate_password(STOLEN[0])
    assert [record.event for record in caplog.records] == ["breach_list_unreadable"]
    assert STOLEN[0] not in caplog.text


def test_a_sound_file_starts_the_paper(stolen):
    assert passwords.check_list() == []


WRONG = [
    (b"", "is not a list"),
    (b"hello\n" * 50, "is not a list"),
    (b"\x00" * 4000, "is not a list"),
    (b"\n".join(reversed(listed(map(digest, "abcdefgh")).split())), "is not ordered"),
    (listed(map(digest, "abc")).replace(b":", b";"), "is not a list"),
]


@pytest.mark.parametrize(("content", "said"), WRONG)
def test_a_wrong_file_is_said_at_the_start(stolen, content, said):
    stolen.write_bytes(content)
    [problem] = passwords.check_list()
    assert problem.level == checks.ERROR
    assert said in problem.msg and str(stolen) in problem.msg


def test_a_missing_or_shut_file_stops_the_start(stolen, settings, tmp_path):
    stolen.unlink()
    with pytest.raises(SystemCheckError, match=re.escape("cannot be read (No such file")):
        call_command("check")
    settings.BREACHED_PASSWORDS = str(tmp_path)  # a folder
    with pytest.raises(SystemCheckError, match="cannot be read"):
        call_command("check")
    if os.geteuid():
        stolen.write_bytes(b"")
        stolen.chmod(0)
        settings.BREACHED_PASSWORDS = str(stolen)
        with pytest.raises(SystemCheckError, match="Permission denied"):
            call_command("check")


@pytest.mark.parametrize(
    "password",
    [
        "midad2026!",
        "M I D A D 1999",
        "مداد١٢٣٤٥",
        "صحيفة-2026-!",
        "paper.example2026",
        "Newsroom!!!!",
    ],
)
def test_a_word_of_the_place_is_refused(password, settings):
    settings.PAPER_URL = "https://paper.example"
    with pytest.raises(ValidationError) as refusal:
        validate_password(password)
    assert "password_local" in [one.code for one in refusal.value.error_list]


def test_a_sentence_with_such_a_word_is_a_password():
    validate_password("مداد على ورق أزرق")
