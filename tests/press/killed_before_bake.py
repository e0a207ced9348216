"""Run in a process of its own: publishes a story and is killed between the commit and its bake."""

import os
import signal
from typing import Any

import django
from django.core.management import call_command

TITLE = "خبر لم يخبز بعد"


def die(*_: Any, **__: Any) -> None:
    os.kill(os.getpid(), signal.SIGKILL)


def publish_and_die() -> None:
    from midad.press import services, worker
    from tests.newsroom.desk import make_section, make_story

    call_command("collectstatic", verbosity=0, ignore_patterns=["wagtail*", "newsroom*"])
    section = make_section()
    worker.adopt_present_theme()
    worker.bake_until_done()
    services.bake_now = die
    make_story(section, title=TITLE)


if __name__ == "__main__":
    django.setup()
    publish_and_die()
