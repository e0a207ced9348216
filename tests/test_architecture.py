"""The house stands as docs/map.md draws it."""

import subprocess
import sys
from pathlib import Path

from django.apps import apps
from django.db.migrations import AddField
from django.db.migrations.loader import MigrationLoader

from tests.tools import ROOT


def test_import_contracts_hold():
    command = [str(Path(sys.executable).with_name("lint-imports"))]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True)
    assert done.returncode == 0, done.stdout


def test_the_linter_sees_every_folder_with_code():
    folders = {path.parent for path in (ROOT / "src").rglob("*.py")}
    assert [str(folder) for folder in folders if not (folder / "__init__.py").is_file()] == []


def test_a_column_that_is_added_is_filled_by_the_database():
    """The release before, which still runs, writes rows without it."""
    own = {room.label for room in apps.get_app_configs() if room.name.startswith("midad.")}
    steps = MigrationLoader(None).disk_migrations.items()
    added = [
        (label, name, step)
        for (label, name), migration in steps
        for step in migration.operations
        if label in own and isinstance(step, AddField) and not name.startswith("0001_")
    ]
    assert added
    bare = [
        f"{label}.{name}: {step.name}"
        for label, name, step in added
        if not (step.field.null or step.field.many_to_many or step.field.has_db_default())
    ]
    assert bare == []
