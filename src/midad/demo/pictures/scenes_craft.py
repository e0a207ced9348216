"""What hands made: the potter and the museum."""

from midad.demo.pictures.buildings import spot
from midad.demo.pictures.canvas import HEIGHT, WIDTH, Canvas
from midad.demo.pictures.figures import walker
from midad.demo.pictures.paints import Veil, across, darker, down, lighter
from midad.demo.pictures.recipes import scene
from midad.demo.pictures.shapes import (
    Point,
    arch,
    box,
    curve,
    diamond,
    disc,
    ellipse,
    moved,
    pointed_arch,
    ribbon,
    symmetric,
)


@scene(
    title="ورشة الفخار",
    alt="جرار فخارية مصفوفة على رفوف داخل قوس، وفي المقدمة دولاب الخزاف عليه إناء لم يجف بعد.",
    focal_point=(0.5, 0.55),
)
def pottery(canvas: Canvas) -> None:
    """Draw a potter's shop."""
    canvas.fill(box(0, 0, WIDTH, HEIGHT), across("#c99a6a", "#e6c08c", "#f4d9a8"))
    canvas.fill(pointed_arch(140, 40, 1360, 840), across("#8a5436", "#b0744a"))
    canvas.fill(pointed_arch(180, 84, 1320, 840), across("#5a3226", "#8a5238", "#a5663f"))
    canvas.fill([(1340, 60), (1500, 220), (420, 1000), (120, 1000)], Veil("#ffe6b0", (0.35, 0.1)))
    rows = (
        (440, ((400, 0.72, 0), (560, 0.9, 1), (750, 1.0, 2), (940, 0.86, 0), (1100, 0.7, 3))),
        (700, ((290, 1.0, 2), (450, 0.9, 3), (1050, 0.95, 1), (1210, 1.05, 0))),
    )
    for y, jars in rows:
        canvas.fill(box(230, y, 1270, y + 20), down("#b9824c", "#6d4429"))
        for x, size, kind in jars:
            _jar(canvas, x, y + 4, 190 * size, kind)
    canvas.fill(box(0, 820, WIDTH, HEIGHT), down("#a56f45", "#7a4a2e"))
    _wheel(canvas, 750, 880)
    _jar(canvas, 170, 950, 330, 1)
    _jar(canvas, 1350, 960, 360, 2)


JARS: tuple[tuple[str, tuple[Point, ...]], ...] = (
    ("#c8683c", ((0.16, -1), (0.11, -0.9), (0.12, -0.82), (0.36, -0.6), (0.38, -0.36), (0.16, 0))),
    ("#3f7f84", ((0.22, -1), (0.16, -0.92), (0.2, -0.84), (0.42, -0.5), (0.36, -0.18), (0.22, 0))),
    ("#d9934f", ((0.12, -1), (0.08, -0.88), (0.1, -0.72), (0.3, -0.46), (0.3, -0.22), (0.14, 0))),
    (
        "#e8d2a4",
        ((0.26, -0.7), (0.24, -0.64), (0.34, -0.4), (0.36, -0.26), (0.28, -0.08), (0.2, 0)),
    ),
)


def _jar(canvas: Canvas, x: float, y: float, height: float, kind: int) -> None:
    """Draw a jar of one of the four kinds, with its painted bands."""
    colour, side = JARS[kind]
    half = curve([(a * height, b * height) for a, b in side])
    outline = moved(symmetric(half), x, y)
    canvas.fill(ellipse(x - height * 0.14, y, height * 0.34, height * 0.035), "#3a1f18", 0.5)
    clay = across(darker(colour, 0.5), colour, lighter(colour, 0.4), colour, grain=0.35)
    canvas.fill(outline, clay)
    with canvas.inside(outline):
        tone = darker(colour, 0.45) if kind == len(JARS) - 1 else lighter(colour, 0.5)
        _ornament(canvas, x, y, height, tone)
    wide, top = side[0][0] * height, y + side[0][1] * height
    canvas.fill(ellipse(x, top, wide, wide * 0.26), darker(colour, 0.6))


def _ornament(canvas: Canvas, x: float, y: float, height: float, tone: str) -> None:
    """Paint two bands around a jar and a row of lozenges between them."""
    for level in (0.34, 0.5):
        ends = [(x + side * height * 0.5, y - height * level) for side in (-1, 1)]
        belt = curve([ends[0], (x, y - height * (level - 0.05)), ends[1]])
        canvas.fill(ribbon(belt, height * 0.025), tone, 0.75)
    for place in range(-4, 5):
        low = y - height * (0.4 - 0.004 * (16 - place**2))
        mark = diamond(x + place * height * 0.1, low, height * 0.035, height * 0.045)
        canvas.fill(mark, tone, 0.7)


