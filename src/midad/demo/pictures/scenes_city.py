"""The town: its night, a street of it, its old market."""

from midad.demo.pictures.buildings import (
    dome,
    lantern,
    minaret,
    slanted_windows,
    windows,
)
from midad.demo.pictures.canvas import HEIGHT, WIDTH, Canvas
from midad.demo.pictures.figures import walker
from midad.demo.pictures.nature import cloud, sky, stars
from midad.demo.pictures.paints import Veil, across, darker, down, lighter, mix
from midad.demo.pictures.recipes import scene
from midad.demo.pictures.shapes import (
    Path,
    along,
    arch,
    box,
    curve,
    disc,
    ellipse,
    pointed_arch,
    ribbon,
)


@scene(
    title="المدينة ليلا",
    alt="قمر كبير فوق مدينة تضيء نوافذ أبراجها، وأمامها سطوح المدينة القديمة وقبابها ومئذنتان.",
    focal_point=(0.6, 0.5),
)
def city_night(canvas: Canvas) -> None:
    """Draw the towers over the old roofs."""
    sky(canvas, "#0d1a33", "#1e3157", "#4a4a74", "#8c6478")
    stars(canvas, 130, "#fdf3d6", bottom=520)
    canvas.glow(1080, 250, 520, "#f7dfae", 0.5)
    canvas.fill(disc(1080, 250, 118), down("#fff3cf", "#f2d696"))
    for x, y, radius in ((1050, 220, 22), (1115, 285, 30), (1040, 300, 14)):
        canvas.fill(disc(x, y, radius), "#e3c283", 0.6)
    _towers(canvas, "#56587c", 470, 150, 0.16)
    _towers(canvas, "#3a4468", 590, 130, 0.3)
    canvas.fill(box(0, 560, WIDTH, 850), Veil("#c08578", (0.0, 0.55)))
    minaret(canvas, 300, 900, 600, "#1c2542")
    minaret(canvas, 1265, 900, 500, "#1c2542")
    for x, half, bottom in ((520, 120, 800), (745, 70, 815), (1080, 92, 810)):
        canvas.fill(box(x - half * 1.15, bottom - 6, x + half * 1.15, 920), "#161f39")
        dome(canvas, x, bottom, half, "#243056")
    _old_roofs(canvas)


def _towers(canvas: Canvas, colour: str, top: float, rise: float, lit: float) -> None:
    x = -30.0
    while x < WIDTH:
        wide = canvas.chance.uniform(70, 130)
        high = top - canvas.chance.uniform(-60, rise)
        canvas.fill(box(x, high, x + wide, 900), across(darker(colour, 0.2), lighter(colour, 0.06)))
        if canvas.chance.random() < 0.35:
            canvas.fill(box(x + wide * 0.48, high - 50, x + wide * 0.53, high), colour)
        frame = (x + 8, high + 14, x + wide - 8, 860)
        windows(canvas, frame, (int(wide / 20), 15), "#f6c86a", share=lit, fill=(0.45, 0.5))
        x += wide + canvas.chance.uniform(4, 26)


def _old_roofs(canvas: Canvas) -> None:
    x = -40.0
    while x < WIDTH:
        wide, top = canvas.chance.uniform(110, 210), canvas.chance.uniform(835, 900)
        canvas.fill(box(x, top, x + wide, HEIGHT), across("#0b1123", "#1a2440"))
        canvas.fill(box(x - 4, top - 10, x + wide + 4, top + 2), "#26314f")
        for place in range(int(wide / 62)):
            at = x + 26 + place * 62
            if canvas.chance.random() < 0.62:
                canvas.glow(at + 13, top + 62, 60, "#f5b95c", 0.35)
                canvas.fill(arch(at, top + 38, at + 26, top + 86), "#f9cd75")
            else:
                canvas.fill(arch(at, top + 38, at + 26, top + 86), "#0a1020")
        x += wide


