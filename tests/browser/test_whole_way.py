"""The whole way of a story: written, previewed, published, read, corrected, withdrawn."""

import re
import time
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.browser import editor

pytestmark = pytest.mark.browser

TITLE = "NATO يفتتح معرضا للخرائط في متحف المرفأ"


@pytest.fixture
def desk(demo_paper, chromium):
    """Return a page of the newsroom, signed in as the chief editor."""
    context = chromium.new_context(viewport={"width": 1280, "height": 1000}, locale="ar")
    page = context.new_page()
    page.set_default_timeout(15_000)
    page.faults = []
    page.on("pageerror", lambda fault: page.faults.append(str(fault)))
    email, password = demo_paper.login()
    page.goto(f"{demo_paper.url}/newsroom/login/")
    page.fill("[name=username]", email)
    page.fill("[name=password]", password)
    page.click("button[type=submit]")
    page.wait_for_url("**/newsroom/")
    yield page
    context.close()


def write_story(page: Page, section: str, sound: Path) -> str:
    """Write a story with every kind of block; return the name of its topic."""
    page.get_by_role("link", name="خبر جديد").first.click()
    page.locator("main").get_by_role("link", name=section, exact=True).click()
    page.fill("[name=title]", TITLE)
    page.fill("[name=standfirst]", "خرائط عمرها ثلاثة قرون تُعرض للمرة الأولى.")
    editor.add_text(
        page,
        "NATO اسم سفينة قديمة رست في المرفأ سنة 1911.",
        "وقالت المديرة إن المعرض يضم 120 خريطة.",
    )
    editor.add_quotation(page, "الخريطة رسالة من زمن إلى زمن", "سعاد الملاح", "مديرة المتحف")
    editor.add_fact_box(page, "مواعيد الزيارة", "من العاشرة صباحا إلى السادسة مساء.")
    columns = [("النص", "اليوم", "السبت"), ("رقم", "عدد الزوار", "1250")]
    editor.add_table(page, "الزوار في اليوم الأول", columns)
    editor.add_embed(page, "https://www.youtube.com/watch?v=abcdefghijk", "جولة في المعرض")
    editor.add_picture(page, "قاعة الخرائط")
    editor.add_gallery(page, "من المعرض")
    editor.add_recording(page, sound, "حديث المديرة", "هذه أقدم خريطة للمرفأ.")
    editor.add_related(page, "موازنة")
    return editor.choose_topic(page)


SHOWN = [
    "<bdi>NATO</bdi>",
    "«الخريطة رسالة",
    "مديرة المتحف",
    "مواعيد الزيارة",
    "الزوار في اليوم الأول",
    ">1250<",
    "جولة في المعرض",
    "قاعة الخرائط",
    'class="gallery"',
    "<audio controls",
    "هذه أقدم خريطة للمرفأ",
    "اقرأ أيضا",
]


@pytest.fixture
def sound(tmp_path: Path) -> Path:
    """Return a second of silence: frames of MPEG-1 layer III, 128 kbit/s, 44.1 kHz."""
    path = tmp_path / "director.mp3"
    path.write_bytes((b"\xff\xfb\x90\xc4" + bytes(413)) * 40)
    return path


def published_address(paper) -> str:
    """Return the story's address once the paper's feed tells of it."""
    until = time.monotonic() + 30
    while time.monotonic() < until:
        for item in paper.stories():
            if TITLE in item["title"].replace("\u2066", "").replace("\u2069", ""):
                return item["url"]
        time.sleep(0.3)
    raise AssertionError("the story did not reach the feed")


def eventually(paper, path: str, words: str) -> None:
    """Wait until the page at ``path`` holds ``words``: the worker bakes what is not at once."""
    until = time.monotonic() + 30
    while time.monotonic() < until:
        if paper.answers(path) and words in paper.text(path):
            return
        time.sleep(0.3)
    raise AssertionError(f"{path} does not show {words}")


def test_a_story_from_the_first_word_to_its_withdrawal(demo_paper, desk, sound):
    topic = write_story(desk, "الثقافة", sound)

    # It is right to left, whatever letter it begins with; the counters follow.
    block = desk.locator(f"{editor.BODY} .public-DraftStyleDefault-block").first
    assert block.evaluate("node => getComputedStyle(node).direction") == "rtl"
    expect(desk.locator(".newsroom-counters")).to_contain_text("قراءة")

    # Autosaved, then previewed as it will be baked.
    expect(desk).to_have_url(re.compile(r"/pages/\d+/edit/"))
    desk.wait_for_timeout(3000)
    edit_address = desk.url
    preview = desk.context.new_page()
    preview.goto(re.sub(r"edit/.*", "view_draft/", edit_address))
    expect(preview.locator("h1")).to_contain_text("معرضا للخرائط")
    expect(preview.locator(".quotation figcaption")).to_contain_text("سعاد الملاح")
    expect(preview.locator(".story-body")).to_contain_text("120 خريطة")
    preview.close()

    # Published: on its page, the front, its section, the feeds and the sitemap.
    editor.publish(desk)
    address = published_address(demo_paper)
    path = address.removeprefix(demo_paper.url)
    html = demo_paper.text(path)
    assert [words for words in SHOWN if words not in html] == []
    code = path.split("/")[2]
    topic_page = re.search(rf'href="(/topics/[^"]+)"[^>]*>{topic}<', html)[1]
    for listing in ("/", "/sections/culture/", topic_page, "/feeds/rss.xml", "/feeds/atom.xml"):
        eventually(demo_paper, listing, code)
    eventually(demo_paper, "/feeds/sections/culture/feed.json", code)
    eventually(demo_paper, "/sitemaps/news.xml", code)

    # Corrected: a dated note at the foot, a line in the public history.
    desk.goto(edit_address)
    desk.get_by_role("tab", name="التغييرات والتصحيحات").click()
    desk.locator("[name=change_kind]").select_option("correction")
    desk.get_by_role("button", name=re.compile("إضافة.*تصحيح|تصحيح")).last.click()
    desk.locator("[name='corrections-0-text']").fill("عدد الخرائط 112 لا 120.")
    editor.publish(desk)
    eventually(demo_paper, path, "عدد الخرائط 112 لا 120.")
    corrected = demo_paper.text(path)
    assert "آخر تحديث" in corrected
    assert "ما تغيّر في هذا الخبر" in corrected

    # Withdrawn: the notice stands at the address; no list shows the story.
    desk.goto(edit_address)
    editor.withdraw(desk, "سُحب الخبر لأن المعرض أُلغي.")
    eventually(demo_paper, path, "سُحب الخبر لأن المعرض أُلغي.")
    assert "112" not in demo_paper.text(path)
    assert code not in demo_paper.text("/")
    until = time.monotonic() + 30
    while time.monotonic() < until and code in demo_paper.text("/feeds/rss.xml"):
        time.sleep(0.3)
    assert code not in demo_paper.text("/feeds/rss.xml")
    assert not desk.faults
