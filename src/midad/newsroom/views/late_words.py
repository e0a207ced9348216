"""How acts, jobs and their troubles are called on the desk."""

from typing import Any

from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

ACTS: dict[str, Any] = {
    "publish": _("Publication"),
    "update": _("Update"),
    "minor-fix": _("Minor fix"),
    "correct": _("Correction"),
    "withdraw": _("Withdrawal"),
    "kill": _("Kill"),
    "reinstate": _("Reinstatement"),
    "unpublish": _("Taking off the paper"),
    "expire": _("Expiry"),
    "move": _("Move to another section"),
    "delete": _("Deletion"),
}
JOBS: dict[str, Any] = {
    "press": _("Baking its pages"),
    "probe": _("Seeing what readers get"),
    "schedule": _("Its time has passed"),
}
STATES: dict[str, Any] = {
    "waiting": _("Waits"),
    "running": _("Under way"),
    "failed": _("Failed, tried again"),
    "done": _("Done"),
    "superseded": _("Left to a newer act"),
}
REASONS: dict[str, Any] = {
    "not_baked": _("One of its pages cannot be baked. Readers see the last version of it."),
    "not_yet": _("It waits for its pages to be baked."),
    "unreachable": _("The readers' server cannot be reached."),
    "slow": _("The readers' server answers too slowly."),
    "broken": _("The readers' server breaks its answer off, or sends what nobody can read."),
    "redirected": _("The readers' server sends readers to another address."),
    "refused": _("The readers' server does not give the page as it should."),
    "differs": _("Readers get another version than the newest."),
    "unknown_job": _("Nothing in this edition of the program does this job any more."),
    "no_worker": _("No press worker is at work: nothing is published or baked."),
    "untried": _("It has not been taken up yet."),
}
_UNFORESEEN = _("Something unforeseen went wrong.")


def act_words(act: str) -> str:
    """Return what an act is called; its own name where the desk has no other."""
    return str(ACTS.get(act, act))


def job_words(job: str) -> str:
    """Return what a job is called; its own name where the desk has no other."""
    return str(JOBS.get(job, job))


def reason_words(reason: str) -> str:
    """Return a reason as a sentence."""
    return str(REASONS.get(reason, _UNFORESEEN))


def tries(count: int) -> str:
    """Return how often something was tried, in words; "" for never."""
    if not count:
        return ""
    return ngettext("Tried %(count)s time", "Tried %(count)s times", count) % {"count": count}


def how_many_late(count: int) -> str:
    """Return how much is late, in words."""
    return ngettext("%(count)s item is late", "%(count)s items are late", count) % {"count": count}
