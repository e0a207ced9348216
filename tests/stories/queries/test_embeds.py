"""Embeds: a clip plays in its site's frame, everything else has none."""

from urllib.parse import urlsplit

import pytest

from midad.stories.queries.embeds import frame_url


@pytest.mark.parametrize(
    ("url", "frame"),
    [
        (
            "https://www.youtube.com/watch?v=abc_123-XYZ&t=5",
            "https://www.youtube-nocookie.com/embed/abc_123-XYZ",
        ),
        ("https://youtu.be/abc123XYZ", "https://www.youtube-nocookie.com/embed/abc123XYZ"),
        ("https://youtube.com/shorts/abc123", "https://www.youtube-nocookie.com/embed/abc123"),
        ("https://vimeo.com/123456", "https://player.vimeo.com/video/123456"),
        (
            "https://www.dailymotion.com/video/x8abc",
            "https://www.dailymotion.com/embed/video/x8abc",
        ),
        ("https://www.youtube.com/watch?v=abc%22onload%3D", ""),
        ("https://www.youtube.com/watch?v=../../evil", ""),
        ("https://www.youtube.com/", ""),
        ("https://www.youtube.com/@marfa", ""),
        ("https://m.youtube.com/watch?v=abc_123", "https://www.youtube-nocookie.com/embed/abc_123"),
        ("https://www.youtube.com/playlist?list=PLabc123456", ""),
        ("https://www.youtube.com/channel/UCabc123456", ""),
        ("https://www.youtube.com/results?search_query=abc123", ""),
        ("https://vimeo.com/channels/staffpicks", ""),
        ("https://www.dailymotion.com/playlist/x5zk1", ""),
        ("https://youtu.be/" + "a" * 40, ""),
        ("https://[x", ""),
        ("https://x.com/marfa/status/1", ""),
        ("https://evil.example/watch?v=abc123", ""),
        ("https://evil.youtube.com/watch?v=abc123", ""),
    ],
)
def test_a_clip_plays_in_the_frame_of_its_site(url, frame):
    assert frame_url(url) == frame


def test_every_frame_a_reader_may_open_is_allowed_by_the_papers_policy(settings):
    for url in (
        "https://youtu.be/abc123",
        "https://vimeo.com/123456",
        "https://www.dailymotion.com/video/x8a",
    ):
        host = "https://" + urlsplit(frame_url(url)).netloc
        assert host in settings.EMBED_FRAME_SOURCES
