"""What stands in a line of the log, and what the terminal is spared."""

import logging
from typing import Any

_OWN = set(vars(logging.makeLogRecord({}))) | {"message", "asctime", "taskName"}


class LineWithFacts(logging.Formatter):
    """One line a record: time, level, room, words, then its facts as ``name=value``."""

    def __init__(self, **_: Any) -> None:
        super().__init__("%(asctime)s %(levelname)s %(name)s: %(message)s")

    def formatMessage(self, record: logging.LogRecord) -> str:
        line = super().formatMessage(record)
        if not hasattr(record, "event"):  # of another package: its extras are objects, not facts
            return line
        facts = [(name, value) for name, value in vars(record).items() if name not in _OWN]
        return " ".join([line, *(f"{name}={_one_word(value)}" for name, value in facts)])


def _one_word(value: Any) -> str:
    """Return a fact as one word on one line, whatever a stranger wrote into it."""
    text = str(value)
    needs_quotes = not text or not text.isprintable() or set(text) & set(" \"'=")
    return repr(text) if needs_quotes else text


class TroubleOfTasks(logging.Filter):
    """Let only warnings and errors of the task worker through; its command raises its own level."""

    def filter(self, record: logging.LogRecord) -> bool:
        return record.levelno >= logging.WARNING or not record.name.startswith("django_tasks")
