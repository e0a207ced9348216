"""The late board: what readers should have had by now, why they have not, and trying again."""

from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Page as Shown
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import TemplateView, View
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin
from wagtail.models import Page
from wagtail.permissions import policy_registry

from midad.kit import clock
from midad.newsroom.queries import late
from midad.newsroom.queries.late import LateItem
from midad.newsroom.views import late_words as words
from midad.press import queries as press
from midad.press import services as press_services
from midad.press.models import LedgerEntry
from midad.stories import services as stories
from midad.stories.models import StoryPage
from midad.stories.queries import keys, lateness

_ROWS = 100
_ACTS_A_PAGE = 20


def sees_late_board(user: Any) -> bool:
    """Tell whether ``user`` publishes anything at all."""
    policy = policy_registry.get_by_type(Page)
    return bool(policy.user_has_permission(user, "publish"))


def may_try_again(user: Any, story: StoryPage | None) -> bool:
    """Tell whether ``user`` publishes this story; where it was deleted, any."""
    if story is None:
        return sees_late_board(user)
    return bool(story.permissions_for_user(user).can_publish())


@dataclass(frozen=True)
class LateRow:
    """A line of the board in words."""

    item: LateItem
    title: str
    edit_address: str
    acts_address: str
    what: str
    reason: str
    tries: str
    retry_address: str


def late_rows(user: Any, *, limit: int) -> list[LateRow]:
    """Return what is late as ``user`` sees it; "" for the address of what is not theirs to do."""
    return [_row(item, user) for item in late.late_items(now=clock.now(), limit=limit)]


def _row(item: LateItem, user: Any) -> LateRow:
    story = item.story
    retry = reverse("newsroom_try_again", args=[item.job, item.act, item.pk])
    return LateRow(
        item=item,
        title=story.title if story else _("A story that was deleted"),
        edit_address=reverse("wagtailadmin_pages:edit", args=[story.pk]) if story else "",
        acts_address=reverse("newsroom_story_acts", args=[story.pk]) if story else "",
        what=f"{words.act_words(item.act)} · {words.job_words(item.job)}",
        reason=words.reason_words(item.reason),
        tries=words.tries(item.attempts),
        retry_address=retry if may_try_again(user, story) else "",
    )


class LateBoardView(WagtailAdminTemplateMixin, TemplateView):
    """Everything late, or that all is out."""

    template_name = "newsroom/late.html"
    page_title = gettext_lazy("What is late")
    header_icon = "history"

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if not sees_late_board(request.user):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        return [*self.breadcrumbs_items, {"url": "", "label": self.get_page_title()}]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        count = late.count_late(now=clock.now())
        rows = late_rows(self.request.user, limit=_ROWS)
        return super().get_context_data(
            rows=rows, how_many=words.how_many_late(count), are_more=count > len(rows), **kwargs
        )


class TryAgainView(View):
    """Tries one late thing at once, and says how that ended."""

    http_method_names = ("post",)

    def post(self, request: HttpRequest, job: str, act: str, pk: int) -> HttpResponse:
        say = self._try_schedule if job == late.SCHEDULE else self._try_job
        say(request, act, pk)
        return redirect("newsroom_late")

    def _try_schedule(self, request: HttpRequest, act: str, pk: int) -> None:
        now = clock.now()
        waiting = lateness.acts_that_are_late(now=now, limit=_ROWS)
        found = [row for row in waiting if (row.act, row.subject_id) == (act, pk)]
        if not found:
            messages.success(request, _("It was done meanwhile."))
            return
        self._allow(request, get_object_or_404(Page, pk=found[0].page_id).specific)
        if stories.try_due_again(act=act, subject_id=pk, now=now):
            messages.success(request, _("It is done now."))
        else:
            messages.error(request, _("It failed again; the reason stands beside it."))

    def _try_job(self, request: HttpRequest, act: str, pk: int) -> None:
        entry = LedgerEntry.objects.filter(pk=pk).first()
        if entry is None:
            messages.success(request, _("It was done meanwhile."))
            return
        self._allow(request, late.stories_of([entry.subject]).get(entry.subject))
        after = press_services.run_job_again(entry_id=pk, now=clock.now())
        _tell(request, after or entry)

    def _allow(self, request: HttpRequest, story: StoryPage | None) -> None:
        if not may_try_again(request.user, story):
            raise PermissionDenied


def _tell(request: HttpRequest, entry: LedgerEntry) -> None:
    """Say how a try ended."""
    if entry.state in press.SETTLED_STATES:
        messages.success(request, _("It is done now."))
    elif entry.state == LedgerEntry.State.FAILED:
        reason = words.reason_words(entry.reason)
        messages.error(request, _("It failed again: %(reason)s") % {"reason": reason})
    elif entry.state == LedgerEntry.State.RUNNING:
        messages.warning(request, _("A worker has it in hand just now."))
    else:
        messages.warning(request, _("It cannot be done yet: its pages are being baked."))


@dataclass(frozen=True)
class ShownJob:
    """A job of an act in words; ``state`` is its code."""

    entry: LedgerEntry
    name: str
    state: str
    trouble: str
    tries: str


class StoryActsView(WagtailAdminTemplateMixin, TemplateView):
    """What followed each act on a story, the newest first."""

    template_name = "newsroom/story_acts.html"
    page_title = gettext_lazy("After publication")
    header_icon = "history"

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if not self.story.permissions_for_user(request.user).can_edit():
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    @cached_property
    def story(self) -> StoryPage:
        return get_object_or_404(StoryPage, pk=self.kwargs["page_id"])

    def get_page_subtitle(self) -> str:
        return self.story.title

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        edit = reverse("wagtailadmin_pages:edit", args=[self.story.pk])
        return [
            *self.breadcrumbs_items,
            {"url": edit, "label": self.story.title},
            {"url": "", "label": self.get_page_title()},
        ]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        subject = keys.story(self.story.pk)
        count = press.count_acts_of(subject)
        shown = Paginator(range(count), _ACTS_A_PAGE).get_page(self.request.GET.get("p"))
        return super().get_context_data(
            story=self.story, acts=_acts_of(subject, shown), items=shown, **kwargs
        )


def _acts_of(subject: str, shown: Shown[int]) -> list[tuple[str, Any, list[ShownJob]]]:
    """Return (act in words, moment, jobs) of each act on a page of the list."""
    first = shown.start_index() - 1 if shown.paginator.count else 0
    found = press.entries_of(subject, acts=_ACTS_A_PAGE, first=first)
    return [
        (words.act_words(jobs[0].act_name), jobs[0].created_at, [_shown_job(job) for job in jobs])
        for jobs in found
    ]


def _shown_job(entry: LedgerEntry) -> ShownJob:
    return ShownJob(
        entry=entry,
        name=words.job_words(entry.job),
        state=str(words.STATES[entry.state]),
        trouble=words.reason_words(entry.reason) if entry.attempts and entry.reason else "",
        tries=words.tries(entry.attempts),
    )
