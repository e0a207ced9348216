"""The canvas: shapes in units of a page 1500 by 1000, drawn at twice the size and reduced."""

import itertools
import random
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from functools import lru_cache

from PIL import Image, ImageChops, ImageDraw, ImageFilter

from midad.demo.pictures.paints import Blend, Orb, Paint, Veil, Way, rgb, steps
from midad.demo.pictures.shapes import Path, Point, limb, ribbon

WIDTH, HEIGHT = 1500, 1000
_FINER = 2
_BLUR_COARSER = 8
_PAPER = "#fff9ee"
_GRAIN = 0.07

Frame = tuple[int, int, int, int]
_Box = tuple[float, float, float, float]


class Canvas:
    """One picture under the brush; ``chance`` is seeded with its name."""

    def __init__(self, name: str, *, width_px: int, height_px: int) -> None:
        self.chance = random.Random(name)  # noqa: S311 - a drawing, not a secret
        wide, high = width_px * _FINER, height_px * _FINER
        self._size = (wide, high)
        self._scale = max(wide / WIDTH, high / HEIGHT)
        middle = ((wide - WIDTH * self._scale) / 2, (high - HEIGHT * self._scale) / 2)
        self._onto(Image.new("RGB", self._size, rgb(_PAPER)), middle)

    def fill(self, path: Sequence[Point], paint: Paint, opacity: float = 1.0) -> None:
        """Fill one path."""
        self.fill_all([path], paint, opacity)

    def fill_all(
        self, paths: Sequence[Sequence[Point]], paint: Paint, opacity: float = 1.0
    ) -> None:
        """Fill several paths as one shape: a paint passes over all of them together."""
        outlines = [self._pixels(path) for path in paths]
        if isinstance(paint, str) and opacity >= 1:
            for outline in outlines:
                self._pen.polygon(outline, fill=rgb(paint))
            return
        extent = _extent(outlines)
        frame = self._visible(extent)
        if frame is None:
            return
        mask = _stencil(outlines, frame)
        self._lay(paint, extent, frame, _dimmed(mask, opacity))

    def line(self, points: Sequence[Point], width: float, paint: Paint, opacity: float = 1) -> None:
        """Draw a line of even width with square ends."""
        self.fill(ribbon(points, width), paint, opacity)

    def strand(self, points: Sequence[Point], width: float, paint: Paint) -> None:
        """Draw a bent line with round ends and joints."""
        pairs = itertools.pairwise(points)
        self.fill_all([limb(start, end, width, width) for start, end in pairs], paint)

    def glow(self, x: float, y: float, radius: float, colour: str, strength: float = 0.6) -> None:
        """Lay a soft round light."""
        extent = self._extent_of(x - radius, y - radius, x + radius, y + radius)
        frame = self._visible(extent)
        if frame is None:
            return
        ramp = _radial_ramp(extent, frame, (0.5, 0.5), reach=1.0)
        fall = [round(255 * strength * (1 - step / 255) ** 2) for step in range(256)]
        self._image.paste(rgb(colour), frame, ramp.point(fall))

    def shadow(
        self, path: Sequence[Point], colour: str, *, blur: float = 20, opacity: float = 0.4
    ) -> None:
        """Lay a soft-edged shape: a shadow, mist, a blurred light."""
        outline = self._pixels(path)
        reach = blur * self._scale * 2
        left, top, right, bottom = _extent([outline])
        frame = self._visible((left - reach, top - reach, right + reach, bottom + reach))
        if frame is None:
            return
        mask = _soft_stencil(outline, frame, blur * self._scale)
        self._image.paste(rgb(colour), frame, _dimmed(mask, opacity))

    @contextmanager
    def inside(self, *paths: Sequence[Point]) -> Iterator[None]:
        """Keep what is drawn in this context within the paths."""
        outlines = [self._pixels(path) for path in paths]
        frame = self._visible(_extent(outlines)) or (0, 0, 1, 1)
        outer, origin = self._image, self._origin
        self._onto(outer.crop(frame), (origin[0] - frame[0], origin[1] - frame[1]))
        yield
        outer.paste(self._image, frame, _stencil(outlines, frame))
        self._onto(outer, origin)

    def finished(self) -> Image.Image:
        """Return the picture at the size asked for, on its paper."""
        image = self._image.reduce(_FINER)
        image = ImageChops.multiply(image, Image.new("RGB", image.size, rgb(_PAPER)))
        grain = _noise(image.size, 1, _GRAIN)
        return ImageChops.add(image, Image.merge("RGB", (grain, grain, grain)), 1, -128)

    def _onto(self, image: Image.Image, origin: Point) -> None:
        self._image, self._origin = image, origin
        self._pen = ImageDraw.Draw(image)

    def _lay(self, paint: Paint, extent: _Box, frame: Frame, mask: Image.Image) -> None:
        if isinstance(paint, str):
            self._image.paste(rgb(paint), frame, mask)
            return
        ramp = self._ramp(paint, extent, frame)
        if isinstance(paint, Veil):
            opacities = [round(255 * value) for value in steps(paint.opacities)]
            veil = ImageChops.multiply(mask, ramp.point(opacities))
            self._image.paste(rgb(paint.colour), frame, veil)
        else:
            self._image.paste(_tinted(ramp, paint.colours), frame, mask)

    def _ramp(self, paint: Blend | Veil | Orb, extent: _Box, frame: Frame) -> Image.Image:
        if isinstance(paint, Orb):
            ramp = _radial_ramp(extent, frame, paint.light, reach=2.0)
        else:
            ramp = _straight_ramp(extent, frame, paint.way)
        if not paint.grain:
            return ramp
        noise = _noise(self._size, _FINER, paint.grain).crop(frame)
        return ImageChops.add(ramp, noise, 1, -128)

    def _pixels(self, path: Sequence[Point]) -> Path:
        across, down = self._origin
        return [(across + x * self._scale, down + y * self._scale) for x, y in path]

    def _extent_of(self, left: float, top: float, right: float, bottom: float) -> _Box:
        return _extent([self._pixels([(left, top), (right, bottom)])])

    def _visible(self, extent: _Box) -> Frame | None:
        left, top = max(0, int(extent[0])), max(0, int(extent[1]))
        right = min(self._image.width, int(extent[2]) + 2)
        bottom = min(self._image.height, int(extent[3]) + 2)
        return (left, top, right, bottom) if left < right and top < bottom else None


