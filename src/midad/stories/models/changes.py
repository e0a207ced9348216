"""The public history of a story: what readers can see was changed, and when."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from wagtail.admin.forms import WagtailAdminModelForm
from wagtail.admin.panels import FieldPanel, InlinePanel
from wagtail.models import Orderable


class ChangeKind(models.TextChoices):
    """What publishing a changed story tells readers."""

    MINOR = "", _("Minor fix: readers are not told")
    UPDATE = "update", _("Update: shows «last updated»")
    CORRECTION = "correction", _("Correction: the dated note below is shown")


class PublicChange(models.Model):
    """One public change: first publication, update, correction, withdrawal, kill, return."""

    class Kind(models.TextChoices):
        PUBLISHED = "published", _("Published")
        UPDATED = "updated", _("Updated")
        CORRECTED = "corrected", _("Corrected")
        WITHDRAWN = "withdrawn", _("Withdrawn")
        KILLED = "killed", _("Killed")
        REINSTATED = "reinstated", _("Reinstated")

    story = models.ForeignKey(
        "stories.StoryPage", on_delete=models.CASCADE, related_name="public_changes"
    )
    kind = models.CharField(max_length=12, choices=Kind)
    at = models.DateTimeField()
    editor = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    note = models.TextField(blank=True)

    class Meta:
        ordering = ["at", "pk"]
        verbose_name = _("public change")

    def __str__(self) -> str:
        return f"{self.kind} {self.at:%Y-%m-%d %H:%M}"


class PlacedNote:
    """A note in the editor: its place is chosen among ``paragraphs``, as (mark, first words)."""

    def __init__(
        self: Any, *args: Any, paragraphs: Sequence[tuple[str, str]] = (), **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        choices = [("", str(_("At the foot alone"))), *paragraphs]
        chosen = self.initial.get("paragraph", "")
        if chosen not in dict(choices):
            choices.append((chosen, str(_("A paragraph that is no longer there"))))
        self.fields["paragraph"].widget = forms.Select(choices=choices)


class CorrectionsPanel(InlinePanel):
    """The notes of a story, each with its place."""

    def get_form_options(self) -> dict[str, Any]:
        """Return Wagtail's options with the form that knows the paragraphs."""
        options: dict[str, Any] = super().get_form_options()
        notes = options["formsets"][self.relation_name]
        base = notes.get("form", WagtailAdminModelForm)
        notes["form"] = type("PlacedNoteForm", (PlacedNote, base), {})
        return options


class CorrectionKind(models.TextChoices):
    CORRECTION = "correction", _("Correction")
    CLARIFICATION = "clarification", _("Clarification")


class Correction(Orderable):
    """A dated note: what was wrong and what is right, at the foot and at its place in the text."""

    story = ParentalKey("stories.StoryPage", on_delete=models.CASCADE, related_name="corrections")
    kind = models.CharField(
        _("kind"), max_length=15, choices=CorrectionKind, default=CorrectionKind.CORRECTION
    )
    text = models.TextField(_("note"), max_length=1000)
    paragraph = models.CharField(
        _("paragraph"),
        max_length=40,
        blank=True,
        help_text=_(
            "Where the note stands besides the foot; "
            "new paragraphs come when the story is opened anew"
        ),
    )
    noted_at = models.DateTimeField(_("dated"), default=timezone.now)

    panels = [
        FieldPanel("kind"),
        FieldPanel("text"),
        FieldPanel("paragraph"),
        FieldPanel("noted_at"),
    ]

    class Meta(Orderable.Meta):
        verbose_name = _("correction")
        verbose_name_plural = _("corrections")

    def __str__(self) -> str:
        return self.text


class Tombstone(models.Model):
    """The code of a published story whose row was deleted: its address says that it is gone."""

    code = models.CharField(max_length=32, unique=True)
    buried_at = models.DateTimeField()

    def __str__(self) -> str:
        return self.code


class DueAttempt(models.Model):
    """A schedule or expiry that failed: how often, why, and when it is tried again."""

    act = models.CharField(max_length=10)  # "publish" (a revision) or "expire" (a page)
    subject_id = models.BigIntegerField()
    attempts = models.PositiveIntegerField(default=0)
    next_try_at = models.DateTimeField()
    last_error = models.TextField(blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["act", "subject_id"], name="due_once")]

    def __str__(self) -> str:
        return f"{self.act} {self.subject_id}"


class MistakeReport(models.Model):
    """What a reader says is wrong in a story, for the desk."""

    story = models.ForeignKey(
        "stories.StoryPage",
        verbose_name=_("story"),
        on_delete=models.CASCADE,
        related_name="mistake_reports",
    )
    paragraph = models.CharField(_("paragraph"), max_length=60, blank=True)
    text = models.TextField(_("what is wrong"))
    contact = models.CharField(_("contact"), max_length=120, blank=True)
    sender = models.CharField(max_length=32, editable=False)
    reported_at = models.DateTimeField(_("reported at"))
    handled = models.BooleanField(_("handled"), default=False)

    class Meta:
        verbose_name = _("reported mistake")
        verbose_name_plural = _("reported mistakes")
        ordering = ["handled", "-reported_at"]
        indexes = [models.Index(fields=["reported_at", "sender"], name="report_by_sender")]

    def __str__(self) -> str:
        return self.text[:80]
