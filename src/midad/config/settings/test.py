"""Settings of the test suite: everything real, everything in a folder that goes away."""

import os
import tempfile
from pathlib import Path

os.environ.setdefault("MIDAD_HOME", tempfile.mkdtemp(prefix="midad-tests-"))

from midad.config.settings.base import *  # noqa: F403 - MIDAD_HOME must be known first
from midad.config.settings.base import DATABASES, MIDAD_HOME

SECRET_KEY = "tests-only"  # noqa: S105 - guards nothing
DEBUG = False
ALLOWED_HOSTS = ["testserver", "localhost", "127.0.0.1"]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
TASKS = {"default": {"BACKEND": "django_tasks.backends.immediate.ImmediateBackend"}}
if DATABASES["default"]["ENGINE"].endswith("sqlite3"):
    # A file, as in life: locks and WAL behave as they will for a paper.
    DATABASES["default"]["TEST"] = {"NAME": str(Path(MIDAD_HOME) / "test.sqlite3")}
