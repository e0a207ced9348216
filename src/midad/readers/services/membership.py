"""Becoming a reader, and having the address confirmed."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from midad.accounts.models import User
from midad.readers.models import Reader


def become_reader(*, account: User, now: datetime) -> Reader:
    """Return the reader behind ``account``, who becomes one with the first need of it."""
    reader, _ = Reader.objects.get_or_create(account=account, defaults={"joined_at": now})
    return reader


def confirm_address(*, account: User, now: datetime) -> Reader:
    """Note that ``account`` has shown its address to be its own; the first time counts."""
    reader = become_reader(account=account, now=now)
    Reader.objects.filter(pk=reader.pk, confirmed_at=None).update(confirmed_at=now)
    reader.refresh_from_db(fields=["confirmed_at"])
    return reader


def change_preferences(*, reader: Reader, wanted: Mapping[str, Any]) -> Reader:
    """Keep how ``reader`` wants to read: ``wanted`` has the preferences that change by name."""
    for name, value in wanted.items():
        setattr(reader, name, value)
    reader.save(update_fields=list(wanted))
    return reader
