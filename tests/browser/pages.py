"""The pages that stand for every kind: what checks of form and access look at."""

import json
import re

from tests.paper import DemoPaper


def sample_pages(paper: DemoPaper) -> dict[str, str]:
    """Return one address a page kind of the demo newspaper, by the kind's name."""
    stories = {path.rsplit("/articles/", 1)[1] for path in paper.story_addresses()}
    bodies = {code: paper.text(f"/articles/{code}") for code in sorted(stories)}
    longest = max(bodies, key=lambda code: len(bodies[code]))
    pages = {
        "front": "/",
        "section": "/sections/economy/",
        "sub-section": "/sections/energy/",
        "story": f"/articles/{longest}",
        "archive": "/archive/",
        "not-found": "/nothing-here/",
    }
    for kind, mark in {
        "story-gallery": 'class="gallery"',
        "story-table": 'class="table-scroll"',
        "story-corrected": 'class="corrections"',
        "story-facts": 'class="fact-box"',
        "story-interview": "label-interview",
    }.items():
        found = [code for code in sorted(bodies) if mark in bodies[code]]
        pages |= {kind: f"/articles/{found[0]}"} if found else {}
    everything = "".join(bodies.values())
    for kind in ("authors", "topics"):
        pages[kind] = re.search(rf'href="(/{kind}/[^"]+)"', everything)[1]
    archive = paper.text("/archive/")
    pages["month"] = re.search(r'href="(/archive/\d{4}/\d\d/)"', archive)[1]
    pages["day"] = re.search(r'href="(/archive/\d{4}/\d\d/\d\d/)"', paper.text(pages["month"]))[1]
    first = json.loads(paper.text("/feeds/feed.json"))["items"][0]["id"]
    pages["report"] = first.replace("/articles/", "/report/").removeprefix(paper.url)
    pages |= {"withdrawn": withdrawn(paper)}
    return pages


def withdrawn(paper: DemoPaper) -> str:
    """Return the address of the demo's withdrawn story: it stands in no list."""
    store = paper.home / "store" / "articles"
    for path in sorted(store.glob("*/index.html")):
        if "خبر مسحوب" in path.read_text(encoding="utf-8"):
            return f"/articles/{path.parent.name}/"
    raise AssertionError("the demo has no withdrawn story")
