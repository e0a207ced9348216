"""Killed at any moment of a publishing storm, the paper is whole all the time and right at its end.

``pytest tests/storm --storm-rounds 2000`` blows longer; ``--storm-seed N`` takes the chance of a
storm before. When a process is killed is not of the seed alone: the same seed is no replay.
"""

import json
import random
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from tests.paper import free_port
from tests.postgres import running_cluster
from tests.storm import papers

ROUNDS_ON_POSTGRESQL, DATABASE_KILLS = 30, 5
SECONDS_A_ROUND, MORE_SECONDS = 4, 400  # no measure of speed: a storm that hangs ends the test


@pytest.fixture
def seed(request: pytest.FixtureRequest) -> int:
    """Return the chance of this storm; a failure prints it."""
    given = request.config.getoption("--storm-seed")
    seed = random.randrange(10**6) if given is None else given
    print(f"--storm-seed {seed}")
    return seed


@contextmanager
def storm(folder: Path, seed: int, rounds: int, database: str = "") -> Iterator[subprocess.Popen]:
    """Let a storm blow over a paper in ``folder``; with a ``database``, until it is told to end."""
    words = [folder, free_port(), seed, rounds, *(["told"] if database else [])]
    process = subprocess.Popen(
        [sys.executable, "-m", "tests.storm.blowing", *map(str, words)],
        env=papers.environment(folder, database),
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    try:
        assert process.stdout.readline() == "it blows\n"
        yield process
    finally:
        process.kill()
        process.communicate()


def outcome(process: subprocess.Popen, rounds: int) -> dict:
    said, _ = process.communicate("over\n", timeout=SECONDS_A_ROUND * rounds + MORE_SECONDS)
    return json.loads(said.splitlines()[-1])


def assert_nothing_broke(told: dict, folder: Path) -> None:
    """Whoever read got whole pages; whoever ended was killed; the paper is right again."""
    said = (folder / "storm.log").read_text()[-4000:]
    assert told["read"]["faults"] == []
    assert told["ended by themselves"] == [], said
    assert {name: found for name, found in told["wrong"].items() if found} == {}, said
    assert told["read"]["seen"]["answer"] > told["rounds"]
    assert told["acts"] > told["rounds"] / 4


@pytest.mark.sqlite
def test_killed_all_the_time_the_paper_is_whole_and_comes_right(place, seed, request):
    rounds = request.config.getoption("--storm-rounds")
    with storm(place, seed, rounds) as process:
        told = outcome(process, rounds)
    print(told)
    assert told["rounds"] == rounds
    assert_nothing_broke(told, place)


@pytest.mark.postgres
def test_with_the_database_killed_in_the_middle_the_paper_is_whole_and_comes_right(tmp_path, seed):
    chance = random.Random(seed)
    with (
        running_cluster() as cluster,
        storm(tmp_path, seed, ROUNDS_ON_POSTGRESQL, cluster.url) as process,
    ):
        for _ in range(DATABASE_KILLS):
            time.sleep(chance.uniform(0.5, 2))
            cluster.kill()
            time.sleep(chance.uniform(0, 0.5))
            cluster.start()
        told = outcome(process, ROUNDS_ON_POSTGRESQL)
    print(told)
    assert_nothing_broke(told, tmp_path)
