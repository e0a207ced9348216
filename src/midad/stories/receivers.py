"""Where Wagtail tells stories of a move or a deletion, inside that act's own transaction."""

from typing import Any

from django.db.models.signals import post_save, pre_delete, pre_save
from wagtail.models import Page

from midad.kit import clock
from midad.press.receivers import mark_change
from midad.stories import press_rules, services
from midad.stories.models import EditionSettings, SectionPage, StoryPage, Tombstone


def connect() -> None:
    """Listen to plain pages (a move saves one), to the edition's time zone, to deletions."""
    post_save.connect(_follow_move, sender=Page, dispatch_uid="stories-follow-move")
    pre_save.connect(_note_zone, sender=EditionSettings, dispatch_uid="stories-note-zone")
    post_save.connect(_follow_zone, sender=EditionSettings, dispatch_uid="stories-follow-zone")
    pre_delete.connect(_bury, sender=StoryPage, dispatch_uid="stories-bury")


def _follow_move(instance: Page, created: bool, **_: Any) -> None:
    if created:
        return
    services.follow_move(page=instance)
    section = SectionPage.objects.filter(pk=instance.pk).first()
    if section is not None:
        mark_change(press_rules.touch_moved_section(section))


def _note_zone(instance: EditionSettings, **_: Any) -> None:
    before = EditionSettings.objects.filter(pk=instance.pk).values_list("time_zone", flat=True)
    instance._zone_before = before.first()


def _follow_zone(instance: EditionSettings, **_: Any) -> None:
    """Put every story under its day in the new time zone."""
    if instance._zone_before == instance.time_zone:
        return
    if services.redate_stories(edition=instance):
        mark_change(press_rules.touch_archives())


def _bury(instance: StoryPage, **_: Any) -> None:
    """Keep the code of a published story: its address says «gone», it never dies."""
    if instance.first_published_at:
        Tombstone.objects.get_or_create(code=instance.code, defaults={"buried_at": clock.now()})
