"""The street: the bus, the rain, the pipes under it."""

from midad.demo.pictures.buildings import (
    block,
    skyline,
    street_lamp,
    windows,
)
from midad.demo.pictures.canvas import HEIGHT, WIDTH, Canvas
from midad.demo.pictures.figures import walker
from midad.demo.pictures.nature import cloud, round_tree, shimmer, sky
from midad.demo.pictures.paints import across, darker, down, lighter
from midad.demo.pictures.recipes import scene
from midad.demo.pictures.shapes import (
    band,
    box,
    curve,
    disc,
    ellipse,
    polar,
    ribbon,
    rounded,
)


@scene(
    title="حافلة مدينة",
    alt="حافلة حديثة منخفضة الأرضية تعبر شارعا تحفه الأشجار، ومن خلفها بيوت المدينة وأبراجها.",
    focal_point=(0.5, 0.6),
)
def bus(canvas: Canvas) -> None:
    """Draw a bus from its side, going left."""
    sky(canvas, "#f0b56a", "#f8d9a0", "#fdeecb", bottom=700)
    canvas.fill(disc(1130, 190, 90), "#fff2c9")
    x = -20.0
    while x < WIDTH:
        wide, top = canvas.chance.uniform(90, 170), canvas.chance.uniform(170, 380)
        block(
            canvas, x, top, x + wide, 740, canvas.chance.choice(("#d99a6a", "#cf8b62", "#e0ab78"))
        )
        windows(
            canvas,
            (x + 10, top + 16, x + wide - 10, 720),
            (int(wide / 30), 8),
            "#b06f50",
            fill=(0.4, 0.5),
        )
        x += wide + 4
    for tree in (110, 420, 1130, 1420):
        round_tree(canvas, tree, 760, canvas.chance.uniform(250, 320), "#4b7a5a", "#5a3d2c")
    canvas.fill(box(0, 735, WIDTH, 800), down("#e7cfa0", "#cfae78"))
    canvas.fill(box(0, 795, WIDTH, HEIGHT), down("#565a63", "#3f434d"))
    canvas.fill(box(0, 792, WIDTH, 803), "#f0e2bd")
    for place in range(6):
        canvas.fill(box(40 + place * 280, 938, 190 + place * 280, 950), "#f2e2b4", 0.85)
    canvas.fill(ellipse(730, 890, 580, 26), "#23252c", 0.6)
    _bus_body(canvas)


def _bus_body(canvas: Canvas) -> None:
    canvas.fill(rounded(190, 420, 1290, 872, 46), across("#14615f", "#1f8580", "#35a79c"))
    canvas.fill(rounded(240, 398, 1240, 450, 22), "#115350")
    canvas.fill(rounded(190, 420, 1290, 470, 40), "#f3e7c6")
    canvas.fill(box(190, 452, 1290, 474), "#f3e7c6")
    glass = down("#1d3d4a", "#39717d", "#7fb5b3")
    canvas.fill(rounded(206, 492, 1272, 690, 22), glass)
    for x in (372, 560, 740, 920, 1100):
        canvas.fill(box(x - 6, 490, x + 6, 692), "#124f4d")
    for x in (296, 500, 830, 1010, 1190):
        canvas.fill_all([disc(x, 596, 24), rounded(x - 42, 628, x + 42, 692, 30)], "#16313c")
    for shift in (250, 700, 1100):
        shine = [(shift, 690), (shift + 90, 492), (shift + 140, 492), (shift + 50, 690)]
        canvas.fill(shine, "#e8f6ea", 0.16)
    canvas.fill(box(190, 728, 1290, 748), "#f2b23c")
    canvas.fill(rounded(184, 770, 214, 806, 8), "#ffe9a8")
    canvas.glow(180, 790, 150, "#ffe9a8", 0.6)
    canvas.fill(rounded(1272, 760, 1292, 806, 6), "#d8402f")
    for x in (400, 1060):
        canvas.fill(ellipse(x, 860, 86, 82, start=180, end=360), "#0d3b3a")
        canvas.fill(disc(x, 866, 64), "#22262e")
        canvas.fill(disc(x, 866, 34), across("#8a949a", "#dfe4e0"))
        canvas.fill(disc(x, 866, 11), "#3a4048")


