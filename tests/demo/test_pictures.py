"""The drawn pictures: all there, each its own, the same each time, described in Arabic."""

import io
import re

import pytest
from PIL import Image

from arabictext.direction import first_strong
from midad.demo import pictures
from midad.demo.services.edition_files import story_files

SIZE = {"width_px": 180, "height_px": 120}
NAMES = sorted(pictures.PICTURES)


@pytest.fixture(scope="module")
def drawn() -> dict[str, bytes]:
    return {name: pictures.draw_picture(name, **SIZE) for name in NAMES}


def _names_in(value):
    if isinstance(value, dict):
        yield from (value[key] for key in ("picture", "lead_picture") if key in value)
        value = list(value.values())
    if isinstance(value, list):
        for part in value:
            yield from _names_in(part)


def test_every_picture_a_story_uses_is_there():
    assert len(NAMES) == 42
    assert {name for story in story_files() for name in _names_in(story)} <= set(NAMES)


def test_each_is_a_jpeg_of_the_size_asked_for(drawn):
    for data in drawn.values():
        with Image.open(io.BytesIO(data)) as image:
            image.load()
            assert (image.format, image.mode) == ("JPEG", "RGB")
            assert image.size == (SIZE["width_px"], SIZE["height_px"])


def test_the_same_name_gives_the_same_bytes(drawn):
    for name in NAMES[::3]:  # each third one: a second round of all is slow
        assert pictures.draw_picture(name, **SIZE) == drawn[name]


def test_no_two_names_give_the_same_bytes(drawn):
    assert len(set(drawn.values())) == len(NAMES)


def test_none_is_nearly_one_colour(drawn):
    for name, data in drawn.items():
        with Image.open(io.BytesIO(data)) as image:
            darkest, brightest = image.convert("L").getextrema()
        assert brightest - darkest > 100, name


@pytest.mark.parametrize(("width_px", "height_px"), [(120, 120), (90, 160), (320, 90)])
def test_other_shapes_are_filled_to_their_corners(width_px, height_px):
    data = pictures.draw_picture("refinery", width_px=width_px, height_px=height_px)
    with Image.open(io.BytesIO(data)) as image:
        assert image.size == (width_px, height_px)
        # At its edges the refinery is never as bright as bare paper.
        edges = [image.crop((0, height_px - 1, width_px, height_px)), image.crop((0, 0, 1, 80))]
        assert all(edge.convert("L").getextrema()[1] < 235 for edge in edges)


def test_an_unknown_name_is_an_error():
    with pytest.raises(KeyError):
        pictures.draw_picture("nobody")


def test_titles_are_arabic_and_unique():
    titles = [recipe.title for recipe in pictures.PICTURES.values()]
    assert len(set(titles)) == len(titles)
    for title in titles:
        assert first_strong(title) == "rtl"
        assert not re.search("[A-Za-z]", title)


def test_alternative_texts_are_one_arabic_sentence_each():
    texts = [recipe.alt for recipe in pictures.PICTURES.values()]
    assert len(set(texts)) == len(texts)
    for text in texts:
        assert re.fullmatch(r"[\u0600-\u06ff ]{40,130}\.", text), text


def test_focal_points_are_shares_of_the_picture():
    for recipe in pictures.PICTURES.values():
        assert all(0 < share < 1 for share in recipe.focal_point)
