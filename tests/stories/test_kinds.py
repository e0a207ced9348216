"""The families of addresses: what stands at each, and that nothing stands anywhere else."""

from datetime import timedelta

import pytest

from midad.press.graph import NotReady
from midad.press.registry import graph
from midad.stories import services
from midad.stories.models import Agency, Author, Topic
from tests.stories.factories import (
    draft_story,
    fresh,
    import_stories,
    make_picture,
    make_section,
    make_story,
)

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("paper_stands", "light")]
NAMES = {"authors": ("هالة",), "agencies": ("واس",), "topics": ("الميناء",)}


def render(address):
    kind, parameters = graph.find(address)
    return kind.render(parameters)


NOWHERE = [
    "/articles/zzzzzzz/",
    "/sections/none/",
    "/authors/zzzzzzz/",
    "/agencies/zzzzzzz/",
    "/topics/zzzzzzz/",
    "/archive/2026/13/",
    "/archive/2026/02/30/",
    "/archive/0000/01/01/",
    "/archive/2025/11/",
    "/archive/2025/11/23/",
    "/archive/2026/11/23/2/",
    "/archive/sections/economy/2025/11/",
    "/archive/sections/economy/2026/13/",
    "/archive/sections/none/2026/11/",
    "/archive/authors/zzzzzzz/2026/11/",
    "/feeds/sections/none/rss.xml",
    "/fragments/sections/none/latest.html",
    "/fragments/topics/zzzzzzz/latest.html",
    "/sitemaps/stories-2025-11.xml",
    "/sitemaps/stories-2026-13.xml",
    "/edition/ffffff-000000.css",
]


def test_nothing_stands_where_nothing_is(clock):
    make_story(make_section())
    assert [address for address in NOWHERE if render(address)] == []


@pytest.mark.parametrize(
    "address",
    ["/articles/ZZZ/", "/archive/2026/11/23/1/", "/feeds/rss.json", "/x/", "/archive/26/11/", "//"],
)
def test_other_addresses_belong_to_no_family(address):
    assert graph.find(address) is None


def test_every_address_that_should_exist_has_a_page(clock):
    section = make_section()
    import_stories(section, 101, clock.now, every=timedelta(seconds=1), **NAMES)
    found = list(graph.all_addresses())
    assert len(found) == len(set(found))
    parts = {address for address in found if address.endswith("/2/")}
    codes = [model.objects.get().code for model in (Author, Agency, Topic)]
    families = zip(["authors", "agencies", "topics"], codes, strict=True)
    assert parts == {
        "/archive/2026/11/23/2/",
        "/archive/sections/economy/2026/11/2/",
        *(f"/archive/{family}/{code}/2026/11/2/" for family, code in families),
    }
    others = [address for address in found if not address.startswith("/articles/")]
    assert all(render(address) for address in [*others, *found[1:3]])


def test_a_draft_has_no_address(clock):
    draft = draft_story(make_section())
    assert render(f"/articles/{draft.code}/") is None
    assert f"/articles/{draft.code}/" not in set(graph.all_addresses())


@pytest.mark.parametrize("state", ["killed", "unpublished", "deleted"])
def test_a_story_that_was_taken_away_has_a_page_that_says_so(clock, state):
    story = make_story(make_section())
    address = f"/articles/{story.code}/"
    acts = {
        "killed": lambda: services.kill_story(
            story=story, reason="سبب", editor=None, now=clock.now
        ),
        "unpublished": story.unpublish,
        "deleted": fresh(story).delete,
    }
    acts[state]()
    page = render(address)
    assert page.gone
    assert story.title not in page.body.decode()
    assert address in set(graph.all_addresses())


def test_hidden_sections_have_no_page_no_feed_and_no_piece(clock):
    section = make_section()
    fresh(section).unpublish()
    assert not [address for address in graph.all_addresses() if "economy" in address]


def test_robots_are_kept_from_the_newsroom_and_shown_the_sitemap():
    text = render("/robots.txt").body.decode()
    assert "Disallow: /newsroom/\n" in text
    assert "Sitemap: http://localhost:8000/sitemap.xml\n" in text


def test_a_page_whose_picture_has_no_sizes_yet_waits_for_them(clock):
    story = make_story(make_section(), lead_picture=make_picture())
    with pytest.raises(NotReady):
        render(f"/articles/{story.code}/")


def test_rendering_twice_gives_the_same_bytes_and_keys(clock):
    story = make_story(make_section())
    for address in ("/", f"/articles/{story.code}/", "/feeds/rss.xml", "/sitemap.xml"):
        assert render(address) == render(address)
