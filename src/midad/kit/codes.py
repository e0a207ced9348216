"""Permanent codes: short, unguessable in order, never colliding.

A code is a number written in a small alphabet after a keyed permutation (a Feistel network walked
until it falls back into the range). Because it is a permutation, two numbers never share a code;
because it is keyed, the next code cannot be told from the last. The alphabet has no vowels, so no
word can be spelled, and no look-alikes (0 o 1 l i), so a code copied by hand lands right.
"""

import hashlib
from functools import lru_cache

ALPHABET = "23456789bcdfghjkmnpqrstvwxz"
LENGTH = 7
RANGE = len(ALPHABET) ** LENGTH
_HALF_BITS = (RANGE - 1).bit_length() // 2 + (RANGE - 1).bit_length() % 2
_ROUNDS = 6


def code_of(number: int, *, key: str) -> str:
    """Return the permanent code of ``number``.

    Raises ValueError outside 0 <= number < RANGE (10,460,353,203).
    """
    if not 0 <= number < RANGE:
        raise ValueError(f"only 0..{RANGE - 1} have codes, not {number}")
    value = _feistel(number, key, range(_ROUNDS))
    while value >= RANGE:
        value = _feistel(value, key, range(_ROUNDS))
    return _write(value)


def number_of(code: str, *, key: str) -> int:
    """Return the number behind ``code``. Raises ValueError for what is no code."""
    value = _feistel(_read(code), key, range(_ROUNDS - 1, -1, -1), swap=True)
    while value >= RANGE:
        value = _feistel(value, key, range(_ROUNDS - 1, -1, -1), swap=True)
    return value


def _feistel(value: int, key: str, rounds: range, *, swap: bool = False) -> int:
    mask = (1 << _HALF_BITS) - 1
    left, right = value >> _HALF_BITS, value & mask
    if swap:
        left, right = right, left
    for number in rounds:
        left, right = right, left ^ (_round(right, number, key) & mask)
    if swap:
        left, right = right, left
    mixed: int = (left << _HALF_BITS) | right
    return mixed


@lru_cache(maxsize=4096)
def _round(half: int, number: int, key: str) -> int:
    data = f"{number}:{half}".encode()
    digest = hashlib.blake2b(data, digest_size=8, key=hashlib.sha256(key.encode()).digest())
    return int.from_bytes(digest.digest(), "big")


def _write(value: int) -> str:
    letters = []
    for _ in range(LENGTH):
        value, index = divmod(value, len(ALPHABET))
        letters.append(ALPHABET[index])
    return "".join(reversed(letters))


def _read(code: str) -> int:
    if len(code) != LENGTH or any(letter not in ALPHABET for letter in code):
        raise ValueError(f"{code!r} is no code")
    value = 0
    for letter in code:
        value = value * len(ALPHABET) + ALPHABET.index(letter)
    return value
