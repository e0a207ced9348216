"""Settings of the test suite: everything real, everything in a folder that goes away."""

import atexit
import os
import shutil
import tempfile
from pathlib import Path

if "MIDAD_HOME" not in os.environ:
    os.environ["MIDAD_HOME"] = tempfile.mkdtemp(prefix="midad-tests-")
    atexit.register(shutil.rmtree, os.environ["MIDAD_HOME"], ignore_errors=True)

from midad.config.settings.base import *  # noqa: F403 - MIDAD_HOME must be known first
from midad.config.settings.base import DATABASES, INSTALLED_APPS, MIDAD_HOME

INSTALLED_APPS = [*INSTALLED_APPS, "django_migration_linter"]
SECRET_KEY = "tests-only"  # noqa: S105 - guards nothing
DEBUG = False
ALLOWED_HOSTS = ["testserver", "localhost", "127.0.0.1"]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
PROBE_URL = ""
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
TASKS = {"default": {"BACKEND": "django_tasks.backends.immediate.ImmediateBackend"}}
if DATABASES["default"]["ENGINE"].endswith("sqlite3"):
    # A file, as in life: locks and WAL behave as they will for a paper.
    DATABASES["default"]["TEST"] = {"NAME": str(Path(MIDAD_HOME) / "test.sqlite3")}
