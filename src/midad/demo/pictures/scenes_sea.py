"""The sea: port, ship, lighthouse, island."""

from midad.demo.pictures.buildings import crane, stack, windows
from midad.demo.pictures.canvas import WIDTH, Canvas
from midad.demo.pictures.nature import (
    birds,
    cloud,
    palm,
    sea,
    shimmer,
    sky,
    stars,
    streak,
    sun,
    tuft,
    wave,
)
from midad.demo.pictures.paints import Veil, across, darker, down, lighter
from midad.demo.pictures.recipes import scene
from midad.demo.pictures.shapes import (
    arch,
    box,
    curve,
    disc,
    ellipse,
    rounded,
)

FREIGHT = ("#c4472f", "#d9962f", "#2f7f86", "#e3c98f", "#8a3a34", "#3f5f73")


@scene(
    title="رافعات الميناء",
    alt="رافعات عالية فوق رصيف تتكدس عليه الحاويات الملونة، والشمس تغيب وراءها في البحر.",
    focal_point=(0.5, 0.5),
)
def port(canvas: Canvas) -> None:
    """Draw the quay at sunset."""
    sky(canvas, "#2f6d80", "#7fb0a8", "#f2c58a", "#f6a768", bottom=640)
    sun(canvas, 330, 520, 80, "#fff0c0", "#ffcf83")
    for x, y, wide in ((260, 250, 420), (900, 160, 520), (1260, 330, 300)):
        streak(canvas, x, y, wide, "#f9dcae")
    sea(canvas, 610, down("#e09a62", "#4f8a91", "#1c4c60", "#123646"), "#ffe3ae")
    shimmer(canvas, 330, 612, 150, "#fff0c4")
    crane(canvas, 1400, 800, 560, "#b9683f", -1)
    crane(canvas, 1130, 800, 640, "#c9542f", -1)
    crane(canvas, 800, 800, 720, "#d8402f", -1)
    stack(canvas, 850, 790, (3, 4, 2, 4, 3, 5, 4), (92, 42), FREIGHT)
    canvas.fill(box(660, 786, WIDTH, 850), down("#d6bb8c", "#8c7458"))
    canvas.fill(box(660, 846, WIDTH, 900), down("#4b4039", "#2c2a2c"))
    for x in range(690, WIDTH, 110):
        canvas.fill(rounded(x, 850, x + 26, 900, 8), "#1a1c20")
    _freighter(canvas, 60, 800, 560, (2, 3, 3, 2, 3, 2))
    for x, y, wide in ((300, 840, 340), (620, 890, 240), (200, 940, 420), (980, 950, 380)):
        wave(canvas, x, y, wide, "#bfe0d4", 0.4)


def _freighter(
    canvas: Canvas, left: float, water: float, long: float, load: tuple[int, ...]
) -> None:
    """Draw a ship of containers pointing left, afloat at the water line."""
    deck = water - long * 0.16
    size = (long * 0.64 / len(load) - 3, long * 0.26 / len(load) + 5)
    stack(canvas, left + long * 0.13, deck, load, size, FREIGHT)
    _bridge(canvas, left + long * 0.8, deck, long)
    bow, stern = (left, water - long * 0.21), (left + long, deck)
    keel_ends = (left + long * 0.98, water), (left + long * 0.07, water)
    canvas.fill([bow, (left + long * 0.1, deck), stern, *keel_ends], down("#2a4552", "#16303d"))
    line = water - long * 0.042
    canvas.fill([(left + long * 0.05, line), (left + long * 0.985, line), *keel_ends], "#a83a2c")
    canvas.fill(box(left + long * 0.046, line - 5, left + long * 0.986, line), "#f3ead0")
    for place in range(8):
        x = left + long * (0.2 + place * 0.09)
        canvas.fill(disc(x, deck + long * 0.05, long * 0.008), "#8fb0b4")
    wave(canvas, left + long / 2, water + 4, long * 1.1, "#f3ead0", 0.7)


def _bridge(canvas: Canvas, left: float, deck: float, long: float) -> None:
    house = box(left, deck - long * 0.2, left + long * 0.12, deck)
    canvas.fill(house, across("#cdbf9f", "#fbf0d2"))
    cap = box(left - long * 0.02, deck - long * 0.225, left + long * 0.14, deck - long * 0.19)
    canvas.fill(cap, "#fff6de")
    frame = (left, deck - long * 0.18, left + long * 0.12, deck)
    windows(canvas, frame, (5, 4), "#2b5563", fill=(0.6, 0.45))
    funnel = box(left + long * 0.13, deck - long * 0.13, left + long * 0.17, deck)
    canvas.fill(funnel, across("#8a2f28", "#c8442f"))


