"""What this room bakes, from what, and which keys a change of each model touches."""

from midad.stories.press_rules.kinds import register_kinds
from midad.stories.press_rules.previews import register_page_models
from midad.stories.press_rules.theme_hash import baked_with
from midad.stories.press_rules.touches import (
    mark_stories,
    register_touches,
    touch_archives,
    touch_moved_section,
)

__all__ = ["baked_with", "mark_stories", "register", "touch_archives", "touch_moved_section"]


def register() -> None:
    """Tell the press everything about stories; called once from the room's ``apps.ready()``."""
    register_kinds()
    register_touches()
    register_page_models()
