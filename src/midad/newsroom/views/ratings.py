"""Ratings of stories: how they stand, how they came, freezing them, bursts that were noticed."""

from functools import cached_property
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import TemplateView
from wagtail.admin.ui.tables import BooleanColumn, Column, TitleColumn
from wagtail.admin.views.generic import IndexView
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from midad.kit import clock
from midad.newsroom.queries import ratings as queries
from midad.newsroom.views.policies import ReadersOwnPolicy
from midad.readers import services
from midad.readers.models import RatingBurst, StoryRatings
from midad.stories.models import StoryPage

POLICY = ReadersOwnPolicy(StoryRatings)


def sees_ratings(user: Any) -> bool:
    """Tell whether ``user`` sees how stories are rated."""
    return bool(POLICY.user_has_permission(user, "view"))


def may_freeze(user: Any) -> bool:
    """Tell whether ``user`` freezes ratings and settles bursts."""
    return bool(POLICY.user_has_permission(user, "change"))


class RatingsView(IndexView):
    """All stories that were rated."""

    model = StoryRatings
    permission_policy = POLICY
    any_permission_required = ("view",)
    index_url_name = "newsroom_ratings"
    index_results_url_name = "newsroom_ratings_results"
    page_title = gettext_lazy("Ratings")
    header_icon = "pick"
    _show_breadcrumbs = True
    default_ordering = "-story__published_at"
    search_fields = ("story__title",)
    list_display = (
        TitleColumn(
            "title",
            accessor="story.title",
            label=gettext_lazy("Story"),
            url_name="newsroom_story_ratings",
        ),
        Column("total", label=gettext_lazy("Votes"), sort_key="total"),
        Column(
            "mean_stars",
            accessor=lambda row: f"{row.mean:.1f}",
            label=gettext_lazy("Mean"),
            sort_key="mean_stars",
        ),
        BooleanColumn("waits", label=gettext_lazy("Burst")),
        BooleanColumn(
            "frozen",
            accessor=lambda row: row.frozen_at is not None,
            label=gettext_lazy("Frozen"),
        ),
    )

    def get_base_queryset(self) -> Any:
        return queries.rated_stories()

    def get_list_buttons(self, instance: StoryRatings) -> list[Any]:
        return []


class StoryRatingsView(WagtailAdminTemplateMixin, TemplateView):
    """The ratings of one story; freezing them, and settling bursts."""

    template_name = "newsroom/story_ratings.html"
    page_title = gettext_lazy("Ratings of the story")
    header_icon = "pick"

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        allowed = sees_ratings if request.method in {"GET", "HEAD"} else may_freeze
        if not allowed(request.user):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    @cached_property
    def story(self) -> StoryPage:
        return get_object_or_404(StoryPage, pk=self.kwargs["page_id"])

    def get_page_subtitle(self) -> str:
        return self.story.title

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        return [
            *self.breadcrumbs_items,
            {"url": reverse("newsroom_ratings"), "label": _("Ratings")},
            {"url": "", "label": self.story.title},
        ]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        row = StoryRatings.objects.filter(pk=self.story.pk).first() or StoryRatings(self.story.pk)
        return super().get_context_data(
            story=self.story,
            file=queries.ratings_file(row),
            may_freeze=may_freeze(self.request.user),
            edit_address=reverse("wagtailadmin_pages:edit", args=[self.story.pk]),
            **kwargs,
        )

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        act = request.POST.get("act", "")
        if act == "freeze":
            services.freeze(story=self.story, editor=request.user, now=clock.now())
            messages.success(request, _("The ratings stand as they are now."))
        elif act == "thaw":
            services.thaw(story=self.story, editor=request.user)
            messages.success(request, _("Readers may rate this story again."))
        else:
            burst = get_object_or_404(RatingBurst, pk=_number(act), story=self.story)
            services.settle_burst(burst=burst, now=clock.now())
        return redirect("newsroom_story_ratings", self.story.pk)


def _number(act: str) -> int:
    """Return the burst that an act names («burst-12»); 0 for anything else."""
    number = act.removeprefix("burst-")
    return int(number) if number.isascii() and number.isdecimal() and len(number) < 19 else 0
