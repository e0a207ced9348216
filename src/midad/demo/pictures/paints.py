"""Paints: what a shape is filled with. A plain colour, a passage of colours, a veil, a sphere."""

from dataclasses import dataclass
from typing import Literal

from PIL import ImageColor

Way = Literal["down", "across"]
Rgb = tuple[int, int, int]


@dataclass(frozen=True)
class Blend:
    """Colours passing one into the next over the shape, with the grain of a printed tint."""

    colours: tuple[str, ...]
    way: Way = "down"
    grain: float = 0.22


@dataclass(frozen=True)
class Veil:
    """One colour whose opacity (0 to 1) passes through the given steps over the shape."""

    colour: str
    opacities: tuple[float, ...]
    way: Way = "down"
    grain: float = 0.22


@dataclass(frozen=True)
class Orb:
    """Colours from the lit spot outwards; ``light`` is a fraction of the shape's box."""

    colours: tuple[str, ...]
    light: tuple[float, float] = (0.66, 0.3)
    grain: float = 0.22


Paint = str | Blend | Veil | Orb


def down(*colours: str, grain: float = 0.22) -> Blend:
    """Return a passage of colours from top to bottom."""
    return Blend(colours, "down", grain)


def across(*colours: str, grain: float = 0.22) -> Blend:
    """Return a passage of colours from left to right; light comes from the right."""
    return Blend(colours, "across", grain)


def rgb(colour: str) -> Rgb:
    """Return the three channels of ``#rrggbb``."""
    red, green, blue = ImageColor.getrgb(colour)[:3]
    return red, green, blue


def mix(first: str, second: str, share: float) -> str:
    """Return ``first`` with ``share`` (0 to 1) of ``second`` stirred in."""
    pairs = zip(rgb(first), rgb(second), strict=True)
    return "#" + "".join(f"{round(a + (b - a) * share):02x}" for a, b in pairs)


def darker(colour: str, share: float = 0.25) -> str:
    """Return the colour in shade: towards a warm near-black."""
    return mix(colour, "#1a1420", share)


def lighter(colour: str, share: float = 0.25) -> str:
    """Return the colour in light: towards a warm near-white."""
    return mix(colour, "#fff6e4", share)


def steps(values: tuple[float, ...], count: int = 256) -> list[float]:
    """Return ``count`` values that pass evenly through the given ones."""
    if len(values) == 1:
        return [values[0]] * count
    spans = len(values) - 1
    found = []
    for index in range(count):
        at = index / (count - 1) * spans
        left = min(int(at), spans - 1)
        found.append(values[left] + (values[left + 1] - values[left]) * (at - left))
    return found
