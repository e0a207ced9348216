from django.apps import AppConfig


class DemoRoom(AppConfig):
    name = "midad.demo"
    label = "demo"