@scene(
    title="شارع في المدينة",
    alt="شارع تصطف على جانبيه بيوت ومتاجر بمظلات ملونة، وعلى إسفلته رقع إصلاح، وفي آخره مئذنة.",
    focal_point=(0.5, 0.5),
)
def city_street(canvas: Canvas) -> None:
    """Draw a street towards its vanishing point."""
    sky(canvas, "#5fa8b8", "#b7dccf", "#fdeecb", bottom=640)
    cloud(canvas, 860, 170, 260, "#fffaf0", 0.9)
    minaret(canvas, 690, 600, 330, "#d9b98a")
    dome(canvas, 790, 520, 62, "#c9a676")
    canvas.fill(box(640, 515, 880, 600), "#d0ae80")
    canvas.fill([(0, HEIGHT), (WIDTH, HEIGHT), (790, 590), (710, 590)], down("#9aa0a0", "#5f686e"))
    _sidewalks(canvas)
    walls = ("#d98f5a", "#efcb94", "#c9715a", "#e3b884", "#d99a6c", "#e9c189")
    left = ((-190, 60), (110, 150), (330, 170), (490, 260), (590, 330), (650, 400), (690, 0))
    right = ((1690, 0), (1400, 130), (1180, 120), (1020, 270), (905, 300), (850, 390), (810, 0))
    for row in (left, right):
        for (near, top), (far, _), wall in reversed(list(zip(row, row[1:], walls, strict=False))):
            _house(canvas, near, far, top, wall)
    for x, y, wide in ((640, 900, 190), (800, 780, 110), (880, 930, 150), (735, 690, 60)):
        patch = [(x - wide * 0.5, y + wide * 0.14), (x - wide * 0.36, y - wide * 0.14)]
        patch += [(x + wide * 0.4, y - wide * 0.12), (x + wide * 0.52, y + wide * 0.14)]
        canvas.fill(patch, "#3d464d")
    for x, y, height in ((325, 880, 210), (1180, 860, 196), (950, 725, 104), (560, 718, 96)):
        canvas.fill(ellipse(x - height * 0.4, y, height * 0.5, height * 0.045), "#3b3a40", 0.35)
        walker(canvas, x, y, height, "#34343c", stride=0.5, robe=x in (325, 950), flip=x > 900)


def _sidewalks(canvas: Canvas) -> None:
    canvas.fill([(0, HEIGHT), (710, 590), (690, 590), (-700, HEIGHT)], across("#b59a78", "#d8bd93"))
    canvas.fill([(WIDTH, HEIGHT), (790, 590), (810, 590), (2200, HEIGHT)], "#f0d9ac")
    canvas.fill([(0, HEIGHT), (710, 590), (714, 590), (60, HEIGHT)], "#efe0bd", 0.8)
    for step in range(9):
        near = (step / 8) ** 1.8
        y, half = 605 + 380 * near, 2 + 9 * near
        canvas.fill(box(750 - half, y, 750 + half, y + 5 + 36 * near), "#f2e6c4", 0.85)


def _house(canvas: Canvas, near: float, far: float, top: float, wall: str) -> None:
    """Draw a house at the street's side, narrowing towards the vanishing point."""
    focus = (750.0, 585.0)
    share = (far - near) / (focus[0] - near)
    high, low = (near, top), (near, 585 + abs(near - 750) * 0.47)
    far_high, far_low = along(high, focus, share), along(low, focus, share)
    shade = darker(wall, 0.2) if near < 750 else lighter(wall, 0.1)
    corners: Path = [high, low, far_low, far_high]
    canvas.fill(corners, down(lighter(shade, 0.1), shade, darker(shade, 0.12), grain=0.3))
    panes = [along(high, low, 0.03), along(high, low, 0.76)]
    panes += [along(far_high, far_low, 0.76), along(far_high, far_low, 0.03)]
    slanted_windows(canvas, panes, (3, 3), down("#2f5562", "#5c8288"))
    cornice = [along(high, low, 0.03), along(far_high, far_low, 0.03), far_high, high]
    canvas.fill(cornice, lighter(wall, 0.4))
    shop = [along(high, low, 0.82), low, far_low, along(far_high, far_low, 0.82)]
    slanted_windows(canvas, shop, (2, 1), "#3a3238")
    out = (750 - near) * 0.09
    cloth = [along(high, low, 0.77), along(far_high, far_low, 0.77)]
    cloth += [(far + out * (1 - share), cloth[1][1] + abs(out) * 0.7 * (1 - share))]
    cloth += [(near + out, cloth[0][1] + abs(out) * 0.7)]
    canvas.fill(cloth, canvas.chance.choice(("#b8402f", "#2f7a78", "#d79a33")))


