"""Every page kind is open to everybody: axe finds nothing, nothing overflows, nothing jumps."""

import pytest
from axe_playwright_python.sync_playwright import Axe

from midad.stories.queries.rich_text import directed_html
from tests.browser.pages import sample_pages

pytestmark = pytest.mark.browser

WIDTHS = {"phone": 360, "tablet": 768, "desk": 1280}
CLS = """() => new Promise(done => {
  let shift = 0;
  new PerformanceObserver(list => {
    for (const entry of list.getEntries()) if (!entry.hadRecentInput) shift += entry.value;
  }).observe({type: 'layout-shift', buffered: true});
  setTimeout(() => done(shift), 400);
})"""


@pytest.fixture(scope="module")
def pages(demo_paper):
    return sample_pages(demo_paper)


@pytest.mark.parametrize("mode", ["light", "dark"])
@pytest.mark.parametrize("width", ["phone", "desk"])
def test_axe_finds_nothing(demo_paper, chromium, pages, mode, width):
    found = {}
    context = chromium.new_context(
        viewport={"width": WIDTHS[width], "height": 800}, color_scheme=mode, bypass_csp=True
    )
    page = context.new_page()
    for kind, address in pages.items():
        page.goto(demo_paper.url + address, wait_until="load")
        results = Axe().run(page, options={"resultTypes": ["violations"]})
        violations = [
            (violation["id"], violation["nodes"][0]["html"][:160])
            for violation in results.response["violations"]
        ]
        found |= {kind: violations} if violations else {}
    context.close()
    assert found == {}


@pytest.mark.parametrize("width", list(WIDTHS))
def test_nothing_overflows_jumps_or_calls_outside(demo_paper, chromium, pages, width):
    context = chromium.new_context(viewport={"width": WIDTHS[width], "height": 800})
    page = context.new_page()
    requested, said = [], []
    page.on("request", lambda request: requested.append(request.url))
    page.on("console", lambda message: said.append(message.text))
    overflow, shifts = {}, {}
    for kind, address in pages.items():
        page.goto(demo_paper.url + address, wait_until="networkidle")
        wide = page.evaluate(
            "document.documentElement.scrollWidth - document.documentElement.clientWidth"
        )
        shift = page.evaluate(CLS)
        overflow |= {kind: wide} if wide > 0 else {}
        shifts |= {kind: shift} if shift > 0 else {}
    context.close()
    outside = [url for url in requested if not url.startswith((demo_paper.url, "data:"))]
    assert (overflow, shifts, outside) == ({}, {}, [])
    assert [words for words in said if "404" not in words] == []


def test_a_story_reads_whole_without_script(demo_paper, chromium, pages):
    context = chromium.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(demo_paper.url + pages["story"])
    assert page.locator("h1").is_visible()
    assert page.locator(".story-body > p").count() > 5
    assert page.locator("time").first.inner_text().count(" - ") == 1  # the full date
    assert page.get_by_role("link", name="الإبلاغ عن خطأ").is_visible()
    assert not page.locator("[data-copy]").is_visible()
    context.close()


def test_text_size_is_remembered_and_set_before_the_first_paint(demo_paper, chromium, pages):
    context = chromium.new_context(viewport={"width": 1000, "height": 800})
    page = context.new_page()
    page.goto(demo_paper.url + pages["story"], wait_until="networkidle")
    size = "parseFloat(getComputedStyle(document.querySelector('.story-body')).fontSize)"
    before = page.evaluate(size)
    page.get_by_text("حجم الخط: عادي").click()
    page.locator(".tools").get_by_label("كبير جدا").check()
    assert page.evaluate(size) > before * 1.3
    page.reload(wait_until="networkidle")
    assert page.evaluate("document.documentElement.dataset.textSize") == "largest"
    assert page.get_by_text("حجم الخط: كبير جدا").is_visible()
    context.close()


def test_direction_of_runs_in_a_real_browser(chromium):
    """A signed number keeps its sign at the left, a score its first number at the right."""
    page = chromium.new_page()
    page.set_content(f'<p dir="rtl">{directed_html("فاز 3-1 وهبط -20% في 2019-2023")}</p>')
    order = """() => [...document.querySelectorAll('bdi')].map(run => {
      const text = run.firstChild, range = document.createRange();
      return [...text.data].map((_, at) => { range.setStart(text, at); range.setEnd(text, at + 1);
        return range.getBoundingClientRect().left; }); })"""
    score, signed, years = page.evaluate(order)
    assert score[1] > score[3]
    assert signed[0] < signed[1]
    assert years[1] > years[6]
    page.close()