def _extent(outlines: Sequence[Sequence[Point]]) -> _Box:
    across = [x for outline in outlines for x, _ in outline]
    down = [y for outline in outlines for _, y in outline]
    return min(across), min(down), max(across), max(down)


def _stencil(outlines: Sequence[Sequence[Point]], frame: Frame) -> Image.Image:
    mask = Image.new("L", (frame[2] - frame[0], frame[3] - frame[1]), 0)
    pen = ImageDraw.Draw(mask)
    for outline in outlines:
        pen.polygon([(x - frame[0], y - frame[1]) for x, y in outline], fill=255)
    return mask


def _soft_stencil(outline: Sequence[Point], frame: Frame, blur_px: float) -> Image.Image:
    coarser = _BLUR_COARSER if blur_px > _BLUR_COARSER else 1
    size = (frame[2] - frame[0], frame[3] - frame[1])
    small = Image.new("L", (size[0] // coarser + 1, size[1] // coarser + 1), 0)
    shifted = [((x - frame[0]) / coarser, (y - frame[1]) / coarser) for x, y in outline]
    ImageDraw.Draw(small).polygon(shifted, fill=255)
    soft = small.filter(ImageFilter.GaussianBlur(blur_px / coarser))
    return soft.resize(size, Image.Resampling.BILINEAR)


def _dimmed(mask: Image.Image, opacity: float) -> Image.Image:
    if opacity >= 1:
        return mask
    return mask.point([round(step * opacity) for step in range(256)])


def _straight_ramp(extent: _Box, frame: Frame, way: Way) -> Image.Image:
    start, end = (extent[0], extent[2]) if way == "across" else (extent[1], extent[3])
    first, last = (frame[0], frame[2]) if way == "across" else (frame[1], frame[3])
    span = max(end - start, 1)
    shares = [max(0.0, min(1.0, (at - start) / span)) * 255 for at in (first, last)]
    strip = Image.linear_gradient("L")
    size = (frame[2] - frame[0], frame[3] - frame[1])
    if way == "across":
        strip = strip.transpose(Image.Transpose.ROTATE_90)
        window = (shares[0], 0.0, max(shares[1], shares[0] + 0.01), 256.0)
    else:
        window = (0.0, shares[0], 256.0, max(shares[1], shares[0] + 0.01))
    return strip.resize(size, Image.Resampling.BILINEAR, box=window)


def _radial_ramp(extent: _Box, frame: Frame, light: Point, *, reach: float) -> Image.Image:
    """Return distance from the lit spot: 0 there, full at ``reach`` half boxes away."""
    wide, high = (extent[2] - extent[0]) * reach, (extent[3] - extent[1]) * reach
    left = extent[0] + (extent[2] - extent[0]) * light[0] - wide / 2
    top = extent[1] + (extent[3] - extent[1]) * light[1] - high / 2
    size = (frame[2] - frame[0], frame[3] - frame[1])
    # From each pixel of the frame to the ready-made gradient of 256 by 256.
    across = (256 / wide, 0.0, (frame[0] - left) * 256 / wide)
    down = (0.0, 256 / high, (frame[1] - top) * 256 / high)
    return _round_gradient().transform(
        size, Image.Transform.AFFINE, across + down, Image.Resampling.BILINEAR, fillcolor=255
    )


@lru_cache(maxsize=1)
def _round_gradient() -> Image.Image:
    """Return distance from the middle, full where the inscribed circle ends."""
    corner_over_side = 2**0.5
    return Image.radial_gradient("L").point(
        [min(255, round(step * corner_over_side)) for step in range(256)]
    )


def _tinted(ramp: Image.Image, colours: tuple[str, ...]) -> Image.Image:
    channels = zip(*(rgb(colour) for colour in colours), strict=True)
    tables = [[round(value) for value in steps(tuple(channel))] for channel in channels]
    return Image.merge("RGB", [ramp.point(table) for table in tables])


@lru_cache(maxsize=8)
def _noise(size: tuple[int, int], coarser: int, strength: float) -> Image.Image:
    """Return grain around 128; one grain is ``coarser`` pixels wide."""
    small = (size[0] // coarser + 1, size[1] // coarser + 1)
    chance = random.Random("paper")  # noqa: S311 - a drawing, not a secret
    first, second = (
        Image.frombytes("L", small, chance.randbytes(small[0] * small[1])) for _ in range(2)
    )
    grain = ImageChops.add(first, second, 2)
    table = [max(0, min(255, round(128 + (step - 127.5) * strength))) for step in range(256)]
    wide = grain.point(table).resize(
        (small[0] * coarser, small[1] * coarser), Image.Resampling.NEAREST
    )
    return wide.crop((0, 0, *size))
