"""A small newsroom to test in: a section, its stories, journalists, forms as a browser posts."""

import itertools
import json
from typing import Any

from django.contrib.auth.models import Group
from django.test import Client
from django.urls import reverse
from wagtail.models import (
    Collection,
    GroupApprovalTask,
    Locale,
    Page,
    Workflow,
    WorkflowPage,
    WorkflowTask,
)
from wagtail.test.utils.form_data import inline_formset, nested_form_data, rich_text, streamfield

from midad.accounts.models import User
from midad.newsroom.models import KeptText
from midad.newsroom.services import CHIEFS, JOURNALISTS, found_newsroom
from midad.stories.models import SectionPage, StoryPage
from midad.stories.services import found_paper, section_of_name

_numbers = itertools.count(1)


def plant_roots() -> None:
    """Make what Wagtail's migrations make, where a test with real transactions swept it away."""
    if Page.objects.filter(depth=1).exists():
        return
    Locale.objects.get_or_create(language_code="ar")
    root = Page.add_root(title="Root", slug="root")
    Collection.add_root(name="Root")
    Group.objects.get_or_create(name="Editors")
    chiefs, _ = Group.objects.get_or_create(name="Moderators")
    task = GroupApprovalTask.objects.create(name="Moderators approval")
    task.groups.add(chiefs)
    workflow = Workflow.objects.create(name="Moderators approval")
    WorkflowTask.objects.create(workflow=workflow, task=task)
    WorkflowPage.objects.create(workflow=workflow, page=root)


def make_section() -> SectionPage:
    plant_roots()
    found_newsroom()
    found_paper(name="صحيفة المرفأ")
    return section_of_name(name="اقتصاد", name_in_address="economy")


def make_user(group: str = CHIEFS, name: str = "سلمى") -> User:
    plant_roots()
    found_newsroom()
    user = User.objects.create_user(f"u{next(_numbers)}@marfa.example", "secret", first_name=name)
    user.groups.add(Group.objects.get(name=group))
    return user


def make_journalist(name: str = "هالة") -> User:
    return make_user(JOURNALISTS, name)


def make_story(section: SectionPage, *, published: bool = True, **fields: Any) -> StoryPage:
    fields = {"title": "افتتاح المرفأ", "live": False, **fields}
    story = StoryPage(**fields)
    section.add_child(instance=story)
    revision = story.save_revision()
    if published:
        revision.publish()
    return fresh(story)


def fresh(story: StoryPage) -> StoryPage:
    return StoryPage.objects.get(pk=story.pk)


def signed_in(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


def story_form(
    story: StoryPage | None = None, *, text: str = "نص الخبر", **changes: Any
) -> dict[str, Any]:
    """Return what a browser posts; of ``story`` it takes the version that was loaded."""
    fields: dict[str, Any] = {
        "title": story.title if story else "خبر جديد",
        "kicker": "",
        "standfirst": "",
        "lead_picture": "",
        "lead_caption": "",
        "lead_caption_label": "",
        "lead_credit": "",
        "place": "",
        "label": "",
        "sponsor": "",
        "source_url": "",
        "change_kind": "",
        "go_live_at": "",
        "expire_at": "",
        "body": streamfield([("text", rich_text(f"<p>{text}</p>", features=["bold"]))]),
        "highlights": streamfield([]),
        "comments": inline_formset([]),
        "story_authors": inline_formset([]),
        "story_agencies": inline_formset([]),
        "story_topics": inline_formset([]),
        "corrections": inline_formset([]),
    }
    return {**nested_form_data(fields), **loaded(story), **changes}


def loaded(story: StoryPage | None) -> dict[str, str]:
    """Return the hidden fields that say which version the editor loaded."""
    revision = fresh(story).latest_revision if story else None
    if revision is None:
        return {}
    return {
        "loaded_revision_id": str(revision.pk),
        "loaded_revision_created_at": revision.created_at.isoformat(),
    }


def edit_address(story: StoryPage) -> str:
    return reverse("wagtailadmin_pages:edit", args=[story.pk])


def body_text(page: StoryPage) -> str:
    return "".join(str(block.value) for block in page.body)


def kept_words(kept: KeptText) -> str:
    return str(json.loads(kept.content["body"]))


def newest_text(story: StoryPage) -> str:
    return body_text(fresh(story).get_latest_revision_as_object())
