"""``midad doctor``: what is wrong with this paper's set-up, and how to mend it."""

import sys
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand

from midad.upkeep.doctor import examining, report


class Command(BaseCommand):
    """Examine the paper; end with 1 when something is wrong."""

    help = "Say what is wrong with this paper's set-up and how to mend it."
    requires_system_checks: list[str] = []  # the doctor runs them itself, and tells them its way

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Declare the form for machines."""
        parser.add_argument("--json", action="store_true", help="one JSON object, for machines")

    def handle(self, *args: Any, **options: Any) -> None:
        """Tell every finding."""
        findings = examining.examine()
        report.tell(findings, as_json=options["json"], say=self.stdout.write, style=self.style)
        if report.something_is_wrong(findings):
            sys.exit(1)
