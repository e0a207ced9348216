"""Telling findings: a line each with its cure, or one JSON object."""

import json
from collections.abc import Callable, Sequence

from django.core.management.color import Style, color_style

from midad.upkeep.doctor.findings import DOUBTFUL, FINE, SIGNS, WRONG, Finding

_TOPIC_COLUMNS = 11


def tell(
    findings: Sequence[Finding],
    *,
    as_json: bool,
    say: Callable[[str], object] = print,
    style: Style | None = None,
) -> None:
    """Say every finding: for people with signs and a sum, or for machines."""
    if as_json:
        say(_as_json(findings))
        return
    paint = style or color_style()
    paints = {FINE: paint.SUCCESS, DOUBTFUL: paint.WARNING, WRONG: paint.ERROR}
    for finding in findings:
        sign = paints[finding.level](SIGNS[finding.level])
        say(f"{sign} {finding.topic:<{_TOPIC_COLUMNS}} {finding.words}")
        if finding.cure:
            say(f"  {'':<{_TOPIC_COLUMNS}} → {finding.cure}")
    say(_sum(findings))


def something_is_wrong(findings: Sequence[Finding]) -> bool:
    """Tell whether a finding has to be mended; doubts do not count."""
    return any(finding.level == WRONG for finding in findings)


def _as_json(findings: Sequence[Finding]) -> str:
    told = {
        "well": not something_is_wrong(findings),
        "findings": [finding.as_dict() for finding in findings],
    }
    return json.dumps(told, ensure_ascii=False)


def _sum(findings: Sequence[Finding]) -> str:
    levels = [finding.level for finding in findings]
    wrong, doubtful = levels.count(WRONG), levels.count(DOUBTFUL)
    if wrong or doubtful:
        return f"{wrong} wrong, {doubtful} doubtful, {levels.count(FINE)} fine."
    return "All is well."
