"""Sport: the stadium, the ball, the throw, the run."""

from math import cos, radians, sin

from midad.demo.pictures.buildings import spot
from midad.demo.pictures.canvas import HEIGHT, WIDTH, Canvas
from midad.demo.pictures.figures import Kit, Pose, athlete
from midad.demo.pictures.nature import ridge, sky, stars, sun
from midad.demo.pictures.paints import Orb, Veil, across, darker, down, lighter
from midad.demo.pictures.recipes import scene
from midad.demo.pictures.shapes import (
    Point,
    along,
    band,
    box,
    disc,
    ellipse,
    plank,
    polar,
    regular,
    rounded,
)

SPRINT = Pose(
    head=(0.13, -0.42),
    neck=(0.085, -0.31),
    near_arm=((-0.1, -0.2), (-0.06, -0.05)),
    far_arm=((0.19, -0.17), (0.27, -0.3)),
    near_leg=((0.2, 0.07), (0.1, 0.26)),
    far_leg=((-0.09, 0.22), (-0.29, 0.33)),
    near_toe=(0.17, 0.285),
    far_toe=(-0.31, 0.4),
)
STRIDE = Pose(
    head=(0.12, -0.43),
    neck=(0.075, -0.32),
    near_arm=((0.16, -0.17), (0.25, -0.29)),
    far_arm=((-0.11, -0.2), (-0.09, -0.05)),
    near_leg=((-0.06, 0.22), (-0.27, 0.3)),
    far_leg=((0.19, 0.1), (0.15, 0.31)),
    near_toe=(-0.3, 0.36),
    far_toe=(0.22, 0.32),
)
THROW = Pose(
    head=(0.06, -0.44),
    neck=(0.03, -0.32),
    near_arm=((-0.15, -0.4), (-0.1, -0.57)),
    far_arm=((0.19, -0.33), (0.32, -0.4)),
    near_leg=((-0.1, 0.2), (-0.29, 0.3)),
    far_leg=((0.19, 0.08), (0.12, 0.28)),
    near_toe=(-0.36, 0.34),
    far_toe=(0.17, 0.33),
)
GUARD = Pose(
    head=(0.0, -0.44),
    neck=(0.0, -0.32),
    near_arm=((0.19, -0.37), (0.27, -0.54)),
    far_arm=((-0.19, -0.37), (-0.27, -0.54)),
    near_leg=((0.15, 0.2), (0.2, 0.44)),
    far_leg=((-0.15, 0.2), (-0.2, 0.44)),
    near_toe=(0.27, 0.46),
    far_toe=(-0.27, 0.46),
)


@scene(
    title="الملعب في الليل",
    alt="ملعب كرة ممتلئ بالجمهور كما يُرى من أعلى المدرج، وأضواؤه الكاشفة تغمر العشب.",
    focal_point=(0.5, 0.55),
)
def stadium(canvas: Canvas) -> None:
    """Draw a full stadium from the highest seats."""
    sky(canvas, "#0f1c38", "#22385f", "#3f5f86", bottom=420)
    stars(canvas, 60, "#fdf3d6", bottom=220)
    canvas.fill(box(0, 420, WIDTH, HEIGHT), down("#22385f", "#0d1730"))
    canvas.fill(ellipse(750, 560, 900, 350), down("#5d7896", "#2c405f"))
    canvas.fill(band(750, 560, (900, 350), (880, 322)), down("#dfe7e6", "#8aa0b0"))
    canvas.fill(ellipse(750, 580, 850, 318), down("#1d2f4e", "#2f4a70"))
    _crowd(canvas)
    canvas.fill(ellipse(750, 628, 616, 226), "#d8dccb")
    canvas.fill(ellipse(750, 628, 606, 219), down("#8a3f34", "#b5563f"))
    _pitch(canvas)
    canvas.fill(box(0, 800, WIDTH, HEIGHT), Veil("#0b1428", (0.0, 0.8)))
    for x, y, height in ((150, 420, 350), (1350, 420, 350), (470, 270, 200), (1030, 270, 200)):
        _floodlight(canvas, x, y, height)


