"""The pure parts of ``make bench-readers``: what counts as exact, what is read, what is shown."""

import io

import pytest
from rich.console import Console

from bench.readers import aims, exactness, report
from bench.readers.exactness import VotesDiffer
from bench.readers.me import EMBEDDED, PAGE, STRANGER

HELD = {(0, "k7"): 4, (1, "k7"): 5, (1, "m2"): 0}


def stored(*votes: tuple[int, str, int], **counts: list[int]) -> dict:
    return {"votes": list(votes), "counts": counts}


EXACT = stored((0, "k7", 4), (1, "k7", 5), k7=[0, 0, 0, 1, 1], m2=[0, 0, 0, 0, 0])


def test_what_the_last_answers_left_is_read(tmp_path):
    (tmp_path / "held.txt").write_text("0 k7 4\n1 k7 5\n1 m2 0\n")
    assert exactness.read_held(tmp_path / "held.txt") == HELD


def test_votes_and_counts_that_are_what_the_answers_said_are_exact():
    assert exactness.check(HELD, EXACT) == 2


def test_a_story_nobody_rated_needs_no_count():
    assert exactness.check({(1, "m2"): 0}, stored()) == 0


@pytest.mark.parametrize(
    ("found", "words"),
    [
        (stored((0, "k7", 4), k7=[0, 0, 0, 1, 1]), "answered 5, stored None"),
        (stored((0, "k7", 4), (1, "k7", 3), k7=[0, 0, 0, 1, 1]), "answered 5, stored 3"),
        (stored(*EXACT["votes"], (1, "m2", 2), k7=[0, 0, 0, 1, 1]), "answered None, stored 2"),
        (stored(*EXACT["votes"], (1, "k7", 5), k7=[0, 0, 0, 1, 1]), "1 votes are doubled"),
        (stored(*EXACT["votes"], k7=[0, 0, 0, 1, 2]), "counted [0, 0, 0, 1, 2]"),
        (stored(*EXACT["votes"]), "counted None"),
        (stored(*EXACT["votes"], k7=[0, 0, 0, 1, 1], m2=[1, 0, 0, 0, 0]), "m2: votes [0, 0, 0"),
    ],
    ids=["lost", "other stars", "not taken back", "doubled", "counted twice", "uncounted", "ghost"],
)
def test_one_vote_more_or_less_is_told(found, words):
    with pytest.raises(VotesDiffer) as told:
        exactness.check(HELD, found)
    assert words in str(told.value)


def votes(rate: float) -> dict:
    return {
        "acts_per_second": rate,
        "p50_ms": 150.0,
        "p99_ms": 290.0,
        "us": {"newsroom": 2400.0, "readers": 800.0, "workers": 90.0},
        "votes": 3210,
        "taken_back": 790,
        "come_back": 0,
        "refused": 0,
        "standing": 2987,
    }


def asked(*rounds: float) -> dict:
    figures = {"requests_per_second": rounds[0], "p50_ms": 1.0, "p99_ms": 2.0, "server_us": 20.0}
    return {**figures, "errors": 0, "rounds": list(rounds)}


RESULTS = {
    "postgres": votes(412),
    "sqlite": votes(149),
    "me": {EMBEDDED: {PAGE: asked(500, 500), STRANGER: asked(400, 200)}},
}


def test_aims_are_named_for_what_was_measured_and_missed_ones_say_so():
    found = aims.of(RESULTS)
    assert [(aim.value, aim.met) for aim in found] == [(412, True), (149, False), (1.875, True)]
    assert aims.of({"sqlite": votes(150)})[0].met


def test_all_that_was_measured_is_shown():
    text = "".join(map(shown, report.tables(RESULTS, aims.of(RESULTS))))
    assert "412" in text and "2,987" in text and "/me, embedded server" in text
    assert "missed" in text


def shown(table) -> str:
    out = io.StringIO()
    Console(file=out, width=160).print(table)
    return out.getvalue()
