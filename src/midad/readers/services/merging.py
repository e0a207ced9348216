"""Two accounts of one person become one: votes, lists and addresses go over, visits end."""

from functools import partial
from typing import Any

from allauth.account.models import EmailAddress
from django.conf import settings
from django.core.mail import send_mail
from django.db import transaction
from django.template.loader import render_to_string
from django.utils.translation import gettext as _

from midad.readers.models import Follow, Rating, Reader, ReadStory, SavedStory
from midad.readers.services.desk import MERGED, note_act
from midad.readers.services.leaving import NEWSROOM
from midad.readers.services.visits import end_all_visits
from midad.stories.models import EditionSettings


class UnableToMerge(Exception):
    """The accounts cannot become one; the message says why, in words for the desk."""


def merge(*, kept: Reader, merged: Reader, editor: Any) -> None:
    """Bring all of ``merged`` under ``kept`` and delete the account of ``merged``.

    Of two votes on one story the later one stays. The other account's ways to sign in are not
    taken over, its confirmed address is, as a further one; everybody is signed out of both. Raises
    UnableToMerge, before anything has changed.
    """
    _check(kept, merged)
    with transaction.atomic():
        _move_votes(kept, merged)
        _move_lines(SavedStory, kept, merged)
        _move_lines(ReadStory, kept, merged)
        _move_follows(kept, merged)
        end_all_visits(reader=kept)
        address = merged.account.email
        note_act(reader=merged, act=MERGED, editor=editor, because=str(kept.pk))
        note_act(reader=kept, act=MERGED, editor=editor, because=str(merged.pk))
        merged.account.delete()
        EmailAddress.objects.create(user=kept.account, email=address, verified=True)
        transaction.on_commit(partial(_tell, kept.account.email, address), robust=True)


def _tell(kept: str, merged: str) -> None:
    """Write to both addresses: nobody's account goes without a word."""
    facts = {"kept_address": kept, "merged_address": merged, "paper_url": settings.PAPER_URL}
    facts["paper_name"] = EditionSettings.current().name
    subject = render_to_string("account/email/accounts_merged_subject.txt", facts)
    letter = render_to_string("account/email/accounts_merged_message.txt", facts)
    for address in (kept, merged):
        send_mail(" ".join(subject.split()), letter, None, [address])


def _check(kept: Reader, merged: Reader) -> None:
    if kept.pk == merged.pk:
        raise UnableToMerge(_("That is the same account."))
    if any(one.account.has_perm(NEWSROOM) for one in (kept, merged)):
        raise UnableToMerge(_("Accounts of the newsroom are not merged."))
    if not (kept.confirmed_at and merged.confirmed_at):
        raise UnableToMerge(_("Both addresses must have been confirmed."))
    if kept.suspended_at or merged.suspended_at:
        raise UnableToMerge(_("A suspended account is not merged; restore it first."))


def _move_votes(kept: Reader, merged: Reader) -> None:
    """Give the votes over. One that is deleted leaves its story's count, one that moves stays."""
    own = {vote.story_id: vote for vote in Rating.objects.filter(reader=kept)}
    for vote in Rating.objects.filter(reader=merged):
        other = own.get(vote.story_id)
        if other is not None and other.rated_at >= vote.rated_at:
            vote.delete()
            continue
        if other is not None:
            other.delete()
        Rating.objects.filter(pk=vote.pk).update(reader=kept)


def _move_lines(model: type[SavedStory | ReadStory], kept: Reader, merged: Reader) -> None:
    """Give over the lines of a list that do not stand there already."""
    there = list(model._default_manager.filter(reader=kept).values_list("code", flat=True))
    model._default_manager.filter(reader=merged).exclude(code__in=there).update(reader=kept)


def _move_follows(kept: Reader, merged: Reader) -> None:
    there = {_followed(one) for one in Follow.objects.filter(reader=kept)}
    rows = Follow.objects.filter(reader=merged)
    moving = [row.pk for row in rows if _followed(row) not in there]
    Follow.objects.filter(pk__in=moving).update(reader=kept)


def _followed(row: Follow) -> tuple[int | None, ...]:
    return row.section_id, row.topic_id, row.author_id, row.agency_id
