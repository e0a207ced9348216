"""What nature puts into many pictures: sky, sun, hills, sea, clouds, trees."""

from collections.abc import Sequence
from math import atan2, degrees, sin

from midad.demo.pictures.canvas import HEIGHT, WIDTH, Canvas
from midad.demo.pictures.paints import Blend, Paint, Veil, darker, down, lighter, mix
from midad.demo.pictures.shapes import (
    Path,
    Point,
    box,
    crescent,
    curve,
    disc,
    ellipse,
    limb,
    moved,
    polar,
    ribbon,
    rounded,
    scaled,
    symmetric,
)


def sky(canvas: Canvas, *colours: str, bottom: float = HEIGHT) -> None:
    """Fill the picture from its top edge down with a passage of colours."""
    canvas.fill(box(-40, -40, WIDTH + 40, bottom), down(*colours, grain=0.1))


def sun(canvas: Canvas, x: float, y: float, radius: float, colour: str, halo: str) -> None:
    """Draw a flat sun in its glow."""
    canvas.glow(x, y, radius * 5, halo, 0.75)
    canvas.fill(disc(x, y, radius * 1.45), halo, 0.35)
    canvas.fill(disc(x, y, radius), colour)


def moon(canvas: Canvas, x: float, y: float, radius: float, colour: str) -> None:
    """Draw a crescent moon in a faint glow."""
    canvas.glow(x, y, radius * 5, colour, 0.35)
    canvas.fill(crescent(x, y, radius), colour)


def stars(canvas: Canvas, count: int, colour: str, *, bottom: float) -> None:
    """Scatter stars over the upper part of the picture."""
    for _ in range(count):
        x, y = canvas.chance.uniform(0, WIDTH), canvas.chance.uniform(0, bottom)
        radius = canvas.chance.choice((1.2, 1.6, 1.6, 2.2, 3.0))
        canvas.fill(disc(x, y, radius), colour, canvas.chance.uniform(0.35, 0.95))


def ridge(
    canvas: Canvas,
    top: float,
    height: float,
    paint: Paint,
    *,
    bumps: float = 2.0,
    bottom: float = HEIGHT + 20,
) -> Path:
    """Draw rolling ground across the picture; return its upper edge."""
    phases = [canvas.chance.uniform(0, 6.28) for _ in range(3)]
    edge = []
    for x in range(-20, WIDTH + 40, 20):
        turn = x / WIDTH * 6.28 * bumps
        swing = sin(turn + phases[0]) + 0.45 * sin(turn * 2.1 + phases[1])
        swing += 0.18 * sin(turn * 4.7 + phases[2])
        edge.append((float(x), top - swing * height / 2))
    canvas.fill([*edge, (WIDTH + 40, bottom), (-20, bottom)], paint)
    return edge


def cloud(
    canvas: Canvas, x: float, y: float, wide: float, paint: Paint, opacity: float = 1
) -> None:
    """Draw a flat-bottomed cloud whose base is centred at the point."""
    high = wide * 0.12
    parts = [rounded(x - wide / 2, y - high, x + wide / 2, y, high)]
    for share, size in ((-0.22, 0.15), (0.02, 0.21), (0.25, 0.13)):
        middle = x + wide * share
        parts.append(disc(middle, y - wide * size, wide * size))
    with canvas.inside(box(x - wide, y - wide, x + wide, y)):
        canvas.fill_all(parts, paint, opacity)


def streak(canvas: Canvas, x: float, y: float, wide: float, paint: Paint, high: float = 12) -> None:
    """Draw a long thin evening cloud."""
    for share, shift, size in ((1.0, 0.0, 1.0), (0.6, -0.14, 0.8), (0.45, 0.2, 0.7)):
        left, half = x + wide * shift, wide * share / 2
        top = y - (1 - size) * high * 4
        canvas.fill(rounded(left - half, top, left + half, top + high * size, high), paint)


def sea(canvas: Canvas, top: float, paint: Paint, glint: str, *, count: int = 60) -> None:
    """Fill the picture from the horizon down with water and lay small waves on it."""
    canvas.fill(box(-40, top, WIDTH + 40, HEIGHT + 40), paint)
    for _ in range(count):
        near = canvas.chance.random() ** 1.5
        y = top + 8 + (HEIGHT - top) * near
        wave(canvas, canvas.chance.uniform(0, WIDTH), y, 30 + 150 * near, glint, 0.16 + 0.3 * near)


