"""The few reader pages that are not baked: those that carry a form."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from midad.kit import clock
from midad.kit.network import network_address
from midad.stories import addresses, services
from midad.stories.forms import MistakeForm
from midad.stories.models import StoryPage
from midad.stories.queries import frames, teasers
from midad.stories.queries.edition import begin_reading
from midad.stories.queries.shapes import Teaser


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def report_mistake(request: HttpRequest, code: str) -> HttpResponse:
    """Show and take the form «report a mistake» for one story."""
    story = teasers.listed_stories().filter(code=code).first()
    if story is None:
        raise Http404
    form = MistakeForm(
        request.POST or None, initial={"paragraph": request.GET.get("paragraph", "")[:60]}
    )
    if request.method == "POST" and form.is_valid():
        done = _take(request, form, story)
        if done:
            return _show(request, "report_done", form, story)
    return _show(request, "report", form, story)


def _take(request: HttpRequest, form: MistakeForm, story: StoryPage) -> bool:
    answers = form.cleaned_data
    if answers["website"]:
        return True  # a program filled the trap: it gets the thanks and nothing is kept
    try:
        services.report_mistake(
            story=story,
            text=answers["text"],
            paragraph=answers["paragraph"],
            contact=answers["contact"],
            network_address=network_address(request),
            now=clock.now(),
        )
    except services.UnableToReport as problem:
        form.add_error(None, str(problem))
        return False
    return True


def _show(request: HttpRequest, name: str, form: MistakeForm, story: StoryPage) -> HttpResponse:
    reading = begin_reading(now=clock.now())
    teaser: Teaser = teasers.teaser_of(story, reading)
    frame = frames.frame(reading, name, "الإبلاغ عن خطأ", f"/report/{story.code}/", noindex=True)
    context: dict[str, Any] = {
        "frame": frame,
        "form": form,
        "story": teaser,
        "story_key": addresses.story_key(story.code),
    }
    return render(request, f"pages/stories/{name}.html", context, using="jinja2")
