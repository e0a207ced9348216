"""Examining time: the clocks of machine, database and disk agree, and time zones are known."""

from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from django.conf import settings
from django.core.checks import CheckMessage
from django.db import connection
from django.db.models import Max

from midad.kit import clock
from midad.press.models import BakedPage
from midad.press.store import FileStore
from midad.press.stores import the_store
from midad.stories.models import EditionSettings
from midad.upkeep.doctor.findings import doubtful, fine, register_all, wrong
from midad.upkeep.queries import disk

_AGREES_SECONDS = 2.0
_FUTURE = timedelta(minutes=1)
_SET_CLOCKS = "Let every machine set its clock by NTP: timedatectl set-ntp true"


def register() -> None:
    """Make these examinations known to Django."""
    register_all([clocks, time_zone], need_database=True)


def clocks(**_: Any) -> list[CheckMessage]:
    """Schedules go out when this machine's clock says so: it should say what the others say."""
    now = clock.now()
    newest = BakedPage.objects.aggregate(newest=Max("baked_at"))["newest"]
    if newest and newest > now + _FUTURE:
        words = f"it is {_minute(now)} here, but a page was baked at {_minute(newest)}"
        return [wrong("clock", words, _SET_CLOCKS)]
    apart = {"database": _database_ahead_seconds(), "disk of the store": _disk_ahead_seconds()}
    for whose, seconds in apart.items():
        if abs(seconds) > _AGREES_SECONDS:
            by = f"{abs(seconds):.0f} s {'ahead of' if seconds > 0 else 'behind'}"
            words = f"the clock of the {whose} is {by} this machine's"
            return [wrong("clock", words, _SET_CLOCKS)]
    return [fine("clock", f"{now:%Y-%m-%d %H:%M:%S} UTC, here, in the database and on the disk")]


def _minute(moment: datetime) -> str:
    return moment.strftime("%Y-%m-%d %H:%M UTC")


def _database_ahead_seconds() -> float:
    if connection.vendor != "postgresql":
        return 0.0  # in this very process
    with connection.cursor() as cursor:
        cursor.execute("SELECT clock_timestamp()")
        told: datetime = cursor.fetchone()[0]
    return (told - clock.now()).total_seconds()


def _disk_ahead_seconds() -> float:
    place = the_store()
    if not isinstance(place, FileStore) or disk.write_trouble(place.root):
        return 0.0  # said by another finding
    return disk.clock_difference_seconds(place.root)


def time_zone(**_: Any) -> list[CheckMessage]:
    """The edition's time zone is known on this machine."""
    zones = set(EditionSettings.objects.values_list("time_zone", flat=True))
    unknown = sorted(zone for zone in zones if not _is_known(zone))
    if unknown:
        words = f"this machine does not know the edition's time zone {unknown[0]}"
        return [wrong("time-zone", words, "Install the package tzdata, or set another zone.")]
    if not zones:
        words = "the paper is not founded: it has no edition yet"
        return [doubtful("time-zone", words, 'midad found "NAME" --chief EMAIL')]
    return [fine("time-zone", f"{', '.join(sorted(zones))}; log lines in {settings.TIME_ZONE}")]


def _is_known(zone: str) -> bool:
    try:
        ZoneInfo(zone)
    except (KeyError, ValueError, OSError):  # not there, no name of a zone, a folder
        return False
    return True
