"""The desk: figures in coin and chart, and the paper itself."""

from midad.demo.pictures.canvas import HEIGHT, WIDTH, Canvas
from midad.demo.pictures.paints import Orb, Veil, across, darker, down, lighter
from midad.demo.pictures.recipes import scene
from midad.demo.pictures.shapes import (
    Path,
    Point,
    along,
    box,
    curve,
    disc,
    ellipse,
    limb,
    moved,
    regular,
    ribbon,
    ring,
    rounded,
    turned,
)


@scene(
    title="نقود ومؤشرات",
    alt="رصات من النقود الذهبية تعلو من اليمين إلى اليسار، وخلفها أعمدة بيانية وسهم صاعد.",
    focal_point=(0.4, 0.5),
)
def coins_chart(canvas: Canvas) -> None:
    """Draw growth as an Arabic reader sees it: time runs from right to left."""
    canvas.fill(box(0, 0, WIDTH, HEIGHT), down("#12454c", "#1f6a6c", "#3f8f86"))
    canvas.glow(420, 300, 760, "#d9e6b4", 0.35)
    for row in range(7):
        canvas.fill(box(90, 150 + row * 95, WIDTH - 90, 153 + row * 95), "#bfe0cf", 0.22)
    tops: list[Point] = []
    for place, high in enumerate((150, 210, 190, 300, 370, 350, 480, 580)):
        left = 1270 - place * 156
        colour = "#5fb0a0" if place % 2 else "#4d9f96"
        canvas.fill(
            rounded(left, 800 - high, left + 104, 830, 8),
            across(darker(colour, 0.25), colour, lighter(colour, 0.2)),
            0.85,
        )
        tops.append((left + 52.0, 800 - high - 60.0))
    _arrow(canvas, tops)
    canvas.fill(box(0, 800, WIDTH, HEIGHT), down("#e3b878", "#b9854a", "#8f5f34"))
    canvas.fill(box(0, 794, WIDTH, 806), "#f6dca6")
    for place, count in enumerate((2, 4, 6, 9, 13)):
        _coins(canvas, 1220 - place * 242, 920, count)
    _standing_coin(canvas, 1385, 850)


def _arrow(canvas: Canvas, tops: list[Point]) -> None:
    """Join the tops of the bars into a rising line with a head."""
    canvas.strand([(x - 6, y + 10) for x, y in tops], 14, "#0c3238")
    canvas.strand(tops, 14, "#f6e3b0")
    for x, y in tops[:-1]:
        canvas.fill(disc(x, y, 17), "#f6e3b0")
        canvas.fill(disc(x, y, 9), "#c8453a")
    start, tip = tops[-2], tops[-1]
    head = along(start, tip, 1.42)
    dx, dy = (tip[0] - start[0]) * 0.22, (tip[1] - start[1]) * 0.22
    neck = along(start, tip, 0.98)
    canvas.fill(
        [head, (neck[0] - dy * 1.7, neck[1] + dx * 1.7), (neck[0] + dy * 1.7, neck[1] - dx * 1.7)],
        "#f6e3b0",
    )


def _coins(canvas: Canvas, x: float, bottom: float, count: int) -> None:
    canvas.fill(ellipse(x - 50, bottom + 8, 150, 34), "#5a3a20", 0.45)
    for level in range(count):
        y = bottom - level * 34
        shift = canvas.chance.uniform(-7, 7)
        wide, flat = 104.0, 27.0
        side = [
            *ellipse(x + shift, y, wide, flat, start=0, end=180),
            (x + shift - wide, y - 28),
            (x + shift + wide, y - 28),
        ]
        canvas.fill(side, across("#8a5a18", "#d99a34", "#fbe08f", "#e2a840"))
        for notch in range(-8, 9):
            at = x + shift + notch * 11.6
            canvas.fill(
                box(
                    at,
                    y - 22 + flat * (1 - (notch / 9) ** 2) ** 0.5,
                    at + 3,
                    y - 4 + flat * (1 - (notch / 9) ** 2) ** 0.5,
                ),
                "#8a5a18",
                0.5,
            )
        canvas.fill(ellipse(x + shift, y - 28, wide, flat), across("#d99a34", "#f9dc86", "#fff0bd"))
        canvas.fill(
            ellipse(x + shift, y - 28, wide * 0.78, flat * 0.76), across("#c08428", "#eebf58")
        )


