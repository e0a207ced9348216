"""A bake of the whole paper, killed in the middle, goes on where it was; readers lose nothing."""

import re
from pathlib import Path

import pytest

from tests.postgres import private_cluster
from tests.storm import papers

MODULE = "tests.storm.cutting_short"


def assert_gone_on_with(told: dict) -> None:
    """What was baked is not baked again, each page was old or new, the end is right."""
    assert told["alive"] == []
    assert 0 < told["killed after"] < told["pages"]
    assert told["old in the middle"] > 0
    assert told["neither old nor new"] == []
    assert told["baked in all"] == told["pages"]
    assert told["stale"] == 0
    assert told["not as baked from nothing"] == []
    assert "whole bake begun" not in told["marks"]


def assert_shown(told: dict) -> None:
    """On a terminal a bar with an estimate stands; into a file go plain lines."""
    assert told["lines"].splitlines()[0] == f"baking 0 of {told['pages']}"
    assert "\x1b" not in told["lines"]
    left = told["pages"] - told["killed after"]
    assert "going on with the bake begun at" in told["screen"]
    assert "━" in told["screen"]
    assert f"{left}/{left}" in told["screen"]
    assert re.search(r"\d:\d\d:\d\d", told["screen"])


@pytest.mark.sqlite
def test_a_whole_bake_that_is_killed_is_gone_on_with(place: Path):
    told = papers.run(MODULE, place)
    assert_gone_on_with(told)
    assert_shown(told)


@pytest.mark.postgres
def test_a_whole_bake_that_is_killed_is_gone_on_with_on_postgresql(tmp_path: Path):
    with private_cluster() as url:
        assert_gone_on_with(papers.run(MODULE, tmp_path, database=url))
