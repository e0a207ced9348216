from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from arabictext.digits import Digits
from midad.stories.models.edition import ClockChoice


class TextSize(models.TextChoices):
    SMALL = "small", _("Small")
    NORMAL = "normal", pgettext_lazy("text size", "Normal")
    LARGE = "large", _("Large")
    LARGEST = "largest", _("Very large")


class ReadingMode(models.TextChoices):
    SYSTEM = "system", _("As the device")
    LIGHT = "light", _("Light")
    DARK = "dark", _("Dark")


class DigitsChoice(models.TextChoices):
    LATIN = Digits.LATIN.value, "0123456789"
    ARABIC = Digits.ARABIC.value, "٠١٢٣٤٥٦٧٨٩"
    PERSIAN = Digits.PERSIAN.value, "۰۱۲۳۴۵۶۷۸۹"


class Calendar(models.TextChoices):
    GREGORIAN = "gregorian", _("Gregorian")
    HIJRI = "hijri", _("Hijri")
    BOTH = "both", _("Gregorian with Hijri beside it")


class Reader(models.Model):
    """What the paper keeps of a person as its reader, beside the account that signs in.

    Without ``confirmed_at`` the address was never shown to be the reader's own. Preferences are
    "" where the reader follows the edition.
    """

    account = models.OneToOneField(
        settings.AUTH_USER_MODEL, primary_key=True, on_delete=models.CASCADE, related_name="reader"
    )
    joined_at = models.DateTimeField(_("joined at"))
    confirmed_at = models.DateTimeField(_("address confirmed at"), null=True, blank=True)
    suspended_at = models.DateTimeField(_("suspended at"), null=True, blank=True)
    suspended_because = models.CharField(_("suspended because"), max_length=200, blank=True)
    keeps_history = models.BooleanField(_("keeps a history"), default=False)
    text_size = models.CharField(_("text size"), max_length=10, choices=TextSize, blank=True)
    reading_mode = models.CharField(
        _("reading mode"), max_length=10, choices=ReadingMode, blank=True
    )
    # The release before knows no such columns: the database fills them in its new rows.
    digits = models.CharField(
        _("digits"), max_length=10, choices=DigitsChoice, blank=True, default="", db_default=""
    )
    clock = models.CharField(
        _("clock"), max_length=20, choices=ClockChoice, blank=True, default="", db_default=""
    )
    calendar = models.CharField(
        _("calendar"), max_length=10, choices=Calendar, blank=True, default="", db_default=""
    )

    class Meta:
        verbose_name = _("reader")
        verbose_name_plural = _("readers")
        indexes = [models.Index(fields=["-joined_at"], name="readers_newest")]

    def __str__(self) -> str:
        return str(self.account)
