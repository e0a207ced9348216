"""Writing in a real browser: direction, counters, autosave, two editors, narrow screens."""

import json

import pytest
from django.urls import reverse
from playwright.sync_api import expect
from wagtail.users.models import UserProfile

from midad.newsroom.models import KeptText
from midad.stories.models import StoryPage
from tests.browser import editor
from tests.newsroom.desk import (
    edit_address,
    fresh,
    make_section,
    make_story,
    make_user,
    newest_text,
    signed_in,
    story_form,
)

pytestmark = [
    pytest.mark.browser,
    pytest.mark.django_db(transaction=True),
]
EDITOR = ".public-DraftEditor-content"
DIRECTION = "node => getComputedStyle(node).direction"


@pytest.fixture
def story():
    text = [
        {"type": "text", "value": "<p>نص أول</p>", "id": "6f1c2a5e-0000-4000-8000-000000000001"}
    ]
    return make_story(make_section(), body=json.dumps(text))


@pytest.fixture
def open_page(chromium, live_server):
    """Return a function that opens an address as a user, in a window of its own."""
    contexts = []

    def open_as(user, address, width=1280):
        context = chromium.new_context(viewport={"width": width, "height": 860}, locale="ar")
        contexts.append(context)
        cookie = signed_in(user).cookies["sessionid"].value
        context.add_cookies([{"name": "sessionid", "value": cookie, "url": live_server.url}])
        page = context.new_page()
        page.faults = []
        page.on("pageerror", lambda fault: page.faults.append(str(fault)))
        page.on(
            "console",
            lambda line: page.faults.append(line.text) if "Content Security" in line.text else None,
        )
        page.goto(live_server.url + address)
        page.wait_for_load_state("networkidle")
        return page

    yield open_as
    for context in contexts:
        context.close()


@pytest.mark.parametrize("last_key", ["Control+s", "publish"])
def test_what_was_typed_last_is_saved_however_soon(open_page, last_key):
    """Draftail hands its text to the form a moment after the last key: the moment must be none."""
    section = make_section()
    page = open_page(
        make_user(), reverse("wagtailadmin_pages:add", args=["stories", "storypage", section.pk])
    )
    page.fill("[name=title]", "خبر عاجل من الميناء")
    editor.add_block(page, "النص")
    editor.type_rich(page, "وصلت السفينة الأخيرة")
    if last_key == "publish":
        page.evaluate("document.querySelector('[name=action-publish]').click()")
    else:
        page.keyboard.press(last_key)
    expect(page.locator(".messages")).to_contain_text("خبر عاجل من الميناء", timeout=15_000)
    story = StoryPage.objects.get()
    assert "الأخيرة" in newest_text(story)


@pytest.mark.parametrize("language", ["ar", "en"])
def test_a_paragraph_is_right_to_left_whatever_letter_it_starts_with(open_page, story, language):
    user = make_user()
    UserProfile.objects.create(user=user, preferred_language=language)
    page = open_page(user, edit_address(story))
    editor = page.locator(EDITOR).first
    editor.click()
    page.keyboard.press("Control+A")
    page.keyboard.type("NATO يعقد قمته")
    block = editor.locator("[data-block]").first
    assert block.evaluate(DIRECTION) == "rtl"
    assert block.locator(".public-DraftStyleDefault-block").evaluate(DIRECTION) == "rtl"
    assert "rtl" in block.locator(".public-DraftStyleDefault-block").get_attribute("class")
    for name in ("title", "kicker", "standfirst", "lead_caption", "place"):
        assert page.locator(f"[name={name}]").evaluate(DIRECTION) == "rtl", name
    for name in ("source_url", "go_live_at"):
        assert page.locator(f"[name={name}]").evaluate(DIRECTION) == "ltr", name
    assert not page.faults


