"""Registration of the plain site's one app."""

from django.apps import AppConfig


class Plain(AppConfig):
    """The page type of the plain site."""

    name = "bench.press.plain_wagtail"
    label = "plain"
