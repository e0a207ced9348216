from django.apps import AppConfig


class UpkeepRoom(AppConfig):
    name = "midad.upkeep"
    label = "upkeep"
