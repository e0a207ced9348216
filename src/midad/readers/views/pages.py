"""What the readers' pages have in common: the paper around them, and who must be signed in."""

from collections.abc import Callable
from functools import wraps
from typing import Any
from urllib.parse import urlencode

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.cache import never_cache

from midad.kit import clock
from midad.readers import services
from midad.readers.models import Reader
from midad.readers.services.lists import Followed
from midad.stories.models import Agency, Author, SectionPage, StoryPage, Topic
from midad.stories.queries import frames, teasers
from midad.stories.queries.edition import begin_reading

View = Callable[..., HttpResponse]
_FAMILIES: dict[str, type[SectionPage | Topic | Author | Agency]] = {
    "sections": SectionPage,
    "topics": Topic,
    "authors": Author,
    "agencies": Agency,
}
_OF_A_STORY = ("title", "code", "live", "standing")


def show(request: HttpRequest, name: str, title: str, context: dict[str, Any]) -> HttpResponse:
    """Show one of the readers' pages with the paper around it."""
    reading = begin_reading(now=clock.now())
    shown = {
        "frame": frames.frame(reading, "account", title, request.path, noindex=True),
        "moment": reading.moment,
        "title": title,
        "messages": list(messages.get_messages(request)),
        "is_signed_in": request.user.is_authenticated,
        "signs_in_elsewhere": bool(settings.SIGN_IN_ELSEWHERE),
        "is_of_newsroom": request.user.has_perm(services.NEWSROOM),
        "path": request.path,
        **context,
    }
    return render(request, f"pages/readers/{name}.html", shown, using="jinja2")


def for_readers(view: View) -> View:
    """Let a view have the reader who is signed in; a stranger is asked to sign in first."""

    @never_cache
    @wraps(view)
    def asked(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not request.user.is_authenticated:
            return sign_in_first(request)
        return view(request, reader_of(request), *args, **kwargs)

    return asked


def reader_of(request: HttpRequest) -> Reader:
    """Return the reader behind the account that is signed in."""
    reader = Reader.objects.filter(pk=request.user.pk).first()
    return reader or services.become_reader(account=request.user, now=clock.now())  # type: ignore[arg-type]  # signed in


def sign_in_first(request: HttpRequest) -> HttpResponseRedirect:
    """Lead to signing in and, after it, back to what was asked for."""
    asked = urlencode({"next": request.get_full_path()})
    return HttpResponseRedirect(f"{reverse('account_login')}?{asked}")


def listed_story(code: str) -> StoryPage:
    """Return the story of a code that stands in the paper. Raises Http404, so that these pages say
    no word of one that was taken away.

    Only what readers' acts need is loaded: a whole story is some eighty columns.
    """
    story = teasers.listed_stories().filter(code=code).only(*_OF_A_STORY).first()
    if story is None:
        raise Http404
    return story


def thing_to_follow(family: str, code: str) -> Followed:
    """Return the section, topic, author or agency of a code. Raises Http404."""
    model = _FAMILIES.get(family)
    found = model._default_manager.filter(code=code).first() if model else None
    if found is None:
        raise Http404
    return found
