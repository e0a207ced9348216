"""Science and technology: the dome, the bench, the board, the orbit."""

from midad.demo.pictures.canvas import HEIGHT, WIDTH, Canvas
from midad.demo.pictures.nature import pine, ridge, sky, stars
from midad.demo.pictures.paints import Blend, Orb, across, darker, down, lighter
from midad.demo.pictures.recipes import scene
from midad.demo.pictures.shapes import (
    Path,
    along,
    box,
    curve,
    disc,
    ellipse,
    limb,
    moved,
    polar,
    ribbon,
    ring,
    rounded,
    scaled,
    symmetric,
    turned,
)


@scene(
    title="مرصد فلكي",
    alt="قبة مرصد مفتوحة يطل منها التلسكوب على درب التبانة، فوق تل تحيط به أشجار الصنوبر.",
    focal_point=(0.42, 0.55),
)
def telescope(canvas: Canvas) -> None:
    """Draw an observatory under the Milky Way."""
    sky(canvas, "#0a1230", "#1b2a5a", "#44467e", "#8a6a8e", bottom=880)
    _milky_way(canvas)
    stars(canvas, 260, "#fff6dc", bottom=760)
    comet = [(1290, 300), (1190, 348), (1060, 420)]
    canvas.fill(ribbon(comet, 1, 7), "#fff3d0", 0.8)
    ridge(canvas, 740, 120, down("#4a4a7a", "#35386a"), bumps=1.2)
    ridge(canvas, 820, 90, down("#2c315e", "#20264c"), bumps=1.5)
    hill = curve([(-40, 930), (260, 850), (640, 800), (980, 850), (1540, 950)])
    canvas.fill(
        [*hill, (1540, 1040), (-40, 1040)],
        down("#1d2347", "#10152f"),
    )
    _observatory(canvas, 630, 820)
    for x, y, height in (
        (120, 940, 180),
        (210, 950, 130),
        (1130, 920, 150),
        (1230, 950, 210),
        (1340, 960, 160),
    ):
        pine(canvas, x, y, height, "#1b2a48")


def _milky_way(canvas: Canvas) -> None:
    for _ in range(26):
        share = canvas.chance.random()
        x, y = 560 + 980 * share, 640 - 680 * share
        size = canvas.chance.uniform(90, 190)
        canvas.glow(x, y, size, canvas.chance.choice(("#c9a6c9", "#8fa6dc", "#f2cfb0")), 0.2)
    for _ in range(420):
        share, off = canvas.chance.random(), canvas.chance.gauss(0, 46)
        x, y = 560 + 980 * share + off * 0.57, 640 - 680 * share + off * 0.82
        canvas.fill(disc(x, y, canvas.chance.choice((1.0, 1.3, 1.8))), "#fff6e4", 0.75)


def _observatory(canvas: Canvas, x: float, y: float) -> None:
    wall = across("#3d4270", "#8f92b0", "#d9d6de", "#b9b8cc")
    canvas.fill(box(x - 210, y - 170, x + 210, y + 30), wall)
    canvas.fill(box(x - 232, y - 196, x + 232, y - 164), across("#4a4f7c", "#e6e2e6"))
    canvas.fill(
        ellipse(x, y - 190, 218, 232, start=180, end=360),
        across("#3a3f6e", "#8a8fb2", "#e9e5ea", "#b5b6cc"),
    )
    for share in (-0.72, -0.4, 0.84):
        rib = curve(
            [(x + 218 * share, y - 192), (x + 190 * share, y - 330), (x + 20 + 60 * share, y - 418)]
        )
        canvas.fill(ribbon(rib, 3.5), "#5d628e", 0.7)
    slit = curve([(x + 10, y - 424), (x + 40, y - 330), (x + 54, y - 192)])
    slit += curve([(x + 138, y - 192), (x + 126, y - 330), (x + 78, y - 412)])
    canvas.fill(slit, down("#141838", "#3d2f4a"))
    canvas.glow(x + 92, y - 250, 120, "#ffcf8a", 0.55)
    low, high = (x + 70, y - 240), (x + 196, y - 424)
    canvas.fill(ribbon([low, high], 62), across("#4d5580", "#e3e0ea"))
    canvas.fill(
        ribbon([along(low, high, 0.9), along(low, high, 1.04)], 76), across("#363c66", "#c9c6d6")
    )
    canvas.fill(ribbon([along(low, high, 0.45), along(low, high, 0.5)], 70), "#d8a24a")
    canvas.fill(rounded(x - 36, y - 110, x + 36, y + 30, 8), "#1a1f40")
    for side in (-140, 140):
        canvas.glow(x + side, y - 80, 90, "#ffcf8a", 0.6)
        canvas.fill(rounded(x + side - 22, y - 110, x + side + 22, y - 58, 22), "#ffdf9f")


