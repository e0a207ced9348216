"""The state and its neighbours: parliament, bank, hospital, press conference."""

from math import cos, degrees, radians, sin

from midad.demo.pictures.buildings import (
    block,
    column,
    pane_bars,
    spot,
    stairs,
    windows,
)
from midad.demo.pictures.canvas import HEIGHT, WIDTH, Canvas
from midad.demo.pictures.figures import head_from_behind, walker
from midad.demo.pictures.nature import cloud, cypress, round_tree, sky
from midad.demo.pictures.paints import Orb, Veil, across, darker, down, lighter, mix
from midad.demo.pictures.recipes import scene
from midad.demo.pictures.shapes import (
    Point,
    along,
    arch,
    band,
    box,
    crescent,
    disc,
    distance,
    ellipse,
    regular,
    ribbon,
    ring,
    rounded,
    sector,
)


@scene(
    title="قاعة مجلس النواب",
    alt="مقاعد عنابية في أقواس متتابعة أمام منصة الرئاسة، وخلفها أعمدة تعلوها قبة يدخل منها الضوء.",
    focal_point=(0.5, 0.5),
)
def parliament(canvas: Canvas) -> None:
    """Draw the hall from behind the benches."""
    canvas.fill(box(0, 0, WIDTH, HEIGHT), down("#8d5f3c", "#d8b583", "#b98a57"))
    _coffered_dome(canvas)
    canvas.fill(box(0, 300, WIDTH, 352), down("#f3dcae", "#c79b62"))
    canvas.fill(box(0, 352, WIDTH, 366), "#7d5232")
    for x in range(45, WIDTH, 188):
        canvas.fill(arch(x + 42, 412, x + 146, 640), down("#4c2a26", "#7a4932"))
    for x in range(45, WIDTH + 60, 188):
        column(canvas, x, 366, 640, 50, "#d9b680")
    canvas.fill(box(0, 640, WIDTH, HEIGHT), down("#5a3128", "#3c1d1f"))
    spot(canvas, (750, 20), (750, 690, 330), "#fff0c8", 0.5)
    _rostrum(canvas)
    for row in range(5):
        _benches(canvas, row)


def _coffered_dome(canvas: Canvas) -> None:
    with canvas.inside(box(0, 0, WIDTH, 300)):
        canvas.fill(ellipse(750, 300, 640, 330), down("#a97443", "#e7c58c"))
        with canvas.inside(ellipse(750, 300, 640, 330)):
            for start in range(180, 360, 10):
                canvas.fill(sector(750, 300, 700, start, start + 5), "#a06a3d", 0.5)
        for reach in (250, 400, 530):
            canvas.fill(
                band(750, 300, (reach, reach * 0.52), (reach - 12, reach * 0.52 - 8)),
                "#f0d8a6",
                0.7,
            )
        canvas.fill(band(750, 300, (660, 350), (640, 330)), "#6d4429")
        canvas.fill(ellipse(750, 300, 150, 78), down("#fff6dc", "#f7dfa8"))
    canvas.glow(750, 250, 420, "#fff3cf", 0.7)


def _rostrum(canvas: Canvas) -> None:
    canvas.fill(arch(662, 418, 838, 640), across("#3f1a1e", "#6e2a30"))
    canvas.fill(arch(690, 450, 810, 640), across("#7b1f2d", "#a8404a"))
    canvas.fill(disc(750, 505, 30), "#e6bf6c")
    canvas.fill(regular(750, 505, 24, 8), "#8a2633")
    canvas.fill(box(520, 600, 980, 668), across("#5b321f", "#96603a", "#7a4a2b"))
    canvas.fill(box(508, 590, 992, 604), "#d4a35c")
    for x in (600, 750, 900):
        canvas.fill(rounded(x - 40, 616, x + 40, 656, 4), "#4a2718")
    for x in (640, 860):
        canvas.fill(ribbon([(x, 592), (x + 6, 562)], 4), "#2c1815")
        canvas.fill(disc(x + 6, 560, 6), "#2c1815")


