from django.apps import AppConfig


class StoriesRoom(AppConfig):
    name = "midad.stories"
    label = "stories"

    def ready(self) -> None:
        from midad.kit import clock
        from midad.press import registry
        from midad.stories import press_rules, receivers, services

        press_rules.register()
        receivers.connect()
        registry.register_theme(press_rules.baked_with)
        registry.register_duty("due-stories", lambda: services.publish_due(now=clock.now()))
