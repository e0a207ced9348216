"""School: the house and the lesson."""

from midad.demo.pictures.buildings import windows
from midad.demo.pictures.canvas import HEIGHT, WIDTH, Canvas
from midad.demo.pictures.figures import head_from_behind, walker
from midad.demo.pictures.nature import cloud, ridge, round_tree, sky, sun
from midad.demo.pictures.paints import Orb, Veil, across, down, lighter
from midad.demo.pictures.recipes import scene
from midad.demo.pictures.shapes import (
    arch,
    band,
    box,
    disc,
    ellipse,
    ribbon,
    ring,
    rounded,
)


@scene(
    title="مدرسة ابتدائية",
    alt="مدرسة من طابقين بنوافذ مقوسة وساعة فوق المدخل، وتلاميذ بحقائبهم يعبرون الساحة صباحا.",
    focal_point=(0.5, 0.5),
)
def school(canvas: Canvas) -> None:
    """Draw a village school in the morning."""
    sky(canvas, "#7cc0c4", "#cfe5cf", "#fbeecb", bottom=760)
    sun(canvas, 1270, 190, 62, "#fff3c4", "#ffe7a0")
    for x, y, wide in ((300, 200, 280), (850, 140, 220)):
        cloud(canvas, x, y, wide, "#fffaf0", 0.9)
    ridge(canvas, 520, 90, down("#9cc0a0", "#86ad85"), bumps=1.3)
    ridge(canvas, 620, 60, down("#7fa56c", "#6b9058"), bumps=1.8)
    _school_house(canvas)
    canvas.fill(box(0, 770, WIDTH, HEIGHT), down("#ecd3a0", "#d7b374"))
    canvas.fill([(640, 770), (860, 770), (1060, 1000), (440, 1000)], "#f6e4ba")
    for x, y, height in ((150, 800, 330), (1370, 800, 360), (60, 830, 240)):
        canvas.fill(ellipse(x - 40, y, height * 0.36, 14), "#8d7a45", 0.4)
        round_tree(canvas, x, y, height, "#5b8a4a", "#6b4a30")
    pupils = ((560, 900, 118, "#c4533c"), (655, 940, 132, "#2f6f7d"), (930, 905, 120, "#e2a33a"))
    for x, y, height, bag in pupils:
        canvas.fill(ellipse(x - 46, y, 62, 8), "#8d7a45", 0.4)
        walker(canvas, x, y, height, "#37424a", stride=0.6, bag=bag)


def _school_house(canvas: Canvas) -> None:
    wall = "#f0c987"
    canvas.fill(box(250, 420, 1250, 775), across("#d39f5c", wall, lighter(wall, 0.2)))
    canvas.fill(box(232, 396, 1268, 428), across("#a8482f", "#cf6a44"))
    for left, right in ((280, 600), (900, 1220)):
        for top in (450, 610):
            frame, glass = (left, top, right, top + 140), down("#2f6670", "#5f9a9a")
            windows(canvas, frame, (4, 1), "#fff4d8", fill=(0.72, 0.8), arched=True)
            windows(canvas, frame, (4, 1), glass, fill=(0.56, 0.7), arched=True)
    canvas.fill(box(615, 340, 885, 775), across("#dda965", "#f8dba4"))
    canvas.fill([(590, 344), (910, 344), (750, 236)], across("#98402a", "#d3704a"))
    canvas.fill(disc(750, 418, 46), "#8a4a30")
    canvas.fill(disc(750, 418, 38), "#fff7e2")
    canvas.fill(ribbon([(750, 418), (750, 390)], 6), "#3a3030")
    canvas.fill(ribbon([(750, 418), (770, 430)], 6), "#3a3030")
    canvas.fill(arch(668, 520, 832, 775), "#fff0cc")
    canvas.fill(arch(684, 540, 816, 775), across("#1f4a55", "#37707a"))
    canvas.fill(box(747, 540, 753, 775), "#16363f")


