"""Breaking news: its list, and ending it before its time."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from django.views.generic import TemplateView
from wagtail.admin.panels import FieldPanel, ObjectList
from wagtail.admin.ui.menus import MenuItem
from wagtail.admin.ui.tables import Column
from wagtail.admin.views.generic import IndexView
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin
from wagtail.admin.viewsets.model import ModelViewSet
from wagtail.permissions import policy_registry

from midad.kit import clock
from midad.newsroom.forms import BreakingNewsForm
from midad.stories import services as stories
from midad.stories.models import BreakingNews


def end_address(news: BreakingNews, user: Any) -> str:
    """Return where ``user`` ends ``news``; "" when it is not on the bar or not theirs to end."""
    now = clock.now()
    if not news.starts_at <= now < news.ends_at:
        return ""
    policy = policy_registry.get_by_type(BreakingNews)
    allowed = policy.user_has_permission(user, "change")
    return reverse("newsroom_end_breaking", args=[news.pk]) if allowed else ""


class BreakingIndexView(IndexView):
    def get_list_more_buttons(self, instance: BreakingNews) -> list[MenuItem]:
        buttons: list[MenuItem] = super().get_list_more_buttons(instance)
        if address := end_address(instance, self.request.user):
            buttons.append(MenuItem(_("End now"), url=address, icon_name="cross", priority=5))
        return buttons


class BreakingNewsViewSet(ModelViewSet):
    name = "breaking"
    model = BreakingNews
    icon = "warning"
    menu_label = _("Breaking")
    index_view_class = BreakingIndexView
    copy_view_enabled = False
    list_display = [
        "text",
        # The moments themselves: «x minutes ago» cannot say of an end whether it is still to come.
        Column("starts_at", label=_("From")),
        Column("ends_at", label=_("Until")),
    ]
    edit_handler = ObjectList(
        [
            FieldPanel("text"),
            FieldPanel("story"),
            FieldPanel("starts_at"),
            FieldPanel("ends_at"),
        ],
        base_form_class=BreakingNewsForm,
    )


class EndBreakingView(WagtailAdminTemplateMixin, TemplateView):
    """Asks once, then takes the news off the bar."""

    template_name = "newsroom/end_breaking.html"
    page_title = _("End the breaking news")
    header_icon = "warning"

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        policy = policy_registry.get_by_type(BreakingNews)
        if not policy.user_has_permission(request.user, "change"):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    @cached_property
    def news(self) -> BreakingNews:
        return get_object_or_404(BreakingNews, pk=self.kwargs["news_id"])

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        return [
            *self.breadcrumbs_items,
            {"url": reverse("breaking:index"), "label": _("Breaking")},
            {"url": "", "label": self.get_page_title()},
        ]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(news=self.news, **kwargs)

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        stories.end_breaking_news(news=self.news, editor=request.user, now=clock.now())
        messages.success(request, _("The breaking news is off the bar."))
        return redirect("breaking:index")


breaking_news = BreakingNewsViewSet()
