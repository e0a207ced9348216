"""The front page as an editor arranges it, and the bar of breaking news above every page."""

from datetime import datetime
from typing import ClassVar, Self

from django.core.exceptions import ValidationError
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel

from arabictext.folding import clean_line
from midad.stories.blocks import FrontSlotsBlock
from midad.stories.fields import LeanStreamField
from midad.stories.models.pages import PaperPage


class FrontPage(PaperPage):
    """The front: a lead, slots set by hand, the rest filled with the newest stories."""

    lead = models.ForeignKey(
        "stories.StoryPage",
        verbose_name=_("lead story"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        help_text=_("Empty: the newest story"),
    )
    slots = LeanStreamField(
        FrontSlotsBlock(),
        verbose_name=_("stories set by hand"),
        blank=True,
        help_text=_("In this order after the lead; free places fill with the newest stories"),
    )

    parent_page_types: ClassVar[list[str]] = ["wagtailcore.Page"]
    subpage_types: ClassVar[list[str]] = ["stories.SectionPage"]
    max_count = 1
    content_panels = [FieldPanel("title"), FieldPanel("lead"), FieldPanel("slots")]

    class Meta:
        verbose_name = _("front page")


class BreakingNewsQuerySet(models.QuerySet["BreakingNews"]):
    def on_the_bar(self, now: datetime) -> Self:
        """What the bar shows at ``now``, the newest first."""
        shown = self.filter(starts_at__lte=now, ends_at__gt=now)
        return shown.order_by("-starts_at", "-pk")


class BreakingNews(models.Model):
    """The bar above every page: عاجل, with the moment it ends."""

    text = models.CharField(_("text"), max_length=160, help_text=_("Without the word عاجل"))
    story = models.ForeignKey(
        "stories.StoryPage",
        verbose_name=_("story"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    starts_at = models.DateTimeField(_("from"), default=timezone.now)
    ends_at = models.DateTimeField(_("until"))

    objects = BreakingNewsQuerySet.as_manager()

    class Meta:
        verbose_name = _("breaking news")
        verbose_name_plural = _("breaking news items")
        ordering = ["-starts_at", "-pk"]

    def __str__(self) -> str:
        return self.text

    def clean(self) -> None:
        super().clean()
        self.text = clean_line(self.text)
        if self.ends_at and self.starts_at and self.ends_at <= self.starts_at:
            raise ValidationError({"ends_at": _("It must end after it begins.")})
