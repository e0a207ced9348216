"""A paper of which the doctor finds nothing to mend."""

import secrets
from pathlib import Path

import pytest
from django.core.management import call_command

from midad.kit import clock
from midad.press import services
from tests.stories.factories import found
from tests.stories.press import without_waiting

HASHED = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "midad.press.static_files.CompressedStaticFiles"},
}


@pytest.fixture
def home(settings, tmp_path) -> Path:
    """Return the folder of a paper, with one style of a theme collected."""
    home = tmp_path / "home"
    home.mkdir(mode=0o755)
    style = tmp_path / "theme" / "paper.css"
    style.parent.mkdir()
    style.write_text("a { color: red }")
    settings.MIDAD_HOME = home
    settings.SECRET_KEY = secrets.token_urlsafe(50)
    settings.STORAGES = HASHED
    settings.STATICFILES_FINDERS = ["django.contrib.staticfiles.finders.FileSystemFinder"]
    settings.STATICFILES_DIRS = [style.parent]
    settings.STATIC_ROOT = home / "static"
    settings.PRESS_STORE_DIR = home / "store"
    settings.MEDIA_ROOT = home / "media"
    call_command("collectstatic", interactive=False, verbosity=0)
    return home


@pytest.fixture
def sound_paper(home, db) -> Path:
    """Return the folder of a founded paper with a worker at work."""
    with without_waiting():
        found()
    services.sign_of_life(now=clock.now())
    return home


@pytest.fixture
def in_production(settings) -> None:
    """Let the paper be one with the settings of production, behind one proxy with TLS."""
    settings.IN_PRODUCTION = True
    settings.PAPER_URL = "https://paper.example"
    settings.ALLOWED_HOSTS = ["paper.example"]
    settings.PROXY_HOPS = 1
    settings.METRICS_TOKEN = secrets.token_urlsafe(32)
    settings.SESSION_COOKIE_SECURE = settings.CSRF_COOKIE_SECURE = True
    settings.SECURE_HSTS_SECONDS = 31_536_000
