"""Which processes a paper is: one answers readers, one carries the newsroom, two work.

Readers come first. Their server runs no Django view, and the others stand back for it while the
processor is wanted: a slow screen of the newsroom or a bake of the whole paper holds up nobody.
"""

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from midad.press.supervisor import Child

READERS = "midad.config.readers:application"
NEWSROOM = "midad.config.wsgi:application"
# Requests of the newsroom that may be on their way at once; readers keep the rest of the threads.
NEWSROOM_REQUESTS = 96
_READERS_THREADS = NEWSROOM_REQUESTS + 24
# More than this per core only waits for Python's lock; requests beyond it queue (backpressure).
_NEWSROOM_THREADS = 2 * (os.cpu_count() or 1)
_NEWSROOM_NICENESS, _WORKERS_NICENESS = 10, 15


@contextmanager
def whole_paper(*, host: str, port: int, proxy_hops: int) -> Iterator[list[Child]]:
    """Yield the processes of a paper: both servers and both workers.

    The servers meet on a socket in a folder that only this user may enter; it goes away with the
    block. The readers' server is one more proxy before the newsroom: it adds to ``proxy_hops``.
    """
    with TemporaryDirectory(prefix="midad-") as folder:
        meeting = Path(folder) / "newsroom"
        probe = {"MIDAD_PROBE_URL": os.environ.get("MIDAD_PROBE_URL") or _own_url(host, port)}
        hops = {"MIDAD_PROXY_HOPS": str(proxy_hops + 1)}
        yield [
            Child(
                "readers' server",
                _granian(READERS, _READERS_THREADS, "--host", host, "--port", str(port)),
                {"MIDAD_NEWSROOM_SOCKET": str(meeting)},
            ),
            Child(
                "newsroom's server",
                _granian(NEWSROOM, _NEWSROOM_THREADS, "--uds", str(meeting)),
                hops | probe,
                _NEWSROOM_NICENESS,
                leaves=meeting,
            ),
            *_workers(probe),
        ]


def newsroom_alone(*, host: str, port: int) -> list[Child]:
    """Return the one process of a paper whose readers are served by another program, e.g. nginx."""
    server = _granian(NEWSROOM, _NEWSROOM_THREADS, "--host", host, "--port", str(port))
    return [Child("newsroom's server", server)]


def _own_url(host: str, port: int) -> str:
    """Return where this machine reaches a server that listens at ``host``."""
    everywhere = {"0.0.0.0": "127.0.0.1", "::": "[::1]"}  # noqa: S104 - asked, not listened at
    near = everywhere.get(host, f"[{host}]" if ":" in host else host)
    return f"http://{near}:{port}"


def _workers(probe: dict[str, str]) -> list[Child]:
    midad = [sys.executable, "-m", "midad"]
    return [
        Child("press worker", [*midad, "press", "run"], probe, niceness=_WORKERS_NICENESS),
        Child(
            "task worker",
            [*midad, "db_worker", "--no-startup-delay"],
            niceness=_WORKERS_NICENESS,
        ),
    ]


def _granian(application: str, threads: int, *where: str) -> list[str]:
    return [
        *(sys.executable, "-m", "granian", "--interface", "wsgi", "--http", "1"),
        *where,
        *("--workers", "1", "--blocking-threads", str(threads)),
        *("--backpressure", str(threads * 64), "--no-ws", "--log-level", "warning"),
        application,
    ]
