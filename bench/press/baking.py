"""The whole paper baked into an empty store: pages a second, memory, and where the time goes."""

import json
import shutil
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

from bench.press.paper import Paper, said
from bench.press.processes import memory_bytes, tree

_PROCESSES = 2
_LOOK_SECONDS = 0.5
_PROFILED_PAGES = 520  # the first twenty warm up
Say = Callable[[str], None]


def measure(paper: Paper, folder: Path, *, say: Say) -> dict[str, Any]:
    """Bake all of ``paper`` into an empty store, then a sample under the profile.

    The paper is spoiled: its list of stale pages is not what it was.
    """
    say("baking the whole paper")
    elsewhere = _empty_store(paper, folder / "store")
    processes = _PROCESSES if "--processes" in paper.midad("press", "bake", "--help") else 1
    words = ["--processes", str(processes)] if processes > 1 else []
    pages = paper.ask("counts")["pages"]
    seconds, memory = _baked(elsewhere, words, folder / "bake.log")
    say(f"looking where the time goes, {_PROFILED_PAGES} pages")
    profile = _profile(_empty_store(paper, folder / "profiled"))
    return {
        "pages": pages,
        "processes": processes,
        "seconds": seconds,
        "pages_per_second": pages / seconds,
        "memory": _told(memory),
        "profile": profile,
    }


def _empty_store(paper: Paper, store: Path) -> Paper:
    store.mkdir(parents=True)
    return replace(paper, elsewhere=store)


def _baked(paper: Paper, words: list[str], log: Path) -> tuple[float, list[int]]:
    """Bake; return the seconds it took and how much its processes held, looked at in between."""
    command = [sys.executable, "-m", "midad", "press", "bake", "--all", *words]
    memory: list[int] = []
    with log.open("wb") as output:
        began = time.monotonic()
        process = subprocess.Popen(
            command, env=paper.whole_environment, stdout=output, stderr=subprocess.STDOUT
        )
        while process.poll() is None:
            memory.append(memory_bytes(tree(process.pid), "Pss_Anon"))
            time.sleep(_LOOK_SECONDS)
        seconds = time.monotonic() - began
    if process.returncode != 0:
        raise RuntimeError(f"the bake failed\n{log.read_text(errors='replace')[-3000:]}")
    return seconds, memory


def _told(memory: list[int]) -> dict[str, int]:
    """Return the peak, and the peaks of the second and last quarter: is it constant?"""
    quarter = max(len(memory) // 4, 1)
    second = memory[quarter : 2 * quarter] or memory
    return {
        "peak": max(memory),
        "second_quarter": max(second),
        "last_quarter": max(memory[-quarter:]),
    }


def _profile(paper: Paper) -> dict[str, Any]:
    command = [sys.executable, "-m", "bench.press.profiling", str(_PROFILED_PAGES)]
    found: dict[str, Any] = json.loads(said(command, paper.environment))
    shutil.rmtree(paper.store)
    return found
