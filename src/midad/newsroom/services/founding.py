"""The newsroom's first groups, rights and workflow, in the paper's own words."""

from django.contrib.auth.models import Group, Permission
from django.db import transaction
from wagtail.models import (
    Collection,
    GroupCollectionPermission,
    GroupPagePermission,
    Page,
    Task,
    Workflow,
)

JOURNALISTS = "محررون"
CHIEFS = "رؤساء تحرير"
READER_DESK = "مكتب القرّاء"
REVIEW = "مراجعة رئاسة التحرير"
ROOT = "كل الصفحات"

_WAGTAIL_NAMES = {JOURNALISTS: "Editors", CHIEFS: "Moderators"}
_WAGTAIL_REVIEW = "Moderators approval"
_WAGTAIL_ROOT = "Root"

_PAGE_RIGHTS = {
    JOURNALISTS: ["add_page", "change_page"],
    CHIEFS: ["add_page", "change_page", "publish_page", "lock_page", "unlock_page"],
}
_FILE_RIGHTS = ["add_image", "change_image", "choose_image"]
_FILE_RIGHTS += ["add_document", "change_document", "choose_document"]
_PEOPLE = ("author", "agency", "topic")
_MODEL_RIGHTS = {
    JOURNALISTS: [
        *(f"{verb}_{model}" for model in _PEOPLE for verb in ("add", "change", "view")),
        "view_breakingnews",
        "change_mistakereport",
        "view_mistakereport",
        "view_storyratings",
    ],
    READER_DESK: [
        *(f"{verb}_{model}" for model in ("reader", "storyratings") for verb in ("change", "view")),
        "change_mistakereport",
        "view_mistakereport",
    ],
    CHIEFS: [
        *(f"{verb}_{model}" for model in _PEOPLE for verb in ("add", "change", "delete", "view")),
        *(f"{verb}_breakingnews" for verb in ("add", "change", "delete", "view")),
        "change_mistakereport",
        "delete_mistakereport",
        "view_mistakereport",
        "change_editionsettings",
        "change_storyratings",
        "view_storyratings",
    ],
}


def found_newsroom() -> None:
    """Give the newsroom its groups, their rights and the review workflow, named in Arabic.

    Safe to call again: what is there stays, rights taken away by hand come back.
    """
    with transaction.atomic():
        for name in (JOURNALISTS, CHIEFS):
            group = _group(name)
            _give_page_rights(group, _PAGE_RIGHTS[name])
            _give_file_rights(group, _FILE_RIGHTS)
            _give_model_rights(group, _MODEL_RIGHTS[name])
        desk, _ = Group.objects.get_or_create(name=READER_DESK)
        _give_model_rights(desk, _MODEL_RIGHTS[READER_DESK])
        Page.objects.filter(depth=1, title=_WAGTAIL_ROOT).update(title=ROOT, draft_title=ROOT)
        Task.objects.filter(name=_WAGTAIL_REVIEW).update(name=REVIEW)
        Workflow.objects.filter(name=_WAGTAIL_REVIEW).update(name=REVIEW)


def _group(name: str) -> Group:
    """Return the group; Wagtail's own is renamed, for its workflow task already asks it."""
    found = Group.objects.filter(name=name).first()
    if found is not None:
        return found
    group, _ = Group.objects.get_or_create(name=_WAGTAIL_NAMES[name])
    group.name = name
    group.save()
    return group


def _give_page_rights(group: Group, codenames: list[str]) -> None:
    root = Page.objects.get(depth=1)
    for right in Permission.objects.filter(
        content_type__app_label="wagtailcore", codename__in=codenames
    ):
        GroupPagePermission.objects.get_or_create(group=group, page=root, permission=right)


def _give_file_rights(group: Group, codenames: list[str]) -> None:
    root = Collection.objects.get(depth=1)
    for right in Permission.objects.filter(
        content_type__app_label__in=["wagtailimages", "wagtaildocs"], codename__in=codenames
    ):
        GroupCollectionPermission.objects.get_or_create(
            group=group, collection=root, permission=right
        )


def _give_model_rights(group: Group, codenames: list[str]) -> None:
    rights = Permission.objects.filter(
        content_type__app_label__in=["stories", "readers"], codename__in=codenames
    )
    entrance = Permission.objects.filter(
        content_type__app_label="wagtailadmin", codename="access_admin"
    )
    group.permissions.add(*rights, *entrance)
