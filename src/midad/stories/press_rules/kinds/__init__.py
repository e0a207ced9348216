"""Every family of addresses of the paper: how each is rendered and which of them should exist."""

from midad.press.registry import graph
from midad.stories.press_rules.kinds import archives, feeds, listings, pieces, stories

KINDS = [*stories.KINDS, *listings.KINDS, *archives.KINDS, *feeds.KINDS, *pieces.KINDS]


def register_kinds() -> None:
    """Register every kind with the press."""
    for kind in KINDS:
        graph.register_kind(kind)
