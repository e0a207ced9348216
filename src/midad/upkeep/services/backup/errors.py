"""What stops a backup or a restore, in words for the person who asked for it."""


class UnableToBackUp(Exception):
    """No archive was written."""


class UnableToRestore(Exception):
    """The paper stands as it did before, or the message says what else."""


class Damaged(UnableToRestore):
    """The archive is not what ``midad backup`` wrote: cut short, changed, or not one at all."""
