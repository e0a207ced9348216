"""Editors at work in one process, as behind a server: each thread saves and publishes.

Run as ``python -m tests.stories.importing.editors ROUNDS``; ends with a line of JSON.
"""

import json
import sys
import threading

import django

django.setup()

from django.db import connection, transaction  # noqa: E402 - Django must be there first
from wagtail.models import Page  # noqa: E402

from midad.stories.models import SectionPage, StoryPage  # noqa: E402

EDITORS = 2


def edit(pk: int, title: str, *, publish: bool) -> None:
    """Save a story as the desk's edit view does: in one transaction that holds its row."""
    with transaction.atomic():
        Page.objects.select_for_update().get(pk=pk)
        page = StoryPage.objects.get(pk=pk)
        page.title = title
        revision = page.save_revision()
        if publish:
            revision.publish()


def write_new(title: str) -> None:
    """Publish a new story in the section that the import fills."""
    with transaction.atomic():
        section = SectionPage.objects.order_by("pk").first()
        page = StoryPage(title=title, live=False)
        section.add_child(instance=page)
        page.save_revision().publish()


def work(editor: int, rounds: int, errors: list[str]) -> None:
    mine = list(StoryPage.objects.filter(title__startswith=f"محرر {editor}").order_by("pk"))
    try:
        for number in range(rounds):
            for page in mine:
                edit(page.pk, f"مسودة {number}", publish=False)
                edit(page.pk, f"محرر {editor} مادة {page.pk} طبعة {number}", publish=True)
            write_new(f"جديد {editor} {number}")
    except Exception as error:
        errors.append(f"{type(error).__name__}: {error}")
    finally:
        connection.close()


def main() -> None:
    rounds, errors = int(sys.argv[1]), []
    threads = [
        threading.Thread(target=work, args=(editor, rounds, errors)) for editor in range(EDITORS)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    print(json.dumps({"errors": errors}))


if __name__ == "__main__":
    main()
