"""``make bench``: every measure of this folder on papers of its own; prints a line each."""

import os
import tempfile
from datetime import UTC, datetime
from pathlib import Path


def import_line() -> str:
    """Measure the import on an empty paper in a folder that goes away."""
    with tempfile.TemporaryDirectory(prefix="midad-bench-") as home:
        os.environ["MIDAD_HOME"] = home
        os.environ["DJANGO_SETTINGS_MODULE"] = "midad.config.settings.dev"
        import django
        from django.core.management import call_command

        django.setup()
        call_command("migrate", verbosity=0)
        from bench import importing

        return importing.measure()


def serving_lines() -> list[str]:
    """Measure the answers of a running demo newspaper."""
    from bench import serving
    from tests.paper import DemoPaper, free_port

    with tempfile.TemporaryDirectory(prefix="midad-bench-") as folder:
        paper = DemoPaper(Path(folder) / "home", free_port())
        paper.start()
        try:
            return serving.measure(paper, f"{datetime.now(UTC):%Y/%m/%d}")
        finally:
            paper.stop()


def main() -> None:
    """Print every measure."""
    print(import_line(), flush=True)
    print("\n".join(serving_lines()), flush=True)


if __name__ == "__main__":
    main()
