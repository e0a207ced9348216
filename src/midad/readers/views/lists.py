"""The reader's lists: saved stories, what was read, what is followed."""

from typing import Any

from django.contrib import messages
from django.core.paginator import Page, Paginator
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from midad.kit import clock
from midad.readers import services
from midad.readers.models import Reader
from midad.readers.queries import lists
from midad.readers.views.pages import for_readers, listed_story, show, thing_to_follow
from midad.stories import addresses
from midad.stories.models import SectionPage

_ON_A_PAGE = 50


@for_readers
def saved(request: HttpRequest, reader: Reader) -> HttpResponse:
    """Show what the reader saved."""
    page = _page(request, lists.saved_stories(reader=reader))
    stories = [lists.kept_story(row) for row in page]
    return show(request, "saved", _("Saved stories"), {"page": page, "stories": stories})


@for_readers
@require_http_methods(["GET", "HEAD", "POST"])
def save(request: HttpRequest, reader: Reader, code: str) -> HttpResponse:
    """Show the form that puts a story on the list or takes it off, and take it."""
    if request.method == "POST":
        return _save(request, reader, code)
    row = lists.saved_stories(reader=reader).filter(code=code).first()
    context = {
        "story_title": lists.kept_story(row).title if row else listed_story(code).title,
        "story_address": addresses.story_key(code),
        "is_saved": row is not None,
    }
    return show(request, "save", _("Save this story"), context)


def _save(request: HttpRequest, reader: Reader, code: str) -> HttpResponse:
    act = request.POST.get("act", "save")
    if act == "take_off":
        services.take_off(reader=reader, code=code)
        messages.success(request, _("The story is no longer on your list."))
    elif act in {"tick_off", "untick"}:
        is_read = act == "tick_off"
        services.mark_saved_story(reader=reader, code=code, is_read=is_read, now=clock.now())
    else:
        services.save_story(reader=reader, story=listed_story(code), now=clock.now())
        messages.success(request, _("The story is on your list."))
    return HttpResponseRedirect(reverse("saved-stories"))


@for_readers
@require_http_methods(["GET", "HEAD", "POST"])
def history(request: HttpRequest, reader: Reader) -> HttpResponse:
    """Show what the reader read, for those who switched it on, and forget it on request."""
    if request.method == "POST":
        services.forget_history(reader=reader)
        messages.success(request, _("Your history is empty."))
        return HttpResponseRedirect(reverse("reading-history"))
    page = _page(request, lists.read_stories(reader=reader))
    stories = [lists.kept_story(row) for row in page]
    context = {"page": page, "stories": stories, "keeps_history": reader.keeps_history}
    return show(request, "history", _("What you read"), context)


@for_readers
def followed(request: HttpRequest, reader: Reader) -> HttpResponse:
    """Show what the reader follows."""
    page = _page(request, lists.follows(reader=reader))
    things = [lists.followed_thing(row) for row in page]
    return show(request, "followed", _("What you follow"), {"page": page, "things": things})


@for_readers
@require_http_methods(["GET", "HEAD", "POST"])
def follow(request: HttpRequest, reader: Reader, family: str, code: str) -> HttpResponse:
    """Show the form that follows a section, topic, author or agency, and take it."""
    what = thing_to_follow(family, code)
    if request.method == "POST":
        if request.POST.get("act") == "unfollow":
            services.unfollow(reader=reader, what=what)
        else:
            services.follow(reader=reader, what=what, now=clock.now())
        return HttpResponseRedirect(reverse("followed"))
    name = what.title if isinstance(what, SectionPage) else what.name
    things = map(lists.followed_thing, lists.follows(reader=reader))
    is_followed = any((one.family, one.code) == (family, code) for one in things)
    context = {"name": name, "family": family, "code": code, "is_followed": is_followed}
    return show(request, "follow", _("Follow"), context)


def _page(request: HttpRequest, rows: QuerySet[Any]) -> Page[Any]:
    return Paginator(rows, _ON_A_PAGE).get_page(request.GET.get("page"))
