"""Script in text fields and pictures that are none: a clear message or plain text, never a 500."""

import io
import struct
import zlib

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone
from django.utils.html import escape
from PIL import Image
from wagtail.images import get_image_model
from wagtail.test.utils.form_data import inline_formset, nested_form_data, rich_text, streamfield

from midad.newsroom.models import KeptText
from midad.stories.models import Agency, Author, BreakingNews, MistakeReport, Topic
from tests.newsroom.desk import (
    edit_address,
    fresh,
    loaded,
    make_section,
    make_story,
    make_user,
    signed_in,
    story_form,
)

pytestmark = pytest.mark.django_db
SCRIPT = "</script><script>alert(1)</script><img src=x onerror=alert(2)>"
LIVE_MARKS = ("<script>alert(1)", "<img src=x", "onerror=alert(2)>")


@pytest.fixture
def story():
    return make_story(make_section())


@pytest.fixture
def client():
    return signed_in(make_user())


def is_harmless(answer) -> bool:
    page = answer.content.decode()
    return answer.status_code == 200 and not any(mark in page for mark in LIVE_MARKS)


def hostile_form(story):
    body = streamfield(
        [
            ("text", rich_text(f"<p>{escape(SCRIPT)}</p>", features=["bold"])),
            ("quote", {"text": SCRIPT, "speaker": SCRIPT, "role": SCRIPT}),
            (
                "fact_box",
                {"title": SCRIPT, "text": rich_text(f"<p>{escape(SCRIPT)}</p>", features=["bold"])},
            ),
        ]
    )
    corrections = inline_formset(
        [{"kind": "correction", "text": SCRIPT, "paragraph": "", "noted_at": "2026-01-01 10:00"}]
    )
    names = ("title", "kicker", "standfirst", "lead_caption", "sponsor", "place")
    texts = dict.fromkeys(names, SCRIPT)
    form = story_form(story, **texts)
    form = {
        name: value for name, value in form.items() if not name.startswith(("body-", "correct"))
    }
    return form | nested_form_data({"body": body, "corrections": corrections})


def test_script_in_every_field_of_a_story_stays_text(story, client):
    form = hostile_form(story) | {"action-publish": "1"}
    opened = loaded(story)
    answer = client.post(edit_address(story), form)
    assert answer.status_code == 302
    assert fresh(story).title == SCRIPT
    section = story.get_parent()
    for address in (
        edit_address(story),
        reverse("wagtailadmin_home"),
        reverse("wagtailadmin_explore", args=[section.pk]),
        reverse("stories:index"),
        reverse("wagtailadmin_pages:history", args=[story.pk]),
        reverse("newsroom_withdraw", args=[story.pk]),
        reverse("newsroom_kill", args=[story.pk]),
        reverse("wagtailadmin_reports:site_history"),
    ):
        assert is_harmless(client.get(address)), address
    client.post(edit_address(story), form | opened | {"place": "آخر"})
    kept = KeptText.objects.get()
    assert is_harmless(client.get(reverse("newsroom_kept_text", args=[kept.pk])))
    assert is_harmless(client.get(reverse("wagtailadmin_home")))


def test_script_in_a_notice_stays_text(story, client):
    client.post(reverse("newsroom_withdraw", args=[story.pk]), {"words": SCRIPT})
    assert is_harmless(client.get(reverse("wagtailadmin_pages:history", args=[story.pk])))
    assert is_harmless(client.get(edit_address(story)))


def test_script_in_names_reports_and_breaking_news_stays_text(story, client):
    for model in (Author, Agency, Topic):
        row = model.objects.create(name=SCRIPT[:120])
        viewset = model.snippet_viewset
        assert is_harmless(client.get(reverse(viewset.get_url_name("list"))))
        assert is_harmless(client.get(reverse(viewset.get_url_name("edit"), args=[row.pk])))
    now = timezone.now()
    bar = BreakingNews.objects.create(text=SCRIPT, ends_at=now)
    report = MistakeReport.objects.create(
        story=story, text=SCRIPT, paragraph=SCRIPT[:60], contact=SCRIPT, reported_at=now
    )
    for name, row in (("breaking", bar), ("mistakes", report)):
        assert is_harmless(client.get(reverse(f"{name}:index")))
        assert is_harmless(client.get(reverse(f"{name}:edit", args=[row.pk])))


def png_bomb() -> bytes:
    """A few bytes that claim to be a picture of 60 000 by 60 000 points."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        body = kind + data
        return struct.pack(">I", len(data)) + body + struct.pack(">I", zlib.crc32(body))

    header = struct.pack(">IIBBBBB", 60_000, 60_000, 8, 2, 0, 0, 0)
    rows = zlib.compress(b"\0" * 1000)
    return (
        b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", rows) + chunk(b"IEND", b"")
    )


def large_png(width: int, height: int) -> bytes:
    held = io.BytesIO()
    Image.new("1", (width, height)).save(held, "PNG")
    return held.getvalue()


def cut_short() -> bytes:
    """The first half of a picture whose points cannot be guessed."""
    held = io.BytesIO()
    Image.effect_noise((64, 64), 60).save(held, "PNG")
    return held.getvalue()[: held.tell() // 2]


SVG = b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'
BAD_PICTURES = {
    "no picture": ("a.jpg", b"this is no picture"),
    "empty": ("a.jpg", b""),
    "a page": ("a.png", b"<html><script>alert(1)</script></html>"),
    "cut short": ("a.png", cut_short()),
    "a bomb": ("a.png", png_bomb()),
    "too many points": ("a.png", large_png(10_000, 9_000)),
    "svg": ("a.svg", SVG),
    "svg named png": ("a.png", SVG),
    "other format": ("a.gif", large_png(5, 5)),
    "no extension": ("a", large_png(5, 5)),
}


@pytest.mark.parametrize("kind", BAD_PICTURES)
def test_a_bad_picture_gets_a_message(story, client, kind):
    name, data = BAD_PICTURES[kind]
    upload = SimpleUploadedFile(name, data, "image/png")
    answer = client.post(reverse("wagtailimages:add"), {"title": "صورة", "file": upload})
    assert answer.status_code == 200
    assert answer.context["form"].errors["file"]
    assert not get_image_model().objects.exists()


@pytest.mark.parametrize("kind", BAD_PICTURES)
def test_a_bad_picture_among_many_gets_a_message(story, client, kind):
    name, data = BAD_PICTURES[kind]
    upload = SimpleUploadedFile(name, data, "image/png")
    answer = client.post(
        reverse("wagtailimages:add_multiple"),
        {"files[]": upload, "title": "صورة"},
        headers={"x-requested-with": "XMLHttpRequest"},
    )
    assert answer.status_code in (200, 400)
    assert not get_image_model().objects.exists()


def test_a_good_picture_is_taken(client, story):
    held = io.BytesIO()
    Image.new("RGB", (40, 30), "navy").save(held, "PNG")
    upload = SimpleUploadedFile("ميناء.png", held.getvalue(), "image/png")
    client.post(reverse("wagtailimages:add"), {"title": "الميناء", "file": upload})
    assert get_image_model().objects.get().title == "الميناء"


def test_the_newsroom_has_a_policy_that_names_no_outside_script(client, story):
    policy = client.get(edit_address(story)).headers["Content-Security-Policy"]
    scripts = next(part for part in policy.split("; ") if part.startswith("script-src"))
    assert scripts == "script-src 'self' 'unsafe-inline'"
    assert "object-src 'none'" in policy
    assert "default-src 'none'" in policy
