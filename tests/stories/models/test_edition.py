"""The edition's settings: what cannot be is refused, what is set is used."""

import pytest
from django.core.exceptions import ValidationError
from wagtail.models import Site

from arabictext.dates import Clock, DateStyle, MonthNames
from arabictext.digits import Digits
from midad.stories.models import EditionSettings
from tests.stories.factories import PAPER, found

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("light")]


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("time_zone", "Asia/Riyad"),
        ("time_zone", ""),
        ("time_zone", "../etc/passwd"),
        ("accent_color", "red"),
        ("accent_color", "#12345"),
        ("accent_color", "#12345g"),
        ("accent_color_dark", "123456"),
        ("dateline_pattern", "{place}: {name}"),
        ("dateline_pattern", "{place"),
        ("dateline_pattern", "{}"),
        ("words_per_minute", 59),
        ("words_per_minute", 601),
        ("months", "persian"),
        ("clock", "h36"),
        ("digits", "roman"),
        ("name", ""),
    ],
)
def test_what_cannot_be_is_refused(field, value):
    found()
    edition = EditionSettings.objects.get()
    setattr(edition, field, value)
    with pytest.raises(ValidationError) as refused:
        edition.full_clean()
    assert field in refused.value.message_dict


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("time_zone", "Africa/Casablanca"),
        ("accent_color", "#A1b2C3"),
        ("dateline_pattern", "{place} - واس"),
        ("dateline_pattern", "«{paper}»"),
        ("words_per_minute", 60),
        ("months", "levant"),
    ],
)
def test_what_can_be_is_taken(field, value):
    found()
    edition = EditionSettings.objects.get()
    setattr(edition, field, value)
    edition.full_clean()


def test_the_settings_speak_as_a_date_style():
    edition = EditionSettings(
        time_zone="Africa/Tunis", months="tunisia-algeria", clock="h12-period", digits="arabic"
    )
    assert edition.date_style == DateStyle(
        zone="Africa/Tunis",
        months=MonthNames.TUNISIA_ALGERIA,
        clock=Clock.H12_PERIOD,
        digits=Digits.ARABIC,
        tanwin=False,
        hijri=True,
    )


def test_before_the_paper_is_founded_the_defaults_speak():
    assert EditionSettings.current().pk is None
    found()
    assert EditionSettings.current().name == PAPER


def test_of_two_sites_the_default_one_is_the_paper():
    front = found()
    other = Site.objects.create(hostname="other.example", root_page=front)
    EditionSettings.objects.create(site=other, name="أخرى")
    assert EditionSettings.current().name == PAPER


@pytest.mark.parametrize(
    ("pattern", "place", "line"),
    [
        ("{place}: «{paper}»", "الرياض", "الرياض: «صحيفة المرفأ»"),
        ("{place} - واس", "الرياض", "الرياض - واس"),
        ("{place} (أ ف ب)", "القدس", "القدس (أ ف ب)"),
        ("{place}: «{paper}»", "", ""),
    ],
)
def test_a_dateline_follows_the_editions_pattern(pattern, place, line):
    assert EditionSettings(name=PAPER, dateline_pattern=pattern).dateline(place) == line