@scene(
    title="مختبر كيمياء",
    alt="قوارير ودوارق زجاجية فيها سوائل ملونة تتصاعد فقاعاتها، وأنابيب اختبار ومجهر على طاولة.",
    focal_point=(0.5, 0.58),
)
def laboratory(canvas: Canvas) -> None:
    """Draw glassware on a bench."""
    canvas.fill(box(0, 0, WIDTH, HEIGHT), down("#16505a", "#2c7d80", "#5aa89c"))
    canvas.glow(980, 360, 760, "#e3f2c8", 0.45)
    for y in (180, 420):
        canvas.fill(box(0, y, 520, y + 14), "#123f48", 0.8)
        canvas.fill(box(1040, y, WIDTH, y + 14), "#123f48", 0.8)
        for x in (40, 150, 250, 360, 1090, 1200, 1310, 1420):
            high = canvas.chance.uniform(60, 130)
            canvas.fill(
                rounded(x, y - high, x + canvas.chance.uniform(46, 80), y, 12), "#1a5a62", 0.85
            )
    canvas.fill(box(0, 800, WIDTH, HEIGHT), down("#e9dcc0", "#b89a72", "#8f7250"))
    canvas.fill(box(0, 792, WIDTH, 812), "#fdf4dc")
    _rack(canvas, 300, 796)
    _flask(canvas, 610, 800, 1.0, "#e8923a")
    _stand(canvas, 880, 800)
    _flask(canvas, 1110, 830, 0.74, "#c8453a")
    _microscope(canvas, 1300, 830)


def _glass(canvas: Canvas, outline: Path, level: float, liquid: str) -> None:
    """Draw a vessel of clear glass filled up to ``level`` (a height on the page)."""
    canvas.fill(outline, "#e6f6ee", 0.28)
    with canvas.inside(outline):
        canvas.fill(
            box(0, level, WIDTH, HEIGHT),
            across(darker(liquid, 0.25), liquid, lighter(liquid, 0.35)),
            0.92,
        )
        left, right = min(x for x, _ in outline), max(x for x, _ in outline)
        canvas.fill(box(left, level - 5, right, level + 5), lighter(liquid, 0.45))
        low = max(y for _, y in outline)
        for _ in range(9):
            at = (canvas.chance.uniform(left, right), canvas.chance.uniform(level + 14, low))
            canvas.fill(disc(*at, canvas.chance.uniform(4, 10)), "#fff6dc", 0.45)
    canvas.fill(ribbon([*outline, outline[0]], 5), "#eefaf2", 0.75)


def _flask(canvas: Canvas, x: float, y: float, size: float, liquid: str) -> None:
    canvas.fill(ellipse(x - 40 * size, y + 4, 190 * size, 16 * size), "#5d4630", 0.45)
    side: Path = [(42, -420), (42, -300), (60, -250), (168, -40), (160, -6), (140, 0)]
    outline = moved(scaled(symmetric(side), size), x, y)
    _glass(canvas, outline, y - 190 * size, liquid)
    canvas.fill(
        rounded(x - 56 * size, y - 440 * size, x + 56 * size, y - 416 * size, 10), "#eefaf2", 0.9
    )
    high, low = (x + 50 * size, y - 220 * size), (x + 122 * size, y - 70 * size)
    canvas.fill(limb(high, low, 9 * size, 16 * size), "#ffffff", 0.55)
    for shift, rise, radius in (
        (-8, 350, 11),
        (12, 390, 8),
        (-4, 470, 14),
        (20, 520, 9),
        (-16, 560, 7),
    ):
        canvas.fill(
            disc(x + shift * size, y - rise * size, radius * size), lighter(liquid, 0.3), 0.7
        )


