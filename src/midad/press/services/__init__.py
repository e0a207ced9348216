"""The verbs of the press: mark what is stale, bake it, keep what the clock changes."""

from midad.press.services.baking import bake_now, bake_stale
from midad.press.services.ledger import (
    forget_old_entries,
    record_act,
    run_job_again,
    run_next_job,
)
from midad.press.services.marking import IN_TURN, adopt_theme, mark_everything, mark_touched
from midad.press.services.purging import Purger, forget_other_caches
from midad.press.services.replacing import mark_replaced_paper
from midad.press.services.timekeeping import (
    forget_lost_workers,
    record_bakes,
    sign_of_life,
    sign_off,
)
from midad.press.services.timing import release_due_keys

__all__ = [
    "IN_TURN",
    "Purger",
    "adopt_theme",
    "bake_now",
    "bake_stale",
    "forget_lost_workers",
    "forget_old_entries",
    "forget_other_caches",
    "mark_everything",
    "mark_replaced_paper",
    "mark_touched",
    "record_act",
    "record_bakes",
    "release_due_keys",
    "run_job_again",
    "run_next_job",
    "sign_of_life",
    "sign_off",
]
