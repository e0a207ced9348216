"""The register of pictures: each scene says what it is called and what is seen in it."""

from collections.abc import Callable
from dataclasses import dataclass

from midad.demo.pictures.canvas import Canvas

Draw = Callable[[Canvas], None]


@dataclass(frozen=True)
class PictureRecipe:
    """What an editor would write beside a picture, and how it is drawn."""

    title: str
    alt: str
    focal_point: tuple[float, float]
    draw: Draw


PICTURES: dict[str, PictureRecipe] = {}


def scene(*, title: str, alt: str, focal_point: tuple[float, float]) -> Callable[[Draw], Draw]:
    """Register the decorated function's picture under the function's name."""

    def register(draw: Draw) -> Draw:
        PICTURES[draw.__name__] = PictureRecipe(title, alt, focal_point, draw)
        return draw

    return register
