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
    if sys.argv[1:2] == ["doctor"] and not _examinable(sys.argv[2:]):
        sys.exit(1)
    from django.core.management import execute_from_command_line

    execute_from_command_line(sys.argv)


def _examinable(options: list[str]) -> bool:
    """Tell whether the doctor can work at all; if not, it says here what stops it."""
    for option in options:
        if option.startswith("--settings="):
            os.environ["DJANGO_SETTINGS_MODULE"] = option.partition("=")[2]
    from midad.config.paths import paper_home
    from midad.upkeep.doctor import preflight, report

    stopped_by = preflight.what_stops(home=paper_home())
    if stopped_by:
        report.tell([stopped_by], as_json="--json" in options)
    return stopped_by is None
