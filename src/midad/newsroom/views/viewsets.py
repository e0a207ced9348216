"""Lists of the desk: stories and reported mistakes."""

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.admin.ui.tables import BooleanColumn, Column, DateColumn, TitleColumn
from wagtail.admin.views.generic import EditView
from wagtail.admin.viewsets.model import ModelViewSet
from wagtail.admin.viewsets.pages import PageListingViewSet
from wagtail.permission_policies import ModelPermissionPolicy

from midad.stories.models import MistakeReport, StoryPage


class StoriesViewSet(PageListingViewSet):
    """All stories, whatever their section, the last saved first."""

    name = "stories"
    model = StoryPage
    icon = "doc-full"
    menu_label = _("Stories")
    add_to_admin_menu = False
    list_filter = ["section", "label", "standing", "live"]


class MistakePermissionPolicy(ModelPermissionPolicy):
    """Readers report mistakes; the newsroom only reads and settles them."""

    def user_has_permission(self, user: Any, action: str) -> bool:
        return action != "add" and super().user_has_permission(user, action)


class MistakeEditView(EditView):
    """A report, read only, beside its story; only «handled» can be changed."""

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        story_address = reverse("wagtailadmin_pages:edit", args=[self.object.story_id])
        return super().get_context_data(story_address=story_address, **kwargs)


class MistakesViewSet(ModelViewSet):
    name = "mistakes"
    model = MistakeReport
    icon = "comment"
    menu_label = _("Reported mistakes")
    copy_view_enabled = False
    edit_view_class = MistakeEditView
    edit_template_name = "newsroom/mistake.html"
    list_display = [
        TitleColumn("text", accessor=str, label=_("What is wrong"), url_name="mistakes:edit"),
        Column("story", label=_("Story")),
        BooleanColumn("handled", label=_("Handled")),
        DateColumn("reported_at", label=_("Reported")),
    ]
    list_filter = ["handled"]
    panels = [FieldPanel("handled")]


stories_list = StoriesViewSet()
mistakes = MistakesViewSet()