def wave(canvas: Canvas, x: float, y: float, wide: float, colour: str, opacity: float) -> None:
    """Draw one glint: a sliver, thick in the middle."""
    thick = max(2.0, wide * 0.045)
    canvas.fill(ellipse(x, y, wide / 2, thick / 2), colour, opacity)


def shimmer(canvas: Canvas, x: float, top: float, wide: float, colour: str, rows: int = 16) -> None:
    """Lay the broken reflection of a light on water, widening towards the viewer."""
    for row in range(rows):
        share = row / rows
        y = top + 6 + (HEIGHT - top) * share**1.3
        reach = wide * (0.4 + 0.9 * share) * canvas.chance.uniform(0.5, 1)
        shift = canvas.chance.uniform(-0.15, 0.15) * wide
        wave(canvas, x + shift, y, reach, colour, 0.75 - 0.45 * share)


def birds(canvas: Canvas, places: Sequence[Point], size: float, colour: str) -> None:
    """Draw far birds, each two wings."""
    for x, y in places:
        for side in (-1, 1):
            wing = curve([(x, y), (x + side * size * 0.5, y - size * 0.4), (x + side * size, y)])
            canvas.fill(ribbon(wing, size * 0.16, size * 0.05), colour)


def palm(
    canvas: Canvas,
    x: float,
    y: float,
    height: float,
    *,
    trunk: str,
    leaf: str,
    lean: float = 0.06,
) -> None:
    """Draw a date palm standing at the point."""
    head = (x + height * lean, y - height * 0.74)
    bole = curve([(x, y), (x + height * lean * 0.25, y - height * 0.4), head])
    canvas.fill(ribbon(bole, height * 0.055, height * 0.034), trunk)
    for angle in (-172, -8, 152, 28, -146, -34, -118, -62, -90):
        _frond(canvas, head, height * 0.36, angle, leaf)
    canvas.fill(disc(*head, height * 0.035), trunk)


def _frond(canvas: Canvas, head: Point, reach: float, angle: float, leaf: str) -> None:
    middle = polar(*head, reach * 0.55, angle)
    tip = polar(*head, reach * 0.92, angle)
    sag = reach * 0.3
    spine = curve([head, (middle[0], middle[1] - sag * 0.35), (tip[0], tip[1] + sag)])
    shade = lighter(leaf, 0.1) if -70 < angle < 40 else darker(leaf, 0.16)
    if reach < 70:
        canvas.fill(ribbon(spine, reach * 0.05, reach * 0.2, reach * 0.19, reach * 0.02), shade)
        return
    canvas.fill(ribbon(spine, reach * 0.035, reach * 0.06, reach * 0.01), darker(shade, 0.2))
    for index in range(2, len(spine) - 1):
        share = index / len(spine)
        heading = degrees(
            atan2(spine[index + 1][1] - spine[index][1], spine[index + 1][0] - spine[index][0])
        )
        long = reach * (0.1 + 0.26 * sin(share * 3.0))
        for side in (-1, 1):
            leaflet = polar(*spine[index], long, heading + side * 48)
            blade = [spine[index - 2], spine[index + 1], leaflet]
            canvas.fill(blade, shade if (side > 0) == (abs(angle) > 90) else darker(shade, 0.14))


def round_tree(canvas: Canvas, x: float, y: float, height: float, leaf: str, trunk: str) -> None:
    """Draw a broad tree standing at the point, lit from the right."""
    crown = y - height * 0.64
    canvas.fill(limb((x, y), (x, crown), height * 0.08, height * 0.05), trunk)
    radius = height * 0.3
    shape = [
        disc(x, crown, radius),
        disc(x - radius * 0.75, crown + radius * 0.4, radius * 0.62),
        disc(x + radius * 0.75, crown + radius * 0.36, radius * 0.66),
    ]
    canvas.fill_all(shape, Blend((darker(leaf, 0.3), leaf, lighter(leaf, 0.12)), "across", 0.5))


