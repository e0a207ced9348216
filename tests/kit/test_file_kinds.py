"""A file is what its first bytes say, whatever its name."""

import pytest

from midad.kit.file_kinds import is_what_it_says

GOOD = {
    "a.mp3": b"ID3\x04" + b"\x00" * 300,
    "b.mp3": b"\xff\xfb\x90\x64" + b"\x00" * 300,
    "a.m4a": b"\x00\x00\x00\x20ftypM4A \x00\x00\x00\x00" + b"\x00" * 300,
    "a.ogg": b"OggS\x00\x02" + b"\x00" * 300,
    "a.mp4": b"\x00\x00\x00\x18ftypmp42\x00\x00\x00\x00mp42isom" + b"\x00" * 300,
    "a.webm": b"\x1a\x45\xdf\xa3\x9f\x42\x82\x84webm" + b"\x00" * 300,
    "a.PDF": b"%PDF-1.7\n",
    "a.xlsx": b"PK\x03\x04\x14\x00\x06\x00[Content_Types].xml" + b"\x00" * 300,
    "a.vtt": "WEBVTT\n\n00:01.000 --> 00:04.000\nمرحبا".encode(),
    "b.vtt": b"\xef\xbb\xbfWEBVTT\n",
    "a.csv": "المدينة,العدد\nمرجان,3\n".encode(),
}


@pytest.mark.parametrize(("name", "first"), GOOD.items())
def test_a_file_that_is_what_its_name_says(name, first):
    assert is_what_it_says(name, first)


@pytest.mark.parametrize("name", GOOD)
@pytest.mark.parametrize("first", [b"<html><script>", b"\x7fELF\x02\x01", b"MZ\x90\x00", b""])
def test_a_program_or_page_under_another_name(name, first):
    is_harmless_text = name.endswith(".csv") and not first.startswith((b"\x7f", b"MZ"))
    assert is_what_it_says(name, first) == is_harmless_text


@pytest.mark.parametrize("name", ["a.exe", "a", "", "a.html", "a.svg", ".pdf.js"])
def test_a_kind_the_paper_does_not_take(name):
    assert not is_what_it_says(name, b"%PDF-1.7")


def test_a_letter_cut_off_at_the_end_is_no_fault():
    assert is_what_it_says("a.csv", "مرجان".encode()[:-1])
    assert not is_what_it_says("a.csv", b"\xff\xfe" + "مرجان".encode())
