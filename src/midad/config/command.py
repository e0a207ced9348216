"""The ``midad`` console script: every command of a paper, on the paper in ``MIDAD_HOME``."""

import os
import sys
from importlib.metadata import version


def main() -> None:
    """Run one command, e.g. ``midad import stories FILE`` or ``midad press run``."""
    if sys.argv[1:] in (["--version"], ["version"]):  # Django would answer with its own
        print(f"midad {version('midad')}")
        return
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "midad.config.settings.dev")
    from django.core.management import execute_from_command_line

    execute_from_command_line(sys.argv)
