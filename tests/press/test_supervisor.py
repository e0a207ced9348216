"""The paper's processes: started again when they fall, with growing pauses, stopped together."""

import os
import signal
import socket
import subprocess
import sys
import textwrap
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from midad.press import supervisor
from midad.press.supervisor import Child, Supervisor, port_is_free
from tests import tools

PATIENCE_SECONDS = 30


# --- when, by a clock of our own


class FakeProcess:
    """A process that runs until ``falls_at`` on the fake clock."""

    def __init__(self, clock: "FakeTime", lives_seconds: float) -> None:
        self.pid, self._clock = 0, clock
        self._falls_at = clock.now + lives_seconds

    def poll(self) -> int | None:
        return None if self._clock.now < self._falls_at else 1

    returncode = 1

    def wait(self, timeout: float | None = None) -> int:
        return 1


class FakeTime:
    """A clock that moves when the supervisor waits, and the processes started by it."""

    def __init__(self, monkeypatch, lives: list[float]) -> None:
        self.now, self.starts, self._lives, self.until = 0.0, [], lives, 0.0
        monkeypatch.setattr(supervisor.time, "monotonic", lambda: self.now)
        monkeypatch.setattr(supervisor, "_start", self._start)
        monkeypatch.setattr(supervisor, "_signal_group", lambda *_: None)
        monkeypatch.setattr(supervisor.signal, "signal", lambda *_: None)

    def _start(self, child) -> FakeProcess:
        self.starts.append(round(self.now, 1))
        return FakeProcess(self, self._lives.pop(0) if self._lives else 1e9)

    def is_set(self) -> bool:
        return self.now >= self.until

    def wait(self, seconds: float) -> None:
        self.now += seconds

    def run(self, *, until: float, children: int = 1) -> list[str]:
        self.until, said = until, []
        watched = Supervisor([Child(f"child {n}", ["x"]) for n in range(children)], said.append)
        watched._stopping = self
        watched.run()
        return said

    def pauses(self) -> list[float]:
        return [round(two - one, 1) for one, two in zip(self.starts, self.starts[1:], strict=False)]


def test_a_child_that_falls_at_once_is_started_again_ever_later_up_to_ten_seconds(monkeypatch):
    clock = FakeTime(monkeypatch, [0.0] * 9)
    said = clock.run(until=70)
    waited = [0.5, 1, 2, 4, 8, 10, 10, 10]
    # A look every 0.2 seconds: one to see the fall, and what is missing to the next look.
    assert all(
        pause <= real <= pause + 0.5 for pause, real in zip(waited, clock.pauses(), strict=False)
    )
    assert len(clock.starts) >= 8
    assert said[0] == "child 0 ended (1) and is started again"


def test_a_child_that_stood_for_a_while_is_started_again_soon(monkeypatch):
    clock = FakeTime(monkeypatch, [0.0, 0.0, 0.0, 0.0, 25.0])
    clock.run(until=60)
    assert clock.pauses()[3] > 4
    assert clock.pauses()[4] < 25 + 1.1


def test_a_child_that_stands_is_left_alone(monkeypatch):
    clock = FakeTime(monkeypatch, [])
    assert clock.run(until=50) == []
    assert clock.starts == [0.0]


def test_one_that_keeps_falling_does_not_hold_up_the_others(monkeypatch):
    clock = FakeTime(monkeypatch, [0.0, 1e9])
    clock.run(until=5, children=2)
    assert clock.starts[:2] == [0.0, 0.0]
    assert len(clock.starts) == 3


# --- for real


DRIVER = textwrap.dedent(
    """
    import sys
    from midad.press import supervisor
    from midad.press.supervisor import Child, Supervisor

    supervisor._STOP_SECONDS = 0.5
    folder = sys.argv[1]
    child = (
        "import os, signal, sys, time;"
        "sys.argv[2] == 'deaf' and signal.signal(signal.SIGTERM, signal.SIG_IGN);"
        "open(os.path.join(sys.argv[1], sys.argv[2], str(os.getpid())), 'w').close();"
        "time.sleep(300)"
    )
    names = sys.argv[2:]
    children = [Child(name, [sys.executable, "-c", child, folder, name]) for name in names]
    Supervisor(children, lambda words: print(words, flush=True)).run()
    """
)


class Watched:
    """A supervisor in a process of its own; each child leaves its number in a folder."""

    def __init__(self, folder: Path, names: tuple[str, ...]) -> None:
        self._folder = folder
        for name in names:
            (folder / name).mkdir()
        self.process = subprocess.Popen(
            [sys.executable, "-c", DRIVER, str(folder), *names],
            env={**os.environ, "PYTHONPATH": str(tools.ROOT / "src")},
            stdout=subprocess.PIPE,
            text=True,
        )

    def numbers(self, name: str) -> set[int]:
        return {int(path.name) for path in (self._folder / name).iterdir()}

    def all_numbers(self) -> set[int]:
        return {number for path in self._folder.iterdir() for number in self.numbers(path.name)}


