"""Readers as the reader desk sees them: in lists by a covered address, one by one in full."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, QuerySet
from wagtail.models import ModelLogEntry

from midad.readers.models import Rating, Reader
from midad.readers.queries.ratings import GivenVote, given_vote, votes_of
from midad.readers.queries.visits import visits_of

LATEST = 20


@dataclass(frozen=True)
class ReaderFile:
    """What the desk may know of a reader: no list of what was read or saved, only how much."""

    reader: Reader
    votes: int
    latest_votes: list[GivenVote]
    saved: int
    follows: int
    visits: int
    acts: list[ModelLogEntry]


def covered(address: str) -> str:
    """Return an address so that who knows it knows it again, and nobody else learns it.

    >>> covered("huda@mail.example")
    'h…a@mail.example'
    >>> covered("me@mail.example")
    '…@mail.example'
    """
    name, _, domain = address.rpartition("@")
    return f"{name[0]}…{name[-1]}@{domain}" if len(name) > 2 else f"…@{domain}"


def readers_with_votes() -> QuerySet[Reader]:
    """Return all readers with the number of their votes."""
    return Reader.objects.select_related("account").annotate(votes=Count("ratings"))


def reader_file(*, reader: Reader, now: datetime) -> ReaderFile:
    """Return what the desk sees of one reader."""
    votes = votes_of(reader=reader)
    return ReaderFile(
        reader=reader,
        votes=Rating.objects.filter(reader=reader).count(),
        latest_votes=[given_vote(row) for row in votes[:LATEST]],
        saved=reader.saved_stories.count(),
        follows=reader.follows.count(),
        visits=visits_of(reader=reader, now=now).count(),
        acts=list(ModelLogEntry.objects.for_instance(reader).select_related("user")[:LATEST]),
    )


def reader_of_address(address: str) -> Reader | None:
    """Return the reader who signs in with ``address``."""
    return Reader.objects.filter(account__email=address.strip().lower()).first()
