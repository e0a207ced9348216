"""What the doctor says, in short."""

from midad.upkeep.doctor.examining import examine
from midad.upkeep.doctor.findings import FINE


def told() -> list[tuple[str, str, str]]:
    """Return what is not fine, as (level, topic, words); each must come with a cure."""
    findings = [finding for finding in examine() if finding.level != FINE]
    assert all(finding.cure for finding in findings)
    return [(finding.level, finding.topic, finding.words) for finding in findings]


def lines() -> list[tuple[str, str]]:
    return [(level, topic) for level, topic, _ in told()]
