"""The land: fields, palms, dunes, mountains, and what grows under glass."""

from math import sin

from midad.demo.pictures.canvas import HEIGHT, WIDTH, Canvas
from midad.demo.pictures.nature import (
    birds,
    camel,
    cloud,
    cypress,
    mist,
    mountain,
    palm,
    pine,
    ridge,
    sky,
    snow,
    streak,
    sun,
    tuft,
    wave,
)
from midad.demo.pictures.paints import Veil, across, darker, down, lighter, mix
from midad.demo.pictures.recipes import scene
from midad.demo.pictures.shapes import (
    Point,
    along,
    box,
    curve,
    disc,
    ellipse,
    moved,
    polar,
    ribbon,
    turned,
)


@scene(
    title="حقول القمح",
    alt="سنابل قمح ذهبية في المقدمة، ووراءها صفوف الحقل تمتد إلى بيت بين أشجار السرو تحت الشمس.",
    focal_point=(0.5, 0.55),
)
def wheat_field(canvas: Canvas) -> None:
    """Draw wheat before the harvest."""
    sky(canvas, "#7fb7c0", "#d5e0c4", "#fbe6b0", bottom=560)
    sun(canvas, 1120, 230, 74, "#fff6d2", "#ffe394")
    for x, y, wide in ((330, 200, 320), (780, 130, 220)):
        cloud(canvas, x, y, wide, "#fffaf0", 0.85)
    ridge(canvas, 470, 80, down("#a8b98a", "#93a873"), bumps=1.5)
    ridge(canvas, 520, 50, down("#8ca566", "#7b9657"), bumps=1.1)
    canvas.fill(box(0, 545, WIDTH, HEIGHT), down("#edc261", "#d99b36", "#b8741f"))
    for row in range(-22, 23):
        top, foot = 750 + row * 24, 750 + row * 120
        stripe = [(top, 545), (top + 8, 545), (foot + 62, HEIGHT), (foot, HEIGHT)]
        canvas.fill(stripe, Veil("#9a5f1a", (0.12, 0.42)))
    _farm(canvas)
    _ears(canvas, 910, 200, "#c4842a")
    _ears(canvas, 1020, 300, "#dda03a")
    _ears(canvas, 1130, 410, "#f2c25a")


def _ears(canvas: Canvas, low: float, size: float, colour: str) -> None:
    x = -size / 6
    while x < WIDTH + 40:
        _ear(canvas, (x, low), size * canvas.chance.uniform(0.85, 1.1), colour)
        x += canvas.chance.uniform(0.17, 0.26) * size


def _farm(canvas: Canvas) -> None:
    canvas.fill(box(420, 490, 540, 556), across("#d9b58a", "#fbe7c2"))
    canvas.fill([(408, 492), (552, 492), (520, 452), (440, 452)], across("#a4482f", "#cf6b45"))
    for x in (440, 500):
        canvas.fill(box(x, 508, x + 18, 532), "#6f4a34")
    for x, height in ((392, 120), (570, 150), (598, 104)):
        cypress(canvas, x, 560, height, "#40633f")


def _ear(canvas: Canvas, foot: Point, height: float, colour: str) -> None:
    """Draw a stalk of wheat bowing a little to the left."""
    lean = canvas.chance.uniform(-0.2, 0.02) * height
    neck = (foot[0] + lean * 0.6, foot[1] - height * 0.7)
    tip = (foot[0] + lean * 1.25, foot[1] - height)
    canvas.fill(
        ribbon(curve([(foot[0], HEIGHT + 20), neck, tip]), height * 0.018), darker(colour, 0.2)
    )
    for index in range(6):
        at = along(neck, tip, index / 6 + 0.1)
        turn = 4 + 14 * (lean / height)
        for side in (-1, 1):
            end = polar(*at, height * 0.085, -90 + side * 32 + turn)
            shade = lighter(colour, 0.25) if side > 0 else darker(colour, 0.12)
            grain = ribbon([at, along(at, end, 0.5), end], height * 0.012, height * 0.044, 1)
            canvas.fill(grain, shade)
            beard = polar(*end, height * 0.12, -90 + side * 18 + turn)
            canvas.fill(ribbon([end, beard], 2.2, 1), shade)


@scene(
    title="واحة النخيل",
    alt="صفوف نخيل على جانبي ساقية تنعكس فيها سماء الصباح، وعذوق التمر تتدلى تحت السعف.",
    focal_point=(0.5, 0.45),
)
def palm_grove(canvas: Canvas) -> None:
    """Draw palms along their channel."""
    sky(canvas, "#e6a65f", "#f6cf8d", "#fdebbd", bottom=640)
    sun(canvas, 790, 470, 92, "#fff8da", "#ffe7a0")
    ridge(canvas, 560, 60, "#d9a86a", bumps=1.4)
    ridge(canvas, 610, 30, "#9aa25a", bumps=2.5)
    canvas.fill(box(0, 618, WIDTH, HEIGHT), down("#a6a24c", "#6f7d38", "#46592b"))
    canvas.fill([(733, 620), (767, 620), (1100, 1000), (400, 1000)], "#5b4527")
    water = [(735, 620), (765, 620), (1060, 1000), (440, 1000)]
    canvas.fill(water, down("#fbe3ad", "#e9b977", "#8aa58c"))
    for step in range(9):
        near = (step / 9) ** 1.3
        wave(canvas, 750, 650 + 330 * near, 30 + 380 * near, "#fff6dc", 0.5)
    for near in (0.02, 0.07, 0.15, 0.29, 0.5, 0.86):
        _palm_pair(canvas, near)
    for x, y, size in ((330, 960, 60), (1180, 950, 66), (560, 800, 36), (950, 820, 40)):
        tuft(canvas, x, y, size, "#3d5a2b")


