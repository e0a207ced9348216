"""The reader desk: finding a reader, looking at an account, suspending, merging."""

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
from wagtail.admin.ui.tables import BooleanColumn, Column, DateColumn, TitleColumn
from wagtail.admin.views.generic import IndexView
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from midad.kit import clock
from midad.newsroom.forms import MergeForm, SuspensionForm
from midad.newsroom.queries import readers as queries
from midad.newsroom.views.policies import ReadersOwnPolicy
from midad.readers import services
from midad.readers.models import Reader

_ON_A_PAGE = 25


POLICY = ReadersOwnPolicy(Reader)


def sees_readers(user: Any) -> bool:
    """Tell whether ``user`` is of the reader desk."""
    return bool(POLICY.user_has_permission(user, "view"))


def may_change_readers(user: Any) -> bool:
    """Tell whether ``user`` may suspend and merge."""
    return bool(POLICY.user_has_permission(user, "change"))


class ReadersView(IndexView):
    """All readers with covered addresses. Whoever a search brings up is noted in the log."""

    model = Reader
    permission_policy = POLICY
    any_permission_required = ("view",)
    index_url_name = "newsroom_readers"
    index_results_url_name = "newsroom_readers_results"
    page_title = gettext_lazy("Readers")
    header_icon = "group"
    _show_breadcrumbs = True
    paginate_by = _ON_A_PAGE
    default_ordering = "-joined_at"
    search_fields = ("account__email", "account__first_name", "account__last_name")
    list_filter = ("suspended_at",)
    list_display = (
        TitleColumn(
            "address",
            accessor=lambda reader: queries.covered(reader.account.email),
            label=gettext_lazy("Address"),
            url_name="newsroom_reader",
        ),
        DateColumn("joined_at", label=gettext_lazy("Joined"), sort_key="joined_at"),
        BooleanColumn(
            "confirmed",
            accessor=lambda reader: reader.confirmed_at is not None,
            label=gettext_lazy("Confirmed"),
        ),
        BooleanColumn(
            "suspended",
            accessor=lambda reader: reader.suspended_at is not None,
            label=gettext_lazy("Suspended"),
        ),
        Column("votes", label=gettext_lazy("Ratings")),
    )

    def get_base_queryset(self) -> Any:
        return queries.readers_with_votes()

    def get_list_buttons(self, instance: Reader) -> list[Any]:
        return []

    def get_context_data(self, *args: Any, **kwargs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context_data(*args, **kwargs)
        if self.is_searching:
            services.note_found(readers=context["object_list"], editor=self.request.user)
        return context


class _OfOneReader(WagtailAdminTemplateMixin):
    """What the pages about one reader share."""

    header_icon = "user"
    kwargs: dict[str, Any]

    @cached_property
    def reader(self) -> Reader:
        rows = Reader.objects.select_related("account")
        return get_object_or_404(rows, pk=self.kwargs["reader_id"])

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        return [
            *self.breadcrumbs_items,
            {"url": reverse("newsroom_readers"), "label": _("Readers")},
            {"url": "", "label": self.get_page_title()},
        ]


class ReaderView(_OfOneReader, TemplateView):
    """One reader's account, and what the desk can do with it."""

    template_name = "newsroom/reader.html"
    page_title = gettext_lazy("A reader's account")

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        allowed = sees_readers if request.method in {"GET", "HEAD"} else may_change_readers
        if not allowed(request.user):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        services.note_act(reader=self.reader, act=services.LOOKED_AT, editor=request.user)
        return super().get(request, *args, **kwargs)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        forms = {"suspension": SuspensionForm(), "merging": MergeForm()}
        return super().get_context_data(
            file=queries.reader_file(reader=self.reader, now=clock.now()),
            may_change=may_change_readers(self.request.user),
            **{**forms, **kwargs},
        )

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        acts = {"suspend": self._suspend, "restore": self._restore}
        acts |= {"sign_out": self._sign_out, "merge": self._merge}
        act = acts.get(request.POST.get("act", ""))
        if act is None:
            return HttpResponse(status=400)
        return act(request)

    def _suspend(self, request: HttpRequest) -> HttpResponse:
        form = SuspensionForm(request.POST)
        if not form.is_valid():
            return self.render_to_response(self.get_context_data(suspension=form))
        because, now = form.cleaned_data["because"], clock.now()
        services.suspend(reader=self.reader, because=because, editor=request.user, now=now)
        messages.success(request, _("The reader may not rate for now."))
        return self._back()

    def _restore(self, request: HttpRequest) -> HttpResponse:
        services.restore(reader=self.reader, editor=request.user)
        messages.success(request, _("The reader may rate again."))
        return self._back()

    def _sign_out(self, request: HttpRequest) -> HttpResponse:
        services.end_all_visits(reader=self.reader)
        services.note_act(reader=self.reader, act=services.SIGNED_OUT, editor=request.user)
        messages.success(request, _("The reader is signed out everywhere."))
        return self._back()

    def _merge(self, request: HttpRequest) -> HttpResponse:
        """Show the other account beside this one; merge when the desk has seen it and says so."""
        form = MergeForm(request.POST)
        other = queries.reader_of_address(form.cleaned_data["address"]) if form.is_valid() else None
        if other is None:
            if form.is_valid():
                form.add_error("address", _("No reader signs in with this address."))
            return self._merging(form)
        if "sure" not in request.POST:
            services.note_act(reader=other, act=services.LOOKED_AT, editor=request.user)
            return self._merging(form, other=queries.reader_file(reader=other, now=clock.now()))
        try:
            services.merge(kept=self.reader, merged=other, editor=request.user)
        except services.UnableToMerge as refusal:
            form.add_error(None, str(refusal))
            return self._merging(form)
        messages.success(request, _("The accounts are one now; everybody was signed out of it."))
        return self._back()

    def _merging(self, form: MergeForm, **more: Any) -> HttpResponse:
        return self.render_to_response(self.get_context_data(merging=form, **more))

    def _back(self) -> HttpResponse:
        return redirect("newsroom_reader", self.reader.pk)
