"""Culture: stage, books, screen."""

from midad.demo.pictures.buildings import spot
from midad.demo.pictures.canvas import HEIGHT, WIDTH, Canvas
from midad.demo.pictures.figures import head_from_behind, walker
from midad.demo.pictures.paints import Veil, across, darker, down, lighter
from midad.demo.pictures.recipes import scene
from midad.demo.pictures.shapes import (
    box,
    curve,
    disc,
    ellipse,
    ribbon,
    rounded,
)


@scene(
    title="خشبة المسرح",
    alt="ممثل وحيد في بقعة ضوء على خشبة المسرح بين ستارتين حمراوين، ورؤوس الجمهور في العتمة.",
    focal_point=(0.5, 0.55),
)
def theatre(canvas: Canvas) -> None:
    """Draw a lone actor in the spot."""
    canvas.fill(box(0, 0, WIDTH, HEIGHT), down("#1a0f1c", "#3a1826"))
    canvas.fill([(0, 720), (WIDTH, 720), (WIDTH, 850), (0, 850)], down("#7a4a2c", "#a86c3c"))
    for place in range(-9, 10):
        canvas.line([(750 + place * 70, 720), (750 + place * 104, 850)], 3, "#4a2a1c", 0.7)
    spot(canvas, (1010, -60), (750, 780, 250), "#fff0c0", 0.75)
    canvas.fill(ellipse(690, 784, 90, 12), "#3a2018", 0.6)
    walker(canvas, 750, 782, 370, "#1d1320", stride=0.1, robe=True)
    canvas.strand([(772, 512), (826, 470), (860, 398)], 22, "#1d1320")
    canvas.strand([(726, 512), (672, 556), (648, 612)], 22, "#1d1320")
    for side in (-1, 1):
        _drape(canvas, side)
    _valance(canvas)
    canvas.fill(box(0, 846, WIDTH, 880), down("#d9a34a", "#7d5524"))
    canvas.fill(box(0, 880, WIDTH, HEIGHT), "#150c16")
    for place in range(9):
        canvas.glow(110 + place * 160, 850, 60, "#ffe2a0", 0.6)
    for row, (y, size, count) in enumerate(((960, 130, 11), (1030, 190, 8))):
        for place in range(count):
            x = WIDTH * (place + 0.5) / count + (row * 30)
            head_from_behind(canvas, x, y, size, "#120a14", "#26121f", dark=True)


def _drape(canvas: Canvas, side: int) -> None:
    """Draw one drawn curtain in folds, gathered at its tie."""
    folds = 7
    for fold in range(folds):
        start, end = fold / folds, (fold + 1) / folds
        edges = [
            curve(
                [
                    (750 + side * (760 - share * 400), -20),
                    (750 + side * (760 - share * 300), 260),
                    (750 + side * (760 - share * 150), 560),
                    (750 + side * (760 - share * 250), 850),
                ]
            )
            for share in (start, end)
        ]
        tone = ("#8f1d2c", "#c23240") if fold % 2 else ("#a82636", "#d84a50")
        canvas.fill(edges[0] + edges[1][::-1], across(darker(tone[0], 0.4), tone[1], tone[0]))
    canvas.fill(
        rounded(750 + side * 690 - 90, 540, 750 + side * 690 + 90, 572, 14),
        across("#a87226", "#f2cf7a"),
    )


def _valance(canvas: Canvas) -> None:
    for place in range(6):
        left, right = place * 250 - 4, place * 250 + 254
        swag = curve(
            [(left, 90), (left + 60, 170), (left + 125, 196), (left + 190, 170), (right, 90)]
        )
        canvas.fill([(left, -20), *swag, (right, -20)], across("#6d1522", "#c23240", "#8f1d2c"))
        canvas.fill(ribbon(swag, 12), across("#a87226", "#f2cf7a", "#a87226"))
    canvas.fill(box(0, -20, WIDTH, 60), down("#4a0f1a", "#8f1d2c"))


@scene(
    title="كتب على طاولة",
    alt="كتاب مفتوح بجانب رصة كتب ملونة وفنجان قهوة، تحت مصباح يضيء رفوف مكتبة في الخلف.",
    focal_point=(0.45, 0.62),
)
def books(canvas: Canvas) -> None:
    """Draw an open book under a lamp."""
    canvas.fill(box(0, 0, WIDTH, 700), down("#3a2a2c", "#57393a"))
    for shelf in range(3):
        _shelf(canvas, 200 + shelf * 220)
    canvas.fill(box(0, 0, WIDTH, 700), "#2c1f2a", 0.35)
    canvas.glow(1120, 330, 640, "#ffdf9a", 0.6)
    canvas.fill(box(0, 690, WIDTH, HEIGHT), down("#c08549", "#8f5a30", "#6a3f24"))
    canvas.fill(ellipse(900, 800, 560, 120), "#ffdf9a", 0.28)
    _lamp(canvas, 1240, 790)
    _pile(canvas, 330, 800)
    _open_book(canvas, 790, 860)
    _cup(canvas, 1190, 890)


