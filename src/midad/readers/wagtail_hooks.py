"""The acts of this room as Wagtail's audit log names them."""

from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.log_actions import LogActionRegistry

from midad.readers.services import desk, rating


@hooks.register("register_log_actions")
def register_desk_actions(actions: LogActionRegistry, **_kwargs: Any) -> None:
    for act, name, sentence in [
        (desk.FOUND, _("Found a reader"), _("Found in the list of readers")),
        (desk.LOOKED_AT, _("Looked at a reader"), _("Looked at what is kept of the reader")),
        (desk.SUSPENDED, _("Suspend a reader"), _("Suspended: may not rate")),
        (desk.RESTORED, _("Restore a reader"), _("Restored: may rate again")),
        (desk.SIGNED_OUT, _("Sign a reader out"), _("Signed out everywhere")),
        (desk.MERGED, _("Merge readers"), _("Merged with another account")),
        (rating.FROZEN, _("Freeze the ratings"), _("Ratings frozen")),
        (rating.THAWED, _("Open the ratings"), _("Ratings opened again")),
    ]:
        actions.register_action(act, name, sentence)
