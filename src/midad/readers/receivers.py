"""Where this room is told of readers: an address was confirmed, a vote goes away."""

from typing import Any

from allauth.account.models import EmailAddress
from allauth.account.signals import email_confirmed, user_signed_up
from allauth.socialaccount.models import SocialAccount
from django.db.models.signals import post_delete, pre_delete, pre_save

from midad.accounts.models import User
from midad.kit import clock
from midad.readers import services
from midad.readers.elsewhere import keep_little
from midad.readers.models import Rating
from midad.stories.models import Standing, StoryPage


def connect() -> None:
    """Listen to addresses confirmed, to votes that are deleted, alone or with their reader, and to
    stories that are deleted."""
    email_confirmed.connect(_confirm, dispatch_uid="readers-confirm-address")
    user_signed_up.connect(_confirm_vouched, dispatch_uid="readers-confirm-vouched-address")
    pre_save.connect(keep_little, sender=SocialAccount, dispatch_uid="readers-keep-little")
    post_delete.connect(_discount, sender=Rating, dispatch_uid="readers-discount-vote")
    pre_delete.connect(_forget_title, sender=StoryPage, dispatch_uid="readers-forget-title")


def _confirm(sender: type, email_address: EmailAddress, **_: Any) -> None:
    services.confirm_address(account=email_address.user, now=clock.now())


def _confirm_vouched(sender: type, user: User, **_: Any) -> None:
    """Confirm an address that an account elsewhere has shown to be the reader's."""
    if EmailAddress.objects.filter(user=user, verified=True).exists():
        services.confirm_address(account=user, now=clock.now())


def _discount(sender: type, instance: Rating, **_: Any) -> None:
    services.discount(instance)


def _forget_title(sender: type, instance: StoryPage, **_: Any) -> None:
    """A kill leaves no word: lists keep the title of a story that was deleted, but not of this."""
    if instance.standing == Standing.KILLED:
        services.forget_title(story=instance)
