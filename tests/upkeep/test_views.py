"""The watchers' addresses: what they answer, to whom, and what they do without a database."""

import socket
from datetime import timedelta
from pathlib import Path

import pytest
from django.db.migrations.recorder import MigrationRecorder
from django.test import Client
from prometheus_client.parser import text_string_to_metric_families

from midad.kit import clock
from midad.press import registry, services
from midad.press.models import PressMark, StalePage
from tests.config.places import run_python

HERE = {"REMOTE_ADDR": "127.0.0.1", "HTTP_HOST": "127.0.0.1:8000"}
STRANGER = {"REMOTE_ADDR": "192.0.2.7", "HTTP_HOST": "testserver"}
PRIVATE = ["/readyz", "/metrics"]


def get(path: str, who: dict[str, str] = HERE, **headers: str):
    return Client().get(path, headers=headers or None, **who)


def parts() -> dict[str, str]:
    answer = get("/readyz")
    found = answer.json()
    assert answer.status_code == (200 if found["ready"] else 503)
    return found["parts"]


def figures() -> dict[str, float]:
    """Return every figure by its name and labels, as Prometheus' own parser reads them."""
    answer = get("/metrics")
    assert answer.status_code == 200
    return {
        " ".join([sample.name, *sample.labels.values()]): sample.value
        for family in text_string_to_metric_families(answer.content.decode())
        for sample in family.samples
    }


@pytest.fixture
def ready_paper(db, tmp_path) -> Path:
    """Let a worker live and the store be a folder; return it."""
    services.sign_of_life(now=clock.now())
    (tmp_path / "store").mkdir()
    return tmp_path / "store"


# --- who may ask


@pytest.mark.parametrize("path", PRIVATE)
def test_strangers_are_refused_before_anything_is_asked(path):  # no database in this test
    answer = get(path, STRANGER)
    assert answer.status_code == 403
    assert answer.content == b"Only with the paper's token.\n"
    assert answer.headers["Cache-Control"] == "no-store"


@pytest.mark.parametrize("path", PRIVATE)
def test_in_production_without_a_token_nobody_may_ask(settings, path):  # no database in this test
    settings.IN_PRODUCTION = True
    assert get(path).status_code == 403


@pytest.mark.parametrize("path", PRIVATE)
def test_the_token_opens_at_any_host(ready_paper, settings, path):
    settings.METRICS_TOKEN = "a-token-of-the-paper"
    assert get(path).status_code == 403
    shown = {"Authorization": "Bearer a-token-of-the-paper"}
    assert get(path, STRANGER, **shown).status_code == 200


def test_everybody_may_ask_whether_the_server_lives():  # no database in this test
    answer = get("/healthz", {**STRANGER, "HTTP_HOST": "anything.example"})
    assert (answer.status_code, answer.content) == (200, b"ok\n")


@pytest.mark.parametrize("path", ["/healthz", *PRIVATE])
def test_the_addresses_are_read_only(path):
    assert Client().post(path, **HERE).status_code == 405


def test_a_watcher_on_this_machine_is_answered_whatever_the_papers_host(ready_paper, settings):
    settings.ALLOWED_HOSTS = ["paper.example"]
    assert get("/readyz").status_code == 200


def test_other_addresses_go_on_to_the_paper(ready_paper):
    assert get("/readyz/", STRANGER).status_code == 404
    assert get("/metricsish", STRANGER).status_code == 404


# --- readiness


def test_a_paper_that_does_its_work_is_ready(ready_paper):
    assert parts() == dict.fromkeys(("database", "migrations", "store", "worker"), "ok")


def test_a_paper_without_a_worker_is_not_ready(ready_paper):
    late = (clock.now() - timedelta(seconds=31)).isoformat(timespec="seconds")
    PressMark.objects.filter(name__startswith="worker:").update(value=late)
    assert parts()["worker"] == "not seen for 30 seconds"
    services.sign_of_life(now=clock.now())
    assert parts()["worker"] == "ok"


def test_one_worker_at_work_is_enough_and_none_at_all_is_not(ready_paper):
    before = clock.now() - timedelta(minutes=9)
    PressMark.objects.create(name="worker:lost-1", value=before.isoformat(timespec="seconds"))
    assert parts()["worker"] == "ok"
    services.sign_off()
    assert parts()["worker"] == "not seen for 30 seconds"
    PressMark.objects.all().delete()
    assert parts()["worker"] == "not seen for 30 seconds"


def test_a_store_that_cannot_be_written_is_not_ready(ready_paper):
    ready_paper.rmdir()
    ready_paper.write_text("a file")
    assert parts() == {
        "database": "ok",
        "migrations": "ok",
        "store": "cannot be written",
        "worker": "ok",
    }