def _shelf(canvas: Canvas, bottom: float) -> None:
    x = -10.0
    while x < WIDTH:
        wide, high = canvas.chance.uniform(20, 46), canvas.chance.uniform(120, 178)
        colour = canvas.chance.choice(
            ("#a5493a", "#c98f3f", "#3f6a6d", "#7d4452", "#d9bb84", "#4d5a48")
        )
        canvas.fill(
            box(x, bottom - high, x + wide, bottom),
            across(darker(colour, 0.35), colour, darker(colour, 0.1)),
        )
        for share in (0.14, 0.82):
            y = bottom - high * share
            canvas.fill(box(x, y - 5, x + wide, y), "#e8cf96", 0.7)
        x += wide + (canvas.chance.uniform(20, 60) if canvas.chance.random() < 0.08 else 1.5)
    canvas.fill(box(0, bottom, WIDTH, bottom + 18), down("#8a5a3a", "#4a2e22"))


def _pile(canvas: Canvas, x: float, bottom: float) -> None:
    canvas.fill(ellipse(x - 40, bottom + 6, 270, 22), "#4a2a1a", 0.5)
    colours = ("#2f6a70", "#b8402f", "#e0a53c", "#5a3a58", "#4f7a4a")
    for level, colour in enumerate(colours):
        high, wide = (62, 54, 66, 50, 58)[level], (440, 400, 420, 360, 330)[level]
        left = x - wide / 2 + (0, 24, -18, 14, -8)[level]
        canvas.fill(
            rounded(left, bottom - high, left + wide, bottom, 10),
            across(darker(colour, 0.35), colour, lighter(colour, 0.12)),
        )
        canvas.fill(
            box(left + 40, bottom - high + 9, left + wide + 4, bottom - 9),
            down("#fff4d8", "#dcc79c"),
        )
        canvas.fill(
            box(left + 70, bottom - high, left + 82, bottom - high + 9), lighter(colour, 0.5)
        )
        for line in (0.35, 0.6):
            y = bottom - high + high * line
            canvas.fill(box(left + 44, y, left + wide, y + 2), "#b39a6d", 0.6)
        bottom -= high


def _open_book(canvas: Canvas, x: float, y: float) -> None:
    canvas.fill(ellipse(x - 20, y + 32, 350, 30), "#4a2a1a", 0.5)
    canvas.fill(
        [(x - 330, y - 100), (x + 330, y - 100), (x + 372, y + 36), (x - 372, y + 36)], "#8f2f2c"
    )
    for side, tone in ((-1, down("#f7e6bd", "#e2c793")), (1, down("#fffbe9", "#f6e4b8"))):
        top = curve([(x, y - 96), (x + side * 120, y - 134), (x + side * 316, y - 112)])
        low = curve([(x + side * 352, y + 20), (x + side * 130, y - 6), (x, y + 30)])
        canvas.fill(top + low, tone)
        for line in range(7):
            share = (line + 1) / 8.4
            start, end = x + side * (40 + 4 * line), x + side * (290 + 5 * line)
            if line == 6:
                start, end = (start, x + side * 190) if side < 0 else (x + 150, end)
            level = y - 112 + 132 * share
            row = curve([(start, level), ((start + end) / 2, level - 12), (end, level + 6)])
            canvas.fill(ribbon(row, 4.5), "#9a7f5a", 0.75)
    canvas.fill(
        [(x - 26, y - 86), (x, y - 96), (x, y + 30), (x - 36, y + 14)],
        Veil("#6a4a2c", (0.0, 0.35), "across"),
    )
    canvas.fill(
        ribbon(curve([(x, y + 22), (x + 16, y + 60), (x - 6, y + 96)]), 13),
        "#c8372c",
    )