@scene(
    title="يوم ماطر",
    alt="مارة يحملون المظلات تحت مطر غزير، وأضواء الشارع تنعكس على الأرض المبللة.",
    focal_point=(0.45, 0.6),
)
def rain(canvas: Canvas) -> None:
    """Draw umbrellas in the rain and their reflections."""
    sky(canvas, "#2d4250", "#51707c", "#8fa9a8", bottom=720)
    for x, y, wide in ((180, 170, 520), (700, 120, 600), (1250, 190, 560), (460, 60, 560)):
        cloud(canvas, x, y, wide, "#3a515f", 0.7)
    walls = ("#4b6772", "#577480", "#445e6a")
    skyline(canvas, 700, (300, 480), walls, "#f5cf82", share=0.3)
    canvas.fill(box(0, 690, WIDTH, HEIGHT), down("#5f7c86", "#2f4652", "#263a46"))
    for x in (250, 760, 1270):
        street_lamp(canvas, x, 730, 430, "#223540", "#ffe3a0")
        canvas.glow(x + 78, 306, 190, "#ffdf9a", 0.7)
        canvas.shadow(ellipse(x + 78, 860, 50, 120), "#ffdf9a", blur=34, opacity=0.4)
        shimmer(canvas, x + 78, 735, 150, "#ffe9b8", 9)
    _under_umbrella(canvas, 330, 850, 290, "#c8452f")
    _under_umbrella(canvas, 620, 905, 340, "#e2a437")
    _under_umbrella(canvas, 980, 860, 300, "#2f8582")
    _under_umbrella(canvas, 1210, 815, 220, "#b96a3a")
    _rainfall(canvas)


def _under_umbrella(canvas: Canvas, x: float, y: float, height: float, colour: str) -> None:
    canvas.fill(ellipse(x, y + height * 0.12, height * 0.13, height * 0.22), "#1b2a34", 0.5)
    canvas.fill(ellipse(x, y + height * 0.36, height * 0.32, height * 0.09), colour, 0.35)
    walker(canvas, x, y, height, "#1d2c36", stride=0.5)
    middle, top = x + height * 0.05, y - height * 1.24
    half, edge = height * 0.42, top + height * 0.3
    canvas.line([(middle, top), (middle, y - height * 0.5)], 5, "#1d2c36")
    canopy = ellipse(middle, edge, half, height * 0.3, start=180, end=360)
    for index in range(4):
        at = middle + half * (0.75 - index * 0.5)
        canopy += ellipse(at, edge, half / 4, height * 0.035, start=0, end=-180)
    canvas.fill(canopy, across(darker(colour, 0.35), colour, lighter(colour, 0.2)))
    for side in (-0.5, 0.0, 0.5):
        bend = (middle + half * side * 0.75, top + height * 0.135)
        rib = curve([(middle, top), bend, (middle + half * side, edge)])
        canvas.fill(ribbon(rib, 3), darker(colour, 0.35), 0.7)


def _rainfall(canvas: Canvas) -> None:
    for _ in range(330):
        x, y = canvas.chance.uniform(-60, WIDTH), canvas.chance.uniform(-60, 940)
        length = canvas.chance.uniform(24, 64)
        drop = [(x + length * 0.24, y), (x, y + length)]
        canvas.line(drop, 2.2, "#e6f1ee", canvas.chance.uniform(0.25, 0.6))
    for _ in range(46):
        x, y = canvas.chance.uniform(0, WIDTH), canvas.chance.uniform(760, 990)
        wide = 10 + (y - 740) * 0.12
        canvas.fill(band(x, y, (wide, wide * 0.3), (wide * 0.82, wide * 0.24)), "#dcebea", 0.5)


@scene(
    title="أنابيب المياه",
    alt="أنبوب ماء قديم تحت بيوت الشارع ينفجر عند وصلته، وصمام أحمر يعلوه، في مقطع من الأرض.",
    focal_point=(0.55, 0.62),
)
def water_pipes(canvas: Canvas) -> None:
    """Draw the street cut open to its old pipes."""
    sky(canvas, "#9fd0cf", "#e6ecd0", bottom=360)
    walls = ("#e2a566", "#c9745a", "#efcf95", "#d88e5e", "#e9c084", "#b9644c", "#e2ae72")
    heights = (150, 90, 180, 60, 140, 100, 170)
    for place, (top, wall) in enumerate(zip(heights, walls, strict=True)):
        left, right = place * 216.0, place * 216.0 + 214
        block(canvas, left, top, right, 340, wall)
        frame = (left + 16, top + 16, right - 16, 330)
        windows(canvas, frame, (3, 3), "#3f6b74", arched=True)
    canvas.fill(box(0, 330, WIDTH, 372), down("#5d646a", "#454b52"))
    _ground(canvas)
    _leak(canvas)
    _pipes(canvas)