def _crowd(canvas: Canvas) -> None:
    """Scatter the crowd over the rings of the stand, denser and brighter in front of the light."""
    colours = ("#f2e3c2", "#d8593f", "#e8b04a", "#7fb0c0", "#c9d6d4", "#43618a")
    for tier in range(17):
        near = tier / 16
        rx, ry = 632 + 206 * near, 236 + 78 * near
        for angle in range(0, 3600, 14):
            turn = radians(angle / 10 + canvas.chance.uniform(-0.5, 0.5))
            if canvas.chance.random() < 0.3 or int(angle / 10) % 30 < 2:
                continue
            x, y = 750 + rx * cos(turn), 602 - 18 * near + ry * sin(turn)
            size = 3.0 + 1.8 * (y / 900)
            colour = canvas.chance.choice(colours)
            canvas.fill(box(x - size, y - size, x + size, y + size), darker(colour, 0.25 * near))


def _pitch(canvas: Canvas) -> None:
    """Draw the field in perspective: corners, mown stripes, lines."""
    corners = ((450, 492), (1050, 492), (1164, 764), (336, 764))

    def at(across: float, down_: float) -> Point:
        return along(
            along(corners[0], corners[1], across), along(corners[3], corners[2], across), down_
        )

    for stripe in range(10):
        start, end = stripe / 10, (stripe + 1) / 10
        shade = "#5fae5a" if stripe % 2 else "#4d9c50"
        canvas.fill(
            [at(start, 0), at(end, 0), at(end, 1), at(start, 1)],
            down(darker(shade, 0.1), lighter(shade, 0.08)),
        )
    edges = [
        [at(0, 0), at(1, 0), at(1, 1), at(0, 1), at(0, 0)],
        [at(0.5, 0), at(0.5, 1)],
        [at(0, 0.22), at(0.15, 0.22), at(0.15, 0.78), at(0, 0.78)],
        [at(1, 0.22), at(0.85, 0.22), at(0.85, 0.78), at(1, 0.78)],
        [at(0.5 + 0.09 * cos(radians(a)), 0.5 + 0.15 * sin(radians(a))) for a in range(0, 361, 12)],
    ]
    for edge in edges:
        canvas.strand(edge, 3.4, "#f2f7e8")
    for place in range(22):
        x, y = at(canvas.chance.uniform(0.06, 0.94), canvas.chance.uniform(0.08, 0.92))
        canvas.fill(ellipse(x - 9, y + 1, 11, 2.4), "#1f4a2c", 0.6)
        canvas.fill(rounded(x - 3.2, y - 15, x + 3.2, y, 3), "#fff4dc" if place % 2 else "#c23a2e")


def _floodlight(canvas: Canvas, x: float, foot: float, height: float) -> None:
    top = foot - height
    canvas.line([(x, top), (x, foot)], height * 0.035, across("#16233c", "#6d86a0"))
    wide, high = height * 0.2, height * 0.2
    canvas.fill(rounded(x - wide, top - high * 0.5, x + wide, top + high * 0.7, 5), "#1a2740")
    for row in range(3):
        for place in range(5):
            lamp = (x - wide * 0.76 + place * wide * 0.38, top - high * 0.26 + row * high * 0.36)
            canvas.fill(disc(*lamp, height * 0.026), "#fffbe6")
    canvas.glow(x, top, height * 0.95, "#fff6d2", 0.8)
    lean = 640 if x < 750 else 860
    beam = [(x, top), (lean - 300, 640), (lean + 300, 640)]
    canvas.fill(beam, Veil("#fff6d2", (0.24, 0.0), grain=0.3))


@scene(
    title="كرة أمام المرمى",
    alt="كرة قدم بيضاء وسوداء على خط الملعب، ووراءها المرمى بشبكته ومدرجات ممتلئة في ضوء العصر.",
    focal_point=(0.41, 0.66),
)
def football(canvas: Canvas) -> None:
    """Draw a ball on the grass before the goal."""
    sky(canvas, "#f0a95e", "#f7cf8c", "#fbe6b8", bottom=480)
    canvas.glow(1240, 180, 520, "#fff3cc", 0.8)
    canvas.fill([(0, 240), (WIDTH, 190), (WIDTH, 480), (0, 480)], down("#8a5a52", "#5d4250"))
    for _ in range(700):
        x, y = canvas.chance.uniform(0, WIDTH), canvas.chance.uniform(252, 440)
        colour = canvas.chance.choice(("#e8b98a", "#c96a4a", "#f2d9b0", "#7d9a9a", "#a8584a"))
        canvas.fill(disc(x, y, canvas.chance.uniform(5, 8)), colour, 0.75)
    canvas.fill(box(0, 440, WIDTH, 500), down("#3f5a4c", "#2c4a3c"))
    for row in range(7):
        near = row / 7
        top, low = 490 + 520 * near**1.35, 490 + 520 * (near + 1 / 7) ** 1.35
        shade = "#5fa24e" if row % 2 else "#4b8f45"
        canvas.fill(box(0, top, WIDTH, low), across(darker(shade, 0.2), shade, lighter(shade, 0.1)))
    _goal(canvas)
    canvas.fill([(0, 872), (WIDTH, 800), (WIDTH, 834), (0, 912)], "#f4f5e6", 0.9)
    canvas.shadow(ellipse(470, 892, 270, 36), "#163a22", blur=12, opacity=0.6)
    _ball(canvas, 620, 690, 210)


