"""What the desk must not lose: refused texts, which posted forms were taken already, and what an
open form saved by itself."""

from django.conf import settings
from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.utils.translation import gettext_lazy as _


class KeptText(models.Model):
    """A text that was refused because a colleague had saved meanwhile.

    ``content`` has the shape of a page revision. ``posted`` are the form's fields as they were
    sent, lists of strings by name, so that nothing is lost of a form that did not validate.
    """

    page = models.ForeignKey("wagtailcore.Page", on_delete=models.CASCADE, related_name="+")
    writer = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    content = models.JSONField(encoder=DjangoJSONEncoder)
    posted = models.JSONField()
    kept_at = models.DateTimeField(_("kept at"))
    settled_at = models.DateTimeField(null=True, blank=True)
    settled_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )

    class Meta:
        verbose_name = _("kept text")
        verbose_name_plural = _("kept texts")
        indexes = [models.Index(fields=["page", "settled_at"], name="kept_text_waiting")]

    def __str__(self) -> str:
        return str(self.content.get("title", ""))


class TakenForm(models.Model):
    """The mark of a posted form that was carried out: posting it again does nothing."""

    mark = models.CharField(max_length=64, primary_key=True)
    page = models.ForeignKey("wagtailcore.Page", on_delete=models.CASCADE, related_name="+")
    taken_at = models.DateTimeField(db_index=True)

    def __str__(self) -> str:
        return self.mark[:12]


class AutosavedForm(models.Model):
    """The version an open form saved by itself last: what it posts next is no older than that.

    Without it, pressing «publish» while an autosave is on its way would count as passing over a
    colleague's version.
    """

    mark = models.CharField(max_length=64, primary_key=True)
    page = models.ForeignKey("wagtailcore.Page", on_delete=models.CASCADE, related_name="+")
    revision_id = models.BigIntegerField()
    saved_at = models.DateTimeField(db_index=True)

    def __str__(self) -> str:
        return self.mark[:12]
