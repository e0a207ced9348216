"""Sections and sub-sections: where stories stand."""

from typing import Any, ClassVar

from django.core.exceptions import ValidationError
from django.core.validators import RegexValidator
from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.models import Page

from midad.stories.models.codes import Coded
from midad.stories.models.pages import PaperPage

SECTION_NAME = RegexValidator(
    r"^[a-z][a-z0-9-]{1,31}$", _("Small Latin letters, digits and hyphens; begins with a letter.")
)


class SectionPage(Coded, PaperPage):
    """A section; inside it stand its stories and, once, sub-sections."""

    description = models.CharField(_("description"), max_length=300, blank=True)
    name_in_address = models.CharField(
        _("name in the address"),
        max_length=32,
        blank=True,
        validators=[SECTION_NAME],
        help_text=_("e.g. economy. Given once: an address never changes."),
    )
    position = models.PositiveSmallIntegerField(
        _("place in the section bar"),
        default=50,
        help_text=_("The smallest number first. The first twelve have a strip on the front."),
    )

    exclude_fields_in_copy: ClassVar[list[str]] = ["code", "name_in_address"]
    parent_page_types: ClassVar[list[str]] = ["stories.FrontPage", "stories.SectionPage"]
    subpage_types: ClassVar[list[str]] = ["stories.SectionPage", "stories.StoryPage"]
    content_panels = [
        FieldPanel("title"),
        FieldPanel("description"),
        FieldPanel("name_in_address"),
        FieldPanel("position"),
    ]

    class Meta:
        verbose_name = _("section")
        verbose_name_plural = _("sections")

    def clean(self) -> None:
        super().clean()
        if self.code and self.name_in_address and self.code != self.name_in_address:
            message = _("The address of a section is given once and never changes.")
            raise ValidationError({"name_in_address": message})
        if SectionPage.objects.exclude(pk=self.pk).filter(code=self.name_in_address).exists():
            message = _("Another section has this address.")
            raise ValidationError({"name_in_address": message})

    def with_content_json(self, content: dict[str, Any]) -> "SectionPage":
        """Return this section as a revision has it; its address is nobody else's."""
        restored: SectionPage = super().with_content_json(content)
        restored.code, restored.name_in_address = self.code, self.name_in_address
        return restored

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.code = self.code or self.name_in_address
        self.ensure_code()
        super().save(*args, **kwargs)

    @classmethod
    def can_create_at(cls, parent: Page) -> bool:
        """Sections nest once."""
        specific = parent.specific_class
        too_deep = specific is cls and parent.get_parent().specific_class is cls
        return super().can_create_at(parent) and not too_deep

    def can_move_to(self, parent: Page) -> bool:
        """Sections nest once, so one that has sub-sections stays under the front."""
        into_section = parent.specific_class is SectionPage
        has_children = self.get_children().type(SectionPage).exists()
        too_deep = into_section and parent.get_parent().specific_class is SectionPage
        return super().can_move_to(parent) and not (into_section and has_children) and not too_deep
