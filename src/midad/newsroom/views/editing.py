"""Writing a page: every save and publish refuses an outdated page and keeps both texts."""

import hashlib
import json
from typing import Any

from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin.views.pages.create import CreateView
from wagtail.admin.views.pages.edit import EditView
from wagtail.admin.views.pages.revisions import RevisionsRevertView
from wagtail.admin.viewsets.pages import PageViewSet
from wagtail.fields import StreamField
from wagtail.models import Page

from midad.kit import clock
from midad.newsroom import services
from midad.newsroom.forms import desk_form
from midad.newsroom.queries import corrections
from midad.newsroom.queries import kept as kept_queries
from midad.stories.models import ChangeKind, Standing, StoryPage

_STANDING_WORDS = {
    Standing.WITHDRAWN: gettext_lazy(
        "This story is withdrawn: readers see its notice, not this text."
    ),
    Standing.KILLED: gettext_lazy(
        "This story is killed: readers see that it is gone, not this text."
    ),
}


def mark_of_form(request: HttpRequest) -> str:
    """Return what tells a posted form from every other: its sender, its place, all it holds.

    The CSRF field is drawn anew with every page, so two forms with the same words differ.
    """
    fields = sorted((name, values) for name, values in request.POST.lists())
    sender = [str(getattr(request.user, "pk", "")), request.path, fields]
    return hashlib.sha256(json.dumps(sender).encode()).hexdigest()


def mark_of_open_form(request: HttpRequest) -> str:
    """Return what tells an open form from every other, whatever is written in it; "" for none.

    The CSRF field is drawn once for each page that is loaded, and autosave posts it too.
    """
    drawn = request.POST.get("csrfmiddlewaretoken", "")
    if not drawn:
        return ""
    return hashlib.sha256(f"{getattr(request.user, 'pk', '')}:{drawn}".encode()).hexdigest()


class OncePosted:
    """The desk's form, and no posted form carried out twice."""

    request: HttpRequest
    expects_json_response: bool
    _form_class: Any

    @property
    def form_class(self) -> Any:
        """Wagtail's form of this page with what the desk adds."""
        return desk_form(self._form_class)

    @form_class.setter
    def form_class(self, form_class: Any) -> None:
        self._form_class = form_class

    def carried_out_already(self) -> HttpResponse | None:
        """Return the answer to a form that was posted twice; None to a new one."""
        if self.expects_json_response:
            return None
        taken = kept_queries.form_was_taken(mark=mark_of_form(self.request))
        if taken is None:
            return None
        messages.info(self.request, _("This form was sent twice; it was carried out once."))
        return redirect("wagtailadmin_pages:edit", taken.page_id)

    def remember(self, response: HttpResponse, page_id: int | None) -> None:
        """Take note of a form that was carried out, which an answer by redirection says, or that
        saved itself, which an answer in JSON says."""
        if page_id is None:
            return
        if self.expects_json_response:
            self._remember_autosave(response, page_id)
        elif response.status_code in (301, 302, 303):
            services.take_form(mark=mark_of_form(self.request), page_id=page_id, now=clock.now())

    def _remember_autosave(self, response: HttpResponse, page_id: int) -> None:
        mark = mark_of_open_form(self.request)
        saved = json.loads(response.content) if mark and response.status_code == 200 else {}
        if "revision_id" in saved:
            services.note_autosave(
                mark=mark, page_id=page_id, revision_id=saved["revision_id"], now=clock.now()
            )