def _benches(canvas: Canvas, row: int) -> None:
    """Draw one arc of seats; rows come towards the viewer and grow."""
    near = row / 4
    rx, ry, centre = 440 + 620 * near, 128 + 330 * near, 640.0
    size = 34 + 70 * near
    outer, inner = (rx + size * 0.5, ry + size * 0.9), (rx - size * 0.8, ry - size * 0.5)
    canvas.fill(band(750, centre, outer, inner, end=180), down("#3a1a16", "#5c3020"))
    desk = (rx - size * 0.8, ry - size * 0.5), (rx - size * 1.35, ry - size * 0.78)
    canvas.fill(band(750, centre, *desk, end=180), down("#b07a45", "#d9a868"))
    colour = mix("#b04a50", "#74182a", near)
    angle = 4.0
    while angle < 176:
        x, y = 750 + rx * cos(radians(angle)), centre + ry * sin(radians(angle))
        turn = 1 - 0.55 * abs(cos(radians(angle)))
        if abs(abs(angle - 90) - 36) > 4.2:
            _seat(canvas, x, y, size * 0.56 * turn, size, colour)
        angle += degrees(size * 1.22 * turn / (rx * sin(radians(angle)) + ry * 0.9)) + 0.4


def _seat(canvas: Canvas, x: float, y: float, half: float, size: float, colour: str) -> None:
    back = rounded(x - half, y - size * 0.62, x + half, y + size * 0.62, size * 0.24)
    canvas.fill(back, across(darker(colour, 0.35), colour, lighter(colour, 0.14)))
    cushion = rounded(x - half * 0.7, y - size * 0.42, x + half * 0.7, y + size * 0.3, size * 0.16)
    canvas.fill(cushion, lighter(colour, 0.16), 0.45)


@scene(
    title="مبنى البنك المركزي",
    alt="واجهة حجرية بأعمدة عالية وجبهة مثلثة تتوسطها قطعة نقد ذهبية، وأمامها درج عريض ومارة.",
    focal_point=(0.5, 0.45),
)
def bank(canvas: Canvas) -> None:
    """Draw the central bank from its square."""
    sky(canvas, "#6fa3b5", "#b9d3cb", "#f3e6c6", bottom=820)
    for x, y, wide in ((240, 210, 300), (1290, 160, 360), (1010, 90, 180)):
        cloud(canvas, x, y, wide, "#fdf3dc", 0.75)
    for left, top, right in ((-20, 430, 250), (1250, 400, 1520)):
        block(canvas, left, top, right, 800, "#b7a98c")
        windows(canvas, (left + 20, top + 30, right - 20, 760), (5, 6), "#7c8c86")
    canvas.fill(box(0, 790, WIDTH, HEIGHT), down("#d9c59b", "#b79c6d"))
    _bank_front(canvas)
    for x, height in ((170, 420), (1330, 440)):
        canvas.fill(ellipse(x - 60, 852, 130, 16), "#5d5236", 0.4)
        cypress(canvas, x, 850, height, "#35583f")
    for x, y, height in ((430, 930, 120), (505, 935, 112), (1080, 915, 118)):
        canvas.fill(ellipse(x - 50, y, 70, 9), "#5d5236", 0.35)
        walker(canvas, x, y, height, "#31353a", stride=0.5)


def _bank_front(canvas: Canvas) -> None:
    stone = "#e3cf9f"
    canvas.fill(box(330, 400, 1170, 760), across("#8a7650", "#a8925f", "#bfa871"))
    for x in (465, 608, 892, 1035):
        canvas.fill(box(x - 30, 480, x + 30, 640), down("#3d4a4a", "#5d6c66"))
    canvas.fill(arch(690, 500, 810, 760), down("#2c3437", "#46524f"))
    canvas.fill(box(746, 500, 754, 760), "#1d2427")
    for x in (395, 537, 679, 821, 963, 1105):
        column(canvas, x, 392, 762, 66, stone)
    canvas.fill(box(312, 330, 1188, 396), down("#f2e2b8", "#cdb47d"))
    canvas.fill(box(312, 384, 1188, 398), "#8f7748")
    canvas.fill([(290, 332), (1210, 332), (750, 128)], across("#c5ab74", "#f4e5bd"))
    canvas.fill([(392, 316), (1108, 316), (750, 158)], across("#93794a", "#c9ae75"))
    canvas.fill(disc(750, 252, 58), Orb(("#fbe6a0", "#e0ad43", "#a87322")))
    canvas.fill(ring(750, 252, 46, 40), "#9a6a20", 0.8)
    canvas.fill(regular(750, 252, 24, 8, 0), "#9a6a20", 0.8)
    stairs(canvas, 300, 1200, 760, 5, stone)


