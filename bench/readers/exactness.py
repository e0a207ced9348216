"""Whether the database holds what the answers said: no vote lost, none doubled."""

from collections import Counter
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

Whose = tuple[int, str]  # the number of the reader, the code of the story


class VotesDiffer(Exception):
    """The database does not say what the answers said; the message names the first differences."""


def read_held(file: Path) -> dict[Whose, int]:
    """Return the stars that the last answer left of each reader on each story, 0 for none."""
    rows = (line.split() for line in file.read_text().splitlines())
    return {(int(reader), code): int(stars) for reader, code, stars in rows}


def check(held: Mapping[Whose, int], stored: Mapping[str, Any]) -> int:
    """Return the number of votes that stand. Raises VotesDiffer."""
    answered = {whose: stars for whose, stars in held.items() if stars}
    differences = [*of_votes(answered, stored["votes"]), *of_counts(answered, stored["counts"])]
    if differences:
        shown = "\n".join(differences[:20])
        raise VotesDiffer(f"{len(differences)} differences\n{shown}")
    return len(answered)


def of_votes(answered: Mapping[Whose, int], rows: list[tuple[int, str, int]]) -> Iterator[str]:
    """Yield where votes and answers differ, and readers with two votes on one story."""
    found = {(reader, code): stars for reader, code, stars in rows}
    if len(found) != len(rows):
        yield f"{len(rows) - len(found)} votes are doubled"
    for whose in sorted(answered.keys() | found.keys()):
        if answered.get(whose) != found.get(whose):
            yield f"{whose}: answered {answered.get(whose)}, stored {found.get(whose)}"


def of_counts(answered: Mapping[Whose, int], counts: Mapping[str, list[int]]) -> Iterator[str]:
    """Yield where the count of a story is not what its votes say."""
    given = Counter((code, stars) for (_, code), stars in answered.items())
    for code in sorted({code for _, code in answered} | set(counts)):
        wanted = [given[code, stars] for stars in range(1, 6)]
        if list(counts.get(code, [0] * 5)) != wanted:
            yield f"{code}: votes {wanted}, counted {counts.get(code)}"
