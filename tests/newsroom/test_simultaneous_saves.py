"""Two editors press save in the same moment: one passes, the other is refused and kept."""

import threading

import pytest
from django.db import connection

from midad.newsroom.models import KeptText
from tests.newsroom.desk import (
    edit_address,
    kept_words,
    make_section,
    make_story,
    make_user,
    newest_text,
    signed_in,
    story_form,
)


@pytest.mark.django_db(transaction=True)
def test_of_two_posts_at_once_one_passes_and_one_is_kept():
    story = make_story(make_section())
    before = story.revisions.count()
    posts = [(signed_in(make_user()), story_form(story, text=f"نص {n}")) for n in range(2)]
    start = threading.Barrier(len(posts))

    def press_save(client, form):
        start.wait()
        try:
            client.post(edit_address(story), form)
        finally:
            connection.close()

    threads = [threading.Thread(target=press_save, args=post) for post in posts]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    kept = KeptText.objects.get()
    assert story.revisions.count() == before + 1
    texts = {n for n in (0, 1) if f"نص {n}" in newest_text(story)}
    refused = {n for n in (0, 1) if f"نص {n}" in kept_words(kept)}
    assert texts | refused == {0, 1}
    assert not texts & refused
