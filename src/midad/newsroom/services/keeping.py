"""Outdated saves: the refused text is kept, and can be brought back on top of the newest draft."""

from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _
from wagtail.models import Page, Revision

from midad.newsroom.models import KeptText


class UnableToBringBack(Exception):
    """The kept text cannot be brought back now; the message says why."""


def keep_text(
    *, page: Page, content: dict[str, Any], posted: dict[str, list[str]], writer: Any, now: datetime
) -> KeptText:
    """Keep a refused text beside the page; the page and its revisions stay as they are."""
    return KeptText.objects.create(
        page_id=page.pk, writer=writer, content=content, posted=posted, kept_at=now
    )


def bring_back(
    *, kept: KeptText, seen_revision_id: int | None, editor: Any, now: datetime
) -> Revision:
    """Save the kept text as a new draft on top of the newest one, which stays in the history.

    ``seen_revision_id`` is the newest revision the editor compared with. Raises UnableToBringBack
    when another came since, when the page is locked, or when the text was settled already.
    """
    with transaction.atomic():
        page = Page.objects.select_for_update().get(pk=kept.page_id).specific
        _check_can_return(kept, page, seen_revision_id, editor)
        restored = page.get_latest_revision_as_object().with_content_json(kept.content)
        revision = restored.save_revision(user=editor, log_action=True, clean=False)
        settle(kept=kept, editor=editor, now=now)
    return revision


def settle(*, kept: KeptText, editor: Any, now: datetime) -> None:
    """Take a kept text off the desk; its row stays."""
    KeptText.objects.filter(pk=kept.pk, settled_at=None).update(settled_at=now, settled_by=editor)


def _check_can_return(
    kept: KeptText, page: Page, seen_revision_id: int | None, editor: Any
) -> None:
    if KeptText.objects.get(pk=kept.pk).settled_at:
        raise UnableToBringBack(_("This kept text was settled already."))
    if page.latest_revision_id != seen_revision_id:
        raise UnableToBringBack(
            _("Another version was saved since you opened this comparison. Please compare again.")
        )
    lock = page.get_lock()
    if lock is not None and lock.for_user(editor):
        raise UnableToBringBack(_("The page is locked: the kept text stays kept until it is open."))
