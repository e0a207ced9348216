"""The demo's pictures: drawn by the program, so that nobody's photograph is needed.

``PICTURES`` says by name what is to be seen; ``draw_picture`` draws it. One name gives the same
bytes each time on one version of Pillow.
"""

import io

from midad.demo.pictures import (  # noqa: F401 - each module registers its scenes
    scenes_city,
    scenes_craft,
    scenes_culture,
    scenes_desk,
    scenes_energy,
    scenes_land,
    scenes_school,
    scenes_science,
    scenes_sea,
    scenes_sport,
    scenes_state,
    scenes_street,
    scenes_travel,
)
from midad.demo.pictures.canvas import Canvas
from midad.demo.pictures.recipes import PICTURES, PictureRecipe

__all__ = ["PICTURES", "PictureRecipe", "draw_picture"]

_QUALITY = 86


def draw_picture(name: str, *, width_px: int = 1600, height_px: int = 1067) -> bytes:
    """Draw the picture of this name as a JPEG; other shapes than 3:2 are cut around the middle."""
    canvas = Canvas(name, width_px=width_px, height_px=height_px)
    PICTURES[name].draw(canvas)
    out = io.BytesIO()
    canvas.finished().save(out, "JPEG", quality=_QUALITY)
    return out.getvalue()
