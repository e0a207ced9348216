"""Energy: sun, wind, lines, oil."""

import itertools

from midad.demo.pictures.buildings import windows
from midad.demo.pictures.canvas import HEIGHT, WIDTH, Canvas
from midad.demo.pictures.nature import cloud, ridge, round_tree, sky, stars, streak, sun, tuft
from midad.demo.pictures.paints import Orb, across, darker, down, lighter, mix
from midad.demo.pictures.recipes import scene
from midad.demo.pictures.shapes import (
    Point,
    along,
    box,
    curve,
    disc,
    ellipse,
    plank,
    polar,
    ribbon,
    rounded,
)


@scene(
    title="مزرعة شمسية",
    alt="صفوف من الألواح الشمسية الزرقاء تميل نحو الشمس في سهل رملي تحده تلال بعيدة.",
    focal_point=(0.5, 0.6),
)
def solar_farm(canvas: Canvas) -> None:
    """Draw rows of panels under a high sun."""
    sky(canvas, "#3f9ab3", "#a9d8d2", "#fdf0c6", bottom=520)
    sun(canvas, 1060, 190, 84, "#fff9dd", "#ffe68f")
    for angle in range(0, 360, 15):
        ray = [polar(1060, 190, 140, angle), polar(1060, 190, 196 if angle % 30 else 230, angle)]
        canvas.fill(ribbon(ray, 8, 2), "#fff1b6", 0.8)
    ridge(canvas, 450, 80, down("#d9b184", "#cfa06e"), bumps=1.2)
    ridge(canvas, 500, 40, down("#c9925e", "#bb8350"), bumps=1.9)
    canvas.fill(box(0, 505, WIDTH, HEIGHT), down("#e9c488", "#d39f5d", "#b57f45"))
    for row in range(5):
        _panel_row(canvas, (row / 4) ** 1.5)
    for x, y, size in ((80, 985, 50), (1440, 970, 46), (760, 990, 34)):
        tuft(canvas, x, y, size, "#7d7a3c")


def _panel_row(canvas: Canvas, near: float) -> None:
    """Draw one row of tilted panels; far rows are smaller and paler."""
    y, high, wide = 530 + 300 * near, 40 + 150 * near, 110 + 260 * near
    for place in range(int(WIDTH / wide) + 3):
        left = -wide + place * (wide + 8 + 12 * near) - 90 * near
        _panel(canvas, (left, y), (wide, high), near)


def _panel(canvas: Canvas, at: Point, size: Point, near: float) -> None:
    (left, y), (wide, high) = at, size
    blue, thick, lean = mix("#6f9fb8", "#163f6e", near**0.5), 3 + 5 * near, high * 0.42
    shadow = ellipse(left + wide / 2, y + high * 1.22, wide * 0.52, high * 0.09)
    canvas.fill(shadow, "#6e4a2a", 0.45)
    for share in (0.2, 0.8):
        post = left + wide * share
        canvas.fill(box(post, y + high * 0.6, post + thick, y + high * 1.2), "#5d5550")
    tops = [(left + lean, y), (left + wide + lean, y)]
    corners = [*tops, (left + wide, y + high), (left, y + high)]
    canvas.fill(corners, across(blue, lighter(blue, 0.12), lighter(blue, 0.42)))
    _cells(canvas, corners, 1 + 2.4 * near)
    canvas.fill(plank(corners[3], corners[2], thick, thick), "#dfe6e2")


def _cells(canvas: Canvas, corners: list[Point], width: float) -> None:
    top_left, top_right, bottom_right, bottom_left = corners
    for share in (0.0, 0.2, 0.4, 0.6, 0.8, 1.0):
        bar = [along(top_left, top_right, share), along(bottom_left, bottom_right, share)]
        canvas.line(bar, width, "#d5e4e6", 0.75)
    for share in (0.0, 0.33, 0.66, 1.0):
        bar = [along(top_left, bottom_left, share), along(top_right, bottom_right, share)]
        canvas.line(bar, width, "#d5e4e6", 0.75)


@scene(
    title="توربينات الريح",
    alt="خمسة توربينات بيضاء تدور على تلال خضراء متتابعة تحت سماء فيها غيوم خفيفة.",
    focal_point=(0.55, 0.4),
)
def wind_turbines(canvas: Canvas) -> None:
    """Draw turbines on green hills."""
    sky(canvas, "#4f9fbd", "#aedad8", "#f5f1d6", bottom=760)
    for x, y, wide in ((240, 260, 380), (1000, 170, 300), (1380, 380, 360), (640, 420, 260)):
        cloud(canvas, x, y, wide, "#ffffff", 0.85)
    ridge(canvas, 660, 90, down("#a5c99a", "#8ab987"), bumps=1.4)
    for x, y, height, turn in ((190, 690, 260, 20), (1340, 680, 280, 75), (620, 670, 220, 50)):
        _turbine(canvas, (x, y), height, turn)
    ridge(canvas, 760, 110, down("#7db46f", "#5f9e5d"), bumps=1.1)
    _turbine(canvas, (420, 830), 430, 95)
    _turbine(canvas, (880, 860), 590, 14)
    ridge(canvas, 880, 80, down("#569a55", "#357a48"), bumps=0.9)
    for x, y, height in ((120, 940, 150), (230, 960, 120), (1310, 950, 160), (1420, 970, 130)):
        round_tree(canvas, x, y, height, "#2f7046", "#4b3a28")


