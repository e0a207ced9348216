"""Where the time of a bake goes: one process bakes a sample, a timer looks where it is.

``python -m bench.press.profiling COUNT`` in the environment of a paper that may be spoiled; JSON
out. The timer interrupts every two milliseconds of wall time; a call into C is interrupted at its
end, so each look counts for the time since the look before.
"""

import json
import signal
import sys
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType

import django

django.setup()

from midad.kit import clock  # noqa: E402 - the models stand after the setup
from midad.press import services  # noqa: E402
from midad.press.models import BakedPage  # noqa: E402
from midad.press.services.marking import mark_addresses  # noqa: E402

_TICK_SECONDS = 0.002
_BATCH = 20
# What a frame belongs to, by its file and function; the innermost frame that is known decides.
_BY_FUNCTION = {
    ("press/store.py", "encoded_forms"): "compression",
    ("press/services/baking.py", "_digest"): "digest",
}
_BY_FILE = (
    ("/django/db/backends/", "database"),
    ("/django/db/", "rows and queries as objects"),
    ("/modelcluster/", "rows and queries as objects"),
    ("/midad/theme/templates/", "template"),
    ("/jinja2/", "template"),
    ("/midad/press/store.py", "files"),
    ("/midad/press/", "press"),
    ("/midad/stories/", "stories' own code"),
    ("/arabictext/", "stories' own code"),
    ("/django/utils/", "stories' own code"),
)


class Looks:
    """The seconds seen in each part of the work."""

    def __init__(self) -> None:
        self.seconds: Counter[str] = Counter()
        self._last = 0.0

    @contextmanager
    def looking(self) -> Iterator[None]:
        """Look at the block."""
        signal.signal(signal.SIGALRM, self._look)
        signal.siginterrupt(signal.SIGALRM, False)
        self._last = time.perf_counter()
        signal.setitimer(signal.ITIMER_REAL, _TICK_SECONDS, _TICK_SECONDS)
        try:
            yield
        finally:
            signal.setitimer(signal.ITIMER_REAL, 0)

    def _look(self, number: int, frame: FrameType | None) -> None:
        now = time.perf_counter()
        self.seconds[part_of(frame)] += now - self._last
        self._last = now


def part_of(frame: FrameType | None) -> str:
    """Return which part of the work a stack of frames is in."""
    while frame is not None:
        file, function = frame.f_code.co_filename, frame.f_code.co_name
        for (ending, name), part in _BY_FUNCTION.items():
            if function == name and file.endswith(ending):
                return part
        for piece, part in _BY_FILE:
            if piece in file:
                return part
        frame = frame.f_back
    return "other"


def sample(count: int) -> list[str]:
    """Return ``count`` addresses, spread evenly over all that are baked."""
    every = list(BakedPage.objects.order_by("address").values_list("address", flat=True))
    step = max(len(every) // count, 1)
    return every[::step][:count]


def main(count: int) -> None:
    """Bake the sample and print the share of each part."""
    chosen = sample(count)
    now = clock.now()
    mark_addresses(chosen, now=now)
    batches = [chosen[start : start + _BATCH] for start in range(0, len(chosen), _BATCH)]
    services.bake_now(batches[0], now=now)  # what is made once: templates, connections
    looks = Looks()
    began = time.perf_counter()
    with looks.looking():
        for batch in batches[1:]:
            services.bake_now(batch, now=now)
    seconds = time.perf_counter() - began
    seen = sum(looks.seconds.values())
    shares = {part: part_seconds / seen for part, part_seconds in looks.seconds.most_common()}
    pages = len(chosen) - _BATCH
    print(json.dumps({"pages": pages, "seconds": seconds, "shares": shares}))


if __name__ == "__main__":
    main(int(sys.argv[1]))
