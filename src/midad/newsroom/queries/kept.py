"""Kept texts beside what stands now."""

from typing import Any

from wagtail.models import Page

from midad.newsroom.models import AutosavedForm, KeptText, TakenForm
from midad.newsroom.queries.words_of_page import (
    ComparedLine,
    compare_paragraphs,
    paragraphs_of_page,
)


def kept_texts_waiting(*, page: Page) -> list[KeptText]:
    """Return the kept texts of a page that nobody settled, newest first."""
    return list(
        KeptText.objects.filter(settled_at=None, page_id=page.pk).order_by("-kept_at", "-pk")
    )


def kept_texts_of(*, writer: Any, limit: int) -> list[KeptText]:
    """Return the newest unsettled kept texts of a journalist."""
    waiting = KeptText.objects.filter(settled_at=None, writer=writer).select_related("page")
    return list(waiting.order_by("-kept_at", "-pk")[:limit])


def compare_with_newest(*, kept: KeptText, newest: Page) -> list[ComparedLine]:
    """Lay the newest draft (first) and the kept text (second) side by side."""
    return compare_paragraphs(
        first=paragraphs_of_page(page=newest),
        second=paragraphs_of_page(page=newest.with_content_json(dict(kept.content))),
    )


def form_was_taken(*, mark: str) -> TakenForm | None:
    """Return the record of a posted form that was carried out already."""
    return TakenForm.objects.filter(pk=mark).first()


def autosave_of(*, mark: str) -> AutosavedForm | None:
    """Return what the open form of this mark saved by itself last."""
    return AutosavedForm.objects.filter(pk=mark).first() if mark else None
