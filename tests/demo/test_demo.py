"""``midad demo``: starts from nothing, keeps what was changed, stops all it started."""

import socket
import subprocess
import time

import pytest
from django.core.management import CommandError, call_command

from midad.demo.services.edition_files import edition_file, story_files

KNOWN_KINDS = {
    "embed",
    "paragraph",
    "subhead",
    "quote",
    "list",
    "fact_box",
    "table",
    "picture",
    "gallery",
    "related",
}


def test_the_demo_is_a_whole_newspaper():
    stories = story_files()
    assert len(stories) >= 60
    assert len({story["section"] for story in stories}) >= 8
    assert sum("withdrawn" in story for story in stories) == 1
    assert sum("breaking" in story for story in stories) == 1
    assert {block["type"] for story in stories for block in story["body"]} == KNOWN_KINDS
    assert max(story["days_ago"] for story in stories) >= 28


def test_every_name_a_story_uses_is_known():
    content, stories = edition_file(), story_files()
    ids = [story["id"] for story in stories]
    authors = {row["id"] for row in content["author"]}
    sections = {row["code"] for row in content["section"]}
    assert len(ids) == len(set(ids))
    for story in stories:
        assert story["section"] in sections
        assert set(story.get("authors", [])) <= authors
        for block in story["body"]:
            assert block["type"] != "related" or set(block["stories"]) <= set(ids)


@pytest.mark.browser
def test_a_taken_port_is_one_clear_line(demo_paper):
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        done = demo_paper.midad("demo", "--port", str(port), check=False)
    assert done.returncode != 0
    assert done.stderr.strip().splitlines() == [done.stderr.strip()]
    assert str(port) in done.stderr


@pytest.mark.browser
def test_a_fallen_worker_is_started_again(demo_paper):
    def workers() -> set[str]:
        found = subprocess.run(
            ["pgrep", "-P", str(demo_paper.process.pid), "-f", "press run"], capture_output=True
        )
        return set(found.stdout.decode().split())

    before = workers()
    assert len(before) == 1
    subprocess.run(["kill", "-9", *before], check=True)
    until = time.monotonic() + 20
    while time.monotonic() < until and not (workers() - before):
        time.sleep(0.2)
    assert len(workers() - before) == 1


@pytest.mark.browser
def test_what_a_command_imports_is_baked_while_the_demo_runs(demo_paper, tmp_path):
    line = (
        '{"title": "خبر من ملف", "body": "فقرة أولى.\\n\\nفقرة ثانية.", "section": "المحليات",'
        ' "published_at": "2026-01-02T10:00:00+03:00", "id": "one"}\n'
    )
    (tmp_path / "file.jsonl").write_text(line, encoding="utf-8")
    done = demo_paper.midad("import", "stories", str(tmp_path / "file.jsonl"))
    assert "imported 1, skipped 0, refused 0" in done.stdout
    until = time.monotonic() + 60
    while time.monotonic() < until and not demo_paper.answers("/archive/2026/01/02/"):
        time.sleep(0.5)
    assert "خبر من ملف" in demo_paper.text("/archive/2026/01/02/")


def test_a_real_paper_gets_no_demo(settings):
    settings.IN_PRODUCTION = True
    with pytest.raises(CommandError, match="password anybody can read"):
        call_command("demo", "--no-serve")