@scene(
    title="مدخل المستشفى",
    alt="مبنى مستشفى أبيض يعلوه هلال أخضر، وسيارة إسعاف تقف أمام مدخله المضاء.",
    focal_point=(0.5, 0.48),
)
def hospital(canvas: Canvas) -> None:
    """Draw the outpatients' entrance at first light."""
    sky(canvas, "#3f7f92", "#8fc0bf", "#f4e4c8", bottom=800)
    for x, y, wide in ((200, 250, 300), (1320, 200, 340)):
        cloud(canvas, x, y, wide, "#eaf1e6", 0.6)
    for left, top, right in ((60, 470, 330), (1180, 430, 1440)):
        block(canvas, left, top, right, 790, "#a9c4bf")
        windows(canvas, (left + 16, top + 24, right - 16, 770), (5, 5), "#5f9099")
    _hospital_front(canvas)
    canvas.fill(box(0, 790, WIDTH, HEIGHT), down("#7f979a", "#54696f"))
    canvas.fill(box(0, 786, WIDTH, 806), "#d9dfd6")
    _hospital_door(canvas)
    _ambulance(canvas, 1010, 905)
    for x, height in ((120, 250), (240, 210)):
        round_tree(canvas, x, 800, height, "#3f7a5c", "#4d4034")


def _hospital_front(canvas: Canvas) -> None:
    canvas.fill(box(300, 250, 1200, 790), across("#a9c4c2", "#e9f0e6", "#fbf8ec"))
    for top in range(395, 700, 92):
        canvas.fill(box(340, top, 1160, top + 52), across("#2d6a78", "#4f95a0", "#86c3c4"))
        pane_bars(canvas, (340, top, 1160, top + 52), (15, 1), 9, "#eef3e9")
    canvas.fill(box(610, 170, 890, 790), across("#d6e4de", "#ffffff"))
    canvas.fill(crescent(756, 290, 84, 0), "#1f7a6d")
    for top in range(400, 550, 62):
        frame = (630, top, 870, top + 55)
        windows(canvas, frame, (4, 1), "#f7d58a", share=0.8, fill=(0.7, 0.72))


def _hospital_door(canvas: Canvas) -> None:
    canvas.glow(750, 720, 320, "#ffe2a0", 0.5)
    canvas.fill(box(640, 650, 860, 790), down("#ffe9b0", "#f3c672"))
    pane_bars(canvas, (640, 650, 860, 790), (4, 1), 6, "#6f8f92")
    canvas.fill([(560, 600), (940, 600), (970, 640), (530, 640)], across("#a82a2a", "#d8473d"))
    canvas.fill([(600, 806), (900, 806), (1010, 1000), (490, 1000)], Veil("#ffe2a0", (0.3, 0.0)))


