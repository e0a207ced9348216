from django.apps import AppConfig


class UpkeepRoom(AppConfig):
    name = "midad.upkeep"
    label = "upkeep"

    def ready(self) -> None:
        from midad.upkeep import doctor

        doctor.register()
