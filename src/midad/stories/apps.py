from django.apps import AppConfig


class StoriesRoom(AppConfig):
    name = "midad.stories"
    label = "stories"

    def ready(self) -> None:
        from midad.kit import clock
        from midad.press import registry
        from midad.stories import press_rules, receivers, services
        from midad.stories.queries import lateness

        press_rules.register()
        receivers.connect()
        registry.register_theme(press_rules.baked_with)
        registry.register_duty("due-stories", lambda: services.publish_due(now=clock.now()))
        registry.register_gauge(
            "late_acts",
            "Schedules and expiries over a minute late.",
            lambda: lateness.late_acts(now=clock.now()),
            label="act",
        )
        registry.register_gauge(
            "failing_acts",
            "Schedules and expiries that failed and are tried again.",
            lateness.failing_acts,
            label="act",
        )
