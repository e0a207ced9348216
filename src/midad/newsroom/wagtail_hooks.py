"""Everything the desk hangs into Wagtail's hooks; what each does stands elsewhere in this room."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import URLPattern, path
from django.utils.safestring import SafeString
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.permissions import register_permission_policy

from midad.newsroom.views import (
    breaking,
    desk,
    furniture,
    kept,
    late,
    menus,
    ratings,
    readers,
    standing,
    viewsets,
)
from midad.newsroom.views.editing import desk_pages
from midad.stories.models import MistakeReport

register_permission_policy(MistakeReport, viewsets.MistakePermissionPolicy(MistakeReport))


@hooks.register("register_admin_viewset")
def desk_viewsets() -> list[Any]:
    return [desk_pages, viewsets.stories_list, breaking.breaking_news, viewsets.mistakes]


@hooks.register("register_admin_urls")
def desk_urls() -> list[URLPattern]:
    return [
        path("new-story/", desk.NewStoryView.as_view(), name="newsroom_new_story"),
        path(
            "breaking-news/<int:news_id>/end/",
            breaking.EndBreakingView.as_view(),
            name="newsroom_end_breaking",
        ),
        path("kept/<int:kept_id>/", kept.KeptTextView.as_view(), name="newsroom_kept_text"),
        path(
            "stories/<int:page_id>/withdraw/",
            standing.WithdrawView.as_view(),
            name="newsroom_withdraw",
        ),
        path("stories/<int:page_id>/kill/", standing.KillView.as_view(), name="newsroom_kill"),
        path(
            "stories/<int:page_id>/reinstate/",
            standing.ReinstateView.as_view(),
            name="newsroom_reinstate",
        ),
        path("late/", late.LateBoardView.as_view(), name="newsroom_late"),
        path(
            "late/<slug:job>/<slug:act>/<int:pk>/try-again/",
            late.TryAgainView.as_view(),
            name="newsroom_try_again",
        ),
        path(
            "stories/<int:page_id>/acts/",
            late.StoryActsView.as_view(),
            name="newsroom_story_acts",
        ),
        path("readers/", readers.ReadersView.as_view(), name="newsroom_readers"),
        path(
            "readers/results/",
            readers.ReadersView.as_view(results_only=True),
            name="newsroom_readers_results",
        ),
        path("readers/<int:reader_id>/", readers.ReaderView.as_view(), name="newsroom_reader"),
        path("ratings/", ratings.RatingsView.as_view(), name="newsroom_ratings"),
        path(
            "ratings/results/",
            ratings.RatingsView.as_view(results_only=True),
            name="newsroom_ratings_results",
        ),
        path(
            "ratings/<int:page_id>/",
            ratings.StoryRatingsView.as_view(),
            name="newsroom_story_ratings",
        ),
    ]


@hooks.register("construct_main_menu", order=1000)
def order_main_menu(request: HttpRequest, items: list[MenuItem]) -> None:
    items[:] = menus.main_menu(request, items)


@hooks.register("construct_homepage_panels", order=1000)
def desk_panels(request: HttpRequest, panels: list[Any]) -> None:
    furniture.replace_panels(panels)


@hooks.register("construct_homepage_summary_items", order=1000)
def no_summary(request: HttpRequest, items: list[Any]) -> None:
    items.clear()


@hooks.register("register_account_menu_item")
def own_account(request: HttpRequest) -> dict[str, Any]:
    return menus.own_account()


@hooks.register("register_page_header_buttons")
def story_buttons(page: Any, user: Any, next_url: str | None, view_name: str) -> list[Any]:
    return menus.story_buttons(page, user)


@hooks.register("after_copy_page")
def go_to_the_copy(request: HttpRequest, page: Any, new_page: Any) -> HttpResponse:
    return redirect("wagtailadmin_pages:edit", new_page.pk)


@hooks.register("register_rich_text_features")
def right_to_left(features: Any) -> None:
    features.register_editor_plugin("draftail", "right-to-left", furniture.RightToLeft())


@hooks.register("insert_global_admin_css")
def desk_styles() -> SafeString:
    return furniture.styles()


@hooks.register("insert_global_admin_js")
def desk_scripts() -> SafeString:
    return furniture.scripts()


@hooks.register("insert_editor_js")
def editor_scripts() -> SafeString:
    return furniture.editor_scripts()
