"""An editor of the plain site, run as a process of its own (see ``bench.press.clicks``)."""

import django

django.setup()

from bench.press import clicks  # noqa: E402 - the models stand after the setup
from bench.press.plain_wagtail.models import PlainPage  # noqa: E402


def prepare(kind: str, words: str) -> clicks.Prepared:
    """Change the site's one story; its page is the only one there is."""
    draft = PlainPage.objects.get(slug="story").get_latest_revision_as_object()
    draft.title = f"خبر {words}"
    return ["/story/"], lambda: draft.save_revision().publish()


if __name__ == "__main__":
    clicks.answer_clicks(prepare)
