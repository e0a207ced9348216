"""The press worker: does what is due, bakes what is stale, sleeps a moment, begins again."""

import logging
import signal
import threading
import time
from types import FrameType

from django.db import close_old_connections

from midad.kit import clock
from midad.press import queries, registry, services
from midad.press.stores import the_store

logger = logging.getLogger("midad.press")

PAUSE_SECONDS = 0.5
DUTY_SECONDS = 2.0
LIFE_SECONDS = 5.0
LEDGER_SECONDS = 2.0  # jobs may wait for others on the net: pages must not wait for jobs
_TIDYING_SECONDS = 3600
_SWEEP_SECONDS = 600


class PressWorker:
    """One worker's life; any number may run beside each other."""

    def __init__(self) -> None:
        self._stopping = threading.Event()
        self._theme_adopted = False
        self._purger = services.Purger()
        self._sign_of_life = clock.at_most_every(
            LIFE_SECONDS, lambda: services.sign_of_life(now=clock.now())
        )
        self._sweep = clock.at_most_every(_SWEEP_SECONDS, lambda: the_store().sweep())
        self._tidy_purges = clock.at_most_every(_TIDYING_SECONDS, services.forget_other_caches)
        self._tidy_ledger = clock.at_most_every(
            _TIDYING_SECONDS, lambda: services.forget_old_entries(now=clock.now())
        )

    def stop_on_signals(self) -> None:
        """Finish the page in hand and stop at SIGTERM or SIGINT."""
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, self._stop)

    def _stop(self, number: int, frame: FrameType | None) -> None:
        self._stopping.set()

    def run(self) -> None:
        """Work until told to stop."""
        duties_at = 0.0
        self._safely("lost workers", lambda: services.forget_lost_workers(now=clock.now()))
        while not self._stopping.is_set():
            # By the loop that works, not beside it: a worker that hangs gives no sign.
            self._safely("sign of life", self._sign_of_life)
            if time.monotonic() >= duties_at:
                self._do_duties()
                duties_at = time.monotonic() + DUTY_SECONDS
            done = self._safely("baking", lambda: services.bake_stale(now=clock.now()))
            done += self._safely("purging", lambda: self._purger.purge_due(now=clock.now()))
            if not done:
                close_old_connections()
                self._stopping.wait(PAUSE_SECONDS)
        self._safely("signing off", _sign_off)

    def _do_duties(self) -> None:
        self._safely("sweeping the store", self._sweep)
        self._safely("adopting the theme", self._adopt_theme)
        self._safely("due keys", lambda: services.release_due_keys(now=clock.now()))
        for name, duty in registry.duties():
            self._safely(name, duty)
        self._safely("ledger", do_due_jobs)
        self._safely("tidying the ledger", self._tidy_ledger)
        self._safely("tidying the purges", self._tidy_purges)

    def _adopt_theme(self) -> int:
        """Adopt the theme until it succeeds, for a paper half marked must not stay in two designs,
        and then no more, for a worker of the version before would take it back in turn."""
        if self._theme_adopted:
            return 0
        marked = adopt_present_theme()
        self._theme_adopted = True
        return marked

    def _safely(self, what: str, act: registry.Duty) -> int:
        """Do ``act``; a failure is logged and never ends the worker."""
        try:
            return act()
        except Exception:
            logger.exception("worker act failed", extra={"event": "worker_failed", "what": what})
            self._stopping.wait(PAUSE_SECONDS)
            return 0


def _sign_off() -> int:
    services.sign_off()
    return 1


def do_due_jobs() -> int:
    """Do the jobs of the ledger that are due, for a moment; return how many were taken."""
    until, done = time.monotonic() + LEDGER_SECONDS, 0
    while time.monotonic() < until and services.run_next_job(now=clock.now()):
        done += 1
    return done


def adopt_present_theme() -> int:
    """Mark the paper stale when it was baked with another theme; return how many pages."""
    return services.adopt_theme(registry.theme(), now=clock.now())


def bake_until_done(*, limit: int = 50, progress: registry.Progress | None = None) -> int:
    """Bake everything that is due now and return how many pages; for commands.

    Waits for what another baker has in hand: it may have been killed, and its lease runs out.
    """
    total = 0
    while True:
        taken = services.bake_stale(now=clock.now(), limit=limit)
        total += taken
        if taken and progress:
            progress(taken)
        if not taken and not queries.pages_in_hand(now=clock.now()):
            return total
        if not taken:
            time.sleep(PAUSE_SECONDS)