def _standing_coin(canvas: Canvas, x: float, y: float) -> None:
    canvas.fill(ellipse(x - 40, y + 104, 110, 16), "#5a3a20", 0.45)
    canvas.fill(disc(x - 16, y, 104), across("#8a5a18", "#c98c2c"))
    canvas.fill(disc(x, y, 104), Orb(("#fff0bd", "#f2c660", "#d2952f", "#a8701f")))
    canvas.fill(ring(x, y, 86, 78), "#9a661c", 0.8)
    canvas.fill(regular(x, y, 48, 8, 0), "#9a661c", 0.7)
    canvas.fill(regular(x, y, 48, 4, 0), "#b57c26")
    canvas.fill(disc(x, y, 20), "#f6d884")


@scene(
    title="صحيفة الصباح",
    alt="صحيفة مطوية على طاولة خشبية إلى جانب كأس شاي ونظارة، وضوء النافذة يقع عليها مائلا.",
    focal_point=(0.45, 0.5),
)
def newspaper(canvas: Canvas) -> None:
    """Draw the morning's paper from above."""
    canvas.fill(box(0, 0, WIDTH, HEIGHT), across("#7a4a2c", "#9c6439", "#b97f4a"))
    for y in range(172, 1000, 172):
        canvas.fill(box(0, y, WIDTH, y + 5), "#5a3420", 0.7)
        for _ in range(7):
            left, wide = canvas.chance.uniform(-100, WIDTH), canvas.chance.uniform(120, 420)
            bend = (left + wide / 2, y + 52 + canvas.chance.uniform(0, 60))
            vein = curve([(left, y + 60), bend, (left + wide, y + 66)])
            canvas.fill(ribbon(vein, 1, 5, 1), "#6d4228", 0.45)
    light = Veil("#ffe2a4", (0.42, 0.28), grain=0.3)
    canvas.fill([(1130, -40), (1480, -40), (900, 1040), (420, 1040)], light)
    canvas.fill([(820, -40), (1020, -40), (320, 1040), (60, 1040)], light, 0.75)
    _sheet(canvas)
    _tea(canvas, 1270, 300)
    _glasses(canvas)


def _patch(x: float, y: float, wide: float, high: float) -> Path:
    """Return a part of the paper, in shares of its sides; the paper lies a little turned."""
    corner, across_end, down_end = (250.0, 150.0), (1010.0, 90.0), (310.0, 890.0)
    found = []
    for at_x, at_y in box(x, y, x + wide, y + high):
        right, low = along(corner, across_end, at_x), along(corner, down_end, at_y)
        found.append((right[0] + low[0] - corner[0], right[1] + low[1] - corner[1]))
    return found


def _sheet(canvas: Canvas) -> None:
    """Draw the folded paper."""
    whole = _patch(0, 0, 1, 1)
    canvas.shadow(moved(whole, -26, 30), "#2c1810", blur=18, opacity=0.6)
    canvas.fill(moved(whole, -18, 18), "#b9ad94")
    canvas.fill(moved(whole, -9, 9), "#cfc3a8")
    canvas.fill(whole, across("#e9dec4", "#fbf5e4"))
    canvas.fill(_patch(0.28, 0.045, 0.44, 0.075), "#8c1d2f")
    canvas.fill(_patch(0.05, 0.06, 0.16, 0.045), "#d9cbaa")
    canvas.fill(_patch(0.79, 0.06, 0.16, 0.045), "#d9cbaa")
    canvas.fill(_patch(0.05, 0.145, 0.9, 0.005), "#3a3030")
    canvas.fill(_patch(0.3, 0.18, 0.65, 0.04), "#3a3030")
    canvas.fill(_patch(0.46, 0.235, 0.49, 0.04), "#3a3030")
    _front_picture(canvas, _patch(0.35, 0.31, 0.6, 0.33))
    _columns(canvas)
    canvas.fill(_patch(0, 0.49, 1, 0.03), Veil("#6d5a40", (0.0, 0.28)))


