"""Journeys over land and air: the train, the airport."""

from midad.demo.pictures.buildings import windows
from midad.demo.pictures.canvas import HEIGHT, WIDTH, Canvas
from midad.demo.pictures.nature import (
    mist,
    mountain,
    pine,
    ridge,
    sky,
    snow,
    streak,
    sun,
)
from midad.demo.pictures.paints import across, down
from midad.demo.pictures.recipes import scene
from midad.demo.pictures.shapes import (
    Path,
    box,
    curve,
    disc,
    ellipse,
    moved,
    rounded,
    turned,
)


@scene(
    title="قطار على الجسر",
    alt="قطار ركاب أحمر يعبر جسرا حجريا ذا أقواس، ووراءه قمم مثلجة، والضباب يملأ الوادي تحته.",
    focal_point=(0.35, 0.47),
)
def train(canvas: Canvas) -> None:
    """Draw a train over its viaduct."""
    sky(canvas, "#6f9fb5", "#c3d9d0", "#fbe8c4", bottom=760)
    sun(canvas, 1120, 170, 64, "#fff7d6", "#ffe7a8")
    peaks = (
        ((270, 150), 400, "#8aa6b4"),
        ((1360, 190), 420, "#93acb6"),
        ((800, 230), 340, "#a3b8bd"),
    )
    for peak, half, colour in peaks:
        mountain(canvas, peak, half, 760, colour)
        snow(canvas, peak, half, 760, "#f8f6ec")
    ridge(canvas, 640, 120, down("#6f9490", "#567d76"), bumps=1.6)
    mist(canvas, 560, 1000, "#f6ecd2", 0.9)
    _viaduct(canvas)
    for left in (300, 640, 980, 1320):
        _carriage(canvas, left)
    _locomotive(canvas)
    ridge(canvas, 940, 60, down("#3f6b55", "#284a3c"), bumps=1.2)
    for index in range(26):
        sides = canvas.chance.uniform(-20, 420), canvas.chance.uniform(1080, 1520)
        x, height = canvas.chance.choice(sides), canvas.chance.uniform(130, 230)
        pine(canvas, x, 915 + index * 4, height, "#2f5a48")


def _viaduct(canvas: Canvas) -> None:
    """Draw the bridge: arches first, then the piers between them, then the road."""
    for left in range(-275, WIDTH, 180):
        crown = ellipse(left + 121, 672, 59, 66, start=0, end=-180)
        head = [(left + 62, 672), (left + 62, 580), (left + 180, 580), (left + 180, 672)]
        canvas.fill(head + crown, across("#a98b64", "#cbab78"))
        pier = [(left, 580), (left + 62, 580), (left + 70, 1000), (left - 8, 1000)]
        canvas.fill(pier, across("#8a6e50", "#c9a878", "#e4c896"))
        canvas.fill(box(left - 6, 664, left + 68, 678), across("#a98b64", "#f0dbb0"))
    canvas.fill(box(-20, 545, WIDTH + 20, 590), across("#9a7d5c", "#c7a577", "#e2c492", "#d3b17e"))
    canvas.fill(box(-20, 536, WIDTH + 20, 552), "#efd9ac")
    canvas.fill(box(-20, 584, WIDTH + 20, 592), "#8a6e50", 0.7)


def _carriage(canvas: Canvas, left: float) -> None:
    glass = down("#2d4f60", "#79a8ad")
    canvas.fill(rounded(left, 408, left + 330, 530, 14), down("#c9452f", "#a83226"))
    canvas.fill(rounded(left + 4, 398, left + 326, 424, 12), "#e9dcc0")
    canvas.fill(box(left, 494, left + 330, 506), "#f2d9a4")
    windows(canvas, (left + 16, 428, left + 314, 488), (6, 1), glass, fill=(0.74, 0.8))
    for wheel in (50, 96, 236, 282):
        canvas.fill(disc(left + wheel, 526, 14), "#2b2a30")
    canvas.fill(box(left + 328, 500, left + 342, 516), "#2b2a30")


def _locomotive(canvas: Canvas) -> None:
    glass = down("#2d4f60", "#79a8ad")
    nose = [*curve([(310, 398), (210, 412), (130, 462), (96, 512), (104, 530)]), (310, 530)]
    canvas.fill(nose, down("#d8543a", "#a83226"))
    canvas.fill(curve([(222, 420), (176, 444), (150, 470), (236, 470)], closed=True), glass)
    canvas.fill([(112, 494), (310, 494), (310, 506), (104, 506)], "#f2d9a4")
    canvas.fill(rounded(250, 428, 296, 484, 6), glass)
    for wheel in (150, 200, 260):
        canvas.fill(disc(wheel, 526, 14), "#2b2a30")
    canvas.glow(112, 500, 80, "#fff1bd", 0.9)


