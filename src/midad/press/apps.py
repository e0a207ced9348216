from django.apps import AppConfig


class PressRoom(AppConfig):
    name = "midad.press"
    label = "press"

    def ready(self) -> None:
        from midad.press import receivers

        receivers.connect()
