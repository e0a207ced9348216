"""A real paper. Everything secret or particular comes from the environment (docs/operations.md)."""

import os
from urllib.parse import urlsplit

from django.core.exceptions import ImproperlyConfigured

from midad.config.settings.base import *  # noqa: F403 - a settings module is its base plus a few lines
from midad.config.settings.base import PAPER_URL


def _required(name: str) -> str:
    value = os.environ.get(name, "")
    if not value:
        raise ImproperlyConfigured(f"{name} must be set for a paper in production")
    return value


SECRET_KEY = _required("MIDAD_SECRET_KEY")
# Signatures and sealed secrets of these are still taken, while a new key comes into use.
SECRET_KEY_FALLBACKS = os.environ.get("MIDAD_OLD_SECRET_KEYS", "").split()
DEBUG = False
IN_PRODUCTION = True
NEWSROOM_SECOND_FACTOR = True
_required("MIDAD_URL")
if urlsplit(PAPER_URL).scheme not in {"http", "https"} or not urlsplit(PAPER_URL).hostname:
    raise ImproperlyConfigured("MIDAD_URL must be a whole address, e.g. https://paper.example")
ALLOWED_HOSTS = [urlsplit(PAPER_URL).hostname or "", *os.environ.get("MIDAD_HOSTS", "").split()]
CSRF_TRUSTED_ORIGINS = [PAPER_URL]
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = PAPER_URL.startswith("https://")
# Browsers take such names from this very host alone, over TLS, for all of it (RFC 6265bis).
_HOST = "__Host-" if SESSION_COOKIE_SECURE else ""
SESSION_COOKIE_NAME, CSRF_COOKIE_NAME = f"{_HOST}sessionid", f"{_HOST}csrftoken"
SECURE_HSTS_SECONDS = 31_536_000 if PAPER_URL.startswith("https://") else 0
EMAIL_HOST = os.environ.get("MIDAD_SMTP_HOST", "localhost")
EMAIL_PORT = int(os.environ.get("MIDAD_SMTP_PORT", "25"))
EMAIL_HOST_USER = os.environ.get("MIDAD_SMTP_USER", "")
EMAIL_HOST_PASSWORD = os.environ.get("MIDAD_SMTP_PASSWORD", "")
EMAIL_USE_TLS = os.environ.get("MIDAD_SMTP_TLS") == "1"
DEFAULT_FROM_EMAIL = os.environ.get("MIDAD_MAIL_FROM", "newsroom@localhost")
