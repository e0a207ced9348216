"""Beside a story: the newest of its section and its topic, fetched when the reader is near."""

import pytest

pytestmark = pytest.mark.browser


def story_with_a_topic(paper) -> str:
    """Return the address of a story that has both lists."""
    for item in paper.stories():
        if paper.text(item["url"]).count("data-fragment=") == 2:
            return item["url"]
    raise AssertionError("no story has a topic")


def test_the_lists_beside_a_story_fill_and_name_no_story_twice(demo_paper, chromium):
    page = chromium.new_page()
    page.goto(story_with_a_topic(demo_paper))
    page.locator("footer").last.scroll_into_view_if_needed()
    page.wait_for_selector("[data-fragment] .teaser")
    page.wait_for_load_state("networkidle")
    links = page.locator("[data-fragment] .teaser :is(h2, h3) a")
    named = links.evaluate_all("all => all.map(link => link.getAttribute('href'))")
    assert named
    assert len(named) == len(set(named))
    assert page.evaluate("location.pathname") not in named
    page.close()
