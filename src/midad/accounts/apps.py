from django.apps import AppConfig


class AccountsRoom(AppConfig):
    name = "midad.accounts"
    label = "accounts"

    def ready(self) -> None:
        from midad.accounts import receivers

        receivers.connect()
