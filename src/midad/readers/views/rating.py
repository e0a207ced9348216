"""The page that takes a vote: from a reader at once, from a stranger once there is an account."""

from datetime import timedelta
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from midad.kit import clock
from midad.readers import services
from midad.readers.forms import RatingForm
from midad.readers.models import Rating, StoryRatings
from midad.readers.queries.ratings import ratings_view
from midad.readers.views.pages import listed_story, reader_of, show
from midad.stories import addresses
from midad.stories.models import StoryPage

_MEANT = "vote that was meant"
_MEANT_FOR = timedelta(hours=1)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def rate(request: HttpRequest, code: str) -> HttpResponse:
    """Show and take the vote on one story."""
    story = listed_story(code)
    if request.method != "POST":
        chosen = {"stars": request.GET.get("stars", "")[:1] or _own_stars(request, story)}
        return _show(request, story, RatingForm(initial=chosen))
    return _take_back(request, story) if "take_back" in request.POST else _take(request, story)


@never_cache
@require_http_methods(["GET", "HEAD"])
def cast(request: HttpRequest, code: str) -> HttpResponse:
    """Cast the vote that was meant before signing in, and lead back to the story.

    The vote stands in this visitor's own session, put there by a form with a token: an address
    alone casts nothing.
    """
    story = listed_story(code)
    if not request.user.is_authenticated or request.method == "HEAD":
        return HttpResponseRedirect(reverse("rate", args=[code]))
    stars = _meant(request, story)
    if stars and not _rated(request, story, stars, None):
        return HttpResponseRedirect(reverse("rate", args=[code]))
    return HttpResponseRedirect(_back_to(story))


def _take(request: HttpRequest, story: StoryPage) -> HttpResponse:
    """Take the vote that was sent; the form is shown again where it cannot be taken."""
    form = RatingForm(request.POST)
    if not form.is_valid():
        return _show(request, story, form)
    stars = form.cleaned_data["stars"]
    if not request.user.is_authenticated:
        return _remember(request, story, stars)
    if _rated(request, story, stars, form):
        return HttpResponseRedirect(_back_to(story))
    return _show(request, story, form)


def _remember(request: HttpRequest, story: StoryPage, stars: int) -> HttpResponse:
    """Keep a stranger's vote in the session while the account is opened."""
    request.session[_MEANT] = {"code": story.code, "stars": stars, "at": clock.now().isoformat()}
    way = "account_login" if "sign_in" in request.POST else "account_signup"
    return HttpResponseRedirect(f"{reverse(way)}?next={reverse('cast-rating', args=[story.code])}")


def _meant(request: HttpRequest, story: StoryPage) -> int:
    """Take the vote that was meant out of the session; 0 where there is none for this story."""
    meant: dict[str, Any] = request.session.pop(_MEANT, None) or {}
    at = parse_datetime(meant.get("at", ""))
    is_fresh = at is not None and clock.now() - at <= _MEANT_FOR
    return int(meant["stars"]) if is_fresh and meant.get("code") == story.code else 0


def _rated(request: HttpRequest, story: StoryPage, stars: int, form: RatingForm | None) -> bool:
    try:
        services.rate(reader=reader_of(request), story=story, stars=stars, now=clock.now())
    except services.UnableToRate as problem:
        if form:
            form.add_error(None, str(problem))
        else:
            messages.error(request, str(problem))
        return False
    return True


def _take_back(request: HttpRequest, story: StoryPage) -> HttpResponse:
    if request.user.is_authenticated:
        try:
            services.take_back(reader=reader_of(request), story=story)
        except services.UnableToRate as problem:
            messages.error(request, str(problem))
        else:
            messages.success(request, _("Your rating was taken back."))
    return HttpResponseRedirect(reverse("rate", args=[story.code]))


def _own_stars(request: HttpRequest, story: StoryPage) -> int | str:
    if not request.user.is_authenticated:
        return ""
    vote = Rating.objects.filter(reader_id=request.user.pk, story=story).first()
    return vote.stars if vote else ""


def _show(request: HttpRequest, story: StoryPage, form: RatingForm) -> HttpResponse:
    row = StoryRatings.objects.filter(pk=story.pk).first()
    return show(
        request,
        "rate",
        _("Rate this story"),
        {
            "form": form,
            "story_title": story.title,
            "story_address": addresses.story(story.code, story.slug_words),
            "ratings": ratings_view(row) if row else None,
            "has_voted": bool(_own_stars(request, story)),
        },
    )


def _back_to(story: StoryPage) -> str:
    return f"{addresses.story(story.code, story.slug_words)}#ratings"