def _turbine(canvas: Canvas, foot: Point, height: float, turn: float) -> None:
    x, y = foot
    hub = (x, y - height)
    mast = [(x - height * 0.008, hub[1]), (x + height * 0.008, hub[1])]
    mast += [(x + height * 0.02, y + 60), (x - height * 0.02, y + 60)]
    canvas.fill(mast, across("#9db5b8", "#f9f8ef"))
    for blade in (0, 120, 240):
        angle = turn + blade
        root = polar(*hub, height * 0.03, angle)
        shoulder = polar(*hub, height * 0.11, angle + 9)
        tip = polar(*hub, height * 0.46, angle)
        canvas.fill([root, shoulder, tip], "#ffffff")
        canvas.fill([root, polar(*hub, height * 0.1, angle - 2), tip], "#b9cccc")
    canvas.fill(disc(*hub, height * 0.026), across("#b5c6c8", "#ffffff"))


@scene(
    title="خطوط الكهرباء",
    alt="أبراج توتر عال تحمل الأسلاك عبر السهل نحو مدينة مضاءة عند الأفق في سماء برتقالية.",
    focal_point=(0.68, 0.45),
)
def power_lines(canvas: Canvas) -> None:
    """Draw pylons walking towards the city."""
    sky(canvas, "#2b2f5a", "#7a4a78", "#dd7d62", "#fbc27a", bottom=800)
    sun(canvas, 420, 690, 92, "#fff0bf", "#ffcf80")
    for x, y, wide in ((900, 330, 480), (280, 430, 380), (1260, 520, 360)):
        streak(canvas, x, y, wide, "#ee9a78")
    ridge(canvas, 740, 40, "#8a4d63", bumps=1.5)
    for place in range(24):
        left, high = 100 + place * 28, canvas.chance.uniform(16, 70)
        canvas.fill(box(left, 760 - high, left + 24, 770), "#6a3c5a")
        windows(canvas, (left, 762 - high, left + 24, 768), (2, 4), "#ffd68a", share=0.5)
    canvas.fill(box(0, 765, WIDTH, HEIGHT), down("#5d3350", "#2a1d3a"))
    spans = [((330, 790), 150), ((480, 810), 250), ((740, 850), 420), ((1170, 930), 780)]
    heads = [_pylon(canvas, foot, height) for foot, height in spans]
    heads.append([(1900.0, -160.0 + 120 * arm) for arm in range(6)])
    for near, far in zip(heads[1:], heads, strict=False):
        for start, end in zip(near, far, strict=True):
            middle = along(start, end, 0.5)
            sag = abs(start[0] - end[0]) * 0.09
            canvas.fill(
                ribbon(curve([start, (middle[0], middle[1] + sag), end]), 4, 1.6), "#1d1430"
            )
    ridge(canvas, 950, 40, "#1f1630", bumps=1.3)


def _pylon(canvas: Canvas, foot: Point, height: float) -> list[Point]:
    """Draw a lattice tower; return where its six wires hang."""
    x, y = foot
    colour, bar = "#221737", max(2.5, height * 0.013)
    levels = [(0.0, 0.15), (0.3, 0.085), (0.55, 0.045), (0.75, 0.035), (1.0, 0.006)]
    for (low, wide), (high, narrow) in itertools.pairwise(levels):
        bottom, top = y - height * low, y - height * high
        left, right = (x - height * wide, bottom), (x + height * wide, bottom)
        up_left, up_right = (x - height * narrow, top), (x + height * narrow, top)
        for start, end in ((left, up_left), (right, up_right)):
            canvas.line([start, end], bar, colour)
        for start, end in ((left, up_right), (right, up_left), (up_left, up_right)):
            canvas.line([start, end], bar * 0.6, colour)
    hooks: list[Point] = []
    for level, reach in ((0.62, 0.2), (0.74, 0.25), (0.86, 0.18)):
        arm = y - height * level
        canvas.fill(
            [
                (x - height * reach, arm),
                (x, arm - height * 0.05),
                (x + height * reach, arm),
                (x, arm - height * 0.015),
            ],
            colour,
        )
        for side in (-1, 1):
            hook = (x + side * height * reach, arm + height * 0.045)
            canvas.line([(hook[0], arm), hook], bar * 0.9, colour)
            hooks.append(hook)
    return hooks