def _goal(canvas: Canvas) -> None:
    net = "#f7f3e2"
    for step in range(22):
        x = 640 + step * 38
        canvas.line([(x, 150), (x - 30, 560)], 2.4, net, 0.65)
    for step in range(12):
        y = 162 + step * 36
        canvas.line([(640, y), (1420, y - 6)], 2.4, net, 0.65)
    for post in (640, 1420):
        canvas.fill(box(post - 12, 140, post + 12, 590), across("#b9b5a6", "#fffdf2", "#e8e4d4"))
    canvas.fill(box(628, 132, 1432, 156), down("#fffdf2", "#c9c4b2"))


def _ball(canvas: Canvas, x: float, y: float, radius: float) -> None:
    outline = disc(x, y, radius)
    canvas.fill(outline, Orb(("#ffffff", "#f4efe0", "#c9c2b4", "#857d80")))
    with canvas.inside(outline):
        patch = Orb(("#4a4652", "#2c2833", "#17141d"))
        middle = (x + radius * 0.06, y - radius * 0.04)
        canvas.fill(regular(*middle, radius * 0.36, 5, -80), patch)
        for side in range(5):
            angle = -80 + side * 72
            corner, joint = (
                polar(*middle, radius * 0.36, angle),
                polar(*middle, radius * 0.66, angle),
            )
            canvas.line([corner, joint], radius * 0.028, "#6d6668")
            for way in (-1, 1):
                far = polar(*middle, radius * 0.86, angle + way * 22)
                canvas.line([joint, far], radius * 0.028, "#6d6668")
            between = angle + 36
            edge = [
                polar(*middle, radius * reach, between + turn)
                for reach, turn in ((0.8, -14), (0.8, 14), (1.12, 22), (1.12, -22))
            ]
            canvas.fill(edge, patch)
    canvas.fill(
        ellipse(x + radius * 0.34, y - radius * 0.56, radius * 0.2, radius * 0.1), "#ffffff", 0.5
    )


@scene(
    title="مباراة كرة يد",
    alt="لاعب كرة يد يقفز مسددا الكرة نحو مرمى يفتح حارسه ذراعيه، على أرضية ملونة في صالة مضاءة.",
    focal_point=(0.5, 0.45),
)
def handball(canvas: Canvas) -> None:
    """Draw a jump shot."""
    canvas.fill(box(0, 0, WIDTH, 560), down("#17304a", "#27506a", "#3a6b80"))
    _spectators(canvas)
    for x in (240, 620, 1000, 1380):
        canvas.fill(box(x - 70, 60, x + 70, 76), "#fff6d8")
        spot(canvas, (x, 70), (x, 620, 260), "#fff3cc", 0.2)
    canvas.fill(box(0, 520, WIDTH, 590), down("#d8a03c", "#b57f2a"))
    _court(canvas)
    _handball_goal(canvas)
    kit = Kit("#a5704a", "#2c1c18", "#e8b23a", "#2a3442", "#f4efe0")
    canvas.fill(ellipse(235, 770, 100, 14), "#17424c", 0.5)
    athlete(canvas, 235, 580, 400, GUARD, kit)
    kit = Kit("#b57d54", "#2a1a18", "#c2352c", "#f6efdf", "#22303c")
    canvas.fill(ellipse(900, 905, 180, 20), "#8a4a30", 0.55)
    athlete(canvas, 880, 500, 620, THROW, kit, flip=True)
    canvas.fill(disc(950, 120, 42), Orb(("#ffe0a0", "#e88a3c", "#a8502a")))


