"""Founding a paper: a front page as the root of the site, the edition's settings, its sections."""

from typing import Any

from django.db import transaction
from wagtail.models import Page, Site

from arabictext.folding import clean_line, fold_for_search
from arabictext.quotation import headline_without_stop
from midad.stories.models import EditionSettings, FrontPage, SectionPage


def found_paper(*, name: str, **edition: Any) -> FrontPage:
    """Return the paper's front, made with its site and settings when there is none yet.

    ``edition`` are further fields of the settings, used at the founding only.
    """
    with transaction.atomic():
        front: FrontPage | None = FrontPage.objects.first()
        return front or _found(name, edition)


def _found(name: str, edition: dict[str, Any]) -> FrontPage:
    root = Page.objects.select_for_update().get(depth=1)
    # Wagtail's own welcome page would stand in every list of the newsroom.
    for page in root.get_children():
        if page.specific_class is Page:
            page.delete()
    root.refresh_from_db()
    front = FrontPage(title=name, slug="front")
    root.add_child(instance=front)
    front.save_revision().publish()
    site, _ = Site.objects.update_or_create(
        is_default_site=True,
        defaults={"hostname": "localhost", "root_page": front, "site_name": name},
    )
    EditionSettings.objects.update_or_create(site=site, defaults={"name": name, **edition})
    front.refresh_from_db()
    return front


def section_of_name(*, name: str, parent: Page | None = None, **fields: Any) -> SectionPage:
    """Return the section of this name, however it is spelled; it is made when it is missing."""
    name = headline_without_stop(clean_line(name))  # as the section's own title is cleaned
    wanted = fold_for_search(name)
    for section in SectionPage.objects.filter(live=True):
        if fold_for_search(section.title) == wanted:
            return section
    with transaction.atomic():
        section = SectionPage(title=name, **fields)
        (parent or found_paper(name="الجريدة")).add_child(instance=section)
        section.save_revision().publish()
    return SectionPage.objects.get(pk=section.pk)
