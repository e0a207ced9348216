"""Markup in every text field of a line: nothing of it runs on any page of the paper."""

import json
from xml.etree import ElementTree

import pytest
from bs4 import BeautifulSoup

from midad.press.models import StalePage
from midad.press.stores import the_store
from midad.press.worker import adopt_present_theme, bake_until_done
from midad.stories.models import StoryPage
from tests.newsroom.desk import edit_address, make_user, signed_in
from tests.stories.importing.archive import import_lines, record
from tests.stories.importing.markup import live_in_page
from tests.stories.importing.test_bodies import AMBIGUOUS, HOSTILE

pytestmark = pytest.mark.django_db
MORE = [
    "نص</script><script>alert(1)</script>",
    'نص" onmouseover="alert(1)" x=\'',
    "نص' onmouseover='alert(1)' x=\"",
    "نص{{ 7*7 }}{% raw %}<!--]]>--><![CDATA[x]]>",
    "نص&lt;/script&gt;&lt;script&gt;alert(1)&lt;/script&gt;",
    "نص&#x3C;img src=x onerror=alert(1)&#x3E;",
]
ALL = [*HOSTILE, *AMBIGUOUS, *MORE]


LINES = 8
SECTIONS = 2


def hostile_line(number: int) -> dict:
    """Return a line with another text in every field; the next line has others there."""
    texts = iter([ALL[(number * 7 + place * 3) % len(ALL)] for place in range(20)])
    return record(
        id=f"{number} {next(texts)}",
        title=next(texts),
        section=ALL[number % SECTIONS],
        standfirst=next(texts),
        kicker=next(texts),
        place=next(texts),
        authors=[next(texts)],
        agencies=[next(texts)],
        topics=[next(texts)],
        source_url="https://marfa.example/\"'><script>alert(1)</script>",
        body=[
            {"type": "paragraph", "text": next(texts)},
            {"type": "subhead", "text": next(texts)},
            {"type": "list", "items": [next(texts)]},
            {"type": "quote", "text": next(texts), "speaker": next(texts), "role": next(texts)},
            {"type": "fact_box", "title": next(texts), "text": next(texts)},
            {
                "type": "table",
                "caption": next(texts),
                "header": [next(texts)],
                "rows": [[next(texts)]],
            },
            {
                "type": "embed",
                "url": "https://vimeo.com/1?'\"><script>alert(1)</script>",
                "title": next(texts),
            },
        ],
    )


@pytest.fixture
def hostile_paper(roots, tmp_path):
    report, refused = import_lines(tmp_path, map(hostile_line, range(LINES)))
    assert (report.imported, refused) == (LINES, [])
    adopt_present_theme()
    bake_until_done()
    assert not StalePage.objects.exists()
    return StoryPage.objects.order_by("pk")


def test_nothing_runs_on_any_page_of_the_paper(hostile_paper):
    root = the_store().root
    paths = list(the_store().paths())
    assert len([path for path in paths if path.startswith("articles/")]) == LINES
    for path in paths:
        text = (root / path).read_text()
        if path.endswith(".html"):
            assert live_in_page(text) == [], path
        elif path.endswith(".json"):
            for item in json.loads(text)["items"]:
                assert live_in_page(item.get("content_html", "")) == [], path
        elif path.endswith(".xml"):
            ElementTree.fromstring(text)


def test_readers_see_what_was_written_as_text(hostile_paper):
    for page in hostile_paper:
        html = (the_store().root / f"articles/{page.code}/index.html").read_text()
        seen = BeautifulSoup(html, "html.parser")
        assert seen.find("h1").get_text().replace("\u061c", "") == page.title
        assert page.standfirst in seen.get_text().replace("\u061c", "")


def test_nothing_runs_in_the_newsroom(hostile_paper):
    client = signed_in(make_user())
    marks = ("<script>alert(1)", "<img src=x onerror", "<svg/onload", "<img src=x")
    for page in hostile_paper:
        answer = client.get(edit_address(page))
        assert answer.status_code == 200
        assert [mark for mark in marks if mark in answer.content.decode()] == [], page.title
