"""The first screen: what is mine, what waits, what was published, how the press stands."""

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.generic import TemplateView
from wagtail.admin.ui.components import Component
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin
from wagtail.permissions import policy_registry

from midad.kit import clock
from midad.newsroom.queries import desk
from midad.newsroom.queries import kept as kept_queries
from midad.newsroom.queries.ratings import bursts_waiting
from midad.newsroom.views.breaking import end_address
from midad.newsroom.views.late import late_rows, sees_late_board
from midad.newsroom.views.ratings import may_freeze
from midad.press import queries as press
from midad.stories.models import BreakingNews, MistakeReport

_ROWS = 8


class DeskPanel(Component):
    """A panel of the first screen."""

    def get_context_data(self, parent_context: Any) -> dict[str, Any]:
        request = parent_context["request"]
        return {"request": request, **self.content(request.user)}

    def content(self, user: Any) -> dict[str, Any]:
        """Return what the panel's template shows to ``user``; nothing of its own by default."""
        return {}


class BreakingPanel(DeskPanel):
    order = 5
    template_name = "newsroom/desk/breaking.html"

    def content(self, user: Any) -> dict[str, Any]:
        shown = BreakingNews.objects.on_the_bar(clock.now())[:_ROWS]
        return {"breaking": [(news, end_address(news, user)) for news in shown]}


class LatePanel(DeskPanel):
    order = 7
    template_name = "newsroom/desk/late.html"

    def content(self, user: Any) -> dict[str, Any]:
        return {"rows": late_rows(user, limit=_ROWS) if sees_late_board(user) else []}


class KeptTextsPanel(DeskPanel):
    order = 10
    template_name = "newsroom/desk/kept_texts.html"

    def content(self, user: Any) -> dict[str, Any]:
        return {"kept_texts": kept_queries.kept_texts_of(writer=user, limit=_ROWS)}


class ReportsPanel(DeskPanel):
    order = 30
    template_name = "newsroom/desk/reports.html"

    def content(self, user: Any) -> dict[str, Any]:
        policy = policy_registry.get_by_type(MistakeReport)
        if not policy.user_has_permission(user, "change"):
            return {"reports": []}
        return {"reports": desk.open_reports(limit=_ROWS)}


class BurstsPanel(DeskPanel):
    order = 35
    template_name = "newsroom/desk/bursts.html"

    def content(self, user: Any) -> dict[str, Any]:
        return {"bursts": bursts_waiting(limit=_ROWS) if may_freeze(user) else []}


class DraftsPanel(DeskPanel):
    order = 110
    template_name = "newsroom/desk/drafts.html"

    def content(self, user: Any) -> dict[str, Any]:
        return {"drafts": desk.drafts_of(writer=user, limit=_ROWS)}


class ScheduledPanel(DeskPanel):
    order = 120
    template_name = "newsroom/desk/scheduled.html"

    def content(self, user: Any) -> dict[str, Any]:
        return {"scheduled": desk.scheduled_stories(limit=_ROWS)}


class PublishedPanel(DeskPanel):
    order = 130
    template_name = "newsroom/desk/published.html"

    def content(self, user: Any) -> dict[str, Any]:
        return {"published": desk.latest_published(limit=_ROWS)}


class PressPanel(DeskPanel):
    order = 140
    template_name = "newsroom/desk/press.html"

    def content(self, user: Any) -> dict[str, Any]:
        return {"press": press.press_status()}


class NewStoryView(WagtailAdminTemplateMixin, TemplateView):
    """Where does the story stand? Then its form opens."""

    template_name = "newsroom/new_story.html"
    page_title = _("New story")
    header_icon = "edit"

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        return [*self.breadcrumbs_items, {"url": "", "label": self.get_page_title()}]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        sections = [
            (
                section,
                level,
                reverse("wagtailadmin_pages:add", args=["stories", "storypage", section.pk]),
            )
            for section, level in desk.sections_to_write_in(writer=self.request.user)
        ]
        return super().get_context_data(sections=sections, **kwargs)
