"""The acts of this room as Wagtail's audit log names them."""

from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.log_actions import LogActionRegistry


@hooks.register("register_log_actions")
def register_standing_actions(actions: LogActionRegistry, **_kwargs: Any) -> None:
    actions.register_action("midad.withdraw", _("Withdraw"), _("Withdrawn, with a notice"))
    actions.register_action("midad.kill", _("Kill"), _("Killed: the text is gone everywhere"))
    actions.register_action("midad.reinstate", _("Reinstate"), _("Reinstated"))
