"""How this edition of the paper writes: name, colours, clock, months, digits, credit."""

import zoneinfo
from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator, RegexValidator
from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, MultiFieldPanel
from wagtail.contrib.settings.models import BaseSiteSetting, register_setting
from wagtail.images import get_image_model_string

from arabictext.dates import Clock, DateStyle, MonthNames
from arabictext.digits import Digits, Separators


class AgencyCredit(models.TextChoices):
    NAMES = "names", _("Names up to three agencies, else (وكالات)")
    GENERAL = "general", _("Always (وكالات)")
    NONE = "none", _("No credit line")


class MonthChoice(models.TextChoices):
    GENERAL = MonthNames.GENERAL.value, _("General: يناير، فبراير (Gulf, Egypt, Libya)")
    LEVANT = MonthNames.LEVANT.value, _("Levant and Iraq: كانون الثاني، شباط")
    TUNISIA_ALGERIA = MonthNames.TUNISIA_ALGERIA.value, _("Tunisia and Algeria: جانفي، فيفري")
    MOROCCO = MonthNames.MOROCCO.value, _("Morocco: يناير، غشت، شتنبر")
    MAURITANIA = MonthNames.MAURITANIA.value, _("Mauritania: يناير، إبريل، أغشت")
    GENERAL_SLASH_LEVANT = MonthNames.GENERAL_SLASH_LEVANT.value, _("Dual: مارس/آذار")
    LEVANT_SLASH_GENERAL = MonthNames.LEVANT_SLASH_GENERAL.value, _("Dual: آذار/مارس")
    GENERAL_WITH_LEVANT = MonthNames.GENERAL_WITH_LEVANT.value, _("Dual: مارس (آذار)")


class ClockChoice(models.TextChoices):
    H24_PERIOD = Clock.H24_PERIOD.value, _("24 hours with period: 00:03 صباحا")
    H12_PERIOD = Clock.H12_PERIOD.value, _("12 hours with period: 12:03 صباحا")
    H24 = Clock.H24.value, _("24 hours alone: 00:03")


class DigitsChoice(models.TextChoices):
    LATIN = Digits.LATIN.value, "0123456789"
    ARABIC = Digits.ARABIC.value, "٠١٢٣٤٥٦٧٨٩"


class SeparatorsChoice(models.TextChoices):
    EAST = Separators.EAST.value, "1,234.5"
    MAGHREB = Separators.MAGHREB.value, "1.234,5"


def validate_time_zone(value: str) -> None:
    if value not in zoneinfo.available_timezones():
        raise ValidationError(_("There is no time zone of this name."), code="unknown_zone")


HEX_COLOR = RegexValidator(r"^#[0-9a-fA-F]{6}$", _("A colour is written as # and six hex digits."))


@register_setting(icon="globe")
class EditionSettings(BaseSiteSetting):
    name = models.CharField(_("name of the paper"), max_length=80, default="الجريدة")
    tagline = models.CharField(_("line under the name"), max_length=160, blank=True)
    publisher = models.CharField(_("publisher"), max_length=120, blank=True)
    logo = models.ForeignKey(
        get_image_model_string(),
        verbose_name=_("logo"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    accent_color = models.CharField(
        _("colour"), max_length=7, default="#8c1d2f", validators=[HEX_COLOR]
    )
    accent_color_dark = models.CharField(
        _("colour in dark mode"), max_length=7, default="#f0949f", validators=[HEX_COLOR]
    )
    time_zone = models.CharField(
        _("time zone"), max_length=60, default="Asia/Riyadh", validators=[validate_time_zone]
    )
    months = models.CharField(
        _("month names"), max_length=30, choices=MonthChoice, default=MonthChoice.GENERAL
    )
    clock = models.CharField(
        _("clock"), max_length=20, choices=ClockChoice, default=ClockChoice.H24_PERIOD
    )
    digits = models.CharField(
        _("digits"), max_length=10, choices=DigitsChoice, default=DigitsChoice.LATIN
    )
    separators = models.CharField(
        _("separators"), max_length=10, choices=SeparatorsChoice, default=SeparatorsChoice.EAST
    )
    tanwin = models.BooleanField(_("write صباحًا and مساءً with tanwin"), default=False)
    hijri = models.BooleanField(_("Hijri date beside the Gregorian"), default=True)
    words_per_minute = models.PositiveSmallIntegerField(
        _("reading speed (words a minute)"),
        default=180,
        validators=[MinValueValidator(60), MaxValueValidator(600)],
    )
    agency_credit = models.CharField(
        _("agency credit"), max_length=10, choices=AgencyCredit, default=AgencyCredit.NAMES
    )
    dateline_pattern = models.CharField(
        _("dateline"),
        max_length=80,
        default="{place}: «{paper}»",
        help_text=_("{place} and {paper} stand for the town and the paper's name"),
    )

    panels = [
        MultiFieldPanel(
            [
                FieldPanel("name"),
                FieldPanel("tagline"),
                FieldPanel("publisher"),
                FieldPanel("logo"),
                FieldPanel("accent_color"),
                FieldPanel("accent_color_dark"),
            ],
            heading=_("The paper"),
        ),
        MultiFieldPanel(
            [
                FieldPanel("time_zone"),
                FieldPanel("clock"),
                FieldPanel("tanwin"),
                FieldPanel("months"),
                FieldPanel("hijri"),
                FieldPanel("digits"),
                FieldPanel("separators"),
            ],
            heading=_("Time and numbers"),
        ),
        MultiFieldPanel(
            [
                FieldPanel("words_per_minute"),
                FieldPanel("agency_credit"),
                FieldPanel("dateline_pattern"),
            ],
            heading=_("Stories"),
        ),
    ]

    class Meta:
        verbose_name = _("edition")

    def __str__(self) -> str:
        return self.name

    @property
    def date_style(self) -> DateStyle:
        return DateStyle(
            zone=self.time_zone,
            months=MonthNames(self.months),
            clock=Clock(self.clock),
            digits=Digits(self.digits),
            tanwin=self.tanwin,
            hijri=self.hijri,
        )

    def clean(self) -> None:
        super().clean()
        rest = self.dateline_pattern.replace("{place}", "").replace("{paper}", "")
        if "{" in rest or "}" in rest:
            message = _("Only {place} and {paper} can stand in braces.")
            raise ValidationError({"dateline_pattern": message})

    def dateline(self, place: str) -> str:
        """Return the dateline for ``place`` in this edition's pattern; "" without a place."""
        if not place:
            return ""
        return self.dateline_pattern.replace("{place}", place).replace("{paper}", self.name)

    @classmethod
    def current(cls) -> "EditionSettings":
        """Return the settings of the one site, unsaved defaults before there is one."""
        found: Any = (
            cls.objects.select_related("site", "logo").order_by("-site__is_default_site").first()
        )
        return found or cls()