def _wheel(canvas: Canvas, x: float, y: float) -> None:
    canvas.fill(ellipse(x - 40, y + 84, 320, 34), "#3a2018", 0.5)
    canvas.fill(box(x - 42, y, x + 42, y + 80), across("#4a2e22", "#8a5a3c"))
    canvas.fill(ellipse(x, y + 76, 210, 34), across("#5a3826", "#a06e48"))
    canvas.fill(ellipse(x, y + 14, 200, 38), "#5a3826")
    canvas.fill(ellipse(x, y, 200, 38), across("#8a6248", "#d9ad80"))
    side = ((0.3, -1), (0.27, -0.94), (0.34, -0.7), (0.44, -0.42), (0.34, -0.14), (0.22, 0))
    clay = moved(symmetric(curve([(a * 300, b * 300) for a, b in side])), x, y)
    canvas.fill(clay, across("#5d3a30", "#a86e54", "#e0ab88", "#b57d60", grain=0.35))
    canvas.fill(ellipse(x, y - 300, 90, 20), "#4a2a24")
    for level in (60, 120, 175, 225):
        groove = curve([(x - 120, y - level), (x, y - level + 18), (x + 120, y - level)])
        with canvas.inside(clay):
            canvas.fill(ribbon(groove, 4), "#6d4436", 0.5)


@scene(
    title="قاعة المتحف",
    alt="زائران يتأملان جرة أثرية داخل خزانة زجاجية مضاءة، وعلى جدران القاعة لوحات بين أقواس.",
    focal_point=(0.5, 0.55),
)
def museum(canvas: Canvas) -> None:
    """Draw a museum hall with its treasure."""
    canvas.fill(box(0, 0, WIDTH, 760), down("#2f4a58", "#4a6d78", "#5f8289"))
    for x in (60, 330, 970, 1240):
        canvas.fill(arch(x, 190, x + 210, 760), across("#223a48", "#3a5864"))
    for x, view in ((90, 0), (360, 1), (1000, 2), (1270, 3)):
        _painting(canvas, x, 340, view)
    canvas.fill(arch(590, 70, 910, 760), across("#1d323f", "#33525e"))
    canvas.fill(box(0, 752, WIDTH, HEIGHT), down("#c9a878", "#a5804f", "#7d5d3c"))
    for place in range(-8, 9):
        canvas.line([(750 + place * 90, 760), (750 + place * 220, HEIGHT)], 2.4, "#7d5d3c", 0.6)
    canvas.fill(box(0, 740, WIDTH, 760), "#1d323f")
    spot(canvas, (750, -40), (750, 850, 260), "#fff0c4", 0.6)
    _case(canvas, 750, 880)
    for x, y, height, flip in ((400, 930, 380, False), (1130, 950, 400, True)):
        canvas.fill(ellipse(x, y, 110, 14), "#4a3424", 0.5)
        walker(canvas, x, y, height, "#1a2530", stride=0.34, robe=flip, flip=flip)


def _painting(canvas: Canvas, x: float, y: float, view: int) -> None:
    canvas.glow(x + 75, y - 40, 150, "#fff0c4", 0.4)
    canvas.fill(box(x, y, x + 150, y + 200), across("#a87a34", "#e6c06a"))
    picture = box(x + 14, y + 14, x + 136, y + 186)
    skies = (
        ("#f2a35e", "#f9d79a"),
        ("#7fb7c0", "#e6ecd0"),
        ("#3a3f6a", "#c9788a"),
        ("#e3c98f", "#f6e6bd"),
    )
    grounds = ("#8a4a35", "#4f8a5a", "#2c2a4a", "#b5533a")
    with canvas.inside(picture):
        canvas.fill(picture, down(*skies[view]))
        canvas.fill(disc(x + 96, y + 66, 20), "#fff6da")
        hill = curve([(x, y + 140), (x + 50, y + 104), (x + 100, y + 132), (x + 160, y + 100)])
        canvas.fill([*hill, (x + 160, y + 200), (x, y + 200)], grounds[view])
        canvas.fill(
            [(x, y + 160), (x + 150, y + 140), (x + 150, y + 200), (x, y + 200)],
            darker(grounds[view], 0.35),
        )


def _case(canvas: Canvas, x: float, y: float) -> None:
    canvas.fill(ellipse(x, y + 8, 210, 24), "#3a2a20", 0.5)
    canvas.fill(box(x - 150, y - 170, x + 150, y), across("#8a8578", "#d9d2bf", "#f4efe0"))
    canvas.fill(box(x - 166, y - 190, x + 166, y - 166), across("#a59f8f", "#fffaec"))
    _jar(canvas, x, y - 196, 300, 0)
    for side in (-1, 1):
        handle = curve(
            [(x + side * 40, y - 470), (x + side * 96, y - 450), (x + side * 104, y - 376)]
        )
        canvas.fill(ribbon(handle, 13), "#a8542f")
    canvas.fill(box(x - 150, y - 540, x + 150, y - 190), "#cfeaea", 0.16)
    canvas.fill(
        [(x + 30, y - 540), (x + 90, y - 540), (x - 60, y - 190), (x - 120, y - 190)],
        "#f4fff8",
        0.16,
    )
    for side in (-150, 150):
        canvas.fill(box(x + side - 3, y - 540, x + side + 3, y - 190), "#d6e6e0", 0.8)
    canvas.fill(box(x - 153, y - 546, x + 153, y - 536), "#d6e6e0", 0.9)
