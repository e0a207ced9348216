"""What the newsroom takes as a recording or document: by what a file is, whatever its name."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from wagtail.documents.models import Document

from tests.newsroom.desk import make_section, make_user, signed_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def chief():
    make_section()
    return signed_in(make_user())


def send(client, name: str, content: bytes) -> int:
    client.post(
        "/newsroom/documents/multiple/add/",
        {"title": "تقرير", "files[]": SimpleUploadedFile(name, content), "collection": 1},
        headers={"X-Requested-With": "XMLHttpRequest"},
    )
    return Document.objects.count()


def test_a_document_is_taken(chief):
    assert send(chief, "report.pdf", b"%PDF-1.7\n" + b"0" * 400) == 1


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("report.pdf", b"<html><script>alert(1)</script>"),
        ("report.html", b"<html>"),
        ("voice.mp3", b"\x7fELF" + b"\x00" * 400),
        ("table.csv", b"MZ\x90\x00" + b"\x00" * 400),
        ("large.pdf", b"%PDF-1.7\n" + b"0" * 24 * 1024 * 1024),
    ],
)
def test_what_is_not_what_it_says_is_refused(chief, name, content):
    assert send(chief, name, content) == 0
