"""Shapes as closed paths of points. Across grows to the right, down grows downwards.

Angles are degrees: 0 points to the right, 90 down.
"""

from collections.abc import Iterable, Sequence
from math import atan2, ceil, cos, degrees, hypot, pi, radians, sin

Point = tuple[float, float]
Path = list[Point]


def box(left: float, top: float, right: float, bottom: float) -> Path:
    """Return an upright rectangle."""
    return [(left, top), (right, top), (right, bottom), (left, bottom)]


def ellipse(
    x: float, y: float, rx: float, ry: float, *, start: float = 0, end: float = 360
) -> Path:
    """Return an ellipse, or the arc of it between two angles (closed by its chord)."""
    count = max(8, ceil(abs(end - start) / 360 * (24 + max(rx, ry) / 4)))
    turns = [radians(start + (end - start) * step / count) for step in range(count + 1)]
    return [(x + rx * cos(turn), y + ry * sin(turn)) for turn in turns]


def disc(x: float, y: float, radius: float) -> Path:
    """Return a full circle."""
    return ellipse(x, y, radius, radius)


def sector(x: float, y: float, radius: float, start: float, end: float) -> Path:
    """Return a slice of a circle with its tip at the centre."""
    return [(x, y), *ellipse(x, y, radius, radius, start=start, end=end)]


def band(
    x: float,
    y: float,
    outer: Point,
    inner: Point,
    *,
    start: float = 0,
    end: float = 360,
) -> Path:
    """Return the strip between two ellipses of one centre; radii are (across, down)."""
    out = ellipse(x, y, *outer, start=start, end=end)
    return out + ellipse(x, y, *inner, start=end, end=start)


def ring(x: float, y: float, outer: float, inner: float) -> Path:
    """Return a flat ring."""
    return band(x, y, (outer, outer), (inner, inner))


def rounded(left: float, top: float, right: float, bottom: float, radius: float) -> Path:
    """Return a rectangle with rounded corners."""
    r = min(radius, abs(right - left) / 2, abs(bottom - top) / 2)
    corners = [
        (right - r, top + r, -90),
        (right - r, bottom - r, 0),
        (left + r, bottom - r, 90),
        (left + r, top + r, 180),
    ]
    path: Path = []
    for x, y, start in corners:
        path += ellipse(x, y, r, r, start=start, end=start + 90)
    return path


def arch(left: float, top: float, right: float, bottom: float, *, rise: float = 1.0) -> Path:
    """Return an opening with a round head; ``rise`` is the head's height over its half width."""
    half = (right - left) / 2
    head = half * rise
    crown = ellipse(left + half, top + head, half, head, start=180, end=360)
    return [*crown, (right, bottom), (left, bottom)]


def pointed_arch(left: float, top: float, right: float, bottom: float) -> Path:
    """Return an opening whose head meets in a point, as in old markets and mosques."""
    half, middle = (right - left) / 2, (left + right) / 2
    spring = top + half * 1.12
    side = [(0.0, 1.0), (0.04, 0.66), (0.2, 0.38), (0.5, 0.2), (1.0, 0.0)]
    rise = spring - top
    left_side = curve([(left + half * x, top + rise * y) for x, y in side])
    right_side = [(2 * middle - x, y) for x, y in reversed(left_side)]
    return [(left, bottom), *left_side, *right_side, (right, bottom)]


def curve(points: Sequence[Point], *, closed: bool = False, fine: int = 10) -> Path:
    """Return a smooth line through the points (Catmull-Rom)."""
    if closed:
        around = [points[-1], *points, points[0], points[1]]
    else:
        around = [points[0], *points, points[-1]]
    path: Path = []
    for index in range(len(around) - 3):
        path += [_between(around[index : index + 4], step / fine) for step in range(fine)]
    return path if closed else [*path, points[-1]]


def _between(four: Sequence[Point], at: float) -> Point:
    weights = (
        -0.5 * at + at**2 - 0.5 * at**3,
        1 - 2.5 * at**2 + 1.5 * at**3,
        0.5 * at + 2 * at**2 - 1.5 * at**3,
        -0.5 * at**2 + 0.5 * at**3,
    )
    x = sum(weight * point[0] for weight, point in zip(weights, four, strict=True))
    y = sum(weight * point[1] for weight, point in zip(weights, four, strict=True))
    return x, y


