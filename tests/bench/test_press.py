"""The pure parts of ``make bench-press``: who is asked how often, what is read, what is shown."""

import io
from collections import Counter

import pytest
from rich.console import Console

from bench.press import aims, load, report
from bench.press.aims import Aim
from bench.press.clicks import Moments
from bench.press.publishing import PAPER, SMALL, summary
from bench.press.serving import ALL, HOT, ratio

WRK_OUTPUT = """Running 6s test @ http://localhost:8000/
  1 threads and 32 connections
  Latency Distribution
     50%    0.81ms
Requests/sec:  33844.25
{"requests": 90000, "microseconds": 3000000, "bytes": 612000000, "p50": 812, "p99": 5117,\
 "refused": 2, "broken": 1}
"""


def test_the_order_of_visits_is_the_same_each_time():
    first = load.zipf_order(1000, size=500)
    assert first == load.zipf_order(1000, size=500)
    assert first != load.zipf_order(1000, size=500, seed=2)


def test_the_most_wanted_story_is_asked_twice_as_often_as_the_second():
    asked = [count for _, count in Counter(load.zipf_order(300, size=60_000)).most_common()]
    assert asked[0] / asked[1] == pytest.approx(2, rel=0.1)
    assert asked[0] / asked[9] == pytest.approx(10, rel=0.2)
    assert len(asked) == 300


def test_the_visits_are_files_of_addresses_and_places(tmp_path):
    visits = load.write_visits(["/articles/a/", "/articles/b/"], tmp_path, size=10)
    assert visits.addresses.read_text() == "/articles/a/\n/articles/b/\n"
    assert len(visits.order.read_text().split()) == 10
    assert set(visits.order.read_text().split()) <= {"0", "1"}


def test_the_figures_of_wrk_are_read():
    seen = load.read(WRK_OUTPUT, used_seconds=1.5)
    assert seen.requests_per_second == 30_000
    assert (seen.p50_ms, seen.p99_ms) == (0.812, 5.117)
    assert seen.bytes_per_answer == 6800
    assert seen.errors == 3
    assert seen.busy == 0.5


def test_a_wrk_that_said_nothing_is_no_figure():
    with pytest.raises(RuntimeError, match="connection refused"):
        load.read("unable to connect: connection refused")


def told(*rounds: float) -> dict:
    figures = {
        "requests_per_second": rounds[0],
        "p50_ms": 1.0,
        "p99_ms": 2.0,
        "errors": 0,
        "server_us": 9,
    }
    return {**figures, "bytes_per_answer": 10, "busy": 0.5, "memory": {}, "rounds": list(rounds)}


def test_a_ratio_is_the_median_of_the_rounds_own():
    contest = {"mine": told(10, 30, 50), "theirs": told(100, 100, 100), "idle": told(0, 0, 0)}
    assert ratio(contest, "mine", "theirs") == 0.3
    assert ratio(contest, "mine", "nobody") is None
    assert ratio(contest, "mine", "idle") is None


def test_aims_are_named_for_what_was_measured_and_missed_ones_say_so():
    hot = {"nginx on the store": told(100), "embedded, newsroom beside": told(59)}
    results = {
        "serving": {"contests": {HOT: hot, ALL: {}}, "newsroom": {}},
        "publish": {PAPER: summary(moments(90)), SMALL: summary(moments(80))},
    }
    found = aims.of(results)
    assert [(aim.value, aim.met) for aim in found] == [
        (0.59, False),
        (90, True),
        (90, True),
        (1.125, True),
    ]
    text = shown(report.of_aims(found))
    assert "0.59×" in text and "missed" in text and "90 ms" in text


def test_at_most_and_at_least():
    assert Aim("", 1.0, 1.0).met and not Aim("", 0.9, 1.0).met
    assert Aim("", 1.0, 1.0, at_most=True).met and not Aim("", 1.1, 1.0, at_most=True).met


def moments(milliseconds: float) -> list[Moments]:
    visible = {"/articles/k7/": milliseconds - 20, "/": milliseconds, "/sections/news/": 5.0}
    return [Moments(milliseconds + 10, visible)] * 4


def test_a_publication_is_visible_when_its_last_page_shows_it():
    found = summary(moments(90))
    assert found["all_pages_ms"] == {"p50": 90, "p95": 90}
    assert found["call_ms"]["p50"] == 100
    assert found["each_page_ms"]["story"]["p50"] == 70
    assert found["each_page_ms"]["section"]["p50"] == 5


def test_all_that_was_measured_is_shown_and_written(tmp_path):
    results = {"serving": {"contests": {HOT: {"embedded": told(33844.2)}}, "newsroom": told(1.3)}}
    text = "".join(map(shown, report.tables(results, [])))
    assert "33,844" in text and "serving, hot page" in text
    report.write(tmp_path / "var" / "found.json", results, [Aim("whole bake", 56, 300, "pages/s")])
    assert '"met": false' in (tmp_path / "var" / "found.json").read_text()


def shown(table) -> str:
    out = io.StringIO()
    Console(file=out, width=130).print(table)
    return out.getvalue()
