from django.apps import AppConfig


class AccountsRoom(AppConfig):
    name = "midad.accounts"
    label = "accounts"
