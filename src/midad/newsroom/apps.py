from django.apps import AppConfig


class NewsroomRoom(AppConfig):
    name = "midad.newsroom"
    label = "newsroom"
