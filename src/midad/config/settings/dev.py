"""A paper on one's own machine: the demo and development. Secrets are made at the first start."""

import os

from midad.config.paths import kept_secret
from midad.config.settings.base import *  # noqa: F403 - a settings module is its base plus a few lines
from midad.config.settings.base import MIDAD_HOME

SECRET_KEY = kept_secret(MIDAD_HOME, "secret-key")
DEBUG = os.environ.get("MIDAD_DEBUG") == "1"
ALLOWED_HOSTS = ["localhost", "127.0.0.1", "[::1]"]
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = True  # passkeys on http://localhost
EMAIL_BACKEND = "django.core.mail.backends.filebased.EmailBackend"
EMAIL_FILE_PATH = MIDAD_HOME / "mail"
