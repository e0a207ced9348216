"""What the measures ask of a paper from inside: ``python -m bench.press.inside WORD``, JSON out."""

import json
import re
import sys
from collections.abc import Callable
from importlib import import_module
from typing import Any

import django

django.setup()

from django.conf import settings  # noqa: E402 - the models stand after the setup
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY  # noqa: E402
from django.urls import reverse  # noqa: E402

from midad.accounts.models import User  # noqa: E402
from midad.newsroom.views.viewsets import stories_list  # noqa: E402
from midad.press.models import BakedPage, StalePage  # noqa: E402
from midad.stories.models import Standing, StoryPage  # noqa: E402

_EDITORS_MARK = re.compile(r"\sdata-block-key=\"[^\"]*\"")


def addresses() -> list[str]:
    """Return the public address of every story that stands."""
    return [story.url for story in _standing().order_by("pk")]


def hot() -> dict[str, Any]:
    """Return the story that the hot page shows: one with a picture and plain text, if there is one.

    ``paragraphs`` is HTML; ``picture`` the path of the picture's file, "" without one.
    """
    pictured = _standing().filter(lead_picture__isnull=False).order_by("pk")
    plain = [story for story in pictured if _is_plain(story)]
    longest = sorted(plain or _standing().order_by("pk")[:200], key=lambda s: -len(_html(s)))
    story = longest[0]
    return {
        "address": story.url,
        "code": story.code,
        "title": story.title,
        "paragraphs": _html(story),
        "picture": story.lead_picture.file.path if story.lead_picture else "",
    }


def session() -> dict[str, str]:
    """Sign a chief editor in; return the cookie and the path of a slow page of the newsroom."""
    editor, _ = User.objects.get_or_create(
        email="bench@marfa.example",
        defaults={"is_superuser": True, "is_staff": True, "first_name": "قياس"},
    )
    store = import_module(settings.SESSION_ENGINE).SessionStore()
    store[SESSION_KEY] = str(editor.pk)
    store[BACKEND_SESSION_KEY] = settings.AUTHENTICATION_BACKENDS[0]
    store[HASH_SESSION_KEY] = editor.get_session_auth_hash()
    store.save()
    cookie = f"{settings.SESSION_COOKIE_NAME}={store.session_key}"
    return {"cookie": cookie, "path": reverse(stories_list.get_url_name("index"))}


def counts() -> dict[str, int]:
    """Return how many stories and baked pages there are, and how many pages wait."""
    return {
        "stories": _standing().count(),
        "pages": BakedPage.objects.count(),
        "stale": StalePage.objects.count(),
    }


def story_files() -> list[str]:
    """Return the file in the store of every story that stands."""
    kind = BakedPage.objects.filter(kind="story", file__endswith="index.html")
    return list(kind.order_by("file").values_list("file", flat=True))


def _standing() -> Any:
    return StoryPage.objects.live().filter(standing=Standing.GOOD)


def _is_plain(story: StoryPage) -> bool:
    return all(block.block_type == "text" for block in story.body)


def _html(story: StoryPage) -> str:
    texts = (block.value.source for block in story.body if block.block_type == "text")
    return _EDITORS_MARK.sub("", "\n".join(texts))


VERBS: dict[str, Callable[[], Any]] = {
    verb.__name__: verb for verb in (addresses, hot, session, counts, story_files)
}

if __name__ == "__main__":
    print(json.dumps(VERBS[sys.argv[1]](), ensure_ascii=False))
