from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ReadersRoom(AppConfig):
    name = "midad.readers"
    label = "readers"
    verbose_name = _("readers")

    def ready(self) -> None:
        from midad.kit import clock
        from midad.press import registry
        from midad.readers import press_rules, receivers, services

        press_rules.register()
        receivers.connect()
        registry.register_duty("ratings", lambda: services.show_new_counts(now=clock.now()))
