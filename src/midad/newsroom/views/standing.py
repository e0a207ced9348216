"""Withdrawing, killing and reinstating a story, each after a page that asks again."""

from abc import ABC, abstractmethod
from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from django.views.generic import FormView
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from midad.kit import clock
from midad.newsroom.forms import NoticeForm, PlainConfirmation, ReasonForm
from midad.stories import services as stories
from midad.stories.models import StoryPage


class StandingView(WagtailAdminTemplateMixin, FormView, ABC):
    """What the three acts share: who may, the page that asks, the message after."""

    template_name = "newsroom/standing.html"
    explanation: Any = ""
    button: Any = ""
    done: Any = ""
    grave = True

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if not self.story.permissions_for_user(request.user).can_publish():
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    @cached_property
    def story(self) -> StoryPage:
        return get_object_or_404(StoryPage, pk=self.kwargs["page_id"])

    @property
    def edit_address(self) -> str:
        return reverse("wagtailadmin_pages:edit", args=[self.story.pk])

    def get_page_subtitle(self) -> str:
        return self.story.title

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        return [
            *self.breadcrumbs_items,
            {"url": self.edit_address, "label": self.story.title},
            {"url": "", "label": self.get_page_title()},
        ]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(
            story=self.story,
            edit_address=self.edit_address,
            explanation=self.explanation,
            button=self.button,
            grave=self.grave,
            **kwargs,
        )

    def form_valid(self, form: forms.Form) -> HttpResponse:
        try:
            self.carry_out(form.cleaned_data.get("words", ""))
        except stories.UnableToChangeStanding as refusal:
            form.add_error(None, str(refusal))
            return self.form_invalid(form)
        messages.success(self.request, self.done)
        return redirect(self.edit_address)

    @abstractmethod
    def carry_out(self, words: str) -> None:
        """Call the service of this act."""


class WithdrawView(StandingView):
    form_class = NoticeForm
    page_title = _("Withdraw the story")
    header_icon = "view"
    button = _("Withdraw")
    done = _("The story is withdrawn; its address shows the notice.")
    explanation = _(
        "The text disappears from the paper, its lists and its feeds; at its address readers see "
        "the notice. It can be reinstated."
    )

    def carry_out(self, words: str) -> None:
        stories.withdraw_story(
            story=self.story, notice=words, editor=self.request.user, now=clock.now()
        )


class KillView(StandingView):
    form_class = ReasonForm
    page_title = _("Kill the story")
    header_icon = "cross"
    button = _("Kill")
    done = _("The story is killed; its address says that it is gone.")
    explanation = _(
        "The text disappears everywhere and its address says that it is gone. Kill for legal "
        "reasons or danger to people; for mistakes, correct or withdraw."
    )

    def carry_out(self, words: str) -> None:
        stories.kill_story(
            story=self.story, reason=words, editor=self.request.user, now=clock.now()
        )


class ReinstateView(StandingView):
    form_class = PlainConfirmation
    page_title = _("Reinstate the story")
    header_icon = "undo"
    button = _("Reinstate")
    done = _("The story stands again.")
    explanation = _("The story stands again as it was published, in its lists and feeds too.")
    grave = False

    def carry_out(self, words: str) -> None:
        stories.reinstate_story(story=self.story, editor=self.request.user, now=clock.now())
