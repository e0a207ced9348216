"""Leaving the paper: the account and everything that is the reader's goes."""

from django.db import transaction
from django.utils.translation import gettext as _

from midad.accounts.models import User

NEWSROOM = "wagtailadmin.access_admin"


class UnableToLeave(Exception):
    """The account cannot be deleted; the message says why, in words for the person."""


def delete_account(*, account: User) -> None:
    """Delete a reader's account with votes, lists, visits and ways to sign in.

    Votes leave the counts of their stories. What remains has no name: figures of days gone by, and
    reports of mistakes, which never carried the account. Raises UnableToLeave for people of the
    newsroom, whose names stand under what they published.
    """
    if account.has_perm(NEWSROOM):
        raise UnableToLeave(_("Accounts of the newsroom are closed by the newsroom."))
    with transaction.atomic():
        account.delete()