@scene(
    title="سفينة حاويات",
    alt="سفينة حاويات كبيرة محملة بصفوف ملونة تشق البحر المفتوح، والنوارس من فوقها.",
    focal_point=(0.45, 0.52),
)
def ship(canvas: Canvas) -> None:
    """Draw a container ship on the open sea."""
    sky(canvas, "#3f8fa6", "#9fd0cd", "#f3ecd2", bottom=640)
    canvas.fill(disc(1360, 300, 100), "#fff6d8")
    canvas.glow(1360, 300, 460, "#fff3cc", 0.6)
    for x, y, wide in ((330, 230, 420), (900, 170, 300)):
        cloud(canvas, x, y, wide, "#fdf8ea", 0.85)
    sea(canvas, 600, down("#8cc3c4", "#2f8296", "#155a75", "#0f4059"), "#cfeee6")
    shimmer(canvas, 1360, 604, 170, "#f4fbe6")
    birds(canvas, ((420, 330), (500, 290), (560, 360), (980, 240)), 30, "#f9f4e4")
    _freighter(canvas, 150, 800, 1120, (3, 4, 5, 5, 4, 5, 5, 4, 5))
    bow = curve([(110, 812), (190, 776), (250, 790), (330, 806), (420, 812)])
    canvas.fill([*bow, (300, 822), (110, 826)], "#f4fbf2", 0.9)
    for x, y, wide in ((700, 850, 900), (300, 900, 420), (1100, 930, 520), (560, 965, 420)):
        wave(canvas, x, y, wide, "#bfe6e2", 0.4)


@scene(
    title="منارة عند الغروب",
    alt="منارة مخططة بالأحمر والأبيض على صخرة يضربها الموج، وشعاعها يمتد فوق البحر عند المغيب.",
    focal_point=(0.65, 0.4),
)
def lighthouse(canvas: Canvas) -> None:
    """Draw a lighthouse as its light comes on."""
    sky(canvas, "#1f2f55", "#5b5580", "#c9788a", "#f4b183", bottom=720)
    stars(canvas, 50, "#fff3da", bottom=300)
    for x, y, wide in ((350, 470, 520), (700, 400, 300), (1300, 520, 380)):
        streak(canvas, x, y, wide, "#f2a58c")
    canvas.fill([(985, 252), (-60, 20), (-60, 330)], Veil("#fff0b8", (0.1, 0.62), "across"))
    canvas.fill([(985, 252), (1560, 140), (1560, 330)], Veil("#fff0b8", (0.5, 0.1), "across"))
    sea(canvas, 690, down("#e09a86", "#6a6a90", "#2c3f68", "#1c2c4e"), "#ffd0a8")
    _rocks(canvas)
    _tower(canvas, 985, 770)
    for x, y, wide in ((700, 848, 300), (760, 886, 420), (420, 930, 520), (1150, 960, 640)):
        wave(canvas, x, y, wide, "#ffe0c4", 0.55)


def _rocks(canvas: Canvas) -> None:
    far = [
        (700, 830),
        (760, 770),
        (850, 790),
        (900, 740),
        (1090, 735),
        (1180, 700),
        (1300, 750),
        (1420, 720),
        (1540, 780),
        (1540, 1010),
        (660, 1010),
    ]
    canvas.fill(far, down("#7d5a66", "#2d2a44"))
    lit = [(900, 740), (1090, 735), (1180, 700), (1230, 760), (1120, 800), (980, 800)]
    canvas.fill(lit, "#b07f78", 0.8)
    near = [
        (840, 1010),
        (880, 880),
        (1000, 830),
        (1080, 870),
        (1200, 820),
        (1330, 880),
        (1460, 850),
        (1540, 900),
        (1540, 1010),
    ]
    canvas.fill(near, down("#4a3a52", "#1c1c34"))
    canvas.fill([(1200, 820), (1330, 880), (1250, 960), (1150, 880)], "#7d5f6c", 0.7)


