"""The whole way of a story: written, previewed, published, read, corrected, withdrawn."""

import re
import time

import pytest
from playwright.sync_api import Page, expect

pytestmark = pytest.mark.browser

TITLE = "NATO يفتتح معرضا للخرائط في متحف المرفأ"
BODY = "[data-contentpath=body]"


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


def add_block(page: Page, name: str) -> None:
    """Add a block of this name at the end of the body."""
    page.locator(f"{BODY} .c-sf-add-button").last.click()
    page.get_by_role("option", name=name, exact=True).last.click()


def choose(page: Page, button: str, pick: str) -> None:
    """Press a chooser's button and take the first thing its window shows."""
    page.get_by_role("button", name=button).last.click()
    page.locator(f".modal-body {pick}").first.click()
    expect(page.locator(".modal-body")).to_have_count(0)


def fill_last(page: Page, name: str, words: str) -> None:
    page.locator(f"{BODY} [name$='-{name}']").last.fill(words)


def type_rich(page: Page, words: str) -> None:
    page.locator(f"{BODY} .public-DraftEditor-content").last.click()
    page.keyboard.type(words)


def write_story(page: Page, section: str) -> None:
    page.get_by_role("link", name="خبر جديد").first.click()
    page.locator("main").get_by_role("link", name=section, exact=True).click()
    page.fill("[name=title]", TITLE)
    page.fill("[name=standfirst]", "خرائط عمرها ثلاثة قرون تُعرض للمرة الأولى.")
    add_block(page, "النص")
    type_rich(page, "NATO اسم سفينة قديمة رست في المرفأ سنة 1911.")
    page.keyboard.press("Enter")
    page.keyboard.type("وقالت المديرة إن المعرض يضم 120 خريطة.")
    add_block(page, "اقتباس")
    fill_last(page, "value-text", "الخريطة رسالة من زمن إلى زمن")
    fill_last(page, "value-speaker", "سعاد الملاح")
    fill_last(page, "value-role", "مديرة المتحف")
    add_block(page, "إطار معلومات")
    fill_last(page, "value-title", "مواعيد الزيارة")
    type_rich(page, "من العاشرة صباحا إلى السادسة مساء.")
    add_block(page, "محتوى مضمّن")
    fill_last(page, "value-url", "https://www.youtube.com/watch?v=abcdefghijk")
    fill_last(page, "value-title", "جولة في المعرض")
    add_block(page, "صورة")
    page.get_by_role("button", name=re.compile("صورة")).last.click()
    page.locator(".modal-body a.image-choice").first.click()
    expect(page.locator(".modal-body")).to_have_count(0)
    fill_last(page, "value-caption", "قاعة الخرائط")


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


def test_a_story_from_the_first_word_to_its_withdrawal(demo_paper, chromium, desk):
    write_story(desk, "الثقافة")

    # It is right to left, whatever letter it begins with; the counters follow.
    block = desk.locator(f"{BODY} .public-DraftStyleDefault-block").first
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
    publish(desk)
    address = published_address(demo_paper)
    path = address.removeprefix(demo_paper.url)
    html = demo_paper.text(path)
    for words in ("<bdi>NATO</bdi>", "«الخريطة رسالة", "مواعيد الزيارة", "قاعة الخرائط"):
        assert words in html
    assert "مديرة المتحف" in html
    code = path.split("/")[2]
    for listing in ("/", "/sections/culture/", "/feeds/rss.xml", "/feeds/atom.xml"):
        eventually(demo_paper, listing, code)
    eventually(demo_paper, "/feeds/sections/culture/feed.json", code)
    eventually(demo_paper, "/sitemaps/news.xml", code)

    # Corrected: a dated note at the foot, a line in the public history.
    desk.goto(edit_address)
    desk.get_by_role("tab", name="التغيير والتوقيت").click()
    desk.locator("[name=change_kind]").select_option("correction")
    desk.get_by_role("button", name=re.compile("إضافة.*تصحيح|تصحيح")).last.click()
    desk.locator("[name='corrections-0-text']").fill("عدد الخرائط 112 لا 120.")
    publish(desk)
    eventually(demo_paper, path, "عدد الخرائط 112 لا 120.")
    corrected = demo_paper.text(path)
    assert "آخر تحديث" in corrected
    assert "ما تغيّر في هذا الخبر" in corrected

    # Withdrawn: the notice stands at the address; no list shows the story.
    story_id = re.search(r"/pages/(\d+)/", edit_address)[1]
    desk.goto(f"{demo_paper.url}/newsroom/pages/{story_id}/withdraw/")
    desk.locator("main textarea").fill("سُحب الخبر لأن المعرض أُلغي.")
    desk.locator("main button[type=submit]").click()
    eventually(demo_paper, path, "سُحب الخبر لأن المعرض أُلغي.")
    assert "112" not in demo_paper.text(path)
    assert code not in demo_paper.text("/")
    until = time.monotonic() + 30
    while time.monotonic() < until and code in demo_paper.text("/feeds/rss.xml"):
        time.sleep(0.3)
    assert code not in demo_paper.text("/feeds/rss.xml")
    assert not desk.faults


def publish(page: Page) -> None:
    """Press the publish button of the editor's foot."""
    page.get_by_role("button", name="مزيد من الإجراءات").or_(
        page.locator("footer [data-w-dropdown-target=toggle]")
    ).first.click()
    page.locator("[name=action-publish]").first.click()
    page.wait_for_url(re.compile(r"/newsroom/pages/\d+/$"))
