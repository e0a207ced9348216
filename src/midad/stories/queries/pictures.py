"""Pictures as pages show them: existing renditions only; what is missing is asked for by name."""

import logging
from collections.abc import Iterable
from dataclasses import dataclass
from functools import partial
from typing import Any

from django.utils.translation import pgettext_lazy
from wagtail.images import get_image_model
from wagtail.images.models import Filter

from midad.press.services.snapshot import once_a_snapshot
from midad.stories.queries import keys as key_names
from midad.stories.queries.keys import KeyRing
from midad.stories.queries.shapes import PictureView

logger = logging.getLogger("midad.stories")

WIDTHS_PX = (400, 800, 1400)
FORMATS = {
    "avif": ("image/avif", "format-avif|avifquality-55"),
    "webp": ("image/webp", "format-webp|webpquality-76"),
    "jpeg": ("image/jpeg", "format-jpeg|jpegquality-78"),
}
CAPTION_LABEL_WORDS = {
    "archive": pgettext_lazy("under a picture", "Archive"),
    "illustrative": pgettext_lazy("under a picture", "Illustrative"),
    "generated": pgettext_lazy("under a picture", "Made by artificial intelligence"),
}
_unusable: set[tuple[int, str]] = set()


def rendition_specs() -> list[str]:
    """Return the filter of every size and format a picture is kept in."""
    return [f"width-{width}|{spec}" for _, spec in FORMATS.values() for width in WIDTHS_PX]


def make_renditions(images: Iterable[Any]) -> None:
    """Make every missing size of ``images``; one that cannot be read is left out and logged."""
    for image in images:
        try:
            image.get_renditions(*[Filter(spec=spec) for spec in rendition_specs()])
        except Exception:
            _unusable.add((image.pk, image.file.name))
            logger.exception(
                "picture cannot be sized", extra={"event": "picture_unusable", "image_id": image.pk}
            )


@dataclass(frozen=True)
class _Size:
    url: str
    width: int
    height: int


@dataclass(frozen=True)
class _Sized:
    """A picture in every size: the one to fall back on, the largest, (mime type, srcset) pairs."""

    fallback: _Size
    largest: _Size
    sources: tuple[tuple[str, str], ...]


def images_by_id(image_ids: Iterable[int]) -> dict[int, Any]:
    """Return the pictures, and read their sizes, in two queries however many there are.

    A snapshot remembers them: a picture is read once for all its pages.
    """
    wanted = set(image_ids)
    remembered: dict[int, Any] = once_a_snapshot("pictures", dict)
    unread = wanted - remembered.keys()
    if unread:
        found = get_image_model().objects.in_bulk(unread)
        _read_sizes(found.values())
        remembered |= found
    return {pk: remembered[pk] for pk in sorted(wanted & remembered.keys())}


def picture_view(
    image: Any,
    ring: KeyRing,
    *,
    caption: str = "",
    caption_label: str = "",
    credit: str = "",
    graphic: bool = False,
    alt: str = "",
) -> PictureView | None:
    """Return ``image`` ready to show; None when it cannot be read.

    Asks the ring for its renditions when one is missing; the page is then rendered again.
    """
    ring.add(key_names.picture(image.pk))
    if not hasattr(image, "sized"):
        _read_sizes([image])
    sized: _Sized | None = image.sized
    if sized is None:
        if (image.pk, image.file.name) not in _unusable:
            ring.preparations.append(partial(make_renditions, [image]))
        return None
    return PictureView(
        url=sized.fallback.url,
        width=sized.fallback.width,
        height=sized.fallback.height,
        alt=alt or image.description or caption,
        sources=sized.sources,
        caption=caption,
        caption_label=str(CAPTION_LABEL_WORDS.get(caption_label, "")),
        credit=credit,
        graphic=graphic,
        object_position=_focal_steps(image),
        full_url=sized.largest.url,
    )


def _read_sizes(images: Iterable[Any]) -> None:
    """Set ``sized`` of each picture, in one query; None where a size is missing."""
    by_id = {image.pk: image for image in images}
    renditions = get_image_model().get_rendition_model()
    url = renditions._meta.get_field("file").storage.url
    by_spec: dict[int, dict[str, _Size]] = {pk: {} for pk in by_id}
    found = renditions.objects.filter(image_id__in=by_id).order_by("pk")
    rows = found.values_list("image_id", "filter_spec", "file", "width", "height")
    for pk, spec, name, width, height in rows:
        by_spec[pk][spec] = _Size(url(name), width, height)
    for pk, image in by_id.items():
        image.sized = _sized(by_spec[pk])


def _sized(by_spec: dict[str, _Size]) -> _Sized | None:
    if any(spec not in by_spec for spec in rendition_specs()):
        return None
    return _Sized(
        fallback=by_spec[f"width-{WIDTHS_PX[1]}|{FORMATS['jpeg'][1]}"],
        largest=by_spec[f"width-{WIDTHS_PX[-1]}|{FORMATS['jpeg'][1]}"],
        sources=tuple(_source(by_spec, name) for name in FORMATS),
    )


def _source(by_spec: dict[str, _Size], name: str) -> tuple[str, str]:
    mime_type, spec = FORMATS[name]
    widths: dict[int, str] = {}
    for width in WIDTHS_PX:
        size = by_spec[f"width-{width}|{spec}"]
        widths.setdefault(size.width, size.url)
    return mime_type, ", ".join(f"{url} {width}w" for width, url in sorted(widths.items()))


def _focal_steps(image: Any) -> str:
    """Return the focal point as "x-y" in tenths of the picture (percent, steps of ten)."""
    if not image.has_focal_point():
        return "50-50"
    across = round(image.focal_point_x / image.width * 10) * 10
    down = round(image.focal_point_y / image.height * 10) * 10
    return f"{min(max(across, 0), 100)}-{min(max(down, 0), 100)}"
