"""What stands in a line of the log, and what the terminal is spared."""

import json
import logging
from datetime import UTC, datetime
from typing import Any

_OWN = set(vars(logging.makeLogRecord({}))) | {"message", "asctime", "taskName"}


class LineWithFacts(logging.Formatter):
    """One line a record: moment, level, room, words, then its facts as ``name=value``."""

    def __init__(self, **_: Any) -> None:
        super().__init__("%(asctime)s %(levelname)s %(name)s: %(message)s")

    def formatTime(self, record: logging.LogRecord, datefmt: str | None = None) -> str:
        return (
            datetime.fromtimestamp(record.created).astimezone().isoformat(timespec="milliseconds")
        )

    def formatMessage(self, record: logging.LogRecord) -> str:
        line = super().formatMessage(record)
        facts = _facts(record).items()
        return " ".join([line, *(f"{name}={_one_word(value)}" for name, value in facts)])


class ObjectALine(logging.Formatter):
    """One JSON object a record and line, for programs that gather logs.

    ``{"at": "2026-11-26T07:14:07.120Z", "level": "ERROR", "logger": "midad.press", "process": 7,
    "sentence": "page could not be baked", "event": "bake_failed", "facts": {"address": "/"},
    "exception": "Traceback…"}``; the last three only where there are any.
    """

    def __init__(self, **_: Any) -> None:
        super().__init__()

    def format(self, record: logging.LogRecord) -> str:
        facts = _facts(record)
        told: dict[str, Any] = {
            "at": _moment(record.created),
            "level": record.levelname,
            "logger": record.name,
            "process": record.process,
            "sentence": record.getMessage(),
        }
        if facts:
            told["event"] = str(facts.pop("event"))
        if facts:
            told["facts"] = {name: _plain(value) for name, value in facts.items()}
        exception = self._exception(record)
        if exception:
            told["exception"] = exception
        return _one_line(json.dumps(told, ensure_ascii=False))

    def _exception(self, record: logging.LogRecord) -> str:
        parts = [self.formatException(record.exc_info)] if record.exc_info else []
        return "\n".join([*parts, *([record.stack_info] if record.stack_info else [])])


def _facts(record: logging.LogRecord) -> dict[str, Any]:
    """Return what a record of ours tells beside its sentence, its event among it.

    The extras of other packages are objects, not facts.
    """
    if not hasattr(record, "event"):
        return {}
    return {name: value for name, value in vars(record).items() if name not in _OWN}


def _moment(seconds: float) -> str:
    moment = datetime.fromtimestamp(seconds, UTC)
    return moment.isoformat(timespec="milliseconds").replace("+00:00", "Z")


def _plain(value: Any) -> Any:
    """Return a fact as JSON has it; what JSON has no form for becomes text."""
    return value if isinstance(value, str | int | None) else str(value)


def _one_line(text: str) -> str:
    """Escape what is no plain sign: JSON lets some line ends and signs of direction stand."""
    return "".join(sign if sign.isprintable() else json.dumps(sign)[1:-1] for sign in text)


def _one_word(value: Any) -> str:
    """Return a fact as one word on one line, whatever a stranger wrote into it."""
    text = str(value)
    needs_quotes = not text or not text.isprintable() or set(text) & set(" \"'=")
    return repr(text) if needs_quotes else text


class TroubleOfTasks(logging.Filter):
    """Let only warnings and errors of the task worker through; its command raises its own level."""

    def filter(self, record: logging.LogRecord) -> bool:
        return record.levelno >= logging.WARNING or not record.name.startswith("django_tasks")
