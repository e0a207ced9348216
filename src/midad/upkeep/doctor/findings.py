"""What an examination finds: fine, doubtful or wrong, in plain words with a cure."""

from collections.abc import Callable, Iterable
from dataclasses import asdict, dataclass
from typing import Any

from django.core import checks
from django.core.checks import CheckMessage, Tags

TAG = "doctor"
FINE, DOUBTFUL, WRONG = "fine", "doubtful", "wrong"
SIGNS = {FINE: "✓", DOUBTFUL: "!", WRONG: "✗"}
Examination = Callable[..., list[CheckMessage]]

# In this order findings are told; a topic of another room follows these.
TOPICS = (
    *("user", "settings", "secret", "debug", "address", "hosts", "proxies", "watch", "security"),
    *("database", "migrations", "code", "store", "disk", "static", "media", "secrets"),
    *("worker", "pages", "count", "schedules", "index-jobs", "caches"),
    *("mail", "clock", "time-zone"),
)


@dataclass(frozen=True)
class Finding:
    """One line of the doctor's: ``topic`` is its name for machines, ``cure`` says what to do."""

    level: str
    topic: str
    words: str
    cure: str = ""

    def as_dict(self) -> dict[str, str]:
        """Return the finding as JSON has it."""
        return asdict(self)


def fine(topic: str, words: str) -> CheckMessage:
    """Return what an examination says when there is nothing to mend."""
    return checks.Info(words, id=f"{TAG}.{topic}")


def doubtful(topic: str, words: str, cure: str) -> CheckMessage:
    """Return what may be meant so, and may not."""
    return checks.Warning(words, hint=cure, id=f"{TAG}.{topic}")


def wrong(topic: str, words: str, cure: str) -> CheckMessage:
    """Return what has to be mended."""
    return checks.Error(words, hint=cure, id=f"{TAG}.{topic}")


def register_all(examinations: Iterable[Examination], *, need_database: bool = False) -> None:
    """Make examinations known to Django: run by the doctor and by ``check --deploy`` alone.

    Those that ask the database carry Django's tag for it too: the doctor leaves them out while
    there is none to ask.
    """
    tags = (TAG, Tags.database) if need_database else (TAG,)
    for examination in examinations:
        checks.register(examination, *tags, deploy=True)


def from_message(message: CheckMessage) -> Finding:
    """Return Django's message as a finding."""
    level = FINE if message.level < checks.WARNING else DOUBTFUL
    level = WRONG if message.level >= checks.ERROR else level
    topic = (message.id or "").removeprefix(f"{TAG}.")
    words = " ".join(str(message.msg).split())
    return Finding(level, topic, words, " ".join(str(message.hint or "").split()))


def in_order(findings: Iterable[Finding]) -> list[Finding]:
    """Return findings in the order of their topics, then of their words."""
    places = {topic: place for place, topic in enumerate(TOPICS)}

    def place(finding: Finding) -> tuple[Any, ...]:
        return places.get(finding.topic, len(places)), finding.topic, finding.words

    return sorted(findings, key=place)
