"""How many bytes a story page and the whole store take, by encoding."""

import os
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from statistics import median
from typing import Any

from bench.press.paper import Paper

_ENCODINGS = {"plain": "", "gzip": ".gz", "brotli": ".br"}


def measure(paper: Paper) -> dict[str, Any]:
    """Return the bytes of the story page (median, and the hot one) and of the store a story."""
    files = [paper.store / name for name in paper.ask("story_files")]
    code = paper.ask("hot")["code"]
    stories = paper.ask("counts")["stories"]
    total, on_disk, count = _whole(paper.store)
    return {
        "stories": stories,
        "story_page": {name: _median(files, ending) for name, ending in _ENCODINGS.items()},
        "hot_page": _forms(paper.store / "articles" / code / "index.html"),
        "store": {"files": count, **total, "all": sum(total.values()), "on_disk": on_disk},
        "store_per_story": sum(total.values()) / max(stories, 1),
        "on_disk_per_story": on_disk / max(stories, 1),
    }


def _forms(file: Path) -> dict[str, int]:
    return {name: _size(file, ending) for name, ending in _ENCODINGS.items()}


def _median(files: Sequence[Path], ending: str) -> float:
    return median(_size(file, ending) for file in files)


def _size(file: Path, ending: str) -> int:
    return file.with_name(file.name + ending).stat().st_size


def _whole(store: Path) -> tuple[Counter[str], int, int]:
    """Return the store's bytes by encoding, the bytes of the blocks they lie in, how many files."""
    total: Counter[str] = Counter()
    on_disk = count = 0
    for folder, _, names in os.walk(store):
        for name in names:
            stat = Path(folder, name).stat()
            encoding = {".gz": "gzip", ".br": "brotli"}.get(Path(name).suffix, "plain")
            total[encoding] += stat.st_size
            on_disk += stat.st_blocks * 512
            count += 1
    return total, on_disk, count