def test_blocks_added_later_are_right_to_left_in_the_english_newsroom(open_page, story):
    user = make_user()
    UserProfile.objects.create(user=user, preferred_language="en")
    page = open_page(user, edit_address(story))
    page.locator("[data-contentpath=body] .c-sf-add-button").last.click()
    page.get_by_role("option", name="Quotation").or_(page.get_by_text("اقتباس")).first.click()
    quotation = page.locator("[name$='-value-text']").last
    expect(quotation).to_have_attribute("dir", "rtl")
    page.locator("[data-contentpath=body] .c-sf-add-button").last.click()
    page.get_by_role("option", name="Embed").or_(page.get_by_text("تضمين")).first.click()
    expect(page.locator("[name$='-value-url']").last).to_have_attribute("dir", "ltr")


def test_the_counters_follow_the_writing(open_page, story):
    page = open_page(make_user(), edit_address(story))
    counters = page.locator(".newsroom-counters")
    expect(counters).to_contain_text("كلمتان")
    expect(counters).to_contain_text("قراءة أقل من دقيقة")
    page.locator("[name=title]").fill("خبر")
    expect(counters).to_contain_text("العنوان: 3 حروف")
    page.locator("[name=title]").fill("ح" * 91)
    expect(page.locator("[data-counter=headline]")).to_have_attribute("data-long", "true")
    page.locator(EDITOR).first.click()
    page.keyboard.press("Control+End")
    page.keyboard.type(". قال الوزير: «لن نتأخر» في 3 أيام")
    expect(counters).to_contain_text("9 كلمات")
    assert not page.faults


def is_save(answer):
    return answer.request.method == "POST" and answer.url.endswith("/edit/")


def test_autosave_keeps_what_is_written_and_the_counters_do_not_disturb_it(open_page, story):
    page = open_page(make_user(), edit_address(story))
    page.wait_for_timeout(3000)  # Wagtail notes what the form holds some time after it is loaded
    page.locator(EDITOR).first.click()
    with page.expect_response(is_save) as saved:
        page.keyboard.type("كلام جديد ")
    assert saved.value.json()["success"]
    assert "كلام جديد" in newest_text(story)
    page.wait_for_timeout(1000)
    with page.expect_response(is_save) as again:
        page.keyboard.type("ثم غيره ")
    assert again.value.json()["revision_id"] == saved.value.json()["revision_id"]
    assert not KeptText.objects.exists()


def test_a_colleagues_save_is_not_overwritten_and_both_texts_are_shown(open_page, story):
    page = open_page(make_user(), edit_address(story))
    signed_in(make_user(name="نديم")).post(edit_address(story), story_form(story, text="نص الزميل"))
    page.locator("[name=standfirst]").fill("مقدمتي أنا")
    page.evaluate("document.querySelector('[data-edit-form]').submit()")
    expect(page.locator(".newsroom-compared")).to_contain_text("نص الزميل")
    assert "مقدمتي أنا" in page.locator(".newsroom-compared ins").all_inner_texts()
    assert "نص الزميل" in newest_text(story)


@pytest.mark.parametrize(
    "name", ["wagtailadmin_home", "stories:index", "newsroom_new_story", "breaking:add", "edit"]
)
def test_nothing_overflows_a_telephone(open_page, story, name):
    address = edit_address(story) if name == "edit" else reverse(name)
    page = open_page(make_user(), address, width=360)
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    assert not page.faults


def test_no_field_is_wider_than_a_telephone(open_page, story):
    words = "كلمة " * 60
    draft = fresh(story)
    draft.body = [("text", f'<p data-block-key="aaaaa">{words}</p>')]
    draft.save_revision()
    page = open_page(make_user(), edit_address(story), width=360)
    page.get_by_role("tab").nth(2).click()
    page.locator("#id_corrections-ADD").click()
    for name in ("paragraph", "noted_at"):
        box = page.locator(f"[name=corrections-0-{name}]").bounding_box()
        assert 0 <= box["x"] < box["x"] + box["width"] <= 360
