"""The pages that stand for every kind: what checks of form and access look at."""

import json
import re

from tests.paper import DemoPaper

STORY_MARKS = {
    "story-gallery": 'class="gallery"',
    "story-table": 'class="table-scroll"',
    "story-corrected": 'class="corrections"',
    "story-facts": 'class="fact-box"',
    "story-embed": 'class="embed"',
    "story-interview": "label-interview",
    "story-opinion": "label-opinion",
    "story-paid": "label-paid",
}


def sample_pages(paper: DemoPaper) -> dict[str, str]:
    """Return one address a page kind of the demo newspaper, by the kind's name."""
    stories = {path.rsplit("/articles/", 1)[1] for path in paper.story_addresses()}
    bodies = {code: paper.text(f"/articles/{code}") for code in sorted(stories)}
    pages = {
        "front": "/",
        "section": "/sections/economy/",
        "sub-section": "/sections/energy/",
        "story": f"/articles/{lead_story(paper)}",
        "archive": "/archive/",
        "not-found": "/nothing-here/",
    }
    for kind, mark in STORY_MARKS.items():
        found = [code for code in sorted(bodies) if mark in bodies[code]]
        assert found, f"the demo has no {kind}"
        pages[kind] = f"/articles/{found[0]}"
    everything = "".join(bodies.values())
    for kind in ("authors", "topics"):
        pages[kind] = re.search(rf'href="(/{kind}/[^"]+)"', everything)[1]
    pages["agencies"] = re.search(
        r"<loc>[^<]*(/agencies/[^<]+)</loc>", paper.text("/sitemaps/pages.xml")
    )[1]
    archive = paper.text("/archive/")
    pages["month"] = re.search(r'href="(/archive/\d{4}/\d\d/)"', archive)[1]
    pages["day"] = re.search(r'href="(/archive/\d{4}/\d\d/\d\d/)"', paper.text(pages["month"]))[1]
    pages["section-month"] = pages["month"].replace("/archive/", "/archive/sections/economy/")
    first = json.loads(paper.text("/feeds/feed.json"))["items"][0]["id"]
    pages["report"] = first.replace("/articles/", "/report/").removeprefix(paper.url)
    pages["rate"] = pages["report"].replace("/report/", "/account/rate/")
    pages |= {"signup": "/account/signup/", "login": "/account/login/"}
    pages["preferences"] = "/account/preferences/"
    return pages | {"withdrawn": withdrawn(paper)}


def lead_story(paper: DemoPaper) -> str:
    """Return code and words of the front's lead: a long story with everything in it."""
    front = paper.text("/")
    return re.search(r'class="teaser lead.*?href="/articles/([^"]+)"', front, re.S)[1]


def withdrawn(paper: DemoPaper) -> str:
    """Return the address of the demo's withdrawn story: it stands in no list."""
    store = paper.home / "store" / "articles"
    for path in sorted(store.glob("*/index.html")):
        if "خبر مسحوب" in path.read_text(encoding="utf-8"):
            return f"/articles/{path.parent.name}/"
    raise AssertionError("the demo has no withdrawn story")
