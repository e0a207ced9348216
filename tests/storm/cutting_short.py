"""Run in a process of its own: a bake of the whole paper that is killed half way and gone on with.

``python -m tests.storm.cutting_short FOLDER`` prints one line of JSON.
"""

import json
import os
import pty
import signal
import sys
import time
from contextlib import ExitStack, suppress
from datetime import timedelta
from pathlib import Path
from unittest import mock

import django

STORIES, EVERY = 220, timedelta(hours=5)
PATIENCE_SECONDS = 90
COMMAND = ("press", "bake", "--all", "--processes", "2")
NAMES = {"authors": ("هالة", "سامي"), "agencies": ("واس",), "topics": ("الميناء",)}


def cut_short(folder: Path) -> dict[str, object]:
    """Bake a paper, change all of it, kill its bake in the middle, go on; return what was seen."""
    from django.core.management import call_command
    from django.utils import timezone

    from midad.press import store as store_module
    from midad.press import worker
    from midad.press.models import PressMark, StalePage
    from midad.press.stores import the_store
    from tests.stories.factories import change_edition, import_stories, make_section
    from tests.stories.press import Press
    from tests.storm.aftermath import age_what_was_left, not_as_baked_from_nothing
    from tests.storm.clock import FastClock

    with ExitStack() as stack:
        stack.enter_context(mock.patch.object(os, "fsync"))
        stack.enter_context(mock.patch.object(store_module, "_sync_file_system", lambda _: True))
        call_command("migrate", verbosity=0)
        first_at = timezone.now() - STORIES * EVERY
        import_stories(make_section(), STORIES, first_at, every=EVERY, **NAMES)
        worker.adopt_present_theme()
        worker.bake_until_done()
        press = Press(FastClock(0, timezone.now()), folder)
        old = bytes_of(press)
        change_edition(name="صحيفة الفجر")
        StalePage.objects.all().delete()
        before = pages_baked()

        lines = folder / "lines.txt"
        parent = started(lines)
        killed_after, told = kill_half_way(parent, before, len(old) // 3)
        middle = bytes_of(press)
        StalePage.objects.exclude(leased_until=None).update(leased_until=None)  # a minute passes
        screen = on_a_terminal()
        end = bytes_of(press)
        age_what_was_left()
        the_store().sweep()
        return {
            "pages": len(old) // 3,
            "killed after": killed_after,
            "baked in all": pages_baked() - before,
            "neither old nor new": sorted(
                name
                for name in old | middle
                if middle.get(name) is None or middle[name] not in (old.get(name), end.get(name))
            ),
            "old in the middle": sum(middle[name] == old[name] for name in old if name in middle),
            "lines": lines.read_text(),
            "screen": screen,
            "stale": StalePage.objects.count(),
            "marks": sorted(PressMark.objects.values_list("name", flat=True)),
            "not as baked from nothing": not_as_baked_from_nothing(press),
            "alive": told,
        }


def bytes_of(press) -> dict[str, bytes]:
    """Return the bytes of every form that stands."""
    return {name: seen[0] for name, seen in press.files().items() if ".baking" not in name}


def pages_baked() -> int:
    """Return how many pages were ever baked: each counts where its files stand."""
    from django.db.models import Sum

    from midad.press.models import BakeTime

    return BakeTime.objects.aggregate(Sum("pages"))["pages__sum"]


def bake_all() -> None:
    from django.core.management import call_command

    call_command(*COMMAND)


def started(lines: Path) -> int:
    """Begin the bake where nobody watches; return its process."""
    from django.core.management import call_command

    from tests.storm.herd import forked

    def begin() -> None:
        os.setsid()
        call_command(*COMMAND, stdout=lines.open("w", buffering=1))

    return forked(begin, lines.with_suffix(".log"))


def children_of(number: int) -> list[int]:
    return [int(n) for n in Path(f"/proc/{number}/task/{number}/children").read_text().split()]


def kill_half_way(parent: int, before: int, pages: int) -> tuple[int, list[int]]:
    """Kill the parent and one baker when a third is baked; the other ends by itself."""
    until = time.monotonic() + PATIENCE_SECONDS
    while pages_baked() - before < pages // 3 and time.monotonic() < until:
        time.sleep(0.02)
    bakers = children_of(parent)
    for number in (bakers[0], parent):
        os.kill(number, signal.SIGKILL)
    os.waitpid(parent, 0)
    while (left := [n for n in bakers if is_alive(n)]) and time.monotonic() < until:
        time.sleep(0.02)
    return pages_baked() - before, left


def is_alive(number: int) -> bool:
    try:
        return Path(f"/proc/{number}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return False


def on_a_terminal() -> str:
    """Go on with the bake on a terminal; return what it showed."""
    from django.db import connections

    connections.close_all()
    number, terminal = pty.fork()
    if not number:
        os.environ.update(TERM="xterm", COLUMNS="100")
        try:
            bake_all()
        finally:
            os._exit(0)
    shown = b""
    with suppress(OSError):  # the kernel's way to say that the other end closed
        while data := os.read(terminal, 65536):
            shown += data
    os.waitpid(number, 0)
    return shown.decode()


if __name__ == "__main__":
    django.setup()
    print(json.dumps(cut_short(Path(sys.argv[1])), ensure_ascii=False), flush=True)
