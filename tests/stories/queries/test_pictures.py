"""Pictures as pages show them: every size and format, the focal point, never a broken one."""

import gc
import logging

import pytest
from django.db import connection

from midad.stories.queries import pictures
from midad.stories.queries.keys import KeyRing
from midad.stories.queries.pictures import (
    FORMATS,
    WIDTHS_PX,
    images_by_id,
    make_renditions,
    picture_view,
)
from tests.stories.factories import fresh, make_picture, sized_picture

pytestmark = pytest.mark.django_db


def shown(image, **words):
    return picture_view(images_by_id([image.pk])[image.pk], KeyRing(), **words)


def test_a_picture_comes_in_every_format_best_first_and_every_width():
    view = shown(sized_picture(width=1600))
    assert [mime for mime, _ in view.sources] == ["image/avif", "image/webp", "image/jpeg"]
    for _, srcset in view.sources:
        widths = [candidate.split()[-1] for candidate in srcset.split(", ")]
        assert widths == [f"{width}w" for width in WIDTHS_PX]
    assert (view.width, view.height) == (800, 533)
    assert view.url.endswith("800.jpeg")
    assert view.full_url.endswith("1400.jpeg")


def test_a_small_picture_has_no_width_twice():
    view = shown(sized_picture(width=600))
    assert [candidate.split()[-1] for candidate in view.sources[0][1].split(", ")] == [
        "400w",
        "600w",
    ]


@pytest.mark.parametrize(
    ("focus", "steps"),
    [
        (None, "50-50"),
        ((800, 533), "50-50"),
        ((0, 0), "0-0"),
        ((1600, 1066), "100-100"),
        ((480, 320), "30-30"),
        ((1200, 100), "80-10"),
        ((2000, -50), "100-0"),
    ],
)
def test_the_focal_point_is_told_in_steps_of_ten(focus, steps):
    image = sized_picture(width=1600)
    if focus:
        image.focal_point_x, image.focal_point_y = focus
        image.focal_point_width = image.focal_point_height = 10
    assert pictures._focal_steps(image) == steps


@pytest.mark.parametrize(
    ("description", "caption", "alt", "shown_alt"),
    [
        ("رصيف", "تعليق", "", "رصيف"),
        ("", "تعليق", "", "تعليق"),
        ("رصيف", "تعليق", "هالة", "هالة"),
        ("", "", "", ""),
    ],
)
def test_words_for_who_cannot_see_it(description, caption, alt, shown_alt):
    view = shown(sized_picture(description=description), caption=caption, alt=alt)
    assert view.alt == shown_alt


@pytest.mark.parametrize(
    ("label", "words"),
    [
        ("archive", "أرشيفية"),
        ("illustrative", "صورة تعبيرية"),
        ("generated", "مولّدة بالذكاء الاصطناعي"),
        ("", ""),
    ],
)
def test_a_caption_label_speaks_in_words(label, words):
    assert shown(sized_picture(), caption_label=label).caption_label == words


def test_a_page_hangs_on_its_pictures():
    image, ring = sized_picture(), KeyRing()
    picture_view(image, ring)
    assert ring.keys == {f"picture:{image.pk}"}
    assert ring.preparations == []


def test_pictures_are_read_in_two_queries(django_assert_num_queries):
    images = [sized_picture() for _ in range(4)]
    with django_assert_num_queries(2):
        found = images_by_id([image.pk for image in images])
        [picture_view(image, KeyRing()) for image in found.values()]
    with django_assert_num_queries(0):
        assert images_by_id([]) == {}


@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")
def test_missing_sizes_are_asked_for_and_made():
    image, ring = make_picture(width=60, height=40), KeyRing()
    assert picture_view(image, ring) is None
    (prepare,) = ring.preparations
    prepare()
    view = shown(image)
    assert len(view.sources) == len(FORMATS)
    assert (view.width, view.height) == (60, 40)
    gc.collect()  # Wagtail leaves its temporary files to the garbage collector


@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")
def test_sizes_that_another_process_took_away_are_made_anew():
    image = fresh(make_picture())
    make_renditions([image])
    made = image.renditions.count()
    gc.collect()  # as below
    with connection.cursor() as elsewhere:
        elsewhere.execute("DELETE FROM wagtailimages_rendition")
    make_renditions([fresh(image)])
    assert image.renditions.count() == made > 0
    gc.collect()


def test_a_picture_that_cannot_be_read_is_left_out_and_logged_once(caplog):
    image = fresh(make_picture())
    image.file.storage.delete(image.file.name)
    ring = KeyRing()
    with caplog.at_level(logging.ERROR, "midad.stories"):
        assert picture_view(image, ring) is None
        for prepare in ring.preparations:
            prepare()
    assert [record.event for record in caplog.records] == ["picture_unusable"]
    again = KeyRing()
    assert picture_view(image, again) is None
    assert again.preparations == []
