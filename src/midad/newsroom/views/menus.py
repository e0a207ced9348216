"""The desk's menu in the order of its work, and what can be done with a story."""

from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail.admin.auth import user_has_any_page_permission
from wagtail.admin.menu import MenuItem
from wagtail.admin.widgets.button import Button
from wagtail.permissions import policy_registry

from midad.kit import clock
from midad.newsroom.queries import kept as kept_queries
from midad.newsroom.queries.late import count_late
from midad.newsroom.views.late import sees_late_board
from midad.newsroom.views.ratings import sees_ratings
from midad.newsroom.views.readers import sees_readers
from midad.stories.models import (
    Agency,
    Author,
    BreakingNews,
    EditionSettings,
    FrontPage,
    MistakeReport,
    Standing,
    StoryPage,
    Topic,
)

# Wagtail's items that stay, with their place among ours; the rest of the bar is built below.
_PLACES = {"explorer": 50, "images": 200, "documents": 210, "reports": 300, "settings": 400}
_NAMES = {"explorer": _("Sections")}
_LEFT_OUT = {"snippets", "help"}
_ANY_RIGHT = {"add", "change", "delete", "view"}


class FrontItem(MenuItem):
    """The arrangement of the front, shown to those who may publish it."""

    def __init__(self, front: FrontPage) -> None:
        address = reverse("wagtailadmin_pages:edit", args=[front.pk])
        label = _("Arrange the front")
        super().__init__(label, address, name="front", icon_name="desktop", order=40)
        self.front = front

    def is_shown(self, request: HttpRequest) -> bool:
        return bool(self.front.permissions_for_user(request.user).can_publish())


class DeskItem(MenuItem):
    """A place in the menu, shown to those with a right on its model (or on any page)."""

    def __init__(self, name: str, label: Any, url: str, icon: str, order: int, model: Any) -> None:
        super().__init__(label, url, name=name, icon_name=icon, order=order)
        self.model = model

    def is_shown(self, request: HttpRequest) -> bool:
        if self.model is StoryPage:
            return bool(user_has_any_page_permission(request.user))
        policy = policy_registry.get_by_type(self.model)
        return bool(policy.user_has_any_permission(request.user, _ANY_RIGHT))


class PlainItem(MenuItem):
    """A place in the menu, shown to those whom ``sees`` lets in."""

    def __init__(self, name: str, label: Any, icon: str, order: int, sees: Any) -> None:
        super().__init__(label, reverse(f"newsroom_{name}"), name=name, icon_name=icon, order=order)
        self.sees = sees

    def is_shown(self, request: HttpRequest) -> bool:
        return bool(self.sees(request.user))


class LateBoardItem(MenuItem):
    """What is late, with how much it is, shown to those who publish."""

    def __init__(self) -> None:
        address = reverse("newsroom_late")
        super().__init__(_("Late"), address, name="late", icon_name="history", order=45)

    def is_shown(self, request: HttpRequest) -> bool:
        if not sees_late_board(request.user):
            return False
        count = count_late(now=clock.now())
        if count:
            self.label = gettext("Late (%(count)s)") % {"count": count}
        return True


def main_menu(request: HttpRequest, items: list[MenuItem]) -> list[MenuItem]:
    """Return the menu: the desk's own places, then what stays of Wagtail's."""
    menu = [item for item in _desk_items() if item.is_shown(request)]
    for item in items:
        if item.name in _LEFT_OUT:
            continue
        item.order = _PLACES.get(item.name, item.order)
        item.label = _NAMES.get(item.name, item.label)
        menu.append(item)
    return menu


def _desk_items() -> list[MenuItem]:
    edition = reverse("wagtailsettings:edit", args=["stories", "editionsettings"])
    new_story = reverse("newsroom_new_story")
    front = FrontPage.objects.first()
    return [
        *([FrontItem(front)] if front else []),
        LateBoardItem(),
        DeskItem("new-story", _("New story"), new_story, "edit", 10, StoryPage),
        DeskItem("stories", _("Stories"), reverse("stories:index"), "doc-full", 20, StoryPage),
        DeskItem("breaking", _("Breaking"), reverse("breaking:index"), "warning", 30, BreakingNews),
        DeskItem("authors", _("Authors"), _list_of(Author), "user", 60, Author),
        DeskItem("agencies", _("Agencies"), _list_of(Agency), "globe", 70, Agency),
        DeskItem("topics", _("Topics"), _list_of(Topic), "tag", 80, Topic),
        DeskItem(
            "mistakes",
            _("Reported mistakes"),
            reverse("mistakes:index"),
            "comment",
            90,
            MistakeReport,
        ),
        PlainItem("ratings", _("Ratings"), "pick", 92, sees_ratings),
        PlainItem("readers", _("Readers"), "group", 94, sees_readers),
        DeskItem("edition", _("The paper's identity"), edition, "site", 390, EditionSettings),
    ]


def _list_of(model: Any) -> str:
    return reverse(model.snippet_viewset.get_url_name("list"))


def own_account() -> dict[str, Any]:
    """Return the way from Wagtail's account screen to the account's own pages."""
    return {
        "url": reverse("account-home"),
        "label": _("Address, password, second factor, devices"),
        "help_text": _("They ask who you are once more, and are the same for everybody."),
    }


def story_buttons(page: Any, user: Any) -> list[Button]:
    """Return what the desk adds to a page's menu: kept texts, withdraw, kill, reinstate."""
    buttons = [
        Button(
            _("Kept text"),
            url=reverse("newsroom_kept_text", args=[kept.pk]),
            icon_name="warning",
            priority=60,
        )
        for kept in kept_queries.kept_texts_waiting(page=page)
    ]
    story = page.specific_deferred
    if isinstance(story, StoryPage) and story.first_published_at:
        buttons.append(_acts_button(story))
    if isinstance(story, StoryPage) and story.first_published_at and sees_ratings(user):
        buttons.append(_ratings_button(story))
    if isinstance(story, StoryPage) and page.live and page.permissions_for_user(user).can_publish():
        buttons += _standing_buttons(story)
    return buttons


def _acts_button(story: StoryPage) -> Button:
    address = reverse("newsroom_story_acts", args=[story.pk])
    return Button(_("After publication"), url=address, icon_name="history", priority=70)


def _ratings_button(story: StoryPage) -> Button:
    address = reverse("newsroom_story_ratings", args=[story.pk])
    return Button(_("Ratings"), url=address, icon_name="pick", priority=75)


def _standing_buttons(story: StoryPage) -> list[Button]:
    acts = [
        ("newsroom_withdraw", _("Withdraw the story"), "view", Standing.WITHDRAWN),
        ("newsroom_kill", _("Kill the story"), "cross", Standing.KILLED),
        ("newsroom_reinstate", _("Reinstate the story"), "undo", Standing.GOOD),
    ]
    return [
        Button(label, url=reverse(name, args=[story.pk]), icon_name=icon, priority=80 + place)
        for place, (name, label, icon, standing) in enumerate(acts)
        if story.standing != standing
    ]
