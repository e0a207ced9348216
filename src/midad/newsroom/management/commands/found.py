"""``midad found NAME --chief EMAIL``: a new paper, its newsroom and its first chief editor."""

import secrets
from argparse import ArgumentParser
from typing import Any

from django.contrib.auth import get_user_model
from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError
from django.core.validators import validate_email
from django.db import transaction

from arabictext.folding import clean_line
from midad.newsroom import services as newsroom
from midad.stories import services as stories


class Command(BaseCommand):
    """Found a paper: once, in an empty database; again it changes nothing that is there."""

    help = "Found the paper NAME with its groups, rights, workflow and first chief editor."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Declare the paper's name and the chief editor's address."""
        parser.add_argument("name", help="the paper's name, e.g. «المرفأ»")
        parser.add_argument("--chief", required=True, metavar="EMAIL", help="the chief editor")

    def handle(self, *args: Any, name: str, chief: str, **options: Any) -> None:
        """Found what is missing and say the chief editor's password, this once."""
        name = clean_line(name)
        if not name:
            raise CommandError("the paper needs a name")
        try:
            validate_email(chief)
        except ValidationError as error:
            raise CommandError(f"{chief}: no e-mail address") from error
        with transaction.atomic():
            newsroom.found_newsroom()
            front = stories.found_paper(name=name)
            password = _chief_editor(chief)
        self.stdout.write(f"the paper is «{front.title}»")
        if password:
            self.stdout.write(f"chief editor {chief}, password {password} (shown once)")
        else:
            self.stdout.write(f"{chief} has an account already; its password stays")


def _chief_editor(email: str) -> str:
    """Make the account when there is none; return its password, "" for one that was there."""
    users = get_user_model()._default_manager
    if users.filter(email__iexact=email).exists():
        return ""
    password = secrets.token_urlsafe(12)
    users.create_superuser(email, password)
    return password
