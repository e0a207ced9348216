"""Fill the plain site: the story as JSON in, its address out (run by ``wagtail_site``)."""

import json
import sys
from io import BytesIO
from pathlib import Path
from typing import Any

import django

django.setup()

from django.core.files.images import ImageFile  # noqa: E402 - the models stand after the setup
from wagtail.images.models import Image  # noqa: E402
from wagtail.models import Page, Site  # noqa: E402

from bench.press.plain_wagtail.models import PlainPage  # noqa: E402


def fill(story: dict[str, Any]) -> str:
    """Make the site's one story and return its path."""
    front = Page.objects.get(depth=2)
    page = PlainPage(title=story["title"], slug="story", body=story["paragraphs"])
    if story["picture"]:
        path = Path(story["picture"])
        file = ImageFile(BytesIO(path.read_bytes()), name=path.name)
        page.picture = Image.objects.create(title=story["title"], file=file)
    front.add_child(instance=page)
    page.save_revision().publish()
    Site.objects.update_or_create(
        is_default_site=True, defaults={"hostname": "localhost", "root_page": front}
    )
    return "/story/"


if __name__ == "__main__":
    print(fill(json.load(sys.stdin)))
