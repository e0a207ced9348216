"""The composition root as a Django app: it carries the commands that act on the whole paper."""

from django.apps import AppConfig


class ConfigRoom(AppConfig):
    name = "midad.config"
    label = "config"