def _stand(canvas: Canvas, x: float, y: float) -> None:
    """Draw a round flask held over a flame."""
    steel = across("#4d5a60", "#b9c4c2")
    canvas.fill(rounded(x - 120, y - 20, x + 130, y + 2, 6), steel)
    canvas.fill(box(x + 96, y - 560, x + 110, y - 10), steel)
    canvas.fill(box(x - 20, y - 400, x + 116, y - 386), steel)
    canvas.fill(
        [(x - 34, y - 20), (x + 34, y - 20), (x + 18, y - 100), (x - 18, y - 100)],
        across("#7d5520", "#e6b95a"),
    )
    canvas.glow(x, y - 150, 130, "#ffbf6a", 0.7)
    for size, colour in ((1.0, "#f0853a"), (0.55, "#ffe08a")):
        flame = [(0.0, 0.0), (-24.0, -28.0), (-4.0, -92.0), (24.0, -28.0)]
        canvas.fill(
            curve([(x + a * size, y - 98 + b * size) for a, b in flame], closed=True), colour
        )
    globe = ellipse(x, y - 290, 108, 108, start=-72, end=252)
    neck = [(x - 33, y - 520), (x + 33, y - 520)]
    _glass(canvas, [*globe, *neck], y - 300, "#3fa6a8")
    canvas.fill(rounded(x - 46, y - 538, x + 46, y - 516, 10), "#eefaf2", 0.9)
    canvas.fill(ellipse(x + 52, y - 330, 16, 34), "#ffffff", 0.55)


def _rack(canvas: Canvas, x: float, y: float) -> None:
    canvas.fill(ellipse(x - 20, y + 12, 230, 16), "#5d4630", 0.45)
    canvas.fill(box(x - 200, y - 30, x + 200, y + 8), across("#8a5a34", "#d9a567"))
    tubes = ((-140, "#d8483a"), (-48, "#f0b23f"), (46, "#5fae5a"), (138, "#8a5aa0"))
    for shift, liquid in tubes:
        left, right = x + shift - 27, x + shift + 27
        tube = [
            (left, y - 290),
            (right, y - 290),
            *ellipse(x + shift, y - 58, 27, 27, start=0, end=180),
        ]
        _glass(canvas, tube, y - canvas.chance.uniform(150, 215), liquid)
        canvas.fill(rounded(left - 8, y - 302, right + 8, y - 286, 7), "#eefaf2", 0.9)
    canvas.fill(box(x - 200, y - 136, x + 200, y - 106), across("#8a5a34", "#d9a567"))
    for side in (-200, 184):
        canvas.fill(box(x + side, y - 136, x + side + 16, y), across("#7a4c2a", "#c08a50"))


def _microscope(canvas: Canvas, x: float, y: float) -> None:
    dark, steel = across("#1c2a34", "#4d626c"), across("#7d8c90", "#e6ece6")
    canvas.fill(ellipse(x - 20, y + 4, 150, 14), "#5d4630", 0.45)
    canvas.fill(rounded(x - 120, y - 34, x + 130, y, 14), dark)
    arm = curve([(x + 84, y - 30), (x + 124, y - 160), (x + 84, y - 300), (x + 10, y - 350)])
    canvas.fill(ribbon(arm, 46, 44, 38), dark)
    canvas.fill(box(x - 110, y - 120, x + 104, y - 102), steel)
    canvas.fill(ribbon([(x - 10, y - 140), (x - 10, y - 210)], 34), steel)
    canvas.fill(ribbon([(x - 10, y - 200), (x - 10, y - 380)], 64), across("#1c2a34", "#5d747e"))
    canvas.fill(ribbon([(x - 10, y - 374), (x - 60, y - 470)], 50, 46), steel)
    canvas.fill(ribbon([(x - 56, y - 462), (x - 70, y - 492)], 62), dark)
    canvas.fill(disc(x + 92, y - 210, 26), steel)
    canvas.fill(disc(x + 92, y - 210, 13), "#1c2a34")
    canvas.glow(x - 10, y - 100, 60, "#fff3c4", 0.9)