def cypress(canvas: Canvas, x: float, y: float, height: float, leaf: str) -> None:
    """Draw a slim cypress standing at the point."""
    half = height * 0.13
    side = [(0.0, -1.0), (0.55, -0.72), (1.0, -0.3), (0.75, -0.04), (0.0, 0.0)]
    outline = symmetric(curve([(half * a, height * b) for a, b in side]))
    canvas.fill(moved(outline, x, y), Blend((darker(leaf, 0.35), leaf), "across", 0.5))


def pine(canvas: Canvas, x: float, y: float, height: float, leaf: str) -> None:
    """Draw a fir of three tiers standing at the point."""
    canvas.fill(box(x - height * 0.03, y - height * 0.2, x + height * 0.03, y), darker(leaf, 0.5))
    for tier, half in ((0.12, 0.26), (0.36, 0.2), (0.6, 0.14)):
        base = y - height * tier
        tip = (x, base - height * 0.42)
        canvas.fill([tip, (x + height * half, base), (x, base)], lighter(leaf, 0.08))
        canvas.fill([tip, (x - height * half, base), (x, base)], darker(leaf, 0.18))


def tuft(canvas: Canvas, x: float, y: float, size: float, colour: str) -> None:
    """Draw a tuft of grass."""
    for lean in (-0.7, -0.3, 0.1, 0.5, 0.85):
        tip = (x + size * lean, y - size * (1 - 0.4 * abs(lean)))
        blade = curve([(x, y), (x + size * lean * 0.3, y - size * 0.6), tip])
        canvas.fill(ribbon(blade, size * 0.12, size * 0.02), colour)


def mountain(canvas: Canvas, peak: Point, half: float, base: float, colour: str) -> None:
    """Draw one peak: its left side in shade, its right in light."""
    x, y = peak
    high = base - y
    fold = [
        (x, y),
        (x - half * 0.06, y + high * 0.22),
        (x + half * 0.1, y + high * 0.42),
        (x - half * 0.1, y + high * 0.7),
        (x + half * 0.04, base),
    ]
    canvas.fill([*fold, (x - half, base)], down(darker(colour, 0.28), darker(colour, 0.12)))
    canvas.fill([*fold, (x + half * 1.15, base)], down(lighter(colour, 0.22), colour))


def snow(canvas: Canvas, peak: Point, half: float, base: float, colour: str) -> None:
    """Cap the peak of the same measures with snow."""
    x, y = peak
    high, share = base - y, 0.3
    left, right = (x - half * share, y + high * share), (x + half * 1.15 * share, y + high * share)
    teeth = [(0.16, 0.5), (0.32, 0.3), (0.5, 0.62), (0.68, 0.34), (0.84, 0.5)]
    ragged = [
        (left[0] + (right[0] - left[0]) * a, y + high * share * (0.62 + b * 0.6)) for a, b in teeth
    ]
    canvas.fill([(x, y), right, *reversed(ragged), left], colour)
    shade = [(x, y), ragged[2], ragged[1], ragged[0], left]
    canvas.fill(shade, mix(colour, "#6f86a8", 0.42))


def mist(canvas: Canvas, top: float, bottom: float, colour: str, strength: float = 0.6) -> None:
    """Lay a band of mist that is thickest at its lower edge."""
    canvas.fill(box(-40, top, WIDTH + 40, bottom), Veil(colour, (0.0, strength), grain=0.1))


def camel(canvas: Canvas, x: float, y: float, height: float, colour: str) -> None:
    """Draw a camel walking to the left, its feet at the point."""
    body = curve(
        [
            (-0.62, -1.02),
            (-0.5, -1.06),
            (-0.42, -0.9),
            (-0.34, -0.74),
            (-0.2, -0.78),
            (0.0, -1.0),
            (0.2, -0.78),
            (0.42, -0.68),
            (0.44, -0.5),
            (0.2, -0.42),
            (-0.1, -0.4),
            (-0.34, -0.46),
            (-0.5, -0.66),
            (-0.56, -0.88),
            (-0.7, -0.92),
        ],
        closed=True,
    )
    canvas.fill(moved(scaled(body, height), x, y), colour)
    for hip, foot in ((-0.24, -0.32), (-0.16, -0.1), (0.3, 0.24), (0.38, 0.46)):
        start, end = (x + hip * height, y - height * 0.5), (x + foot * height, y)
        canvas.fill(limb(start, end, height * 0.13, height * 0.05), colour)
