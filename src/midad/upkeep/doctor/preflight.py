"""Before Django stands: settings that cannot be loaded, the wrong user. Imports no model."""

import os
import pwd
from pathlib import Path

import django
from django.core.exceptions import ImproperlyConfigured

from midad.upkeep.doctor.findings import WRONG, Finding

_NUMBERS = ("MIDAD_PROXY_HOPS", "MIDAD_SMTP_PORT")
_ENVIRONMENT = (
    "Read the paper's environment in before this command (set -a; . paper.env; set +a),"
    " and set there what is missing: the variables are in docs/operations.md."
)


def what_stops(*, home: Path) -> Finding | None:
    """Return why no command of the paper in ``home`` can run; None when one can, with Django set
    up."""
    return _wrong_user(home) or _wrong_number() or _settings_trouble()


def _wrong_user(home: Path) -> Finding | None:
    """Root would leave files in the paper's folder that the paper itself cannot write."""
    if os.geteuid() != 0 or not home.exists() or home.stat().st_uid == 0:
        return None
    try:
        owner = pwd.getpwuid(home.stat().st_uid).pw_name
    except KeyError:
        owner = str(home.stat().st_uid)
    words = f"this runs as root, but the paper's folder {home} belongs to {owner}"
    return Finding(WRONG, "user", words, f"Run it as {owner}: runuser -u {owner} -- midad doctor")


def _wrong_number() -> Finding | None:
    for name in _NUMBERS:
        value = os.environ.get(name)
        if value is not None and not value.isdecimal():
            words = f"{name} is «{value}», which is no whole number"
            return Finding(WRONG, "settings", words, f"Give {name} a number, or leave it out.")
    return None


def _settings_trouble() -> Finding | None:
    try:
        django.setup()
    except Exception as error:
        words, cure = _in_plain_words(error)
        return Finding(WRONG, "settings", words, cure)
    return None


def _in_plain_words(error: Exception) -> tuple[str, str]:
    said = " ".join(str(error).split())
    if isinstance(error, ImproperlyConfigured):
        return said, _ENVIRONMENT
    if isinstance(error, OSError):
        words = f"{error.filename or 'the folder'}: {error.strerror or said}"
        return words, "Give the folder in MIDAD_HOME to the user that runs the paper."
    if "timezone" in said:
        return f"MIDAD_TIME_ZONE: {said}", "Use a name such as Asia/Riyadh."
    if isinstance(error, ImportError):
        module = os.environ.get("DJANGO_SETTINGS_MODULE", "")
        words = f"the settings {module} cannot be loaded: {said}"
        return words, "Check DJANGO_SETTINGS_MODULE, and install what is missing."
    return f"the settings cannot be loaded: {type(error).__name__}: {said}", _ENVIRONMENT
