"""The ledger: each job of an act once, in order, again until it is done, whoever is killed."""

from datetime import timedelta

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext

from midad.press import queries, registry, services
from midad.press.graph import Act
from midad.press.models import LedgerEntry, PressMark
from midad.press.registry import Job, JobFailed, NotYet
from midad.press.services import ledger
from midad.press.services.replacing import mark_replaced_paper
from tests.press.toy import NOW, bake, elsewhere, page

pytestmark = pytest.mark.django_db(transaction=True)
STORY = "story:1"


class Desk:
    """A ledger of its own: «press», a probe under orders, and two jobs that keep count."""

    def __init__(self, toy, monkeypatch) -> None:
        self.toy, self.now, self.trouble, self.done = toy, NOW, {}, []
        monkeypatch.setattr(registry, "_jobs", {})
        ledger.register_press_job()
        registry._jobs["probe"] = Job("probe", self._counted("probe"), needs="press")
        registry.register_job("purge", self._counted("purge"), after_probe=False)
        registry.register_job("notify", self._counted("notify"), after_probe=True)

    def _counted(self, name):
        def run(act, now):
            trouble = self.trouble.get(name)
            if trouble:
                raise trouble
            self.done.append((name, act.name, act.overtaken))

        return run

    def act(self, name: str = "publish", *, subject: str = STORY) -> None:
        with transaction.atomic():
            self.toy.write("one", now=self.now)
            services.record_act(Act(subject, name), pages=[page("one")], now=self.now)

    def work(self, **later: float) -> None:
        self.now += timedelta(**later)
        while services.run_next_job(now=self.now):
            pass

    def names(self) -> list[tuple[str, str]]:
        return [(job, act) for job, act, _ in self.done]


@pytest.fixture
def desk(toy, monkeypatch) -> Desk:
    """Return a ledger with jobs that keep count."""
    return Desk(toy, monkeypatch)


def states(**of: str) -> dict[str, str]:
    return dict(LedgerEntry.objects.filter(**of).order_by("pk").values_list("job", "state"))


def entry(job: str, **of: str) -> LedgerEntry:
    return LedgerEntry.objects.get(job=job, **of)


def test_an_act_is_written_with_its_jobs_in_one_statement(desk):
    with (
        CaptureQueriesContext(
            connection,
        ) as asked,
        transaction.atomic(),
    ):
        services.record_act(Act(STORY, "publish"), pages=[page("one")], now=NOW)
    assert len([query for query in asked if "INSERT" in query["sql"]]) == 1
    assert len([query for query in asked if "ledgerentry" in query["sql"]]) == 1
    assert states() == dict.fromkeys(["press", "probe", "purge", "notify"], "waiting")


def test_an_act_stands_or_falls_with_its_transaction(desk):
    with pytest.raises(RuntimeError), transaction.atomic():
        services.record_act(Act(STORY, "publish"), pages=[], now=NOW)
        raise RuntimeError
    assert states() == {}


def test_the_same_act_is_written_once(desk):
    for _ in range(2):
        services.record_act(Act(STORY, "publish", "7"), pages=[], now=NOW)
    desk.work()
    services.record_act(Act(STORY, "publish", "7"), pages=[], now=NOW + timedelta(seconds=9))
    desk.work()
    assert sorted(desk.names()) == [
        ("notify", "publish"),
        ("probe", "publish"),
        ("purge", "publish"),
    ]


def test_nothing_is_done_before_the_pages_of_the_act_are_baked(desk):
    desk.act()
    desk.work()
    desk.work(seconds=5)
    assert desk.done == []
    bake(now=desk.now)
    desk.work(seconds=2)
    assert set(states().values()) == {"done"}


def test_a_page_that_another_change_made_stale_again_does_not_hold_the_act_up(desk):
    desk.act()
    bake()
    desk.toy.write("one", now=NOW + timedelta(seconds=1))
    desk.work(seconds=2)
    assert entry("press").state == "done"


def test_a_page_that_cannot_be_baked_is_the_reason(desk):
    desk.toy.trouble["one"] = ValueError("no such picture")
    desk.act()
    bake()
    desk.work(seconds=1)
    found = entry("press")
    assert (found.state, found.reason) == ("failed", "not_baked")
    assert "no such picture" in found.last_error
    assert list(queries.late_entries(now=desk.now)) == [found]