def _ground(canvas: Canvas) -> None:
    canvas.fill(box(0, 368, WIDTH, HEIGHT), down("#a8703f", "#7d4d2e", "#4d2e20"))
    for top, high, colour in ((440, 60, "#b98450"), (800, 90, "#5f3a26")):
        edge = [(x, top + canvas.chance.uniform(-14, 14)) for x in range(-20, WIDTH + 100, 90)]
        canvas.fill([*curve(edge), (WIDTH + 80, top + high), (-20, top + high)], colour, 0.7)
    for _ in range(90):
        at = (canvas.chance.uniform(0, WIDTH), canvas.chance.uniform(400, 990))
        size = canvas.chance.uniform(5, 17)
        colour = canvas.chance.choice(("#c99a68", "#8a5a38", "#3d251b"))
        canvas.fill(ellipse(*at, size, size * 0.65), colour, 0.6)


def _valve(canvas: Canvas, x: float, y: float) -> None:
    """Draw a valve's wheel, seen a little from above."""
    canvas.fill(box(x - 9, y + 20, x + 9, y + 90), "#1c3d47")
    canvas.fill(band(x, y, (96, 40), (74, 31)), "#c43a2c")
    for angle in range(0, 360, 60):
        tip = polar(0, 0, 84, angle)
        canvas.line([(x, y), (x + tip[0], y + tip[1] * 0.42)], 9, "#a82d22")
    canvas.fill(ellipse(x, y, 20, 12), "#7d1f18")


def _pipes(canvas: Canvas) -> None:
    iron = down("#8fb8bd", "#4d8590", "#285561", "#173842")
    upright = across("#173842", "#2f6470", "#6da3ab", "#3d7480")
    canvas.fill(box(330, 372, 400, 600), upright)
    canvas.fill(box(1110, 430, 1196, 600), upright)
    canvas.fill(box(-20, 560, WIDTH + 20, 730), iron)
    for x in (110, 365, 760, 1150, 1400):
        canvas.fill(rounded(x - 46, 532, x - 4, 758, 8), iron)
        canvas.fill(rounded(x + 4, 532, x + 46, 758, 8), iron)
        for y in (560, 610, 660, 712, 742):
            for side in (-25, 25):
                canvas.fill(disc(x + side, y - 6, 8), "#c9a15a")
    canvas.fill(rounded(1086, 500, 1220, 546, 10), iron)
    _valve(canvas, 1153, 420)


def _leak(canvas: Canvas) -> None:
    """Draw water bursting from the joint and gathering in a hollow below it."""
    canvas.shadow(ellipse(760, 900, 420, 130), "#2c1a14", blur=24, opacity=0.6)
    pool = ellipse(760, 900, 330, 86, end=180)
    canvas.fill(pool, down("#4fa3b3", "#2d6f83", "#1d4f66"))
    canvas.fill(ellipse(760, 900, 330, 22), down("#8fd0d3", "#5fb0bd"))
    for angle in (16, 32, 46, 62, 78, 92, 106, 120, 134, 148, 164):
        reach = 170 + abs(angle - 90) * 1.5 + canvas.chance.uniform(-20, 20)
        tip, middle = polar(760, 720, reach, angle), polar(760, 700, reach * 0.6, angle)
        jet = curve([(760, 690), (middle[0], middle[1] - 12), (tip[0], min(tip[1] + 50, 900))])
        canvas.fill(ribbon(jet, 9, 13, 3), "#b5e3e2", 0.8)
    for _ in range(60):
        x, y = canvas.chance.gauss(760, 140), canvas.chance.uniform(760, 900)
        size = canvas.chance.uniform(3, 8)
        drop = [*ellipse(x, y, size, size, start=0, end=180), (x, y - size * 2.2)]
        canvas.fill(drop, "#d3f2ee", 0.9)