def _spectators(canvas: Canvas) -> None:
    for row in range(5):
        for place in range(46):
            x, y = place * 34 + (row % 2) * 17, 236 + row * 52 + canvas.chance.uniform(-4, 4)
            if canvas.chance.random() < 0.86:
                body = [disc(x, y, 11), rounded(x - 16, y + 10, x + 16, y + 48, 14)]
                colours = ("#1f3f58", "#2c5a70", "#44788a", "#8a5a4a")
                canvas.fill_all(body, canvas.chance.choice(colours))


def _court(canvas: Canvas) -> None:
    floor = box(0, 585, WIDTH, HEIGHT)
    canvas.fill(floor, down("#c9704a", "#e0925c", "#d07f4c"))
    with canvas.inside(floor):
        canvas.fill(ellipse(170, 680, 620, 210), down("#2f7f8c", "#3f9aa0"))
        canvas.fill(band(170, 680, (626, 214), (610, 206)), "#fbf3dc")
        for start in range(-30, 100, 12):
            dash = band(170, 680, (872, 318), (856, 310), start=start, end=start + 7)
            canvas.fill(dash, "#fbf3dc")


def _handball_goal(canvas: Canvas) -> None:
    for step in range(13):
        canvas.line([(60 + step * 30, 330), (60 + step * 30, 765)], 2, "#e6efe8", 0.5)
        canvas.line([(60, 340 + step * 34), (420, 340 + step * 34)], 2, "#e6efe8", 0.5)
    for post in (50, 420):
        for piece in range(9):
            colour = "#c8372c" if piece % 2 else "#fbf6e6"
            top = 330 + piece * 49
            canvas.fill(
                box(post - 12, top, post + 12, top + 49), across(darker(colour, 0.3), colour)
            )
    for piece in range(8):
        colour = "#fbf6e6" if piece % 2 else "#c8372c"
        left = 38 + piece * 49
        canvas.fill(box(left, 312, left + 51, 338), down(colour, darker(colour, 0.2)))


@scene(
    title="عداءان على المضمار",
    alt="عداءان يركضان على مضمار أحمر عند الغروب، وظلاهما الطويلان على خطوط الحارات.",
    focal_point=(0.45, 0.5),
)
def runner(canvas: Canvas) -> None:
    """Draw two sprinters against the low sun."""
    sky(canvas, "#3a4a78", "#b5688a", "#f0957a", "#fbc98a", bottom=620)
    sun(canvas, 960, 450, 150, "#fff0c0", "#ffcf86")
    ridge(canvas, 560, 60, "#8a5570", bumps=1.5)
    canvas.fill([(0, 520), (360, 500), (360, 620), (0, 620)], across("#3f3358", "#6a4a68"))
    for row in range(4):
        step = plank((0, 534 + row * 20), (350, 514 + row * 22), 6, 4)
        canvas.fill(step, "#a86f7d")
    canvas.fill(box(0, 600, WIDTH, 650), down("#5d7a52", "#48663f"))
    canvas.fill(box(0, 645, WIDTH, HEIGHT), down("#b5493a", "#cf6240", "#8f352f"))
    for row in range(7):
        near = (row / 6) ** 1.6
        y, thick = 655 + 350 * near, 3 + 9 * near
        canvas.fill(plank((0, y + 12 * near), (WIDTH, y - 26 * near), thick, thick), "#fbe9d0", 0.9)
    second = Kit("#4a2a30", "#21141f", "#5d3148", "#33203a", "#f6d9a8")
    first = Kit("#3a2028", "#1b1020", "#22304f", "#1a1c33", "#f2b23c")
    _sprinter(canvas, (1010, 545), 470, STRIDE, second)
    _sprinter(canvas, (560, 560), 640, SPRINT, first)


def _sprinter(canvas: Canvas, hip: Point, height: float, pose: Pose, kit: Kit) -> None:
    x, foot = hip[0], hip[1] + height * 0.44
    shadow = [(x - height * 0.06, foot), (x + height * 0.2, foot)]
    shadow += [(x - height * 0.5, foot + 70), (x - height * 0.85, foot + 62)]
    canvas.fill(shadow, "#5a1f2a", 0.55)
    athlete(canvas, *hip, height, pose, kit, flip=True)