def test_what_waits_for_the_probe_runs_only_after_it_succeeded(desk):
    desk.trouble["probe"] = JobFailed("differs", "old bytes")
    desk.act()
    bake()
    desk.work(seconds=1)
    assert desk.names() == [("purge", "publish")]
    assert entry("probe").reason == "differs"
    del desk.trouble["probe"]
    desk.work(seconds=6)
    assert desk.names()[1:] == [("probe", "publish"), ("notify", "publish")]


def test_pauses_grow_to_a_limit(desk):
    desk.trouble["purge"] = RuntimeError("away")
    desk.act()
    bake()
    pauses = []
    for _ in range(10):
        desk.work(seconds=1)
        found = entry("purge")
        pauses.append((found.due_at - desk.now).total_seconds())
        desk.now = found.due_at
    assert pauses == [5, 10, 20, 40, 80, 160, 320, 600, 600, 600]
    assert entry("purge").attempts == 10
    assert entry("purge").last_error == "RuntimeError: away"


@pytest.mark.parametrize(
    ("trouble", "reason", "detail", "traced"),
    [
        (JobFailed("unreachable", "/: refused"), "unreachable", "/: refused", False),
        (RuntimeError("away"), "failed", "RuntimeError: away", True),
    ],
)
def test_the_log_says_why_a_job_failed(desk, caplog, trouble, reason, detail, traced):
    desk.trouble["purge"] = trouble
    desk.act()
    bake()
    desk.work(seconds=1)
    [line] = [record for record in caplog.records if record.event == "job_failed"]
    assert (line.job, line.reason, line.detail) == ("purge", reason, detail)
    assert bool(line.exc_info) is traced


def test_a_job_that_waits_has_not_failed(desk):
    desk.trouble["purge"] = NotYet("a moment")
    desk.act()
    bake()
    desk.work(seconds=1)
    assert (entry("purge").state, entry("purge").attempts) == ("waiting", 0)
    assert not queries.late_entries(now=desk.now).exists()
    assert entry("purge") in queries.late_entries(now=NOW + timedelta(seconds=61))


def test_a_failing_job_lets_fresh_ones_pass(desk):
    desk.trouble["purge"] = RuntimeError("away")
    desk.act()
    bake()
    desk.work(seconds=1)
    desk.now = entry("purge", subject=STORY).due_at + timedelta(seconds=60)
    desk.act(subject="story:2")
    bake(now=desk.now)
    services.run_next_job(now=desk.now)
    assert entry("press", subject="story:2").state == "done"


def test_a_newer_act_takes_the_probe_over_and_then_both_go_on(desk):
    desk.trouble["probe"] = JobFailed("differs", "old bytes")
    desk.act("publish")
    bake()
    desk.work(seconds=1)
    desk.act("update")
    bake(now=desk.now)
    desk.work(seconds=10)
    assert entry("probe", act_name="publish").state == "superseded"
    assert entry("notify", act_name="publish").due_at is None
    del desk.trouble["probe"]
    desk.work(seconds=10)
    assert [told for told in desk.done if told[0] in ("probe", "notify")] == [
        ("probe", "update", False),
        ("notify", "publish", True),
        ("notify", "update", False),
    ]


def test_a_probe_that_comes_late_finds_its_answer_in_the_newer_one(desk):
    desk.act("publish")
    bake()
    desk.now += timedelta(seconds=1)
    desk.act("update")
    bake(now=desk.now)
    LedgerEntry.objects.filter(act_name="publish", job="press").update(due_at=None)
    desk.work()
    assert entry("notify", act_name="update").state == "done"
    LedgerEntry.objects.filter(act_name="publish", job="press").update(due_at=desk.now)
    desk.work()
    assert entry("probe", act_name="publish").state == "superseded"
    assert entry("notify", act_name="publish").state == "done"


def test_an_act_on_another_story_takes_nothing_over(desk):
    desk.act()
    desk.act(subject="story:2")
    bake()
    desk.work()
    assert set(states(subject=STORY).values()) == {"done"}


def test_two_workers_never_run_a_job_at_once(desk):
    seen = []
    desk.act()
    bake()
    desk.work()
    registry.register_job(
        "slow",
        lambda act, now: elsewhere(lambda: seen.append(services.run_next_job(now=now))),
        after_probe=False,
    )
    desk.act("update")
    bake()
    LedgerEntry.objects.exclude(job="slow").delete()
    LedgerEntry.objects.update(due_at=NOW)
    desk.work()
    assert seen == [False]
    assert entry("slow").state == "done"


