"""Whether a file is what its name says; the name is the sender's, the bytes are the file's."""

import filetype

FIRST_BYTES = 8192
_KINDS = {
    "mp3": {"audio/mpeg"},
    "m4a": {"audio/mp4", "video/mp4"},
    "ogg": {"audio/ogg", "video/ogg"},
    "mp4": {"video/mp4"},
    "webm": {"video/webm"},
    "pdf": {"application/pdf"},
    "xlsx": {
        "application/zip",
        "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    },
}
_TEXTS = {"csv": "", "vtt": "WEBVTT"}  # with what such a text begins


def is_what_it_says(name: str, first: bytes) -> bool:
    """Tell whether a file of this name begins as such files do; ``first`` are its first bytes.

    >>> is_what_it_says("report.pdf", b"%PDF-1.7"), is_what_it_says("report.pdf", b"<html>")
    (True, False)
    """
    ending = name.rpartition(".")[2].lower()
    if ending in _TEXTS:
        return _is_text(first) and first.lstrip(b"\xef\xbb\xbf").startswith(_TEXTS[ending].encode())
    return ending in _KINDS and filetype.guess_mime(first) in _KINDS[ending]


def _is_text(first: bytes) -> bool:
    """Tell whether bytes are UTF-8 without control signs; a letter may be cut off at the end."""
    text = first.decode("utf-8", errors="replace").rstrip("\ufffd")
    return "\ufffd" not in text and not any(sign < " " and sign not in "\t\r\n" for sign in text)
