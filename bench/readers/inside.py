"""What is asked of a paper from inside: ``python -m bench.readers.inside WORD``, JSON out."""

import json
import sys
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import django

django.setup()

from allauth.account.models import EmailAddress  # noqa: E402 - the models stand after the setup
from django.conf import settings  # noqa: E402
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY  # noqa: E402

from midad.accounts.models import User  # noqa: E402
from midad.accounts.sessions import SessionStore  # noqa: E402
from midad.kit import clock  # noqa: E402
from midad.readers.models import Rating, Reader, StoryRatings  # noqa: E402
from midad.readers.models.ratings import COUNT_FIELDS  # noqa: E402
from midad.stories.models import StoryPage  # noqa: E402

_JOINED = timedelta(days=30)  # votes of young accounts are weighed down, and these are not young


def sign_in(count: str) -> list[str]:
    """Make so many readers whose addresses are confirmed; return the key of each one's session."""
    return [_session(_reader(number)) for number in range(int(count))]


def stories() -> list[dict[str, str]]:
    """Return code and address of every story."""
    listed = StoryPage.objects.filter(listed=True).order_by("pk")
    return [{"code": story.code, "address": story.url} for story in listed]


def stored() -> dict[str, Any]:
    """Return every vote as [number of the reader, code of the story, stars], and the count of each
    story, one star first."""
    numbers = {pk: place for place, pk in enumerate(_readers().values_list("pk", flat=True))}
    votes = Rating.objects.values_list("reader_id", "story__code", "stars")
    counts = StoryRatings.objects.values_list("story__code", *COUNT_FIELDS.values())
    return {
        "votes": [(numbers[reader], code, stars) for reader, code, stars in votes],
        "counts": {code: fields for code, *fields in counts},
    }


def _readers() -> Any:
    return Reader.objects.filter(account__email__endswith="@voters.example").order_by("pk")


def _reader(number: int) -> User:
    account = User(email=f"reader{number}@voters.example")
    account.set_unusable_password()
    account.save()
    EmailAddress.objects.create(user=account, email=account.email, primary=True, verified=True)
    joined = clock.now() - _JOINED
    Reader.objects.create(account=account, joined_at=joined, confirmed_at=joined)
    return account


def _session(account: User) -> str:
    store = SessionStore()
    store[SESSION_KEY] = str(account.pk)
    store[BACKEND_SESSION_KEY] = settings.AUTHENTICATION_BACKENDS[1]
    store[HASH_SESSION_KEY] = account.get_session_auth_hash()
    store.set_expiry(settings.READERS_STAY_SECONDS)
    store.save()
    return str(store.session_key)


VERBS: dict[str, Callable[..., Any]] = {verb.__name__: verb for verb in (sign_in, stories, stored)}

if __name__ == "__main__":
    print(json.dumps(VERBS[sys.argv[1]](*sys.argv[2:]), ensure_ascii=False))
