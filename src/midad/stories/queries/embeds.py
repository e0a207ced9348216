"""Clips and posts of other sites: which site an address is of, and what plays it in a frame."""

import re
from urllib.parse import urlsplit

from midad.stories.blocks import EMBED_HOSTS


def web_host(url: str) -> str:
    """Return the host of a web address; "" for an address of another kind or a broken one.

    >>> web_host("https://vimeo.com/76979871"), web_host("javascript:x"), web_host("https://[x")
    ('vimeo.com', '', '')
    """
    try:
        parts = urlsplit(url)
    except ValueError:
        return ""
    return (parts.hostname or "") if parts.scheme in {"http", "https"} else ""


# One clip has an address that plays it; a channel, a list or a search has none.
_PLAYERS = [
    (
        re.compile(
            r"https?://(?:www\.|m\.)?youtube\.com/"
            r"(?:watch\?(?:[^#]*&)?v=|embed/|shorts/|live/)([\w-]{6,20})(?![\w-])"
        ),
        "https://www.youtube-nocookie.com/embed/",
    ),
    (
        re.compile(r"https?://youtu\.be/([\w-]{6,20})(?![\w-])"),
        "https://www.youtube-nocookie.com/embed/",
    ),
    (re.compile(r"https?://vimeo\.com/(\d{4,15})(?!\w)"), "https://player.vimeo.com/video/"),
    (
        re.compile(r"https?://www\.dailymotion\.com/video/([A-Za-z0-9]{3,20})(?!\w)"),
        "https://www.dailymotion.com/embed/video/",
    ),
]


def frame_url(url: str) -> str:
    """Return the address that plays ``url`` in a frame by consent; "" where there is none.

    >>> frame_url("https://www.youtube.com/watch?v=abc_123-XYZ")
    'https://www.youtube-nocookie.com/embed/abc_123-XYZ'
    >>> frame_url("https://www.youtube.com/playlist?list=PL1234567")
    ''
    """
    for pattern, player in _PLAYERS:
        found = pattern.match(url)
        if found and web_host(url) in EMBED_HOSTS:
            return player + found[1]
    return ""