@scene(
    title="دارة إلكترونية",
    alt="معالج مربع في وسط لوحة خضراء تتفرع منه مسارات ذهبية تنتهي بنقاط لحام مضيئة.",
    focal_point=(0.5, 0.5),
)
def circuit(canvas: Canvas) -> None:
    """Draw a chip and its traces."""
    canvas.fill(box(0, 0, WIDTH, HEIGHT), Blend(("#0a3b3c", "#12605a", "#0d4a4a"), "across"))
    canvas.glow(750, 500, 760, "#3fb39a", 0.45)
    for side in range(4):
        for lane in range(11):
            _trace(canvas, side, lane - 5)
    for x, y, wide, high in (
        (180, 150, 150, 90),
        (1180, 160, 190, 84),
        (170, 790, 190, 90),
        (1210, 800, 150, 100),
    ):
        _part(canvas, x, y, wide, high)
    for x, y in ((440, 140), (1090, 850), (430, 880), (1060, 130), (90, 500), (1410, 500)):
        canvas.fill(ellipse(x - 8, y + 10, 44, 44), "#052a2c", 0.5)
        canvas.fill(disc(x, y, 40), across("#6d8486", "#e9efe6"))
        canvas.fill(disc(x, y, 31), Orb(("#f6f8ee", "#b5c2bd", "#7d9090")))
    _chip(canvas)


def _trace(canvas: Canvas, side: int, lane: int) -> None:
    """Draw one trace out of the chip: straight, aslant, straight, and its pad."""
    middle = (750.0, 500.0)
    start = 170.0
    reach = 260 + 30 * (5 - abs(lane)) + canvas.chance.uniform(-14, 14)
    spread = lane * (66 if side % 2 == 0 else 44)
    limit = 640 if side % 2 == 0 else 430
    end = min(limit, reach + canvas.chance.uniform(120, 380))
    bend = start + 22 + 12 * (5 - abs(lane))
    run = abs(spread - lane * 24)
    outline = [
        (start, lane * 24.0),
        (bend, lane * 24.0),
        (bend + run, float(spread)),
        (max(end, bend + run + 30), float(spread)),
    ]
    path = [(middle[0] + a, middle[1] + b) for a, b in turned(outline, side * 90)]
    colour = canvas.chance.choice(("#e2b24c", "#e2b24c", "#c98f36", "#7fd0b5"))
    canvas.strand(path, 7, colour)
    pad = path[-1]
    canvas.glow(*pad, 44, "#fff0b0", 0.5)
    canvas.fill(ring(*pad, 15, 7), lighter(colour, 0.25))
    canvas.fill(disc(*pad, 7), "#0a3436")


def _part(canvas: Canvas, x: float, y: float, wide: float, high: float) -> None:
    canvas.shadow(
        box(x - 16, y + 10, x + wide - 10, y + high + 26), "#031c1f", blur=10, opacity=0.6
    )
    for place in range(7):
        left = x + 10 + place * (wide - 28) / 6
        canvas.fill(box(left, y - 16, left + 10, y + high + 16), across("#a8b5b0", "#eef2e6"))
    canvas.fill(rounded(x, y, x + wide, y + high, 6), across("#10181e", "#2c3a42"))
    canvas.fill(disc(x + wide - 18, y + 18, 6), "#5d6e74")


def _chip(canvas: Canvas) -> None:
    canvas.shadow(box(560, 350, 910, 710), "#031c1f", blur=22, opacity=0.7)
    for place in range(11):
        shift = (place - 5) * 24
        for pin in (
            box(750 + shift - 7, 322, 750 + shift + 7, 678),
            box(572, 500 + shift - 7, 928, 500 + shift + 7),
        ):
            canvas.fill(pin, across("#c9922f", "#f6dc96"))
    canvas.fill(rounded(590, 340, 910, 660, 14), across("#141c26", "#26323e", "#3a4854"))
    canvas.fill(rounded(640, 390, 860, 610, 10), across("#8a9aa0", "#c9d3d0", "#f4f7ee"))
    canvas.fill(rounded(660, 410, 840, 590, 8), across("#6d7f88", "#a9b8b8", "#dfe6de"))
    canvas.fill([(770, 410), (830, 410), (720, 590), (660, 590)], "#ffffff", 0.28)
    canvas.fill(disc(622, 628, 9), "#e2b24c")


@scene(
    title="قمر صناعي",
    alt="قمر صناعي بجناحين من الألواح الشمسية يدور فوق كوكب أزرق تلفه الغيوم، والنجوم من حوله.",
    focal_point=(0.52, 0.38),
)
def satellite(canvas: Canvas) -> None:
    """Draw a satellite over a planet's edge."""
    canvas.fill(box(0, 0, WIDTH, HEIGHT), down("#060a1e", "#101a40", "#1d2f63"))
    stars(canvas, 240, "#fff8e4", bottom=HEIGHT)
    canvas.glow(1290, 120, 420, "#fff0c0", 0.5)
    canvas.fill(disc(1290, 120, 26), "#fffbe6")
    _planet(canvas)
    orbit = ellipse(700, 1120, 1080, 760, start=200, end=345)
    canvas.fill_all([ellipse(x, y, 4, 4) for x, y in orbit[::3]], "#fff0c4", 0.6)
    _craft(canvas, 770, 360, -18)


