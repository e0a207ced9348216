"""What was done to a story, told from its row before and after."""

from midad.press.graph import Act
from midad.stories.models import PublicChange, Standing, StoryPage
from midad.stories.queries import keys as key_names

PUBLISH, UPDATE, MINOR_FIX, CORRECT = "publish", "update", "minor-fix", "correct"
WITHDRAW, KILL, REINSTATE = "withdraw", "kill", "reinstate"
UNPUBLISH, EXPIRE, MOVE, DELETE = "unpublish", "expire", "move", "delete"

_OF_STANDING = {
    Standing.WITHDRAWN: WITHDRAW,
    Standing.KILLED: KILL,
    Standing.GOOD: REINSTATE,
}
_OF_CHANGE: dict[PublicChange.Kind | None, str] = {
    PublicChange.Kind.CORRECTED: CORRECT,
    PublicChange.Kind.UPDATED: UPDATE,
}


def act_on_story(before: StoryPage | None, after: StoryPage | None) -> Act | None:
    """Return what was done to a story that readers see; None for anything else.

    ``before`` is None for a new story, ``after`` for a deleted one.
    """
    if after is None:
        return _act(before, DELETE) if before and before.first_published_at else None
    was_live, is_live = before is not None and before.live, after.live
    if not was_live or not is_live or before is None:
        return _coming_or_going(after, was_live, is_live)
    if after.standing != before.standing:
        name = _OF_STANDING[Standing(after.standing)]
        return _act(after, name, f"{after.standing_at:%Y%m%dT%H%M%S.%f}")
    if after.section_id != before.section_id:
        return _act(after, MOVE)
    if _publication(after) != _publication(before):
        return _act(after, _OF_CHANGE.get(after.change_settled, MINOR_FIX), _publication(after))
    return None


def _coming_or_going(after: StoryPage, was_live: bool, is_live: bool) -> Act | None:
    if is_live and after.first_published_at:
        return _act(after, PUBLISH, _publication(after))
    if was_live and not is_live:
        return _act(after, EXPIRE if after.expired else UNPUBLISH)
    return None


def _act(story: StoryPage, name: str, key: str = "") -> Act:
    return Act(key_names.story(story.pk), name, key)


def _publication(story: StoryPage) -> str:
    """Return what tells one publication of a story from the next: its revision and its moment."""
    at = story.last_published_at
    return f"{story.live_revision_id}-{at:%Y%m%dT%H%M%S.%f}" if at else ""
