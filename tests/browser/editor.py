"""The newsroom's editor as a journalist uses it: what a test presses and types."""

import re
from pathlib import Path

from playwright.sync_api import Locator, Page, expect

BODY = "[data-contentpath=body]"
BLOCK = f"{BODY} [data-streamfield-stream-container] > [data-streamfield-child]"


def add_block(page: Page, name: str) -> None:
    """Add a block of this name at the end of the body."""
    blocks = page.locator(BLOCK)
    before = blocks.count()
    page.locator(f"{BODY} .c-sf-add-button").last.click()
    page.get_by_role("option", name=name, exact=True).last.click()
    # Until it stands there, «the last field» is one of the block before.
    expect(blocks).to_have_count(before + 1)


def last_block(page: Page) -> Locator:
    """Return the block that was added last: nothing else may be filled by mistake."""
    return page.locator(BLOCK).last


def fill_last(page: Page, name: str, words: str) -> None:
    """Fill the last field of this name in the last block."""
    last_block(page).locator(f"[name$='-{name}']").last.fill(words)


def type_rich(page: Page, *paragraphs: str) -> None:
    """Write into the rich text of the last block."""
    last_block(page).locator(".public-DraftEditor-content").last.click()
    for number, words in enumerate(paragraphs):
        if number:
            page.keyboard.press("Enter")
        page.keyboard.type(words)


def add_text(page: Page, *paragraphs: str) -> None:
    """Add a block of text."""
    add_block(page, "النص")
    type_rich(page, *paragraphs)


def add_quotation(page: Page, words: str, speaker: str, role: str) -> None:
    """Add a quotation with who said it."""
    add_block(page, "اقتباس")
    fill_last(page, "value-text", words)
    fill_last(page, "value-speaker", speaker)
    fill_last(page, "value-role", role)


def add_fact_box(page: Page, title: str, words: str) -> None:
    """Add a box of facts."""
    add_block(page, "إطار معلومات")
    fill_last(page, "value-title", title)
    type_rich(page, words)


def add_table(page: Page, caption: str, columns: list[tuple[str, str, str]]) -> None:
    """Add a table of one row; each column is (kind, heading, cell)."""
    add_block(page, "جدول")
    table = last_block(page).locator(".typed-table-block")
    table.locator("[name$='-caption']").fill(caption)
    for number, (kind, heading, cell) in enumerate(columns):
        table.locator("[data-append-column]").click()
        table.locator(".add-column-menu").get_by_text(kind, exact=True).last.click()
        table.locator(f"[name$='-column-{number}-heading']").fill(heading)
        table.locator(f"[name$='-cell-0-{number}']").fill(cell)


def choose_picture(page: Page, number: int = 0) -> None:
    """Choose one of the newest pictures for the last empty place of one."""
    last_block(page).locator(".image-chooser.blank button").last.click()
    page.locator(".modal-body a.image-choice").nth(number).click()
    expect(page.locator(".modal-body")).to_have_count(0)


def add_picture(page: Page, caption: str) -> None:
    """Add a picture with its caption."""
    add_block(page, "صورة")
    choose_picture(page)
    fill_last(page, "value-caption", caption)


def add_gallery(page: Page, title: str) -> None:
    """Add a gallery of two pictures."""
    add_block(page, "معرض صور")
    fill_last(page, "value-title", title)
    choose_picture(page, 1)
    last_block(page).locator("[data-contentpath=pictures] .c-sf-add-button").last.click()
    choose_picture(page, 2)


def add_embed(page: Page, url: str, title: str) -> None:
    """Add a clip of another site."""
    add_block(page, "محتوى مضمّن")
    fill_last(page, "value-url", url)
    fill_last(page, "value-title", title)


def add_recording(page: Page, file: Path, title: str, transcript: str) -> None:
    """Add a sound, uploading its file in the chooser."""
    add_block(page, "فيديو أو صوت")
    last_block(page).locator("[name$='value-kind']").select_option("audio")
    fill_last(page, "value-title", title)
    type_rich(page, transcript)
    page.get_by_role("button", name="اختيار مستند").last.click()
    page.locator(".modal-body").get_by_role("tab", name=re.compile("رفع|تحميل")).click()
    page.locator(".modal-body input[type=file]").set_input_files(file)
    page.locator(".modal-body form [name$=title]").last.fill(title)
    page.locator(".modal-body form [type=submit]").last.click()
    expect(page.locator(".modal-body")).to_have_count(0)


def add_related(page: Page, words: str) -> None:
    """Add «read also» with the first story the chooser finds for ``words``."""
    add_block(page, "اقرأ أيضا")
    page.get_by_role("button", name=re.compile("اختر صفحة")).last.click()
    page.locator(".modal-body [name=q]").fill(words)
    page.locator(".modal-body a.choose-page").filter(has_text=words).first.click()
    expect(page.locator(".modal-body")).to_have_count(0)


def choose_topic(page: Page) -> str:
    """Choose the first topic offered and return its name."""
    page.get_by_role("tab", name="الكتّاب والوكالات والموضوعات").click()
    page.get_by_role("button", name="إضافة موضوع").click()
    row = page.locator(".modal-body tbody tr").first
    row.locator("input[type=checkbox]").check()
    name = row.locator("label, td").nth(1).inner_text()
    page.locator(".modal-body [type=submit]").last.click()
    expect(page.locator(".modal-body")).to_have_count(0)
    page.get_by_role("tab", name="النص").click()
    return name.strip()


def publish(page: Page) -> None:
    """Press the publish button of the editor's foot."""
    page.get_by_role("button", name="مزيد من الإجراءات").or_(
        page.locator("footer [data-w-dropdown-target=toggle]")
    ).first.click()
    page.locator("[name=action-publish]").first.click()
    page.wait_for_url(re.compile(r"/newsroom/pages/\d+/$"), timeout=60_000)


def withdraw(page: Page, notice: str) -> None:
    """Withdraw the open story by its menu, with this notice for readers."""
    page.locator("header").get_by_role("button", name="إجراءات").first.click()
    page.get_by_role("link", name="سحب الخبر").first.click()
    page.locator("main textarea").fill(notice)
    page.locator("main button[type=submit]").click()
    page.wait_for_url(re.compile(r"/edit/"))
