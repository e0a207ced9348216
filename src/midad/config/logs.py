"""What the terminal is spared: two lines for every task that went well."""

import logging


class TroubleOfTasks(logging.Filter):
    """Let only warnings and errors of the task worker through; its command raises its own level."""

    def filter(self, record: logging.LogRecord) -> bool:
        return record.levelno >= logging.WARNING or not record.name.startswith("django_tasks")