def _tower(canvas: Canvas, x: float, foot: float) -> None:
    top, wide, narrow = 330.0, 74.0, 48.0
    shades = ("#f6ead0", "#c23b31")
    for index in range(6):
        high, low = top + (foot - top) * index / 6, top + (foot - top) * (index + 1) / 6
        half = [narrow + (wide - narrow) * (y - top) / (foot - top) for y in (high, low)]
        colour = shades[index % 2]
        belt = [(x - half[0], high), (x + half[0], high), (x + half[1], low), (x - half[1], low)]
        canvas.fill(belt, across(darker(colour, 0.45), colour, lighter(colour, 0.3)))
    for y in (420, 570):
        canvas.fill(arch(x - 12, y, x + 12, y + 44), "#33263a")
    canvas.fill(box(x - 72, 312, x + 72, 332), across("#1f1f33", "#4a3f52"))
    canvas.fill(box(x - 34, 214, x + 34, 312), down("#ffe9a0", "#fff8da", "#ffdf8a"))
    for bar in (-34, -12, 12, 34):
        canvas.fill(box(x + bar - 3, 214, x + bar + 3, 312), "#2a2438")
    canvas.fill(ellipse(x, 216, 50, 44, start=180, end=360), across("#7d2320", "#d8483a"))
    canvas.fill(disc(x, 168, 9), "#d8483a")
    canvas.glow(x, 262, 240, "#fff0b0", 0.9)
    canvas.fill(arch(x - 26, 690, x + 26, foot), "#3a2430")


@scene(
    title="جزيرة مرجانية",
    alt="جزيرة رملية صغيرة عليها نخيل جوز الهند، تحيط بها مياه فيروزية ضحلة وقارب شراعي.",
    focal_point=(0.5, 0.52),
)
def island(canvas: Canvas) -> None:
    """Draw an island and its lagoon."""
    sky(canvas, "#3fa3bd", "#8fd6d6", "#f1f1d8", bottom=560)
    sun(canvas, 1230, 150, 60, "#fffbe0", "#fff1b4")
    for x, y, wide in ((280, 300, 460), (1330, 420, 380), (820, 200, 240)):
        cloud(canvas, x, y, wide, "#ffffff", 0.92)
    sea(canvas, 520, down("#2f93ad", "#1f87a6", "#16789c", "#0f6488"), "#c8f2ea", count=40)
    canvas.fill(ellipse(750, 720, 720, 190), down("#38b3b3", "#52c9bd"), 0.85)
    canvas.fill(ellipse(750, 705, 590, 132), "#86e0cc", 0.9)
    canvas.fill(ellipse(750, 690, 470, 88), "#c9f1dc", 0.9)
    canvas.fill(ellipse(750, 676, 430, 72), down("#fdeec0", "#eacb8a"))
    hill = curve([(400, 672), (520, 600), (680, 560), (830, 570), (980, 610), (1110, 676)])
    canvas.fill([*hill, (1000, 700), (520, 700)], down("#5a9a4f", "#39783f"))
    for x, y, height, lean in (
        (600, 640, 330, -0.12),
        (720, 610, 400, 0.1),
        (850, 630, 350, 0.2),
        (960, 660, 250, 0.12),
        (520, 665, 230, -0.2),
    ):
        palm(canvas, x, y, height, trunk="#7d5532", leaf="#2f8a4c", lean=lean)
    for x, y in ((470, 690), (660, 680), (1010, 690), (880, 672)):
        tuft(canvas, x, y, 44, "#3a7f3f")
    _sail(canvas, 240, 800)
    for x, y, wide in ((700, 800, 420), (1050, 760, 260), (420, 740, 180), (900, 900, 520)):
        wave(canvas, x, y, wide, "#f2fff8", 0.55)


def _sail(canvas: Canvas, x: float, y: float) -> None:
    canvas.fill(ellipse(x, y + 18, 120, 12), "#0f5c78", 0.5)
    canvas.fill(box(x - 3, y - 190, x + 3, y - 10), "#6b4226")
    canvas.fill(
        [(x + 8, y - 186), (x + 100, y - 36), (x + 8, y - 28)], across("#fff9e8", "#f3dcb0")
    )
    canvas.fill([(x - 8, y - 170), (x - 74, y - 36), (x - 8, y - 30)], across("#d8432f", "#e8694a"))
    canvas.fill(
        [(x - 100, y - 18), (x + 110, y - 18), (x + 74, y + 18), (x - 70, y + 18)],
        down("#a8622f", "#6f3a20"),
    )