@scene(
    title="السوق القديم",
    alt="ممر سوق مسقوف بأقواس متتابعة تنفذ منها حزم الشمس، وعلى جانبيه دكاكين أقمشة وتوابل.",
    focal_point=(0.5, 0.5),
)
def old_market(canvas: Canvas) -> None:
    """Draw the vaulted passage, arch behind arch."""
    canvas.fill(box(0, 0, WIDTH, HEIGHT), "#2c1a16")
    shares = [((index + 1) / 6) ** 1.7 for index in range(6)]
    for near in reversed(shares):
        _vault(canvas, near)
    canvas.fill(pointed_arch(655, 455, 845, 700), down("#fff3cd", "#ffd98d"))
    canvas.glow(750, 560, 420, "#ffe2a0", 0.5)
    canvas.fill([(655, 690), (845, 690), (1330, 1000), (170, 1000)], down("#e8bb78", "#7d4c30"))
    for near in shares[1:]:
        _stall(canvas, near, -1)
        _stall(canvas, near, 1)
    _sunbeams(canvas)
    people = ((720, 735, 130, True), (800, 725, 118, False), (590, 850, 215, True))
    for x, y, height, robe in people:
        canvas.fill(ellipse(x - 30, y, height * 0.3, height * 0.05), "#1d100e", 0.5)
        walker(canvas, x, y, height, "#241512", robe=robe)
    for x, y, size in ((465, 250, 42), (1040, 250, 42), (620, 380, 24), (885, 380, 24)):
        lantern(canvas, x, y, size, "#8a5a24", "#ffc866")


def _sunbeams(canvas: Canvas) -> None:
    """Let the sun in through openings of the vault (x, y) to the floor (x, y)."""
    carpet = [(690, 660), (810, 660), (1180, 1000), (320, 1000)]
    canvas.fill(carpet, Veil("#ffd890", (0.35, 0.05)))
    beams = (((820, 40), (640, 820)), ((900, -60), (560, 980)), ((775, 190), (705, 720)))
    for (x, y), (foot, floor) in beams:
        half = (floor - 600) * 0.34
        beam = [(x - half / 4, y), (x + half / 4, y), (foot + half, floor), (foot - half, floor)]
        canvas.fill(beam, Veil("#ffe3a4", (0.5, 0.12), grain=0.35))
        canvas.fill(ellipse(foot, floor, half, half * 0.2), "#ffe6ad", 0.5)


def _vault(canvas: Canvas, near: float) -> None:
    """Draw one bay of the passage: the face of its arch, then the shade behind it."""
    half, top, floor = 95 + 600 * near, 455 - 470 * near, 690 + 420 * near
    stone = mix("#edc084", "#8a5634", near)
    face = pointed_arch(750 - half * 1.12, top - half * 0.15, 750 + half * 1.12, floor)
    canvas.fill(face, across(darker(stone, 0.1), lighter(stone, 0.15), lighter(stone, 0.4)))
    behind = pointed_arch(750 - half, top, 750 + half, floor)
    canvas.fill(behind, across(darker(stone, 0.45), darker(stone, 0.2), darker(stone, 0.1)))


def _stall(canvas: Canvas, near: float, side: int) -> None:
    """Draw a stall at one side (-1 left): hanging cloths, then heaps of spice."""
    half, floor = 95 + 600 * near, 690 + 360 * near
    wall = 750 + side * half
    cloths = ("#b23a34", "#d8902f", "#2f7470", "#7a3350", "#e3bb56")
    rail = floor - half * 0.98
    for piece in range(3):
        left = wall - side * half * (-0.06 + 0.1 * piece)
        right = left - side * half * 0.09
        bottom = floor - half * canvas.chance.uniform(0.32, 0.5)
        colour = canvas.chance.choice(cloths)
        canvas.fill(
            box(left, rail, right, bottom),
            across(darker(colour, 0.35), colour, darker(colour, 0.15)),
        )
        for stripe in (0.8, 0.88):
            y = rail + (bottom - rail) * stripe
            canvas.fill(box(left, y, right, y + half * 0.02), "#f4dca6", 0.75)
    canvas.fill(
        ribbon([(wall + side * half * 0.1, rail), (wall - side * half * 0.28, rail)], half * 0.025),
        "#3a2018",
    )
    _spices(canvas, wall, floor, half, side)


def _spices(canvas: Canvas, wall: float, floor: float, half: float, side: int) -> None:
    base = floor - half * 0.2
    for heap in range(3):
        middle, reach = wall + side * half * (0.06 - 0.14 * heap), half * 0.075
        spice = ("#d4552c", "#e8b23a", "#8c9a3e", "#9a4a2c")[(heap + int(half)) % 4]
        mound = [(-1.0, 0.0), (-0.5, -0.62), (0.0, -1.3), (0.5, -0.62), (1.0, 0.0)]
        outline = [(middle + a * reach, base + b * reach) for a, b in curve(mound)]
        canvas.fill(outline, across(darker(spice, 0.35), spice, lighter(spice, 0.15)))
    counter = box(wall + side * half * 0.2, base, wall - side * half * 0.32, floor)
    canvas.fill(counter, across("#4a2a1b", "#7a4b2e"))
    canvas.fill(
        box(wall + side * half * 0.2, base, wall - side * half * 0.33, base + half * 0.03),
        "#a8703f",
    )
