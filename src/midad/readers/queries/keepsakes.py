"""All that the paper keeps of one reader, as the reader may take it along."""

from typing import Any

from allauth.mfa.models import Authenticator
from allauth.socialaccount.models import SocialAccount

from midad.accounts import devices
from midad.accounts.models import Session
from midad.readers.models import Reader
from midad.readers.queries import lists
from midad.readers.queries.ratings import given_vote, votes_of


def all_of(*, reader: Reader) -> dict[str, Any]:
    """Return everything kept of ``reader``, in shapes of JSON; moments are ISO 8601 in UTC."""
    account = reader.account
    return {
        "account": {
            "email": account.email,
            "name": account.get_full_name(),
            "joined_at": account.date_joined.isoformat(),
            "last_sign_in_at": account.last_login.isoformat() if account.last_login else None,
            "address_confirmed_at": reader.confirmed_at.isoformat()
            if reader.confirmed_at
            else None,
            "suspended_at": reader.suspended_at.isoformat() if reader.suspended_at else None,
        },
        "preferences": {
            "text_size": reader.text_size,
            "reading_mode": reader.reading_mode,
            "digits": reader.digits,
            "clock": reader.clock,
            "calendar": reader.calendar,
            "keeps_history": reader.keeps_history,
        },
        "ratings": _ratings(reader),
        "saved_stories": [_kept(row) for row in lists.saved_stories(reader=reader)],
        "read_stories": [_kept(row) for row in lists.read_stories(reader=reader)],
        "follows": _follows(reader),
        "visits": _visits(reader),
        "ways_to_sign_in": _ways(reader),
    }


def _ratings(reader: Reader) -> list[dict[str, Any]]:
    votes = map(given_vote, votes_of(reader=reader))
    return [
        {"story": one.code, "title": one.title, "stars": one.stars, "at": one.at.isoformat()}
        for one in votes
    ]


def _kept(row: Any) -> dict[str, Any]:
    story = lists.kept_story(row)
    return {"story": story.code, "title": story.title, "at": story.at.isoformat()}


def _follows(reader: Reader) -> list[dict[str, Any]]:
    things = map(lists.followed_thing, lists.follows(reader=reader))
    return [
        {"kind": one.family, "code": one.code, "name": one.name, "since": one.since.isoformat()}
        for one in things
    ]


def _visits(reader: Reader) -> list[dict[str, Any]]:
    visits = Session.objects.filter(account_id=reader.pk).order_by("-begun_at", "session_key")
    return [
        {"device": devices.in_words(one.device), "begun_at": one.begun_at.isoformat()}
        for one in visits
    ]


def _ways(reader: Reader) -> list[dict[str, Any]]:
    """Name password, passkeys and the like; what they prove themselves by stays here."""
    password = [{"kind": "password"}] if reader.account.has_usable_password() else []
    ways = Authenticator.objects.filter(user_id=reader.pk).order_by("created_at", "pk")
    return [
        *password,
        *_elsewhere(reader),
        *({"kind": one.type, "since": one.created_at.isoformat()} for one in ways),
    ]


def _elsewhere(reader: Reader) -> list[dict[str, Any]]:
    """Tell the accounts elsewhere by which the reader comes in, and what is kept of them."""
    accounts = SocialAccount.objects.filter(user_id=reader.pk).order_by("date_joined", "pk")
    return [
        {"kind": one.provider, "since": one.date_joined.isoformat(), "uid": one.uid}
        | one.extra_data
        for one in accounts
    ]