@scene(
    title="مطار عند الفجر",
    alt="طائرة ركاب تقلع فوق المدرج، وخلفها برج المراقبة ومبنى المسافرين في ضوء الفجر.",
    focal_point=(0.42, 0.38),
)
def airport(canvas: Canvas) -> None:
    """Draw a plane taking off at dawn."""
    sky(canvas, "#35618a", "#7d97b0", "#f0b69a", "#f9d6a0", bottom=760)
    sun(canvas, 800, 690, 74, "#fff2c6", "#ffd592")
    for x, y, wide in ((350, 520, 520), (1150, 300, 420), (760, 620, 380), (200, 180, 300)):
        streak(canvas, x, y, wide, "#f9cfae")
    ridge(canvas, 700, 50, "#7a7f98", bumps=1.4)
    _terminal(canvas)
    canvas.fill(box(0, 770, WIDTH, HEIGHT), down("#7d7a84", "#474a5a"))
    _runway(canvas)
    _plane(canvas, 640, 380)


def _runway(canvas: Canvas) -> None:
    canvas.fill([(520, 775), (700, 775), (1180, HEIGHT), (-60, HEIGHT)], "#343848")
    for near in (0.04, 0.16, 0.34, 0.6, 0.9):
        y, half, middle = 780 + 210 * near, 5 + 14 * near, 610 - 50 * near
        low = y + 10 + 34 * near
        dash = [(middle - half, y), (middle + half, y)]
        dash += [(middle + half * 1.3, low), (middle - half * 1.4, low)]
        canvas.fill(dash, "#f4e6c6", 0.9)
    for step in range(8):
        near = (step / 7) ** 1.5
        for edge in (515 - 560 * near, 705 + 460 * near):
            canvas.glow(edge, 782 + 205 * near, 16 + 26 * near, "#ffd98a", 0.8)
            canvas.fill(disc(edge, 782 + 205 * near, 2 + 4 * near), "#fff3cf")


def _terminal(canvas: Canvas) -> None:
    roof = curve([(880, 690), (1020, 620), (1180, 612), (1340, 650), (1540, 600)])
    canvas.fill([*roof, (1540, 780), (880, 780)], across("#46506a", "#6a6f88"))
    canvas.fill(box(900, 704, 1540, 764), across("#f2c27a", "#ffe0a4"))
    for x in range(940, 1540, 44):
        canvas.fill(box(x, 700, x + 7, 770), "#46506a")
    canvas.fill([(1296, 780), (1310, 330), (1350, 330), (1364, 780)], across("#3d4560", "#8a8ba0"))
    canvas.fill([(1262, 268), (1398, 268), (1376, 336), (1284, 336)], across("#3d4560", "#9a98a8"))
    canvas.fill([(1254, 214), (1406, 214), (1394, 268), (1266, 268)], across("#f0b96c", "#ffe6ae"))
    canvas.fill(rounded(1246, 194, 1414, 218, 10), "#343b56")
    canvas.fill(box(1327, 130, 1333, 196), "#343b56")
    canvas.glow(1330, 130, 50, "#ff7a5a", 0.9)


def _plane(canvas: Canvas, x: float, y: float) -> None:
    """Draw an airliner climbing to the left."""

    def part(path: Path, *colours: str) -> None:
        canvas.fill(moved(turned(path, 13), x, y), down(*colours))

    part([(40, -10), (250, -150), (300, -150), (150, 10)], "#a9b6c2", "#7a8899")
    part([(300, -30), (385, -170), (440, -170), (400, -20)], "#c43f31", "#8a2a2a")
    back = [(-400, 18), (-372, -14), (-300, -38), (-150, -46), (150, -44), (330, -36), (430, -20)]
    belly = [(440, -8), (330, 20), (150, 40), (-200, 46), (-340, 40)]
    part(curve([*back, *belly], closed=True), "#ffffff", "#eceae2", "#8f9cae")
    part([(-366, -12), (-318, -26), (-312, -10), (-352, 0)], "#2f4a60", "#2f4a60")
    for place in range(17):
        left = -270.0 + place * 34
        part(rounded(left, -20, left + 15, 0, 6), "#46627a", "#46627a")
    part(rounded(-90, 50, 30, 100, 24), "#c9d0d4", "#67758a")
    part([(-120, 14), (60, 10), (330, 176), (270, 182)], "#dfe4e4", "#93a0b0")
    part([(330, -14), (420, -10), (480, 44), (446, 46)], "#dfe4e4", "#93a0b0")
