"""What builders put into many pictures: walls with windows, columns, domes, lamps."""

from collections.abc import Sequence

from midad.demo.pictures.canvas import WIDTH, Canvas
from midad.demo.pictures.paints import Paint, Veil, across, darker, down, lighter
from midad.demo.pictures.shapes import (
    Path,
    Point,
    along,
    arch,
    box,
    crescent,
    curve,
    disc,
    ellipse,
    moved,
    ribbon,
    rounded,
    scaled,
    symmetric,
)


def block(
    canvas: Canvas, left: float, top: float, right: float, bottom: float, colour: str
) -> None:
    """Draw a plain wall, darker towards the left and the ground."""
    canvas.fill(box(left, top, right, bottom), across(darker(colour, 0.2), colour, grain=0.35))


def column(canvas: Canvas, x: float, top: float, bottom: float, wide: float, stone: str) -> None:
    """Draw a round column with capital and base, lit from the right."""
    half = wide / 2
    shaft = [
        (x - half * 0.8, top),
        (x + half * 0.8, top),
        (x + half, bottom),
        (x - half, bottom),
    ]
    dark, light = darker(stone, 0.42), lighter(stone, 0.5)
    canvas.fill(shaft, across(dark, darker(stone, 0.12), stone, light, stone))
    for edge, way in ((top, 1), (bottom, -1)):
        slab = box(x - half * 1.3, edge, x + half * 1.3, edge + way * wide * 0.22)
        canvas.fill(slab, across(darker(stone, 0.25), lighter(stone, 0.3)))
        neck = box(x - half * 1.08, edge, x + half * 1.08, edge + way * wide * 0.36)
        canvas.fill(neck, across(dark, stone, light), 0.75)


def onion(x: float, bottom: float, half: float, high: float) -> Path:
    """Return the outline of a slightly swelling dome with a point."""
    side = [(0.0, -1.0), (0.1, -0.93), (0.5, -0.76), (0.93, -0.45), (1.03, -0.2), (0.94, 0.0)]
    return moved(symmetric(curve([(half * a, high * b) for a, b in side])), x, bottom)


def dome(canvas: Canvas, x: float, bottom: float, half: float, colour: str) -> None:
    """Draw a dome with its finial, lit from the right."""
    canvas.fill(
        onion(x, bottom, half, half),
        across(darker(colour, 0.4), colour, lighter(colour, 0.35), colour, grain=0.35),
    )
    tip = bottom - half
    canvas.fill(box(x - half * 0.025, tip - half * 0.3, x + half * 0.025, tip + 6), colour)
    canvas.fill(disc(x, tip - half * 0.1, half * 0.06), colour)


def minaret(canvas: Canvas, x: float, bottom: float, height: float, colour: str) -> None:
    """Draw a slim minaret with one gallery and a crescent."""
    half = height * 0.055
    top = bottom - height * 0.8
    body = across(darker(colour, 0.3), colour, lighter(colour, 0.15))
    canvas.fill(box(x - half, top, x + half, bottom), body)
    canvas.fill(box(x - half * 1.7, top - half * 0.6, x + half * 1.7, top + half * 0.5), body)
    canvas.fill(box(x - half * 0.7, top - half * 2.4, x + half * 0.7, top), body)
    canvas.fill(onion(x, top - half * 2.3, half * 0.95, half * 2.1), body)
    canvas.fill(box(x - 1.5, bottom - height, x + 1.5, top - half * 4), colour)
    canvas.fill(moved(scaled(crescent(0, 0, 1, -90), half * 0.5), x, bottom - height), colour)


def windows(
    canvas: Canvas,
    frame: tuple[float, float, float, float],
    grid: tuple[int, int],
    paint: Paint,
    *,
    share: float = 1.0,
    fill: tuple[float, float] = (0.5, 0.6),
    arched: bool = False,
) -> None:
    """Lay a grid (across, down) of windows within the frame; ``share`` of them by chance."""
    left, top, right, bottom = frame
    wide, high = (right - left) / grid[0], (bottom - top) / grid[1]
    panes = []
    for row in range(grid[1]):
        for place in range(grid[0]):
            if canvas.chance.random() > share:
                continue
            x, y = left + (place + 0.5) * wide, top + (row + 0.5) * high
            half, tall = wide * fill[0] / 2, high * fill[1] / 2
            shape = arch if arched else box
            panes.append(shape(x - half, y - tall, x + half, y + tall))
    for pane in panes:
        canvas.fill(pane, paint)