def _planet(canvas: Canvas) -> None:
    x, y, radius = 620.0, 1500.0, 900.0
    for reach, opacity in ((80, 0.12), (52, 0.16), (28, 0.24), (10, 0.5)):
        canvas.fill(disc(x, y, radius + reach), "#7fc9ec", opacity)
    globe = disc(x, y, radius)
    canvas.fill(globe, Orb(("#7fd0e0", "#3a93bd", "#1c5690", "#0d2a5a"), (0.68, 0.08)))
    with canvas.inside(globe):
        for coast in (
            (470, 800, 190, 120),
            (900, 760, 210, 90),
            (1150, 960, 130, 90),
            (200, 980, 120, 70),
        ):
            _continent(canvas, *coast)
        for x_at, y_at, wide in (
            (420, 715, 380),
            (840, 815, 460),
            (210, 880, 330),
            (1060, 905, 380),
            (640, 925, 420),
        ):
            _cloud_arm(canvas, x_at, y_at, wide)


def _continent(canvas: Canvas, x: float, y: float, wide: float, high: float) -> None:
    coast = []
    for angle in range(0, 360, 24):
        reach = canvas.chance.uniform(0.76, 1.02)
        at = polar(0, 0, reach, angle)
        coast.append((x + at[0] * wide, y + at[1] * high))
    canvas.fill(curve(coast, closed=True), across("#4f7d52", "#86a65c", "#d3bf7e", grain=0.4))


def _cloud_arm(canvas: Canvas, x: float, y: float, wide: float) -> None:
    """Draw a swirl of cloud that follows the planet's curve."""
    slope = (x - 620) / 900
    for shift, size in ((0.0, 1.0), (-26.0, 0.55), (24.0, 0.65)):
        half = wide * size / 2
        arm = [
            (x + at * half, y + shift + at * half * slope + 10 * at**2)
            for at in (-1, -0.5, 0, 0.5, 1)
        ]
        arm[1] = (arm[1][0], arm[1][1] - 14)
        arm[3] = (arm[3][0], arm[3][1] + 8)
        canvas.fill(ribbon(curve(arm), 1, 13, 24 * size, 9, 1), "#ffffff", 0.72)


def _craft(canvas: Canvas, x: float, y: float, angle: float) -> None:
    """Draw the satellite around a point, turned by an angle."""

    def part(path: Path, *colours: str) -> None:
        canvas.fill(moved(turned(path, angle), x, y), across(*colours))

    part(box(-330, -7, 330, 7), "#8a94a0", "#e3e6e4")
    for side in (-1, 1):
        for panel in range(3):
            left = side * (118 + panel * 118)
            cell = box(min(left, left + side * 110), -78, max(left, left + side * 110), 78)
            part(cell, "#16367a", "#2f62b0", "#6fa3dc")
            for bar in range(1, 4):
                at = left + side * bar * 110 / 4
                part(box(at - 1.5, -78, at + 1.5, 78), "#cfe0ee", "#cfe0ee")
            for bar in (-39, 0, 39):
                part(box(cell[0][0], bar - 1.5, cell[1][0], bar + 1.5), "#cfe0ee", "#cfe0ee")
    part(rounded(-84, -100, 84, 104, 12), "#a8742a", "#e6b452", "#fbe3a0")
    part(box(-84, -40, 84, -28), "#8a5a20", "#c9903a")
    part(box(-84, 34, 84, 46), "#8a5a20", "#c9903a")
    part(box(-22, -158, 22, -100), "#7d8894", "#dfe3e2")
    part(ellipse(0, 168, 92, 44, start=180, end=360), "#8f9aa6", "#ffffff")
    part(ellipse(0, 168, 92, 15), "#5d6a78", "#c9d0d2")
    part(box(-4, 104, 4, 130), "#8a94a0", "#e3e6e4")
    part(limb((0, 160), (0, 212), 6, 4), "#dfe3e2", "#ffffff")
    part(disc(0, 214, 9), "#e8563c", "#ff8a5c")