def _columns(canvas: Canvas) -> None:
    """Set grey lines for text in four columns, even at their right as Arabic is."""
    for column, (start, rows) in enumerate(((0.68, 11), (0.68, 11), (0.68, 11), (0.19, 29))):
        right = 0.95 - column * 0.235
        for row in range(rows):
            wide = 0.195 if (row + column) % 6 else 0.195 * canvas.chance.uniform(0.4, 0.75)
            line = _patch(right - wide, start + row * 0.0265, wide, 0.011)
            canvas.fill(line, "#8f8474", 0.9)


def _front_picture(canvas: Canvas, frame: Path) -> None:
    with canvas.inside(frame):
        canvas.fill(frame, down("#5f9aa6", "#c9ddd0", "#f6dca6"))
        canvas.fill(disc(900, 430, 34), "#fff6da")
        canvas.fill(
            [*curve([(480, 540), (700, 500), (1100, 520)]), (1100, 700), (480, 700)], "#2f6a78"
        )
        canvas.fill([(690, 540), (690, 390), (596, 520)], "#8c1d2f")
        canvas.fill([(704, 536), (704, 412), (770, 516)], "#fbf5e4")
        canvas.fill([(590, 545), (800, 535), (764, 572), (630, 580)], "#3a2420")
        canvas.fill(
            [*curve([(480, 600), (700, 570), (1100, 590)]), (1100, 700), (480, 700)], "#1c4654"
        )


def _tea(canvas: Canvas, x: float, y: float) -> None:
    """Draw a glass of tea on its saucer, from above."""
    canvas.shadow(ellipse(x - 30, y + 30, 178, 178), "#2c1810", blur=16, opacity=0.55)
    canvas.fill(disc(x, y, 172), Orb(("#ffffff", "#f4ead6", "#cdbda0")))
    canvas.fill(ring(x, y, 152, 142), "#2f7f86", 0.9)
    for angle in range(12):
        dot = regular(x, y, 122, 12)[angle]
        canvas.fill(regular(*dot, 11, 4), "#d8973a")
    canvas.fill(ellipse(x - 12, y + 12, 98, 98), "#b5a488", 0.6)
    canvas.fill(disc(x, y, 92), "#e6f0e6")
    canvas.fill(disc(x, y, 80), Orb(("#e8863a", "#b5481f", "#6d2414")))
    canvas.fill(ellipse(x + 26, y - 30, 22, 12), "#ffd9a0", 0.7)
    leaf = curve(
        [(x - 46, y + 20), (x - 14, y - 8), (x + 22, y + 24), (x - 12, y + 40)], closed=True
    )
    canvas.fill(leaf, across("#3f6a34", "#7fa84a"))
    canvas.fill(limb((x + 150, y + 40), (x + 60, y + 168), 11, 8), "#a8a397")
    canvas.fill(turned(ellipse(x + 160, y + 22, 17, 30), 34, (x + 160, y + 22)), "#cfcabd")


def _glasses(canvas: Canvas) -> None:
    frame = "#241a1a"
    canvas.shadow(ellipse(1150, 790, 210, 70), "#2c1810", blur=16, opacity=0.4)
    for x, y in ((1090, 750), (1290, 730)):
        canvas.fill(ellipse(x, y, 84, 70), "#eaf6f2", 0.35)
        canvas.fill(ribbon(ellipse(x, y, 84, 70), 13), frame)
        canvas.fill(ellipse(x + 26, y - 26, 24, 12), "#ffffff", 0.6)
    canvas.fill(ribbon(curve([(1168, 728), (1190, 712), (1212, 722)]), 12), frame)
    canvas.fill(ribbon(curve([(1012, 770), (1060, 900), (1200, 940)]), 11, 8), frame)
    canvas.fill(ribbon(curve([(1370, 720), (1400, 850), (1300, 930)]), 11, 8), frame)