def skyline(
    canvas: Canvas,
    bottom: float,
    tops: Point,
    walls: Sequence[str],
    pane: str,
    *,
    share: float = 1.0,
) -> None:
    """Draw a row of houses across the picture; ``tops`` is how high and how low they end."""
    x = -20.0
    while x < WIDTH:
        wide, top = canvas.chance.uniform(95, 180), canvas.chance.uniform(*tops)
        block(canvas, x, top, x + wide, bottom, canvas.chance.choice(walls))
        frame = (x + 12, top + 20, x + wide - 12, bottom - 12)
        grid = (int(wide / 34), int((bottom - top) / 52))
        windows(canvas, frame, grid, pane, share=share, fill=(0.44, 0.54))
        x += wide + 2


def stairs(canvas: Canvas, left: float, right: float, top: float, count: int, stone: str) -> None:
    """Draw broad steps widening downwards, 20 high each."""
    for step in range(count):
        reach, y = step * 22, top + step * 20
        canvas.fill(box(left - reach, y, right + reach, y + 9), lighter(stone, 0.35))
        canvas.fill(
            box(left - reach, y + 9, right + reach, y + 20),
            across(darker(stone, 0.3), darker(stone, 0.08)),
        )


def street_lamp(
    canvas: Canvas, x: float, bottom: float, height: float, colour: str, light: str
) -> None:
    """Draw a lamp post whose lantern hangs to the right."""
    top = bottom - height
    canvas.fill(box(x - height * 0.012, top, x + height * 0.012, bottom), colour)
    canvas.fill(box(x - height * 0.03, bottom - height * 0.06, x + height * 0.03, bottom), colour)
    arm = curve([(x, top + 4), (x + height * 0.08, top - height * 0.04), (x + height * 0.17, top)])
    canvas.fill(ribbon(arm, height * 0.02), colour)
    canvas.fill(ellipse(x + height * 0.18, top + 4, height * 0.055, height * 0.02), light)


def crane(canvas: Canvas, x: float, bottom: float, size: float, colour: str, boom: int) -> None:
    """Draw a quay crane on four legs; ``boom`` is -1 when it reaches out to the left."""
    half, deck = size * 0.16, bottom - size * 0.62
    dark = darker(colour, 0.28)
    for side in (-1, 1):
        leg = dark if side < 0 else colour
        foot = x + side * half
        canvas.fill(box(foot - size * 0.022, deck, foot + size * 0.022, bottom), leg)
        canvas.fill(box(foot - size * 0.05, bottom - size * 0.05, foot + size * 0.05, bottom), dark)
    _braces(canvas, (x - half, x + half), (bottom - size * 0.3, bottom - size * 0.08), size, dark)
    canvas.fill(box(x - half, bottom - size * 0.34, x + half, bottom - size * 0.3), colour)
    reach, back = x + boom * size * 0.74, x - boom * size * 0.4
    canvas.fill(box(min(reach, back), deck - size * 0.05, max(reach, back), deck), colour)
    canvas.fill(box(min(reach, back), deck - size * 0.012, max(reach, back), deck), dark)
    mast = (x + boom * half * 0.2, deck - size * 0.36)
    for end in ((x - half, deck), (x + half, deck)):
        canvas.fill(ribbon([mast, end], size * 0.03), colour)
    for end in ((reach - boom * size * 0.06, deck - size * 0.04), (back, deck - size * 0.04)):
        canvas.fill(ribbon([mast, end], size * 0.01), dark)
    cabin = x + boom * size * 0.3
    canvas.fill(box(cabin - size * 0.04, deck, cabin + size * 0.04, deck + size * 0.07), dark)
    _hoist(canvas, x + boom * size * 0.5, deck, size, dark)


def _braces(canvas: Canvas, sides: Point, levels: Point, size: float, colour: str) -> None:
    top, bottom = levels
    canvas.fill(ribbon([(sides[0], bottom), (sides[1], top)], size * 0.012), colour)
    canvas.fill(ribbon([(sides[1], bottom), (sides[0], top)], size * 0.012), colour)


