"""Which processes a paper is, and that readers come first."""

import stat
from pathlib import Path

from midad.press import processes


def words(child) -> str:
    return " ".join(child.command)


def test_a_paper_is_two_servers_and_two_workers():
    with processes.whole_paper(host="127.0.0.1", port=8123, proxy_hops=0) as children:
        readers, newsroom, *workers = children
        assert "--host 127.0.0.1 --port 8123" in words(readers)
        assert words(readers).endswith("midad.config.readers:application")
        assert words(newsroom).endswith("midad.config.wsgi:application")
        assert [child.command[2:5] for child in workers] == [
            ["midad", "press", "run"],
            ["midad", "db_worker", "--no-startup-delay"],
        ]


def test_the_servers_meet_where_nobody_else_may_enter():
    with processes.whole_paper(host="127.0.0.1", port=8123, proxy_hops=0) as children:
        readers, newsroom, *_ = children
        meeting = Path(readers.environment["MIDAD_NEWSROOM_SOCKET"])
        assert f"--uds {meeting}" in words(newsroom)
        assert newsroom.leaves == meeting
        assert stat.S_IMODE(meeting.parent.stat().st_mode) == 0o700
    assert not meeting.parent.exists()


def test_the_readers_server_is_one_more_proxy_before_the_newsroom():
    with processes.whole_paper(host="127.0.0.1", port=8123, proxy_hops=2) as children:
        assert children[1].environment["MIDAD_PROXY_HOPS"] == "3"


def test_everybody_stands_back_for_readers():
    with processes.whole_paper(host="127.0.0.1", port=8123, proxy_hops=0) as children:
        readers, *others = children
        assert readers.niceness == 0
        assert min(child.niceness for child in others) >= 10


def test_behind_another_server_the_newsroom_stands_alone():
    (newsroom,) = processes.newsroom_alone(host="127.0.0.1", port=8001)
    assert "--host 127.0.0.1 --port 8001" in words(newsroom)
    assert words(newsroom).endswith("midad.config.wsgi:application")
