"""A refused text beside the newest version, and the way back for it."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import TemplateView
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin
from wagtail.models import Page

from midad.kit import clock
from midad.newsroom import services
from midad.newsroom.models import KeptText
from midad.newsroom.queries import kept as kept_queries


class KeptTextView(WagtailAdminTemplateMixin, TemplateView):
    """Both texts, paragraph by paragraph; nothing is decided before the editor says so."""

    template_name = "newsroom/kept_text.html"
    page_title = gettext_lazy("Kept text")
    header_icon = "warning"

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if not self.newest.permissions_for_user(request.user).can_edit():
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    @cached_property
    def kept(self) -> KeptText:
        return get_object_or_404(
            KeptText.objects.select_related("writer"), pk=self.kwargs["kept_id"]
        )

    @cached_property
    def newest(self) -> Page:
        return Page.objects.get(pk=self.kept.page_id).get_latest_revision_as_object()

    def get_page_subtitle(self) -> str:
        return str(self.newest.get_admin_display_title())

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        edit = reverse("wagtailadmin_pages:edit", args=[self.kept.page_id])
        return [
            *self.breadcrumbs_items,
            {"url": edit, "label": self.get_page_subtitle()},
            {"url": "", "label": self.get_page_title()},
        ]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        revision = self.newest.get_latest_revision()
        return super().get_context_data(
            kept=self.kept,
            newest=self.newest,
            newest_revision=revision,
            lines=kept_queries.compare_with_newest(kept=self.kept, newest=self.newest),
            **kwargs,
        )

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if "settle" in request.POST:
            services.settle(kept=self.kept, editor=request.user, now=clock.now())
            messages.success(request, _("The newest version stands; the kept text is put away."))
            return redirect("wagtailadmin_pages:edit", self.kept.page_id)
        return self._bring_back(request)

    def _bring_back(self, request: HttpRequest) -> HttpResponse:
        seen = request.POST.get("seen_revision_id", "")
        try:
            services.bring_back(
                kept=self.kept,
                seen_revision_id=int(seen) if seen.isdecimal() else None,
                editor=request.user,
                now=clock.now(),
            )
        except services.UnableToBringBack as refusal:
            messages.error(request, str(refusal))
            return redirect("newsroom_kept_text", self.kept.pk)
        messages.success(
            request, _("The kept text is the newest draft now; the other one is in the history.")
        )
        return redirect("wagtailadmin_pages:edit", self.kept.page_id)