@contextmanager
def watched(folder: Path, *names: str) -> Iterator[Watched]:
    paper = Watched(folder, names)
    try:
        wait_until(lambda: all(paper.numbers(name) for name in names))
        yield paper
    finally:
        paper.process.kill()
        paper.process.wait()
        for number in filter(is_alive, paper.all_numbers()):
            os.kill(number, signal.SIGKILL)
        paper.process.stdout.close()


def is_alive(number: int) -> bool:
    try:
        state = Path(f"/proc/{number}/stat").read_text().rpartition(")")[2].split()[0]
    except OSError:
        return False
    return state != "Z"


def wait_until(holds: Callable[[], object]) -> None:
    until = time.monotonic() + PATIENCE_SECONDS
    while not holds() and time.monotonic() < until:
        time.sleep(0.02)
    assert holds()


def test_a_fallen_child_is_started_again_and_the_others_stay(tmp_path):
    with watched(tmp_path, "server", "worker") as paper:
        (fallen,), standing = paper.numbers("worker"), paper.numbers("server")
        os.kill(fallen, signal.SIGKILL)
        wait_until(lambda: paper.numbers("worker") - {fallen})
        assert paper.numbers("server") == standing
        assert is_alive(*standing)
        assert paper.process.stdout.readline() == "worker ended (-9) and is started again\n"


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT, signal.SIGHUP])
def test_told_to_stop_it_stops_all_together(tmp_path, number):
    with watched(tmp_path, "server", "worker") as paper:
        paper.process.send_signal(number)
        assert paper.process.wait(PATIENCE_SECONDS) == 0
        assert not [pid for pid in paper.all_numbers() if is_alive(pid)]


def test_a_child_that_does_not_listen_is_stopped_all_the_same(tmp_path):
    with watched(tmp_path, "deaf", "server") as paper:
        paper.process.send_signal(signal.SIGTERM)
        assert paper.process.wait(PATIENCE_SECONDS) == 0
        assert not [pid for pid in paper.all_numbers() if is_alive(pid)]


@pytest.mark.skipif(sys.platform != "linux", reason="the kernel's help is Linux's alone")
def test_when_the_supervisor_is_killed_its_children_go_too(tmp_path):
    with watched(tmp_path, "server", "worker") as paper:
        paper.process.kill()
        wait_until(lambda: not [pid for pid in paper.all_numbers() if is_alive(pid)])


def test_what_a_killed_child_left_behind_is_gone_before_it_starts_again(tmp_path):
    left = tmp_path / "socket"
    left.touch()
    look = f"import os, sys; sys.exit(os.path.exists({str(left)!r}))"
    child = Child("server", [sys.executable, "-c", look], leaves=left)
    for _ in range(2):
        assert supervisor._start(child).wait(PATIENCE_SECONDS) == 0


def test_a_fallen_child_leaves_no_children_of_its_own(tmp_path):
    number = tmp_path / "pid"
    child = Child("server", ["sh", "-c", f"sleep 300 & echo $! > {number}"])
    watched = Supervisor([child], lambda _: None)
    watched._tend(child)
    child.process.wait(PATIENCE_SECONDS)
    pid = int(number.read_text())
    assert is_alive(pid)
    watched._tend(child)
    wait_until(lambda: not is_alive(pid))


# --- where


def test_a_port_is_free_until_somebody_listens():
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        port = taken.getsockname()[1]
        taken.listen()
        assert not port_is_free("127.0.0.1", port)
    assert port_is_free("127.0.0.1", port)


def test_a_host_that_is_not_this_machine_is_not_free():
    assert not port_is_free("192.0.2.1", 0)


# --- one supervisor a paper


def test_a_paper_is_served_once(tmp_path):
    refused = pytest.raises(supervisor.AlreadyServed, match=str(tmp_path))
    with supervisor.only_one(tmp_path), refused, supervisor.only_one(tmp_path):
        pytest.fail("two hold one paper")
    with supervisor.only_one(tmp_path):
        pass


def test_a_supervisor_that_was_killed_leaves_the_paper_free(tmp_path):
    code = (
        "import sys, time; from pathlib import Path; from midad.press import supervisor\n"
        "with supervisor.only_one(Path(sys.argv[1])): print('held', flush=True); time.sleep(60)"
    )
    with subprocess.Popen(
        [sys.executable, "-c", code, str(tmp_path)], stdout=subprocess.PIPE, text=True
    ) as holder:
        assert holder.stdout.readline() == "held\n"
        with pytest.raises(supervisor.AlreadyServed), supervisor.only_one(tmp_path):
            pytest.fail("two hold one paper")
        holder.kill()
        holder.wait()
    with supervisor.only_one(tmp_path):
        pass
