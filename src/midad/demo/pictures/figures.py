"""People as silhouettes: walkers, heads in a hall, athletes of a few joints."""

from collections.abc import Mapping
from dataclasses import dataclass

from midad.demo.pictures.canvas import Canvas
from midad.demo.pictures.paints import across, darker, lighter, mix
from midad.demo.pictures.shapes import (
    Path,
    Point,
    along,
    curve,
    disc,
    ellipse,
    limb,
    moved,
    rounded,
    scaled,
    symmetric,
)


def walker(
    canvas: Canvas,
    x: float,
    y: float,
    height: float,
    colour: str,
    *,
    stride: float = 0.4,
    robe: bool = False,
    bag: str = "",
    flip: bool = False,
) -> None:
    """Draw somebody walking, feet at the point; a bag is worn on the back in its colour."""
    if bag:
        pack = rounded(-0.2, -0.82, -0.03, -0.55, 0.06)
        canvas.fill(moved(scaled(pack, height, flip=flip), x, y), bag)
    parts = _trunk_of(stride) + (_robe() if robe else _trousers(stride))
    canvas.fill_all([moved(scaled(part, height, flip=flip), x, y) for part in parts], colour)


def _trunk_of(stride: float) -> list[Path]:
    return [
        ellipse(0.01, -0.925, 0.058, 0.074),
        limb((0.005, -0.88), (0, -0.8), 0.06, 0.08),
        limb((0, -0.735), (0, -0.5), 0.2, 0.15),
        limb((0.06, -0.75), (0.03 + stride * 0.2, -0.48), 0.075, 0.05),
        limb((-0.05, -0.75), (-0.05 - stride * 0.18, -0.48), 0.075, 0.05),
    ]


def _robe() -> list[Path]:
    cloth = symmetric([(0.1, -0.68), (0.13, -0.45), (0.17, -0.03)])
    feet = [limb((x, -0.1), (x + 0.02, -0.01), 0.07, 0.05) for x in (-0.07, 0.05)]
    return [cloth, *feet]


def _trousers(stride: float) -> list[Path]:
    return [
        limb((0.02, -0.5), (stride * 0.22, -0.02), 0.12, 0.055),
        limb((-0.02, -0.5), (-stride * 0.22, -0.02), 0.12, 0.055),
    ]


def head_from_behind(
    canvas: Canvas,
    x: float,
    y: float,
    size: float,
    hair: str,
    coat: str,
    *,
    dark: bool = False,
) -> None:
    """Draw head and shoulders of somebody seated, seen from behind; ``dark`` for a silhouette."""
    half = curve([(0.2, -0.06), (0.48, 0.12), (0.52, 0.7)])
    shoulders = moved(scaled(symmetric(half), size), x, y)
    canvas.fill(shoulders, across(darker(coat, 0.3), coat, lighter(coat, 0.18)))
    skin = hair if dark else mix(hair, "#c08a60", 0.8)
    neck = rounded(x - size * 0.1, y - size * 0.24, x + size * 0.1, y + size * 0.04, size * 0.08)
    canvas.fill(neck, skin)
    for side in () if dark else (-1, 1):
        ear = ellipse(x + side * size * 0.198, y - size * 0.31, size * 0.034, size * 0.058)
        canvas.fill(ear, skin)
    crown = ellipse(x, y - size * 0.36, size * 0.2, size * 0.24)
    canvas.fill(crown, across(darker(hair, 0.4), hair, lighter(hair, 0.16)))


@dataclass(frozen=True)
class Pose:
    """The joints of an athlete; the origin is the hip, one unit is about the whole height.

    ``near`` limbs are drawn over the body, ``far`` ones under it.
    """

    head: Point
    neck: Point
    near_arm: tuple[Point, Point]
    far_arm: tuple[Point, Point]
    near_leg: tuple[Point, Point]
    far_leg: tuple[Point, Point]
    near_toe: Point
    far_toe: Point


@dataclass(frozen=True)
class Kit:
    """What an athlete wears, in plain colours."""

    skin: str
    hair: str
    shirt: str
    shorts: str
    shoe: str


def athlete(
    canvas: Canvas, x: float, y: float, height: float, pose: Pose, kit: Kit, *, flip: bool = False
) -> None:
    """Draw an athlete whose hip is at the point."""
    for path, colour in _body(pose, kit):
        canvas.fill(moved(scaled(path, height, flip=flip), x, y), colour)


def _body(pose: Pose, kit: Kit) -> list[tuple[Path, str]]:
    far = {name: darker(colour, 0.3) for name, colour in vars(kit).items()}
    near = vars(kit)
    chest = (pose.neck[0] * 0.9, pose.neck[1] * 0.9)
    neck = limb(pose.neck, pose.head, 0.07, 0.06)
    parts = _arm(chest, pose.far_arm, far) + _leg((0.0, 0.0), pose.far_leg, pose.far_toe, far)
    parts += [(neck, kit.skin), (ellipse(*pose.head, 0.056, 0.068), kit.skin)]
    parts += [(moved(ellipse(0, 0, 0.06, 0.07, start=150, end=350), *pose.head), kit.hair)]
    parts += _leg((0.0, 0.0), pose.near_leg, pose.near_toe, near)
    parts += [(limb(chest, (0.0, -0.02), 0.17, 0.125), kit.shirt)]
    parts += [(limb((0.0, -0.05), (0.0, 0.01), 0.13, 0.13), kit.shorts)]
    return parts + _arm(chest, pose.near_arm, near)


def _arm(
    shoulder: Point, joints: tuple[Point, Point], colours: Mapping[str, str]
) -> list[tuple[Path, str]]:
    elbow, hand = joints
    sleeve = along(shoulder, elbow, 0.6)
    return [
        (limb(shoulder, elbow, 0.07, 0.05), colours["skin"]),
        (limb(elbow, hand, 0.052, 0.034), colours["skin"]),
        (disc(*hand, 0.026), colours["skin"]),
        (limb(shoulder, sleeve, 0.085, 0.068), colours["shirt"]),
    ]


def _leg(
    hip: Point, joints: tuple[Point, Point], toe: Point, colours: Mapping[str, str]
) -> list[tuple[Path, str]]:
    knee, foot = joints
    hem = along(hip, knee, 0.62)
    return [
        (limb(hip, knee, 0.125, 0.075), colours["skin"]),
        (limb(knee, foot, 0.078, 0.042), colours["skin"]),
        (limb(hip, hem, 0.135, 0.115), colours["shorts"]),
        (limb(foot, toe, 0.056, 0.04), colours["shoe"]),
    ]