class GuardedEditView(OncePosted, EditView):
    """Wagtail's edit view, but no POST passes over a newer version.

    Wagtail refuses only autosave. Here every save, publish, submission and workflow action runs in
    one transaction that holds the page's row, so that of two posts at once the second one sees
    what the first one wrote.
    """

    def dispatch(self, request: HttpRequest, page_id: int, **kwargs: Any) -> HttpResponse:
        if request.method != "POST":
            return super().dispatch(request, page_id, **kwargs)
        with transaction.atomic():
            Page.objects.select_for_update().filter(pk=page_id).first()
            return super().dispatch(request, page_id, **kwargs)

    def get_object(self) -> Page:
        page = super().get_object()
        announces_anew = self.is_reverting or (page.live and not page.has_unpublished_changes)
        if isinstance(page, StoryPage) and announces_anew:
            page.change_kind = ChangeKind.MINOR
        return page

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if isinstance(self.page, StoryPage) and self.page.standing in _STANDING_WORDS:
            messages.warning(request, _STANDING_WORDS[Standing(self.page.standing)])
        response: HttpResponse = super().get(request, *args, **kwargs)
        return response

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not self.page.alias_of_id and self.is_behind:
            return self._refuse()
        response = super().post(request, *args, **kwargs)
        self.remember(response, self.page.pk)
        return response

    @property
    def is_behind(self) -> bool:
        """Whether the form was loaded from an older version, or does not say from which."""
        posted = self.request.POST
        says = posted.get("overwrite_revision_id") or posted.get("loaded_revision_id")
        if not self.latest_revision or (says and not self.is_out_of_date):
            return False
        return not self._newest_is_its_own

    @property
    def _newest_is_its_own(self) -> bool:
        """Whether the newest version is what this very form saved by itself, unknown to it yet."""
        saved = kept_queries.autosave_of(mark=mark_of_open_form(self.request))
        return saved is not None and saved.revision_id == self.latest_revision.pk

    def _refuse(self) -> HttpResponse:
        answered = self.carried_out_already()
        if answered:
            return answered
        if self.expects_json_response:
            # Autosave comes again every few seconds and its text is still on the screen.
            message = _("Saving will overwrite a newer version.")
            return self.json_error_response("invalid_revision", message)
        kept = services.keep_text(
            page=self.real_page_record,
            content=self._refused_content(),
            posted={name: list(values) for name, values in self.request.POST.lists()},
            writer=self.request.user,
            now=clock.now(),
        )
        messages.error(self.request, _("Not saved: a newer version is there. Your text is kept."))
        return redirect("newsroom_kept_text", kept.pk)

    def _refused_content(self) -> dict[str, Any]:
        """Return the refused page in the shape of a revision, whatever of it validates."""
        form = self.form_class(
            self.request.POST,
            self.request.FILES,
            instance=self.page,
            subscription=self.subscription,
            parent_page=self.parent,
            for_user=self.request.user,
        )
        form.defer_required_fields()
        if form.is_valid():
            content: dict[str, Any] = form.save(commit=False).serializable_data()
            return content
        for name in form.errors:
            if name in form.fields and self._is_text(name):
                setattr(self.page, name, form[name].data)
        broken: dict[str, Any] = self.page.serializable_data()
        return broken

    def _is_text(self, name: str) -> bool:
        field = self.page._meta.get_field(name)
        return isinstance(field, StreamField) or field.get_internal_type() in (
            "CharField",
            "TextField",
            "URLField",
        )


class GuardedRevertView(GuardedEditView, RevisionsRevertView):
    """Going back to an old version is a save like any other, and takes back no correction."""

    def get_object(self) -> Page:
        page = super().get_object()
        if isinstance(page, StoryPage):
            corrections.carry_notes(story=page)
        return page


class OnceCreateView(OncePosted, CreateView):
    """Wagtail's create view; the same form posted twice makes one page."""

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if request.method != "POST":
            return super().dispatch(request, *args, **kwargs)
        with transaction.atomic():
            parent_id = kwargs.get("parent_page_id") or args[-1]
            Page.objects.select_for_update().filter(pk=parent_id).first()
            return super().dispatch(request, *args, **kwargs)

    def post(self, request: HttpRequest) -> HttpResponse:
        answered = self.carried_out_already() or self._refuse_late_autosave()
        if answered:
            return answered
        saved = kept_queries.autosave_of(mark=mark_of_open_form(request))
        if saved is not None:
            # An autosave on its way made the page while «publish» was pressed: one story, not two.
            edited: HttpResponse = desk_pages.edit_view(request, page_id=saved.page_id)
            return edited
        response = super().post(request)
        self.remember(response, self.page.pk)
        opened = mark_of_open_form(request)
        if opened and self.page.pk and response.status_code in (301, 302, 303):
            services.take_form(mark=opened, page_id=self.page.pk, now=clock.now())
        return response

    def _refuse_late_autosave(self) -> HttpResponse | None:
        """Refuse an autosave that comes after «publish» made the page: one story, not two."""
        opened = mark_of_open_form(self.request)
        if not self.expects_json_response or not opened:
            return None
        if kept_queries.form_was_taken(mark=opened) is None:
            return None
        refusal: HttpResponse = self.json_error_response(
            "invalid_revision", _("Saving will overwrite a newer version.")
        )
        return refusal


desk_pages = PageViewSet(
    add_view_class=OnceCreateView,
    edit_view_class=GuardedEditView,
    revisions_revert_view_class=GuardedRevertView,
)