def test_a_killed_worker_s_job_is_taken_up_when_its_lease_runs_out(desk):
    desk.act()
    bake()
    assert ledger._lease(LedgerEntry.objects.filter(job="press"), NOW)
    desk.work(seconds=59)
    assert states()["press"] == "running"
    desk.work(seconds=2)
    assert set(states().values()) == {"done"}


def test_who_lost_the_lease_writes_nothing(desk):
    desk.act()
    bake()
    desk.work()
    held = []

    def overtaken(act, now):
        mine = LedgerEntry.objects.filter(job="slow")
        held.append(mine.update(lease_holder="another"))

    registry.register_job("slow", overtaken, after_probe=False)
    desk.act("update")
    bake()
    desk.work(seconds=2)
    assert held == [1]
    assert entry("slow").state == "running"


def test_rows_written_in_the_transaction_of_the_job_are_written_once(desk):
    def write(act, now):
        PressMark.objects.create(name="sent", value=act.act)
        if len(tries) < 1:
            tries.append(1)
            raise RuntimeError("killed")

    tries: list[int] = []
    registry.register_job("send", write, after_probe=True, in_transaction=True)
    desk.act()
    bake()
    desk.work()
    assert not PressMark.objects.filter(name="sent").exists()
    desk.work(seconds=6)
    assert entry("send").state == "done"
    assert PressMark.objects.filter(name="sent").count() == 1


def test_a_job_of_a_room_that_is_gone_says_so(desk):
    desk.act()
    bake()
    del registry._jobs["purge"]
    desk.work()
    assert entry("purge").reason == "unknown_job"


def test_run_again_by_hand_bakes_and_goes_on_at_once(desk):
    desk.toy.trouble["one"] = ValueError("no such picture")
    desk.act()
    bake()
    desk.work(seconds=1)
    desk.toy.trouble.clear()
    after = services.run_job_again(entry_id=entry("press").pk, now=desk.now)
    assert after is not None
    assert after.state == "done"
    done = services.run_job_again(entry_id=after.pk, now=desk.now)
    assert done is not None
    assert done.state == "done"
    assert services.run_job_again(entry_id=0, now=desk.now) is None


def test_entries_are_forgotten_a_month_after_they_were_over(desk):
    desk.act()
    bake()
    desk.work()
    desk.trouble["purge"] = RuntimeError("away")
    desk.act("update")
    bake()
    desk.work()
    assert services.forget_old_entries(now=desk.now + timedelta(days=29)) == 0
    services.forget_old_entries(now=desk.now + timedelta(days=31))
    assert states() == {"purge": "failed"}


def test_in_a_restored_paper_what_is_done_stays_done_and_the_rest_waits_for_the_new_bake(desk):
    desk.act("publish", subject="story:2")
    bake()
    desk.work()
    desk.act()
    bake()
    desk.done.clear()
    restored = NOW + timedelta(days=1)
    mark_replaced_paper(now=restored)
    desk.work(days=1)
    assert desk.done == []
    bake(now=restored)
    desk.work(seconds=2)
    assert {act for act, _ in desk.names()} == {"purge", "probe", "notify"}
    assert len(desk.done) == 3


def test_figures_of_the_ledger(desk):
    assert queries.oldest_due_job_seconds(now=NOW) == 0
    desk.trouble["purge"] = RuntimeError("away")
    desk.act()
    assert queries.oldest_due_job_seconds(now=NOW + timedelta(seconds=7)) == 7
    bake()
    desk.work()
    assert queries.ledger_states() == {
        "waiting": 0,
        "running": 0,
        "failed": 1,
        "done": 3,
        "superseded": 0,
    }


def test_the_acts_of_a_story_come_newest_first(desk):
    for name in ("publish", "update", "kill"):
        desk.act(name)
    desk.act(subject="story:2")
    found = queries.entries_of(STORY, acts=2)
    assert [act[0].act_name for act in found] == ["kill", "update"]
    assert [entry.job for entry in found[0]] == ["press", "probe", "purge", "notify"]
    assert [act[0].act_name for act in queries.entries_of(STORY, acts=2, first=2)] == ["publish"]
    assert queries.count_acts_of(STORY) == 3