def _palm_pair(canvas: Canvas, near: float) -> None:
    height, y = 110 + 720 * near, 636 + 350 * near
    leaf, trunk = mix("#8f9a52", "#2f5d38", near**0.5), mix("#a5763f", "#5b3b22", near**0.5)
    for side in (-1, 1):
        x = 750 + side * (105 + 560 * near)
        shadow = ellipse(x - height * 0.16, y, height * 0.22, height * 0.025)
        canvas.fill(shadow, "#33401f", 0.45)
        palm(canvas, x, y, height, trunk=trunk, leaf=leaf, lean=side * -0.03)
        _dates(canvas, x - side * height * 0.03, y - height * 0.7, height)


def _dates(canvas: Canvas, x: float, y: float, height: float) -> None:
    for side in (-1, 1):
        bunch = moved(
            turned(ellipse(0, height * 0.055, height * 0.026, height * 0.05), side * -24), x, y
        )
        canvas.fill(bunch, across("#8a3f1c", "#d07a2c"))


@scene(
    title="كثبان الصحراء",
    alt="قافلة جمال تسير على حرف كثيب عند المغيب، والظل يقسم الرمل بين نور وعتمة.",
    focal_point=(0.45, 0.5),
)
def desert(canvas: Canvas) -> None:
    """Draw dunes with a caravan on the crest."""
    sky(canvas, "#c9573f", "#e98d54", "#f7c683", "#fce3ae", bottom=700)
    sun(canvas, 1090, 330, 108, "#fff0c2", "#ffd98f")
    for x, y, wide in ((380, 210, 420), (760, 140, 260)):
        streak(canvas, x, y, wide, "#f9c48d")
    ridge(canvas, 560, 70, down("#e2a06a", "#d48c58"), bumps=1.3)
    crest = curve(
        [(-40, 700), (160, 640), (420, 560), (640, 545), (860, 610), (1150, 600), (1540, 520)]
    )
    canvas.fill([*crest, (1540, 1040), (-40, 1040)], down("#f2b873", "#d98f4d"))
    shade = curve([(640, 545), (600, 620), (660, 700), (560, 800), (420, 900), (300, 1040)])
    left = [point for point in crest if point[0] < 640]
    canvas.fill([*left, *shade, (-40, 1040)], down("#b5603c", "#8c4632"))
    for spot in crest[14:30:3]:
        camel(canvas, spot[0], spot[1] + 3, 64, "#4a2320")
    _near_dune(canvas)
    for x, y, size in ((250, 905, 40), (980, 880, 46), (1290, 900, 36)):
        tuft(canvas, x, y, size, "#7a5a2c")


def _near_dune(canvas: Canvas) -> None:
    edge = curve([(-40, 900), (260, 880), (560, 800), (860, 760), (1160, 820), (1540, 760)])
    canvas.fill([*edge, (1540, 1040), (-40, 1040)], down("#f9cf8e", "#e2a058"))
    fold = curve([(860, 760), (800, 850), (860, 920), (760, 1040)])
    left = [point for point in edge if point[0] < 860]
    canvas.fill([*left, *fold, (-40, 1040)], down("#c9743f", "#9a5033"))
    for row in range(8):
        y = 830 + row * 26
        ripple = [(900 + row * 6 + step * 40, y + 9 * sin(step * 0.9 + row)) for step in range(16)]
        canvas.fill(ribbon(curve(ripple), 2, 5, 1), "#b8743a", 0.4)


@scene(
    title="جبال وواد",
    alt="قمم مكسوة بالثلج تتوالى في الضباب، وطريق يتلوى في واد أخضر بين أشجار الصنوبر.",
    focal_point=(0.55, 0.35),
)
def mountains(canvas: Canvas) -> None:
    """Draw ranges behind ranges and the road that climbs to them."""
    sky(canvas, "#4f87a6", "#a8cbd0", "#f7e6c8", bottom=640)
    sun(canvas, 1230, 190, 60, "#fffbe2", "#ffeeb8")
    far = (((180, 330), 300), ((500, 280), 330), ((1040, 300), 320), ((1420, 340), 280))
    for peak, half in far:
        mountain(canvas, peak, half, 660, "#a9c0c9")
    mist(canvas, 440, 660, "#f3ead6", 0.8)
    for peak, half in (((1180, 250), 410), ((330, 270), 410), ((780, 130), 500)):
        mountain(canvas, peak, half, 860, "#6d8ea3")
        snow(canvas, peak, half * 0.86, 760, "#fbf8ef")
    mist(canvas, 540, 860, "#f1e8d2", 0.8)
    ridge(canvas, 720, 70, down("#7fa07a", "#5f8763"), bumps=1.2)
    ridge(canvas, 800, 60, down("#5c8a5c", "#3f6e4c"), bumps=0.9)
    road = curve([(700, 772), (760, 790), (690, 830), (790, 880), (880, 930), (820, 1040)])
    canvas.fill(ribbon(road, 6, 12, 26, 46, 78, 120), across("#cdb88f", "#f2e1b8"))
    for index in range(36):
        near = index / 36
        sides = canvas.chance.uniform(-20, 560), canvas.chance.uniform(1010, 1520)
        x = canvas.chance.choice(sides)
        pine(canvas, x, 790 + 230 * near, 70 + 200 * near, mix("#4f7f66", "#22503f", near))
    birds(canvas, ((520, 190), (570, 165), (1010, 170)), 22, "#35566b")


