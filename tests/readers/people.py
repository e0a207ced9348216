"""Readers to test with."""

import itertools
from datetime import UTC, datetime, timedelta

from allauth.account.models import EmailAddress

from midad.accounts.models import User
from midad.readers.models import Rating, Reader, StoryRatings
from midad.readers.models.ratings import COUNT_FIELDS

NOW = datetime(2026, 11, 27, 9, 0, tzinfo=UTC)
LONG_AGO = NOW - timedelta(days=400)
_numbers = itertools.count(1)


def make_reader(*, joined_at: datetime = LONG_AGO, confirmed: bool = True) -> Reader:
    account = User.objects.create_user(f"reader{next(_numbers)}@mail.example")
    EmailAddress.objects.create(user=account, email=account.email, primary=True, verified=confirmed)
    return Reader.objects.create(
        account=account, joined_at=joined_at, confirmed_at=joined_at if confirmed else None
    )


def counted(story_id: int) -> tuple[int, ...]:
    """Return the stored count: how often each number of stars."""
    row = StoryRatings.objects.filter(pk=story_id).first()
    return tuple(getattr(row, name) for name in COUNT_FIELDS.values()) if row else (0,) * 5


def votes(story_id: int) -> tuple[int, ...]:
    """Return what the votes say."""
    given = list(Rating.objects.filter(story_id=story_id).values_list("stars", flat=True))
    return tuple(given.count(stars) for stars in COUNT_FIELDS)
