"""Where this room is told of readers: an address was confirmed, a vote goes away."""

from typing import Any

from allauth.account.models import EmailAddress
from allauth.account.signals import email_confirmed
from django.db.models.signals import post_delete

from midad.kit import clock
from midad.readers import services
from midad.readers.models import Rating


def connect() -> None:
    """Listen to addresses confirmed, and to votes that are deleted, alone or with their reader."""
    email_confirmed.connect(_confirm, dispatch_uid="readers-confirm-address")
    post_delete.connect(_discount, sender=Rating, dispatch_uid="readers-discount-vote")


def _confirm(sender: type, email_address: EmailAddress, **_: Any) -> None:
    services.confirm_address(account=email_address.user, now=clock.now())


def _discount(sender: type, instance: Rating, **_: Any) -> None:
    services.discount(instance)