@scene(
    title="الحديقة الزجاجية",
    alt="بيت زجاجي مقوس السقف يدخله ضوء الصباح، وصفوف النباتات الخضراء على جانبي ممره.",
    focal_point=(0.5, 0.48),
)
def greenhouse(canvas: Canvas) -> None:
    """Draw the inside of a glass house from its door."""
    canvas.fill(box(0, 0, WIDTH, HEIGHT), down("#a9d6cf", "#d9ecd4", "#f6f2d3"))
    canvas.glow(990, 210, 620, "#fffbe0", 0.8)
    for x, y, wide in ((300, 260, 380), (1180, 330, 320)):
        cloud(canvas, x, y, wide, "#ffffff", 0.6)
    canvas.fill(box(0, 590, WIDTH, HEIGHT), down("#b9b47c", "#86764a"))
    canvas.fill([(715, 590), (785, 590), (1060, HEIGHT), (440, HEIGHT)], down("#f6e8c2", "#d8bd8c"))
    _glass_roof(canvas)
    for step in range(9):
        near = (step / 8) ** 2.0
        for side in (-1, 1):
            _bed(canvas, near, side)
    canvas.fill(
        [(1120, -20), (1330, -20), (840, HEIGHT), (330, HEIGHT)], Veil("#fffbe0", (0.42, 0.1))
    )


def _glass_roof(canvas: Canvas) -> None:
    steel = "#3f7472"
    for angle in range(180, 361, 20):
        near = polar(750, 600, 980, angle)
        far = polar(750, 575, 88, angle)
        canvas.fill(ribbon([far, (near[0], near[1] * 0.95)], 3, 13), steel)
    for step in range(6):
        near = (step / 5) ** 2.1
        reach, foot = 88 + 780 * near, 590 + 330 * near
        rib = ellipse(750, 578 + 30 * near, reach, reach * 0.86, start=180, end=360)
        width = 4 + 22 * near
        canvas.fill(ribbon([(750 - reach, foot), *rib, (750 + reach, foot)], width), steel)
        canvas.fill(
            ribbon([*rib[len(rib) // 2 :], (750 + reach, foot)], width * 0.35), lighter(steel, 0.4)
        )
    canvas.fill(box(706, 530, 794, 592), across("#5d9a8f", "#8fc0ae"))
    canvas.fill(box(747, 530, 753, 592), steel)


def _bed(canvas: Canvas, near: float, side: int) -> None:
    """Draw a stretch of plants at one side of the passage."""
    size = 26 + 270 * near
    x, y = 750 + side * (64 + 560 * near), 600 + 350 * near
    wall = [
        (x - side * size * 0.34, y),
        (x + side * size * 1.7, y),
        (x + side * size * 1.7, y + size * 0.42),
        (x - side * size * 0.46, y + size * 0.42),
    ]
    canvas.fill(wall, across("#8a5a36", "#b98050"))
    for shift in (0.95, 0.5, 0.05):
        base = x + side * size * shift
        leaf = canvas.chance.choice(("#2f7a4a", "#4b9a55", "#6fae4f", "#236546"))
        _plant(canvas, base, y + 4, size * canvas.chance.uniform(0.8, 1.15), leaf)


def _plant(canvas: Canvas, x: float, y: float, size: float, leaf: str) -> None:
    for angle in (-158, -22, -132, -48, -108, -72, -90):
        tip = polar(x, y, size * (0.7 + 0.3 * abs(sin(angle))), angle)
        middle = along((x, y), tip, 0.5)
        blade = curve([(x, y), (middle[0], middle[1] - size * 0.06), tip])
        shade = lighter(leaf, 0.14) if angle > -90 else darker(leaf, 0.18)
        canvas.fill(ribbon(blade, size * 0.05, size * 0.2, size * 0.15, 1), shade)
    if canvas.chance.random() < 0.45:
        for _ in range(3):
            spot = polar(
                x, y, size * canvas.chance.uniform(0.4, 0.8), canvas.chance.uniform(-150, -30)
            )
            canvas.fill(disc(*spot, size * 0.065), canvas.chance.choice(("#d8482f", "#f0a63a")))
