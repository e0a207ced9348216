"""Run in a process of its own: a publishing storm over a small paper, and what it left.

``python -m tests.storm.blowing FOLDER PORT SEED ROUNDS [told]`` prints one line of JSON. With
``told`` it blows on after its rounds until a line comes in: somebody else does harm meanwhile.
"""

import json
import os
import random
import select
import sys
import time
from contextlib import ExitStack
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from unittest import mock

import django

STORIES = 24
LONGEST_SECONDS = 0.45
# The desk stands for the newsroom's server: its acts run there. "server" is the readers'.
VICTIMS = [
    *[["worker"]] * 6,
    *[["desk"]] * 3,
    *[["worker", "desk"]] * 4,
    *(["server"], ["server", "worker", "desk"]),
]


@dataclass
class Storm:
    """What was asked for."""

    folder: Path
    port: int
    seed: int
    rounds: int
    until_told: bool


def blow(storm: Storm) -> dict[str, object]:
    """Let the storm blow; return what happened and what was wrong after it."""
    from django.conf import settings
    from django.core.management import call_command
    from wagtail.models import Revision

    from midad.press import store as store_module
    from midad.press import worker
    from midad.press.services import leases
    from tests.storm import aftermath, desk, effects
    from tests.storm.clock import FASTER, fast_clock
    from tests.storm.herd import Herd, forked, wait_for
    from tests.storm.reader import Reader

    chance = random.Random(storm.seed)
    log, end, seen = (storm.folder / name for name in ("storm.log", "over", "seen.json"))
    with ExitStack() as stack:
        clock = stack.enter_context(fast_clock())
        # No test pulls the plug, and a killed baker's pages are free again after two seconds.
        stack.enter_context(mock.patch.object(os, "fsync"))
        stack.enter_context(mock.patch.object(store_module, "_sync_file_system", lambda _: True))
        lease = timedelta(seconds=2 * FASTER)
        stack.enter_context(mock.patch.object(leases, "LEASE", lease))

        call_command("migrate", verbosity=0)
        effects.register()
        desk.found_paper(chance, clock, STORIES)
        worker.adopt_present_theme()
        worker.bake_until_done()
        acts = {
            "desk": lambda: desk.work(chance.randrange(10**9), clock),
            "worker": aftermath.work,
        }
        herd = Herd(acts, storm.port, log)
        stack.callback(herd.close)
        herd.tend()
        herd.wait_for_server()
        reader = Reader(Path(settings.PRESS_STORE_DIR), storm.port, storm.seed)
        reading = forked(lambda: reader.read_until(seen, end), log)
        print("it blows", flush=True)

        blown = 0
        while blown < storm.rounds or (storm.until_told and not told()):
            chance.random()  # another desk each round, the same for the same seed
            herd.tend()
            time.sleep(chance.uniform(0.02, LONGEST_SECONDS))
            for name in chance.choice(VICTIMS):
                herd.kill(name)
            blown += 1
        herd.end()
        end.touch()
        if code := wait_for(reading):
            herd.ended.append(f"reader: {code}")
        wrong = aftermath.damage(clock, storm.folder, log)
        return {
            "rounds": blown,
            "killed": herd.killed,
            "acts": Revision.objects.count(),
            "ended by themselves": herd.ended,
            "read": json.loads(seen.read_text()) if seen.exists() else {},
            "wrong": wrong,
        }


def told() -> bool:
    """Tell whether a line came in, or nobody is there to send one."""
    return bool(select.select([sys.stdin], [], [], 0)[0])


if __name__ == "__main__":
    django.setup()
    place, port, seed, rounds, *more = sys.argv[1:]
    asked = Storm(Path(place), int(port), int(seed), int(rounds), bool(more))
    print(json.dumps(blow(asked)), flush=True)