def _hoist(canvas: Canvas, x: float, deck: float, size: float, colour: str) -> None:
    low = deck + size * 0.24
    for shift in (-0.05, 0.05):
        canvas.fill(ribbon([(x + shift * size * 0.4, deck), (x + shift * size, low)], 2.5), colour)
    canvas.fill(box(x - size * 0.08, low, x + size * 0.08, low + size * 0.015), colour)
    canvas.fill(
        box(x - size * 0.075, low + size * 0.015, x + size * 0.075, low + size * 0.075), "#d9a441"
    )


def container(
    canvas: Canvas, left: float, bottom: float, size: tuple[float, float], colour: str
) -> None:
    """Draw a freight container with its ribs."""
    wide, high = size
    canvas.fill(box(left, bottom - high, left + wide, bottom), darker(colour, 0.22))
    canvas.fill(box(left, bottom - high, left + wide - wide * 0.03, bottom - high * 0.08), colour)
    count = 9
    for rib in range(1, count):
        x = left + wide * rib / count
        canvas.fill(
            box(x, bottom - high * 0.88, x + wide * 0.022, bottom - high * 0.14), "#1a1420", 0.2
        )


def stack(
    canvas: Canvas,
    left: float,
    bottom: float,
    heights: Sequence[int],
    size: tuple[float, float],
    colours: Sequence[str],
) -> None:
    """Pile containers: one column for each of ``heights``."""
    for place, count in enumerate(heights):
        for level in range(count):
            colour = canvas.chance.choice(colours)
            at = (left + place * (size[0] + 3), bottom - level * (size[1] + 2))
            container(canvas, *at, size, colour)


def spot(
    canvas: Canvas, source: Point, floor: tuple[float, float, float], colour: str, strength: float
) -> None:
    """Draw a cone of light from a source to the floor (x, y, half width)."""
    x, y, half = floor
    beam = [source, (x + half, y), (x - half, y)]
    canvas.fill(beam, Veil(colour, (strength, strength * 0.35), grain=0.3))
    canvas.fill(ellipse(x, y, half, half * 0.2), colour, strength * 0.8)


def pane_bars(
    canvas: Canvas, frame: tuple[float, float, float, float], grid: Point, width: float, colour: str
) -> None:
    """Divide a window by bars into (across, down) panes."""
    left, top, right, bottom = frame
    for place in range(1, int(grid[0])):
        x = left + (right - left) * place / grid[0]
        canvas.fill(box(x - width / 2, top, x + width / 2, bottom), colour)
    for place in range(1, int(grid[1])):
        y = top + (bottom - top) * place / grid[1]
        canvas.fill(box(left, y - width / 2, right, y + width / 2), colour)


def slanted_windows(canvas: Canvas, wall: Path, grid: tuple[int, int], paint: Paint) -> None:
    """Lay (across, down) windows on a wall seen at a slant.

    The wall is its corners: near top, near bottom, far bottom, far top.
    """
    near_top, near_bottom, far_bottom, far_top = wall
    for place in range(grid[0]):
        sides = (place + 0.25) / grid[0], (place + 0.72) / grid[0]
        tops = [along(near_top, far_top, side) for side in sides]
        feet = [along(near_bottom, far_bottom, side) for side in sides]
        for row in range(grid[1]):
            high, low = (row + 0.25) / grid[1], (row + 0.72) / grid[1]
            pane = [along(tops[0], feet[0], high), along(tops[1], feet[1], high)]
            pane += [along(tops[1], feet[1], low), along(tops[0], feet[0], low)]
            canvas.fill(pane, paint)


def lantern(canvas: Canvas, x: float, y: float, size: float, metal: str, light: str) -> None:
    """Draw a hanging brass lantern, lit."""
    canvas.glow(x, y, size * 3.2, light, 0.55)
    canvas.fill(box(x - 1.5, y - size * 3.4, x + 1.5, y - size), metal)
    canvas.fill(onion(x, y - size * 0.45, size * 0.5, size * 0.75), metal)
    glass = [
        (x - size * 0.5, y - size * 0.45),
        (x + size * 0.5, y - size * 0.45),
        (x + size * 0.38, y + size * 0.6),
        (x - size * 0.38, y + size * 0.6),
    ]
    canvas.fill(glass, down(light, lighter(light, 0.6), light))
    canvas.fill(rounded(x - size * 0.4, y + size * 0.56, x + size * 0.4, y + size * 0.76, 4), metal)
    canvas.fill(ribbon([(x, y - size * 0.45), (x, y + size * 0.6)], size * 0.05), metal)
