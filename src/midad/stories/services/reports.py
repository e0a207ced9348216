"""A reader's report of a mistake: short, without an account, limited."""

from datetime import datetime, timedelta

from django.db import transaction
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext as _

from arabictext.folding import clean_text
from midad.stories.models import MistakeReport, StoryPage

MOST_FROM_ONE_PLACE = 5
MOST_ABOUT_ONE_STORY = 60
_SPAN = timedelta(hours=1)


class UnableToReport(Exception):
    """The report cannot be taken; the message says why, in words for the reader."""


def report_mistake(
    *,
    story: StoryPage,
    text: str,
    paragraph: str,
    contact: str,
    network_address: str,
    now: datetime,
) -> MistakeReport:
    """Take a report for the desk. Keeps no network address, only its keyed hash of the day.

    Raises UnableToReport when it is empty or when too many came.
    """
    text = clean_text(text).strip()
    if not text:
        raise UnableToReport(_("Please describe the mistake."))
    place = f"{now:%Y-%m-%d}:{network_address}"
    sender = salted_hmac("midad.reports", place, algorithm="sha256").hexdigest()[:32]
    recent = MistakeReport.objects.filter(reported_at__gte=now - _SPAN)
    with transaction.atomic():
        too_many = (
            recent.filter(sender=sender).count() >= MOST_FROM_ONE_PLACE
            or recent.filter(story=story).count() >= MOST_ABOUT_ONE_STORY
        )
        if too_many:
            raise UnableToReport(_("Many reports came in a short time. Please try again later."))
        return MistakeReport.objects.create(
            story=story,
            text=text[:4000],
            paragraph=clean_text(paragraph)[:60],
            contact=clean_text(contact)[:120],
            sender=sender,
            reported_at=now,
        )
