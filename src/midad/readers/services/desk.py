"""What the reader desk does with a reader's account; every look at one leaves a line in the log."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _
from wagtail.log_actions import log

from midad.readers.models import Reader

FOUND, LOOKED_AT = "readers.found", "readers.looked_at"
SUSPENDED, RESTORED = "readers.suspended", "readers.restored"
SIGNED_OUT, MERGED = "readers.signed_out", "readers.merged"


def log_title(reader: Reader) -> str:
    """Name a reader in the log: by a number, which says nothing once the account is gone."""
    return _("Reader %(number)s") % {"number": reader.pk}


def note_act(*, reader: Reader, act: str, editor: Any, because: str = "") -> None:
    """Leave a line in the audit log: ``editor`` did ``act`` with the account of ``reader``."""
    data = {"because": because} if because else None
    log(instance=reader, action=act, user=editor, title=log_title(reader), data=data)


def note_found(*, readers: Iterable[Reader], editor: Any) -> None:
    """Leave a line for each reader whom a search of the desk brought up."""
    for reader in readers:
        note_act(reader=reader, act=FOUND, editor=editor)


def suspend(*, reader: Reader, because: str, editor: Any, now: datetime) -> None:
    """Let ``reader`` rate no more until restored; reading, lists and leaving stay open.

    ``because`` stands in the log and on the reader's own page.
    """
    Reader.objects.filter(pk=reader.pk).update(suspended_at=now, suspended_because=because)
    note_act(reader=reader, act=SUSPENDED, editor=editor, because=because)


def restore(*, reader: Reader, editor: Any) -> None:
    """Let a suspended reader rate again."""
    Reader.objects.filter(pk=reader.pk).update(suspended_at=None, suspended_because="")
    note_act(reader=reader, act=RESTORED, editor=editor)