@scene(
    title="مصفاة نفط",
    alt="أبراج تقطير وخزانات كروية في مصفاة عند الغسق، وشعلة تعلو مدخنتها العالية.",
    focal_point=(0.5, 0.5),
)
def refinery(canvas: Canvas) -> None:
    """Draw a refinery at dusk."""
    sky(canvas, "#1c3a52", "#3f6a7a", "#c9906a", "#f4b870", bottom=800)
    stars(canvas, 40, "#fdf0d0", bottom=260)
    for x, y, wide in ((1100, 360, 420), (350, 470, 460)):
        streak(canvas, x, y, wide, "#d9a07c")
    _flare(canvas, 1270, 800)
    for x, top, half in ((240, 470, 40), (330, 380, 34), (700, 330, 40), (1010, 420, 46)):
        _column_of(canvas, x, top, half, "#3c5a68")
    for x, top, half in ((460, 250, 56), (580, 350, 44), (860, 210, 62)):
        _column_of(canvas, x, top, half, "#8da3a4")
    for x in (1130, 1400):
        _sphere(canvas, x, 690, 104)
    canvas.fill(box(40, 680, 220, 800), across("#5d7078", "#b9c2b8"))
    canvas.fill(ellipse(130, 680, 90, 18), "#c9d0c4")
    _pipe_rack(canvas)
    canvas.fill(box(0, 795, WIDTH, HEIGHT), down("#2c3a42", "#16222c"))
    for place in range(15):
        x = 40 + place * 104
        canvas.glow(x, 812, 90, "#ffd28a", 0.5)
        canvas.fill(disc(x, 802, 5), "#fff3cf")


def _column_of(canvas: Canvas, x: float, top: float, half: float, colour: str) -> None:
    canvas.fill(
        [*ellipse(x, top, half, half * 0.8, start=180, end=360), (x + half, 800), (x - half, 800)],
        across(darker(colour, 0.5), colour, lighter(colour, 0.4), colour),
    )
    y = top + 40
    while y < 760:
        canvas.fill(box(x - half * 1.28, y, x + half * 1.28, y + 8), "#22323c")
        canvas.fill(box(x - half * 1.28, y - 22, x - half * 1.2, y), "#22323c")
        canvas.fill(box(x + half * 1.2, y - 22, x + half * 1.28, y), "#22323c")
        canvas.glow(x + half * 1.1, y + 18, 34, "#ffe09a", 0.9)
        canvas.fill(disc(x + half * 1.1, y + 18, 4), "#fff3cf")
        y += 92


def _sphere(canvas: Canvas, x: float, y: float, radius: float) -> None:
    for side in (-0.7, -0.25, 0.25, 0.7):
        canvas.fill(box(x + radius * side - 6, y, x + radius * side + 6, 800), "#2c3f4a")
    canvas.fill(disc(x, y, radius), Orb(("#f6ead0", "#c7bfa8", "#6d7b7c", "#34474f")))
    canvas.fill(box(x - radius * 1.02, y - 4, x + radius * 1.02, y + 4), "#34474f", 0.8)
    canvas.fill(ribbon([(x - radius * 1.1, 800), (x - radius * 0.1, y - radius)], 7), "#22323c")


def _flare(canvas: Canvas, x: float, foot: float) -> None:
    canvas.line([(x, 260), (x, foot)], 20, across("#22323c", "#5d6f76"))
    for y in range(320, 800, 80):
        canvas.line([(x - 34, y + 40), (x + 34, y)], 4, "#22323c")
        canvas.line([(x + 34, y + 40), (x - 34, y)], 4, "#22323c")
    for side in (-34, 34):
        canvas.line([(x + side, 300), (x + side, foot)], 7, "#22323c")
    canvas.glow(x - 30, 190, 300, "#ff9a4a", 0.75)
    for size, colour in ((1.0, "#e8562c"), (0.68, "#f79a3a"), (0.38, "#ffe08a")):
        flame = [
            (0.0, 0.0),
            (-42.0, -40.0),
            (-36.0, -92.0),
            (-92.0, -150.0),
            (-30.0, -128.0),
            (4.0, -176.0),
            (20.0, -98.0),
            (38.0, -50.0),
        ]
        canvas.fill(curve([(x + a * size, 262 + b * size) for a, b in flame], closed=True), colour)


def _pipe_rack(canvas: Canvas) -> None:
    for y, colour in ((620, "#c9803f"), (648, "#8fa3a4"), (676, "#b5523a")):
        canvas.fill(box(200, y, 1120, y + 16), down(lighter(colour, 0.3), darker(colour, 0.4)))
    for x in range(230, 1110, 125):
        canvas.fill(box(x, 606, x + 12, 800), "#22323c")
    canvas.fill(box(200, 700, 1120, 712), "#22323c")
    canvas.fill(rounded(640, 726, 800, 790, 30), across("#5d7078", "#c9d0c4"))
    canvas.fill(rounded(300, 732, 430, 790, 28), across("#7a3f30", "#cf6b48"))
