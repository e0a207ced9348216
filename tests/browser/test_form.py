"""The form of what is baked: valid HTML, parsed feeds and data, budgets of the story page."""

import gzip
import json
import re
import subprocess
import urllib.request
import xml.etree.ElementTree as ElementTree

import brotli
import feedparser
import pytest

from midad.config.paths import SOURCE_DIR
from tests import tools
from tests.browser.pages import sample_pages

pytestmark = pytest.mark.browser
STATIC = SOURCE_DIR / "theme" / "static" / "theme"
KILOBYTE = 1024


@pytest.fixture(scope="module")
def pages(demo_paper):
    return sample_pages(demo_paper)


@pytest.mark.validity
def test_html_is_valid(demo_paper, pages, tmp_path):
    names = {}
    for kind, address in pages.items():
        request = demo_paper.text if kind != "not-found" else lambda _: demo_paper_404(demo_paper)
        path = tmp_path / f"{kind}.html"
        path.write_text(request(address), encoding="utf-8")
        names[path.name] = kind
    command = ["java", "-jar", str(tools.VNU), "--errors-only", "--format", "json"]
    done = subprocess.run([*command, *map(str, tmp_path.glob("*.html"))], capture_output=True)
    messages = json.loads(done.stderr)["messages"]
    told = {(m["url"].rsplit("/", 1)[-1], m["message"], m.get("extract", "")) for m in messages}
    assert told == set()


def demo_paper_404(paper) -> str:
    return (paper.home / "store" / "404.html").read_text(encoding="utf-8")


@pytest.mark.parametrize("name", ["rss.xml", "atom.xml"])
@pytest.mark.parametrize("folder", ["/feeds/", "/feeds/sections/economy/"])
def test_feeds_parse(demo_paper, folder, name):
    feed = feedparser.parse(demo_paper.text(folder + name))
    assert not feed.bozo
    assert feed.entries
    assert feed.feed.language.startswith("ar") or name == "atom.xml"
    assert all(entry.title and entry.link and entry.published for entry in feed.entries)


def test_json_feed_holds_its_contract(demo_paper):
    feed = json.loads(demo_paper.text("/feeds/feed.json"))
    assert feed["version"] == "https://jsonfeed.org/version/1.1"
    assert all({"id", "url", "title", "content_text"} <= set(item) for item in feed["items"])


def test_sitemaps_name_every_listed_story_once(demo_paper):
    addresses = demo_paper.story_addresses()
    assert len(addresses) == len(set(addresses)) >= 40
    assert all(demo_paper.answers(address) for address in addresses[:10])
    for path in ("/sitemap.xml", "/sitemaps/news.xml", "/sitemaps/pages.xml"):
        ElementTree.fromstring(demo_paper.text(path))


def test_structured_data_says_what_the_page_shows(demo_paper, pages):
    html = demo_paper.text(pages["story"])
    raw = re.search(r'<script type="application/ld\+json">(.*?)</script>', html, re.S)[1]
    article, crumbs = json.loads(raw)["@graph"]
    assert article["@type"] in {"NewsArticle", "OpinionNewsArticle", "AnalysisNewsArticle"}
    for field in (
        "headline",
        "datePublished",
        "author",
        "publisher",
        "articleSection",
        "wordCount",
    ):
        assert article[field]
    assert article["isAccessibleForFree"] is True
    assert crumbs["@type"] == "BreadcrumbList"


def test_the_story_page_keeps_its_budgets(demo_paper, pages):
    html = demo_paper.text(pages["story"]).encode()
    words = int(re.search(rb'"wordCount": (\d+)', html)[1])
    allowed = 20 * KILOBYTE * max(words, 600) / 600
    css = (STATIC / "css" / "paper.css").read_bytes()
    scripts = b"".join(path.read_bytes() for path in sorted((STATIC / "js").glob("*.js")))
    fonts = sum(path.stat().st_size for path in (STATIC / "fonts").glob("*.woff2"))
    for compress in (lambda data: brotli.compress(data, quality=5), gzip.compress):
        assert len(compress(html)) <= allowed
        assert len(compress(css)) <= 15 * KILOBYTE
        assert len(compress(scripts)) <= 15 * KILOBYTE
    assert fonts <= 90 * KILOBYTE


def test_styles_and_scripts_arrive_compressed_within_their_budgets(demo_paper, pages):
    html = demo_paper.text(pages["story"])
    for kind in ("css", "js"):
        files = sorted(set(re.findall(rf'"(/static/[^"]+\.{kind})"', html)))
        assert files
        assert sum(bytes_on_the_wire(demo_paper, path) for path in files) <= 15 * KILOBYTE


def bytes_on_the_wire(paper, path) -> int:
    request = urllib.request.Request(paper.url + path, headers={"Accept-Encoding": "br"})
    with urllib.request.urlopen(request) as answer:
        assert answer.headers["Content-Encoding"] == "br", path
        assert "immutable" in answer.headers["Cache-Control"]
        return len(answer.read())


def test_every_page_carries_the_strict_policy(demo_paper, pages):
    for kind in ("front", "story", "report"):
        with demo_paper.get(pages[kind]) as answer:
            policy = answer.headers["Content-Security-Policy"]
        assert "script-src 'self'" in policy
        assert "unsafe" not in policy
