"""Examining a paper: every check under the doctor's tag, each by itself."""

from collections.abc import Iterator
from typing import cast

from django.core.checks import CheckMessage, Tags
from django.core.checks.registry import registry

from midad.upkeep.doctor.findings import TAG, Examination, Finding, from_message, in_order, wrong
from midad.upkeep.queries.database import State, database_state


def examine() -> list[Finding]:
    """Return what every examination finds. Never raises: one that falls is itself a finding.

    What needs the database is left out while the database is away or behind: that finding says it.
    """
    messages = [message for check in _examinations() for message in _examined(check)]
    return in_order(from_message(message) for message in messages if not message.is_silenced())


def _examinations() -> Iterator[Examination]:
    can_ask = database_state() is State.READY
    for check in registry.get_checks(include_deployment_checks=True):
        tags = getattr(check, "tags", ())
        if TAG in tags and (can_ask or Tags.database not in tags):
            yield cast(Examination, check)


def _examined(check: Examination) -> list[CheckMessage]:
    try:
        return list(check(app_configs=None))
    except Exception as error:
        topic = check.__name__.replace("_", "-")
        words = f"cannot be examined: {type(error).__name__}: {error}"
        return [wrong(topic, words, "Mend what these words name, then ask again.")]
