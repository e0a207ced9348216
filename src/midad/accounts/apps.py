from django.apps import AppConfig
from django.core import checks


class AccountsRoom(AppConfig):
    name = "midad.accounts"
    label = "accounts"

    def ready(self) -> None:
        from midad.accounts import passwords, receivers

        receivers.connect()
        checks.register(passwords.check_list)
