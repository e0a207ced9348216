"""Taking a published story back: withdrawal leaves a notice, a kill leaves nothing of the text."""

from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _
from wagtail.log_actions import log

from arabictext.folding import clean_text
from midad.stories.models import PublicChange, Standing, StoryPage


class UnableToChangeStanding(Exception):
    """The story cannot be withdrawn, killed or reinstated; the message says why."""


def withdraw_story(*, story: StoryPage, notice: str, editor: Any, now: datetime) -> None:
    """Withdraw a live story: its address shows ``notice``, and no list shows the story.

    Raises UnableToChangeStanding without a notice or when the story is not live.
    """
    notice = clean_text(notice).strip()
    if not notice:
        raise UnableToChangeStanding(_("A withdrawal needs a notice that readers will see."))
    _change(story, Standing.WITHDRAWN, notice, editor, now)


def kill_story(*, story: StoryPage, reason: str, editor: Any, now: datetime) -> None:
    """Kill a story: its address says that it is gone, and its text stands nowhere a reader can
    reach. ``reason`` stays inside the newsroom, as do the revisions: the desk must be able to
    answer for what it printed (docs/decisions).

    Raises UnableToChangeStanding without a reason or when the story was never published.
    """
    reason = clean_text(reason).strip()
    if not reason:
        raise UnableToChangeStanding(_("A kill needs a reason for the record."))
    _change(story, Standing.KILLED, reason, editor, now)


def reinstate_story(*, story: StoryPage, editor: Any, now: datetime) -> None:
    """Bring a withdrawn or killed story back as it was published.

    Raises UnableToChangeStanding when it stands already.
    """
    _change(story, Standing.GOOD, "", editor, now)


_KINDS = {
    Standing.WITHDRAWN: PublicChange.Kind.WITHDRAWN,
    Standing.KILLED: PublicChange.Kind.KILLED,
    Standing.GOOD: PublicChange.Kind.REINSTATED,
}
LOG_ACTIONS = {
    Standing.WITHDRAWN: "midad.withdraw",
    Standing.KILLED: "midad.kill",
    Standing.GOOD: "midad.reinstate",
}


def _change(story: StoryPage, standing: Standing, notice: str, editor: Any, now: datetime) -> None:
    with transaction.atomic():
        row = StoryPage.objects.select_for_update(of=("self",)).get(pk=story.pk)
        if not row.live or row.first_published_at is None:
            raise UnableToChangeStanding(_("Only a published story can be changed in this way."))
        if row.standing == standing:
            raise UnableToChangeStanding(_("The story stands so already."))
        row.standing, row.standing_notice, row.standing_at = standing, notice, now
        row.save(clean=False)
        PublicChange.objects.create(
            story=row, kind=_KINDS[standing], at=now, editor=editor, note=notice
        )
        log(instance=row, action=LOG_ACTIONS[standing], user=editor, data={"note": notice})
    story.refresh_from_db()