def _ambulance(canvas: Canvas, x: float, y: float) -> None:
    canvas.fill(ellipse(x, y + 4, 230, 18), "#24363d", 0.5)
    body = [(x - 100, y - 190), (x + 200, y - 190), (x + 208, y - 20), (x - 210, y - 20)]
    body += [(x - 214, y - 84), (x - 160, y - 104)]
    canvas.fill(body, across("#d5dfd9", "#ffffff"))
    canvas.fill(
        [(x - 96, y - 174), (x - 40, y - 174), (x - 40, y - 106), (x - 150, y - 106)], "#2f6572"
    )
    canvas.fill(box(x - 212, y - 74, x + 206, y - 46), "#1f7a6d")
    canvas.fill(crescent(x + 88, y - 128, 36, 0), "#1f7a6d")
    canvas.fill(rounded(x - 60, y - 208, x - 10, y - 190, 8), "#d9402f")
    canvas.glow(x - 35, y - 202, 90, "#ff7d5a", 0.6)
    for wheel in (x - 128, x + 118):
        canvas.fill(disc(wheel, y - 20, 38), "#27323a")
        canvas.fill(disc(wheel, y - 20, 17), "#b8c4c2")


@scene(
    title="ميكروفونات مؤتمر صحافي",
    alt="مجموعة ميكروفونات على منصة تنتظر المتحدث، وخلفها أضواء القاعة ورؤوس الحاضرين.",
    focal_point=(0.5, 0.42),
)
def microphone(canvas: Canvas) -> None:
    """Draw the microphones of a press conference from close by."""
    canvas.fill(box(0, 0, WIDTH, HEIGHT), down("#172534", "#274559", "#1a2b3a"))
    for x, y, radius in ((180, 170, 150), (520, 90, 120), (1040, 120, 140), (1350, 230, 170)):
        canvas.glow(x, y, radius * 2.2, "#f4c878", 0.55)
        canvas.fill(disc(x, y, radius * 0.28), "#ffe9b8", 0.85)
    for place in range(13):
        middle = 40 + place * 120 + canvas.chance.uniform(-20, 20)
        size = canvas.chance.uniform(130, 160)
        head_from_behind(canvas, middle, 720, size, "#142230", "#1b2e3d", dark=True)
    canvas.fill(box(0, 780, WIDTH, HEIGHT), "#101b27")
    canvas.fill(box(0, 680, WIDTH, 780), Veil("#101b27", (0.0, 1.0)))
    _microphone(canvas, (360, 420), 50, "#3f8793")
    _microphone(canvas, (1140, 400), 52, "#c9822e")
    _microphone(canvas, (545, 350), 58, "#b8402f")
    _microphone(canvas, (960, 330), 60, "#4d7a58")
    _microphone(canvas, (750, 270), 84, "#d9a441")
    canvas.fill([(250, 850), (1250, 850), (1330, 1000), (170, 1000)], down("#8a5a34", "#55331f"))
    canvas.fill([(230, 826), (1270, 826), (1254, 856), (246, 856)], across("#a06c3e", "#dba566"))


def _microphone(canvas: Canvas, top: Point, size: float, collar: str) -> None:
    """Draw a microphone at the end of its neck, leaning towards the middle of the desk."""
    x, y = top
    foot = (750 + (x - 750) * 0.35, 850.0)

    def below(reach: float) -> Point:
        return along(top, foot, reach * size / distance(top, foot))

    canvas.strand([below(2.4), foot], size * 0.26, "#0e1822")
    barrel = ribbon([below(0.7), below(3.3)], size * 1.05, size * 0.6)
    canvas.fill(barrel, across("#18222c", "#4d5a64", "#222d37"))
    sleeve = ribbon([below(1.1), below(2.1)], size * 1.5, size * 1.38)
    canvas.fill(sleeve, across(darker(collar, 0.4), collar, lighter(collar, 0.25)))
    ball = ellipse(x, y, size * 0.86, size * 1.06)
    canvas.fill(ball, Orb(("#dfe6e4", "#8c9aa0", "#3c4a54")))
    with canvas.inside(ball):
        for step in range(-8, 9):
            near, far = x + size * (step * 0.2 - 1), x + size * (step * 0.2 + 1)
            for start, end in ((near, far), (far, near)):
                wire = [(start, y - size * 1.2), (end, y + size * 1.2)]
                canvas.line(wire, 2.2, "#2b3741", 0.45)
        belt = ribbon([(x - size, y + size * 0.15), (x + size, y + size * 0.15)], size * 0.2)
        canvas.fill(belt, across("#55646e", "#aebbc0", "#6c7b84"))
