"""Who may do what with things that readers make."""

from typing import Any

from wagtail.permission_policies import ModelPermissionPolicy


class ReadersOwnPolicy(ModelPermissionPolicy):
    """What readers make comes and goes by itself: the desk looks at it and settles it, and adds or
    deletes nothing."""

    def user_has_permission(self, user: Any, action: str) -> bool:
        """Tell whether ``user`` may do ``action``."""
        return action not in {"add", "delete"} and super().user_has_permission(user, action)
