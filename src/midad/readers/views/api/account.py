"""The account: who asks, preferences, visits, and all that is kept."""

from typing import Any

from django.http import HttpRequest
from django.utils.translation import gettext as _
from ninja import Router, Status

from midad.accounts.devices import in_words
from midad.kit import clock
from midad.readers import services
from midad.readers.models import Reader
from midad.readers.queries import keepsakes
from midad.readers.queries.visits import visits_of
from midad.readers.views import me as who
from midad.readers.views.api.access import reader
from midad.readers.views.api.problems import Problem
from midad.readers.views.api.shapes import ChangedPreferences, Data, Me, Preferences, StoryAsked
from midad.readers.views.api.shapes import Visit as ShownVisit

router = Router(tags=["account"])


@router.get("/me", response=Me, exclude_unset=True, auth=None, summary="Who asks")
def me(request: HttpRequest, story: StoryAsked = "") -> dict[str, Any]:
    return who.answer_to(request, story)


@router.get("/preferences", response=Preferences, summary="How the reader wants to read")
def preferences(request: HttpRequest) -> Reader:
    return reader(request)


@router.patch("/preferences", response=Preferences, summary="Change how the reader wants to read")
def change_preferences(request: HttpRequest, changed: ChangedPreferences) -> Reader:
    wanted = changed.dict(exclude_unset=True)
    return services.change_preferences(reader=reader(request), wanted=wanted)


@router.get("/visits", response=list[ShownVisit], summary="Where the reader is signed in")
def visits(request: HttpRequest) -> list[dict[str, Any]]:
    here = request.session.session_key
    return [
        {
            "mark": row.mark,
            "device": str(in_words(row.device)),
            "begun_at": row.begun_at,
            "is_this_one": row.session_key == here,
        }
        for row in visits_of(reader=reader(request), now=clock.now())
    ]


@router.delete("/visits/{mark}", response={204: None}, summary="Sign out on another device")
def end_visit(request: HttpRequest, mark: str) -> Status[None]:
    here = request.session.session_key
    if not services.end_visit(reader=reader(request), mark=mark, here=here):
        raise Problem(404, "no_visit", _("There is no such visit elsewhere."))
    return Status(204, None)


@router.delete("/visits", response={204: None}, summary="Sign out everywhere, here too")
def end_all_visits(request: HttpRequest) -> Status[None]:
    services.end_all_visits(reader=reader(request))
    request.session.flush()
    return Status(204, None)


@router.get("/data", response=Data, summary="All that the paper keeps of the reader")
def data(request: HttpRequest) -> dict[str, Any]:
    return keepsakes.all_of(reader=reader(request))
