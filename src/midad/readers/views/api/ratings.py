"""Votes: a story's count, and the reader's own."""

from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext as _
from ninja import Router, Status
from ninja.pagination import paginate

from midad.kit import clock
from midad.readers import services
from midad.readers.models import Rating, StoryRatings
from midad.readers.queries import ratings as queries
from midad.readers.views.api.access import reader
from midad.readers.views.api.paging import Pages
from midad.readers.views.api.problems import Problem
from midad.readers.views.api.shapes import Code, Count, GivenVote, Vote
from midad.readers.views.pages import listed_story
from midad.stories.models import StoryPage

router = Router(tags=["ratings"])


@router.get("/stories/{code}/ratings", response=Count, auth=None, summary="A story's count")
def count(request: HttpRequest, code: Code) -> dict[str, Any]:
    return _count(listed_story(code))


@router.get("/ratings", response=list[GivenVote], summary="The reader's votes")
@paginate(Pages, ordering=("-rated_at", "-pk"), shape=queries.given_vote)
def votes(request: HttpRequest) -> QuerySet[Rating]:
    return queries.votes_of(reader=reader(request))


@router.put("/ratings/{code}", response=Count, summary="Vote, or change the vote")
def vote(request: HttpRequest, code: Code, cast: Vote) -> dict[str, Any]:
    story = listed_story(code)
    services.rate(reader=reader(request), story=story, stars=cast.stars, now=clock.now())
    return _count(story)


@router.delete("/ratings/{code}", response={204: None}, summary="Take the vote back")
def take_back(request: HttpRequest, code: Code) -> Status[None]:
    if not services.take_back(reader=reader(request), story=listed_story(code)):
        raise Problem(404, "no_vote", _("There is no rating of yours on this story."))
    return Status(204, None)


def _count(story: StoryPage) -> dict[str, Any]:
    row = StoryRatings.objects.filter(pk=story.pk).first() or StoryRatings()
    view = queries.ratings_view(row)
    return {
        "votes": view.votes,
        "votes_words": view.votes_words,
        "mean": float(view.mean_value) if view.mean_value else None,
        "is_closed": view.is_closed,
    }