def ribbon(points: Sequence[Point], *widths: float) -> Path:
    """Return a line with body: one width, or widths that pass evenly along it."""
    half = [width / 2 for width in (widths if len(widths) > 1 else widths * 2)]
    near: Path = []
    far: Path = []
    for index, (x, y) in enumerate(points):
        before, after = points[max(index - 1, 0)], points[min(index + 1, len(points) - 1)]
        turn = atan2(after[1] - before[1], after[0] - before[0]) + pi / 2
        reach = _width_at(half, index / (len(points) - 1))
        near.append((x + cos(turn) * reach, y + sin(turn) * reach))
        far.append((x - cos(turn) * reach, y - sin(turn) * reach))
    return near + far[::-1]


def _width_at(half: Sequence[float], at: float) -> float:
    place = at * (len(half) - 1)
    left = min(int(place), len(half) - 2)
    return half[left] + (half[left + 1] - half[left]) * (place - left)


def limb(start: Point, end: Point, start_width: float, end_width: float) -> Path:
    """Return a tapering stroke with round ends, such as an arm or a bough."""
    turn = degrees(atan2(end[1] - start[1], end[0] - start[0]))
    first, last = start_width / 2, end_width / 2
    return ellipse(*start, first, first, start=turn + 90, end=turn + 270) + ellipse(
        *end, last, last, start=turn - 90, end=turn + 90
    )


def plank(start: Point, end: Point, start_thick: float, end_thick: float) -> Path:
    """Return the strip below a line, so thick (downwards) at its two ends."""
    return [start, end, (end[0], end[1] + end_thick), (start[0], start[1] + start_thick)]


def diamond(x: float, y: float, half_wide: float, half_high: float) -> Path:
    """Return a lozenge standing on its tip."""
    return [(x, y - half_high), (x + half_wide, y), (x, y + half_high), (x - half_wide, y)]


def symmetric(side: Sequence[Point]) -> Path:
    """Return the outline whose right half is given from top to bottom, around the origin."""
    return [*side, *((-x, y) for x, y in reversed(side))]


def moved(path: Iterable[Point], across: float, down: float) -> Path:
    """Return the path shifted."""
    return [(x + across, y + down) for x, y in path]


def scaled(path: Iterable[Point], size: float, *, flip: bool = False) -> Path:
    """Return the path grown around the origin, mirrored left to right when asked."""
    way = -size if flip else size
    return [(x * way, y * size) for x, y in path]


def turned(path: Iterable[Point], angle: float, around: Point = (0.0, 0.0)) -> Path:
    """Return the path turned clockwise around a point."""
    c, s = cos(radians(angle)), sin(radians(angle))
    ox, oy = around
    return [(ox + (x - ox) * c - (y - oy) * s, oy + (x - ox) * s + (y - oy) * c) for x, y in path]


def polar(x: float, y: float, radius: float, angle: float) -> Point:
    """Return the point at a distance and an angle from another."""
    return x + radius * cos(radians(angle)), y + radius * sin(radians(angle))


def along(start: Point, end: Point, at: float) -> Point:
    """Return the point a share (0 to 1) of the way between two."""
    return start[0] + (end[0] - start[0]) * at, start[1] + (end[1] - start[1]) * at


def distance(start: Point, end: Point) -> float:
    """Return how far two points are apart."""
    return hypot(end[0] - start[0], end[1] - start[1])


def regular(x: float, y: float, radius: float, sides: int, angle: float = -90) -> Path:
    """Return a regular polygon with one corner at ``angle``."""
    return [polar(x, y, radius, angle + 360 * side / sides) for side in range(sides)]


def crescent(x: float, y: float, radius: float, angle: float = -35) -> Path:
    """Return a crescent that opens towards ``angle``."""
    inner = radius * 0.8
    shift = radius * 0.42
    cut = degrees(_meeting(radius, inner, shift))
    inner_cut = degrees(_meeting(inner, radius, -shift))
    outer = ellipse(x, y, radius, radius, start=cut, end=360 - cut)
    hollow = ellipse(x + shift, y, inner, inner, start=360 - inner_cut, end=inner_cut)
    return turned(outer + hollow, angle, (x, y))


def _meeting(radius: float, other: float, shift: float) -> float:
    """Return the angle on a circle at which it meets another, shifted across."""
    across = (radius**2 - other**2 + shift**2) / (2 * shift)
    return atan2((radius**2 - across**2) ** 0.5, across)
