"""``midad newsroom forget-second-factor EMAIL``: let somebody in who has lost it."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from midad.newsroom import services


class Command(BaseCommand):
    """Look after the newsroom's door."""

    help = "Look after the newsroom's door: take a lost second factor away."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Declare the act and whose account it is about."""
        parser.add_argument("act", choices=["forget-second-factor"], help="what to do")
        parser.add_argument("email", help="the address of the account")

    def handle(self, *args: Any, email: str, **options: Any) -> None:
        """Do it, and say what follows."""
        try:
            ended = services.forget_second_factor(email=email)
        except services.UnableToForget as problem:
            raise CommandError(str(problem)) from problem
        self.stdout.write(f"{email} has no second factor any more; visits ended: {ended}")
        self.stdout.write("at the next sign-in the newsroom asks for a new one")
