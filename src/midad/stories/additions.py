"""Pieces that other rooms add to a story's page: each has an address of its own and is fetched.

The page names a piece once there is one; what the piece says changes without the page.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

_additions: dict[str, "Addition"] = {}


@dataclass(frozen=True)
class Addition:
    """``addresses`` returns the piece of each story that has one; ``key`` names, for a story, what
    is touched when it gets its first."""

    addresses: Callable[[Sequence[int]], Mapping[int, str]]
    key: Callable[[int], str]


def register(
    name: str, addresses: Callable[[Sequence[int]], Mapping[int, str]], key: Callable[[int], str]
) -> None:
    """Add a piece to stories' pages. Raises ValueError when the name is taken."""
    if name in _additions:
        raise ValueError(f"the addition {name!r} is registered already")
    _additions[name] = Addition(addresses, key)


def registered() -> dict[str, Addition]:
    """Return every addition by its name."""
    return dict(_additions)