def test_a_database_behind_the_release_is_not_ready(ready_paper):
    MigrationRecorder.Migration.objects.filter(app="press").delete()
    assert parts()["migrations"] == "not all applied"


# --- figures


def test_the_figures_tell_how_the_press_stands(ready_paper):
    since = clock.now() - timedelta(minutes=5)
    StalePage.objects.create(address="/x/", since=since, due_at=since, attempts=2)
    services.record_bakes([("story", 0.004), ("story", 0.03), ("front", 60.0)])
    found = figures()
    assert found["midad_database_up"] == 1
    assert found["midad_stale_pages"] == found["midad_failing_pages"] == 1
    assert 300 <= found["midad_oldest_stale_page_seconds"] < 330
    assert 0 <= found[f"midad_worker_silence_seconds {services.timekeeping.own_name()}"] < 30
    assert found["midad_late_acts publish"] == found["midad_failing_acts expire"] == 0
    assert found["midad_index_jobs failed"] == 0
    assert found["midad_unreadable_figures"] == 0


def test_bake_times_are_a_histogram_that_any_process_tells(ready_paper):
    services.record_bakes([("story", 0.004), ("story", 0.03), ("front", 60.0)])
    found = figures()
    story = {limit: found[f"midad_bake_seconds_bucket story {limit}"] for limit in LIMITS}
    assert story == {"0.002": 0, "0.005": 1, "0.02": 1, "0.05": 2, "10": 2, "+Inf": 2}
    assert found["midad_bake_seconds_count story"] == 2
    assert found["midad_bake_seconds_sum story"] == pytest.approx(0.034)
    assert found["midad_bake_seconds_bucket front 10"] == 0
    assert found["midad_bake_seconds_count front"] == 1


LIMITS = ("0.002", "0.005", "0.02", "0.05", "10", "+Inf")


def test_a_room_lets_its_own_figures_be_watched(ready_paper, monkeypatch):
    monkeypatch.setattr(registry, "_gauges", {})
    registry.register_gauge("jobs", "Jobs.", lambda: {"done": 3, "fail\ned": 1}, label="state")
    registry.register_gauge("wind_knots", "Wind.", lambda: 12.5)
    found = figures()
    assert found["midad_jobs done"] == 3
    assert found["midad_jobs fail\ned"] == 1
    assert found["midad_wind_knots"] == 12.5


def test_a_figure_that_cannot_be_read_takes_no_other_with_it(ready_paper, monkeypatch, caplog):
    monkeypatch.setattr(registry, "_gauges", {})
    registry.register_gauge("a_torn", "Torn.", lambda: 1 // 0)
    registry.register_gauge("b_whole", "Whole.", lambda: 7)
    found = figures()
    assert found["midad_b_whole"] == 7
    assert found["midad_unreadable_figures"] == 1
    assert not [name for name in found if "torn" in name]
    assert [(row.event, row.figure) for row in caplog.records] == [("figure_failed", "a_torn")]


def test_openmetrics_is_told_to_who_asks_for_it(ready_paper):
    kind = "application/openmetrics-text; version=1.0.0"
    answer = get("/metrics", Accept=kind)
    assert answer.headers["Content-Type"].startswith("application/openmetrics-text")
    assert answer.content.endswith(b"# EOF\n")


def test_a_look_asks_the_database_few_questions(ready_paper, django_assert_max_num_queries):
    with django_assert_max_num_queries(18):
        get("/metrics")
    with django_assert_max_num_queries(6):
        get("/readyz")


# --- without a database

ASK = """
import django
django.setup()
from django.test import Client
here = {"REMOTE_ADDR": "127.0.0.1", "HTTP_HOST": "localhost"}
for path in ("/healthz", "/readyz", "/metrics"):
    answer = Client().get(path, **here)
    print(answer.status_code, answer.content.decode().strip())
"""


def test_with_the_database_away_every_address_answers_and_says_so(tmp_path):
    with socket.create_server(("127.0.0.1", 0)) as gone:
        port = gone.getsockname()[1]
    done = run_python(
        ASK,
        cwd=tmp_path,
        MIDAD_HOME=str(tmp_path / "home"),
        DJANGO_SETTINGS_MODULE="midad.config.settings.dev",
        DATABASE_URL=f"postgres://midad:sesame@127.0.0.1:{port}/midad",
    )
    assert done.returncode == 0, done.stderr
    health, ready, *figures = done.stdout.splitlines()
    assert health == "200 ok"
    assert ready.startswith('503 {"ready": false, "parts": {"database": "does not answer"')
    assert "midad_database_up 0.0" in figures
    assert not [line for line in figures if "stale" in line]
    assert "sesame" not in done.stdout + done.stderr