@scene(
    title="حجرة دراسة",
    alt="تلاميذ يجلسون إلى مقاعدهم أمام سبورة خضراء رُسمت عليها أشكال هندسية، والشمس من النافذة.",
    focal_point=(0.5, 0.4),
)
def classroom(canvas: Canvas) -> None:
    """Draw a lesson seen from the last row."""
    canvas.fill(box(0, 0, WIDTH, 700), across("#d9a865", "#f2cf93", "#fbe3b2"))
    canvas.fill(box(0, 690, WIDTH, HEIGHT), down("#a56a3c", "#7a4729"))
    canvas.fill(box(0, 676, WIDTH, 696), "#8a5630")
    _board(canvas)
    for top in (110, 400):
        canvas.fill(box(1290, top, WIDTH, top + 250), "#fff5da")
        canvas.fill(box(1306, top + 16, WIDTH, top + 234), down("#8fcbd0", "#dff0dc"))
        canvas.fill(box(1400, top, 1412, top + 250), "#fff5da")
    canvas.fill([(1306, 130), (1306, 630), (620, 1000), (150, 1000)], Veil("#fff3c0", (0.1, 0.4)))
    _globe(canvas, 225, 640)
    for row, (y, size, count) in enumerate(((770, 122, 5), (905, 182, 4))):
        for place in range(count):
            x = WIDTH / 2 + (place - (count - 1) / 2) * size * 2.15
            _pupil(
                canvas,
                x,
                y,
                size,
                ("#2f6a72", "#b5472f", "#7d8a3c", "#d08a2e")[(place + row * 2) % 4],
            )


def _board(canvas: Canvas) -> None:
    canvas.fill(box(330, 130, 1180, 560), "#7b4c28")
    canvas.fill(box(350, 150, 1160, 540), down("#1f4f45", "#2f6b59"))
    chalk = "#eaf1df"
    triangle = [(470, 440), (670, 440), (470, 260), (470, 440), (500, 440)]
    canvas.strand(triangle, 6, chalk)
    canvas.fill(ring(830, 350, 96, 90), chalk)
    canvas.strand([(830, 350), (910, 300)], 5, "#f2c760")
    canvas.fill(disc(830, 350, 7), chalk)
    canvas.strand([(1000, 440), (1000, 290), (1100, 290), (1100, 440), (1000, 440)], 6, chalk)
    canvas.strand([(1000, 290), (1035, 250), (1135, 250), (1100, 290)], 6, chalk)
    canvas.strand([(1135, 250), (1135, 400), (1100, 440)], 6, chalk)
    canvas.fill(box(340, 548, 1170, 566), "#9c6637")
    canvas.fill(rounded(560, 540, 610, 550, 4), chalk)


def _globe(canvas: Canvas, x: float, y: float) -> None:
    canvas.fill(box(40, y + 20, 420, y + 44), "#8c5730")
    canvas.fill(box(60, y + 44, 400, y + 200), across("#5f3820", "#7d4d2a"))
    canvas.fill(band(x, y - 110, (116, 116), (104, 104), start=-80, end=110), "#c48a34")
    canvas.fill(disc(x, y - 110, 98), Orb(("#a6d6d4", "#3f8f9c", "#23606e")))
    with canvas.inside(disc(x, y - 110, 98)):
        for dx, dy, rx, ry in ((30, -50, 52, 34), (-40, 10, 34, 54), (50, 40, 36, 26)):
            canvas.fill(ellipse(x + dx, y - 110 + dy, rx, ry), "#dcb45f", 0.9)
    canvas.fill(box(x - 7, y - 8, x + 7, y + 10), "#a8732a")
    canvas.fill(ellipse(x, y + 16, 60, 10), "#a8732a")


def _pupil(canvas: Canvas, x: float, y: float, size: float, shirt: str) -> None:
    canvas.fill(box(x - size * 0.85, y, x + size * 0.85, y + size * 0.13), "#e0aa66")
    canvas.fill(box(x - size * 0.85, y + size * 0.13, x + size * 0.85, y + size * 0.2), "#6f4123")
    for side in (-0.78, 0.78):
        leg = box(x + size * (side - 0.03), y + size * 0.2, x + size * (side + 0.03), HEIGHT)
        canvas.fill(leg, "#4c3022")
    head_from_behind(canvas, x, y + size * 0.06, size, "#35221d", shirt)
    for side in (-0.36, 0.36):
        leg = box(x + size * (side - 0.03), y + size * 0.5, x + size * (side + 0.03), HEIGHT)
        canvas.fill(leg, "#3b2620")
    rail = rounded(x - size * 0.5, y + size * 0.46, x + size * 0.5, y + size * 0.82, size * 0.1)
    canvas.fill(rail, across("#8a5229", "#c98a4a"))