def _lamp(canvas: Canvas, x: float, y: float) -> None:
    canvas.fill(ellipse(x, y + 8, 96, 18), across("#7d5520", "#e0b45a"))
    canvas.fill(box(x - 9, y - 440, x + 9, y), across("#7d5520", "#f2d080", "#a87a30"))
    arm = curve([(x, y - 436), (x - 40, y - 490), (x - 110, y - 490)])
    canvas.fill(ribbon(arm, 16), "#c9963f")
    light = [(x - 220, y - 392), (x - 40, y - 392), (x + 130, y + 40), (x - 620, y + 40)]
    canvas.fill(light, Veil("#ffeab0", (0.6, 0.1), grain=0.3))
    shade = [*ellipse(x - 130, y - 392, 150, 120, start=180, end=360)]
    canvas.fill(shade, across("#123f3c", "#1f6a60", "#3f9a84"))
    canvas.fill(ellipse(x - 130, y - 392, 150, 14), "#fff3c4")


def _cup(canvas: Canvas, x: float, y: float) -> None:
    canvas.fill(ellipse(x - 14, y + 10, 130, 20), "#4a2a1a", 0.45)
    canvas.fill(ellipse(x, y, 112, 20), across("#b9ad98", "#fff9ea"))
    canvas.fill(ribbon(ellipse(x + 66, y - 58, 26, 28), 12), "#efe6d2")
    canvas.fill(
        [(x - 66, y - 96), (x + 66, y - 96), *ellipse(x, y - 56, 62, 54, start=0, end=180)],
        across("#b9ad98", "#f2e9d6", "#fffaf0"),
    )
    canvas.fill(ellipse(x, y - 96, 66, 13), "#fffaf0")
    canvas.fill(ellipse(x, y - 94, 56, 9), "#4a2a1c")
    for shift in (-22, 16):
        steam = curve(
            [
                (x + shift, y - 118),
                (x + shift + 16, y - 160),
                (x + shift - 8, y - 200),
                (x + shift + 12, y - 250),
            ]
        )
        canvas.fill(ribbon(steam, 3, 13, 2), "#fff6e0", 0.35)


@scene(
    title="قاعة السينما",
    alt="جمهور في صالة مظلمة أمام شاشة كبيرة تعرض مشهد صحراء، وشعاع العرض يعبر فوق الرؤوس.",
    focal_point=(0.5, 0.4),
)
def cinema(canvas: Canvas) -> None:
    """Draw a cinema hall from its last row."""
    canvas.fill(box(0, 0, WIDTH, HEIGHT), down("#150f20", "#241628", "#120c18"))
    canvas.glow(750, 330, 900, "#f7b26a", 0.4)
    for side in (-1, 1):
        for step in range(4):
            x = 750 + side * (560 + step * 62)
            panel = box(x - 18, 60 - step * 24, x + 18, 690 + step * 46)
            canvas.fill(panel, across("#3a1826", "#5d2432"))
    canvas.fill(box(222, 70, 1278, 650), "#0c0812")
    _film(canvas)
    beam = [(1010, -30), (1060, -30), (1262, 634), (238, 634), (238, 86)]
    canvas.fill(beam, Veil("#fff0cc", (0.16, 0.02), grain=0.3))
    for y, size, count in ((735, 110, 13), (835, 150, 10), (960, 205, 8)):
        _seats(canvas, y, size, count)


def _seats(canvas: Canvas, y: float, size: float, count: int) -> None:
    """Draw a row of seats from behind, most of them taken."""
    for place in range(count):
        x = WIDTH * (place + 0.5) / count + canvas.chance.uniform(-8, 8)
        if canvas.chance.random() < 0.78:
            head_from_behind(canvas, x, y - size * 0.06, size, "#171020", "#201428", dark=True)
        seat = rounded(x - size * 0.5, y, x + size * 0.5, y + size * 1.4, size * 0.18)
        canvas.fill(seat, down("#8a2433", "#4a121f"))


def _film(canvas: Canvas) -> None:
    screen = box(238, 86, 1262, 634)
    with canvas.inside(screen):
        canvas.fill(screen, down("#3f8a9a", "#f2c98a", "#fbe3b0"))
        canvas.fill(disc(930, 330, 84), "#fff6da")
        dunes = curve([(200, 470), (420, 400), (640, 430), (860, 470), (1300, 400)])
        canvas.fill([*dunes, (1300, 660), (200, 660)], down("#e89a56", "#c9703a"))
        shade = curve([(420, 400), (470, 470), (400, 540), (430, 660)])
        canvas.fill([*[p for p in dunes if p[0] < 420], *shade, (200, 660)], "#a04f32")
        front = curve([(200, 590), (520, 560), (820, 520), (1300, 600)])
        canvas.fill([*front, (1300, 660), (200, 660)], down("#d0803f", "#9a4c2c"))
        walker(canvas, 640, 548, 110, "#3a1a1c", robe=True, flip=True)
        canvas.fill(ellipse(560, 549, 90, 6), "#6a2c22", 0.6)
