"""The one clock."""

from datetime import UTC, timedelta
from pathlib import Path
from types import SimpleNamespace

import pytest
from django.utils import timezone

import midad
from midad.kit import clock


def test_now_is_aware_and_in_utc():
    assert clock.now().tzinfo is UTC
    assert clock.now().utcoffset() == timedelta(0)


def test_now_goes_forward():
    first = clock.now()
    assert first <= clock.now() <= timezone.now()


def test_a_rare_act_is_done_at_once_and_then_not_before_its_time(monkeypatch):
    moments = iter([100.0, 100.0, 100.5, 159.9, 160.0, 160.0, 161.0])
    monkeypatch.setattr(clock, "time", SimpleNamespace(monotonic=lambda: next(moments)))
    done = []
    rarely = clock.at_most_every(60, lambda: done.append(1) or len(done))
    assert [rarely() for _ in range(5)] == [1, 0, 0, 2, 0]


def test_a_rare_act_that_fails_is_not_tried_again_at_once():
    def fail():
        raise ValueError("no")

    rarely = clock.at_most_every(60, fail)
    with pytest.raises(ValueError, match="no"):
        rarely()
    assert rarely() == 0


def test_now_is_utc_whatever_zone_is_active():
    with timezone.override("Asia/Riyadh"):
        assert clock.now().utcoffset() == timedelta(0)


OTHER_CLOCKS = ("timezone.now(", "datetime.now(", "datetime.utcnow(", "date.today(", "localdate(")


@pytest.mark.parametrize("room", ["press", "stories", "accounts", "config"])
def test_a_room_reads_no_other_clock(room):
    files = sorted((Path(midad.__file__).parent / room).rglob("*.py"))
    assert files
    texts = {path: path.read_text(encoding="utf-8") for path in files}
    assert [path for path in files for other in OTHER_CLOCKS if other in texts[path]] == []
