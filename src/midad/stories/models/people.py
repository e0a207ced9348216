"""Who and what stories belong to: authors, agencies, topics."""

from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.images import get_image_model_string
from wagtail.search import index
from wagtail.snippets.models import register_snippet

from arabictext.folding import clean_line, fold_for_search
from arabictext.slugs import slugify
from midad.stories.models.codes import Coded

_LONGEST_FOLDED = 160


def folded_for_finding(name: str) -> str:
    """Return what finds a name again however it is spelled; a name of signs alone is itself."""
    clean = clean_line(name)
    return (fold_for_search(clean) or clean)[:_LONGEST_FOLDED]


class Named(Coded, index.Indexed, models.Model):
    """A name with an address. ``folded_name`` finds it again however the name was spelled."""

    name = models.CharField(_("name"), max_length=120)
    folded_name = models.CharField(max_length=_LONGEST_FOLDED, editable=False, db_index=True)

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return self.name

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.name = clean_line(self.name)
        self.folded_name = folded_for_finding(self.name)
        self.ensure_code()
        super().save(*args, **kwargs)

    @property
    def slug_words(self) -> str:
        return slugify(self.name)


@register_snippet
class Author(Named):
    role = models.CharField(_("role"), max_length=120, blank=True)
    biography = models.TextField(_("biography"), blank=True)
    portrait = models.ForeignKey(
        get_image_model_string(),
        verbose_name=_("portrait"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    guest = models.BooleanField(_("guest author"), default=False)

    panels = [
        FieldPanel("name"),
        FieldPanel("role"),
        FieldPanel("biography"),
        FieldPanel("portrait"),
        FieldPanel("guest"),
    ]
    search_fields = [index.SearchField("name"), index.AutocompleteField("name")]

    class Meta:
        verbose_name = _("author")
        verbose_name_plural = _("authors")
        ordering = ["folded_name", "pk"]


@register_snippet
class Agency(Named):
    short_name = models.CharField(
        _("short name"), max_length=40, blank=True, help_text=_("As a credit prints it, e.g. واس")
    )

    panels = [FieldPanel("name"), FieldPanel("short_name")]
    search_fields = [index.SearchField("name"), index.AutocompleteField("name")]

    class Meta:
        verbose_name = _("agency")
        verbose_name_plural = _("agencies")
        ordering = ["folded_name", "pk"]

    @property
    def credit_name(self) -> str:
        return self.short_name or self.name


@register_snippet
class Topic(Named):
    description = models.TextField(_("description"), blank=True)

    panels = [FieldPanel("name"), FieldPanel("description")]
    search_fields = [index.SearchField("name"), index.AutocompleteField("name")]

    class Meta:
        verbose_name = _("topic")
        verbose_name_plural = _("topics")
        ordering = ["folded_name", "pk"]
