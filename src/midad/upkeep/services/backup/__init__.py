"""A paper in one file: saving it while it runs, restoring it on either database.

The archive is described in docs/contracts/backup.md.
"""

from midad.upkeep.services.backup.errors import UnableToBackUp, UnableToRestore
from midad.upkeep.services.backup.restoring import RestoreReport, restore
from midad.upkeep.services.backup.saving import BackupReport, back_up

__all__ = [
    "BackupReport",
    "RestoreReport",
    "UnableToBackUp",
    "UnableToRestore",
    "back_up",
    "restore",
]
