"""The composition root as a Django app: it carries the commands that act on the whole paper."""

from django.apps import AppConfig
from django.conf import settings


class ConfigRoom(AppConfig):
    name = "midad.config"
    label = "config"

    def ready(self) -> None:
        """Make the paper's folder: the first command of a new paper may be any of them."""
        settings.MIDAD_HOME.mkdir(parents=True, exist_ok=True)
