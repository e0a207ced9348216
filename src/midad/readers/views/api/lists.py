"""The reader's lists: saved stories, what was read, what is followed."""

from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext as _
from ninja import Router, Status
from ninja.pagination import paginate

from midad.kit import clock
from midad.readers import services
from midad.readers.models import Follow, ReadStory, SavedStory
from midad.readers.queries import lists as queries
from midad.readers.views.api.access import reader
from midad.readers.views.api.paging import Pages
from midad.readers.views.api.problems import Problem
from midad.readers.views.api.shapes import Code, Family, FollowedThing, KeptStory, ReadMark
from midad.readers.views.pages import listed_story, thing_to_follow

router = Router(tags=["lists"])


@router.get("/saved", response=list[KeptStory], summary="Saved stories")
@paginate(Pages, ordering=("-saved_at", "-pk"), shape=queries.kept_story)
def saved(request: HttpRequest) -> QuerySet[SavedStory]:
    return queries.saved_stories(reader=reader(request))


@router.put("/saved/{code}", response=KeptStory, summary="Save a story")
def save(request: HttpRequest, code: Code) -> queries.KeptStory:
    story = listed_story(code)
    row = services.save_story(reader=reader(request), story=story, now=clock.now())
    return queries.kept_story(row)


@router.patch("/saved/{code}", response={204: None}, summary="Mark a saved story as read")
def mark(request: HttpRequest, code: Code, changed: ReadMark) -> Status[None]:
    is_read, now = changed.is_read, clock.now()
    was_there = services.mark_saved_story(
        reader=reader(request), code=code, is_read=is_read, now=now
    )
    _must_stand(was_there)
    return Status(204, None)


@router.delete("/saved/{code}", response={204: None}, summary="Take a story off the list")
def take_off(request: HttpRequest, code: Code) -> Status[None]:
    _must_stand(services.take_off(reader=reader(request), code=code))
    return Status(204, None)


@router.get("/history", response=list[KeptStory], summary="What was read")
@paginate(Pages, ordering=("-opened_at", "-pk"), shape=queries.kept_story)
def history(request: HttpRequest) -> QuerySet[ReadStory]:
    return queries.read_stories(reader=reader(request))


@router.put("/history/{code}", response={204: None}, summary="Note that a story was opened")
def opened(request: HttpRequest, code: Code) -> Status[None]:
    story = listed_story(code)
    if not services.note_reading(reader=reader(request), story=story, now=clock.now()):
        raise Problem(409, "history_off", _("You keep no history."))
    return Status(204, None)


@router.delete("/history", response={204: None}, summary="Forget what was read")
def forget(request: HttpRequest) -> Status[None]:
    services.forget_history(reader=reader(request))
    return Status(204, None)


@router.get("/follows", response=list[FollowedThing], summary="What is followed")
@paginate(Pages, ordering=("-since", "-pk"), shape=queries.followed_thing)
def follows(request: HttpRequest) -> QuerySet[Follow]:
    return queries.follows(reader=reader(request))


@router.put("/follows/{family}/{code}", response=FollowedThing, summary="Follow")
def follow(request: HttpRequest, family: Family, code: Code) -> queries.FollowedThing:
    what = thing_to_follow(family, code)
    return queries.followed_thing(
        services.follow(reader=reader(request), what=what, now=clock.now())
    )


@router.delete("/follows/{family}/{code}", response={204: None}, summary="Follow no more")
def unfollow(request: HttpRequest, family: Family, code: Code) -> Status[None]:
    _must_stand(services.unfollow(reader=reader(request), what=thing_to_follow(family, code)))
    return Status(204, None)


def _must_stand(was_there: bool) -> None:
    """Say so when what should change does not stand on the list."""
    if not was_there:
        raise Problem(404, "not_listed", _("That is not on your list."))
