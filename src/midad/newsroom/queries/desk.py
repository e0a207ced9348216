"""What a journalist sees first: own drafts, what is scheduled, what was published last."""

from datetime import datetime
from typing import Any

from django.db.models import CharField, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Cast
from wagtail.models import Page, Revision

from midad.stories.models import MistakeReport, SectionPage, StoryPage


def drafts_of(*, writer: Any, limit: int) -> list[StoryPage]:
    """Return the stories with unpublished text that ``writer`` began or saved last.

    Each has ``goes_live_at``, the moment it is scheduled for, or None.
    """
    mine = Q(owner=writer) | Q(latest_revision__user=writer)
    waiting = Revision.page_revisions.filter(
        object_id=Cast(OuterRef("pk"), CharField()), approved_go_live_at__isnull=False
    )
    drafts = StoryPage.objects.filter(mine, has_unpublished_changes=True).annotate(
        goes_live_at=Subquery(waiting.values("approved_go_live_at")[:1])
    )
    return list(
        drafts.select_related("section").order_by("-latest_revision_created_at", "-pk")[:limit]
    )


def scheduled_stories(*, limit: int) -> list[tuple[datetime, StoryPage]]:
    """Return what waits for its time, the next one first, each with that time."""
    waiting = Revision.page_revisions.filter(approved_go_live_at__isnull=False)
    times = [
        (int(object_id), at)
        for object_id, at in waiting.order_by("approved_go_live_at", "pk").values_list(
            "object_id", "approved_go_live_at"
        )[:limit]
    ]
    stories = StoryPage.objects.in_bulk([pk for pk, _ in times])
    return [(at, stories[pk]) for pk, at in times if pk in stories]


def open_reports(*, limit: int) -> list[MistakeReport]:
    """Return the mistakes that readers reported and nobody settled, newest first."""
    reports = MistakeReport.objects.filter(handled=False).select_related("story")
    return list(reports.order_by("-reported_at", "-pk")[:limit])


def latest_published(*, limit: int) -> list[StoryPage]:
    """Return the stories published last, newest first."""
    stories = StoryPage.objects.filter(listed=True).select_related("section")
    return list(stories.order_by("-published_at", "-page_ptr")[:limit])


def sections_to_write_in(*, writer: Any) -> list[tuple[SectionPage, int]]:
    """Return the sections where ``writer`` may add a story, with their level, in bar order."""
    sections: QuerySet[SectionPage] = SectionPage.objects.filter(live=True)
    allowed = [
        section
        for section in sections.order_by("position", "path")
        if section.permissions_for_user(writer).can_add_subpage()
    ]
    return _with_subsections_after(allowed)


def _with_subsections_after(sections: list[SectionPage]) -> list[tuple[SectionPage, int]]:
    known = {section.path for section in sections}
    ordered: list[tuple[SectionPage, int]] = []
    for section in sections:
        parent_path = section.path[: -Page.steplen]
        if parent_path in known:
            continue
        ordered.append((section, 0))
        ordered += [(sub, 1) for sub in sections if sub.path[: -Page.steplen] == section.path]
    return ordered
