"""Stand-in until the drawn pictures land."""

import io
import random
from dataclasses import dataclass

from PIL import Image, ImageDraw


@dataclass(frozen=True)
class PictureRecipe:
    title: str
    alt: str
    focal_point: tuple[float, float] = (0.5, 0.5)


_NAMES = [
    "parliament",
    "port",
    "city_night",
    "city_street",
    "old_market",
    "school",
    "hospital",
    "bus",
    "water_pipes",
    "wheat_field",
    "palm_grove",
    "solar_farm",
    "wind_turbines",
    "power_lines",
    "refinery",
    "bank",
    "coins_chart",
    "ship",
    "lighthouse",
    "stadium",
    "football",
    "handball",
    "runner",
    "theatre",
    "books",
    "cinema",
    "pottery",
    "museum",
    "telescope",
    "laboratory",
    "circuit",
    "satellite",
    "desert",
    "mountains",
    "island",
    "rain",
    "greenhouse",
    "train",
    "airport",
    "classroom",
    "microphone",
    "newspaper",
]
PICTURES = {name: PictureRecipe(name, name) for name in _NAMES}


def draw_picture(name: str, *, width_px: int = 1600, height_px: int = 1067) -> bytes:
    chance = random.Random(name)
    image = Image.new(
        "RGB", (width_px, height_px), tuple(chance.randrange(80, 220) for _ in range(3))
    )
    pen = ImageDraw.Draw(image)
    for _ in range(6):
        x, y, r = chance.randrange(width_px), chance.randrange(height_px), chance.randrange(60, 400)
        pen.ellipse(
            (x - r, y - r, x + r, y + r), fill=tuple(chance.randrange(40, 240) for _ in range(3))
        )
    out = io.BytesIO()
    image.save(out, "JPEG", quality=86)
    return out.getvalue()
