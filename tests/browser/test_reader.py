"""A reader's whole way in a real browser: stars, account, second device, list, data, leaving."""

import email
import email.policy
import json
import re
import time
from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import BrowserContext, Page

from tests.browser.pages import lead_story
from tests.paper import DemoPaper

pytestmark = pytest.mark.browser


@pytest.fixture
def story(demo_paper) -> str:
    return f"{demo_paper.url}/articles/{lead_story(demo_paper)}"


@pytest.fixture
def device(chromium) -> Callable[..., BrowserContext]:
    """Return how to take another device: a window with nothing kept."""
    taken = []

    def take(**options) -> BrowserContext:
        context = chromium.new_context(
            viewport={"width": 360, "height": 760}, locale="ar", **options
        )
        taken.append(context)
        return context

    yield take
    for context in taken:
        context.close()


def code_sent_to(paper: DemoPaper, address: str) -> str:
    """Return the code of the newest mail to ``address``."""
    until = time.monotonic() + 10
    while time.monotonic() < until:
        for path in sorted((paper.home / "mail").glob("*"), key=lambda p: -p.stat().st_mtime):
            mail = email.message_from_bytes(path.read_bytes(), policy=email.policy.default)
            if mail["to"] == address and (found := re.search(r"\b\d{6}\b", body_of(mail))):
                path.unlink()
                return found[0]
        time.sleep(0.1)
    raise AssertionError(f"no code was sent to {address}")


def body_of(mail) -> str:
    return mail.get_body().get_content()


def press(page: Page, name: str) -> None:
    page.locator("main").get_by_role("button", name=name, exact=True).click()
    page.wait_for_load_state()


def type_code(page: Page, paper: DemoPaper, address: str) -> None:
    page.fill("[name=code]", code_sent_to(paper, address))
    press(page, "تأكيد")


def open_account(page: Page, paper: DemoPaper, address: str) -> None:
    page.fill("[name=email]", address)
    press(page, "أرسلوا إلي الرمز")
    type_code(page, paper, address)


def sign_in(page: Page, paper: DemoPaper, address: str) -> None:
    page.goto(f"{paper.url}/account/login/")
    page.fill("[name=login]", address)
    press(page, "أرسلوا إلي الرمز")
    type_code(page, paper, address)


# Four readers who gave a story five stars: the fifth vote brings the mean before readers.
FOUR_VOTES = """
from django.utils import timezone
from midad.accounts.models import User
from midad.readers import services
from midad.stories.models import StoryPage
now = timezone.now()
for number in range(4):
    account = User.objects.create_user(f"fan{{number}}@mail.example")
    reader = services.confirm_address(account=account, now=now)
    services.rate(reader=reader, story=StoryPage.objects.get(code="{code}"), stars=5, now=now)
"""
THEIR_LEAVING = """
from midad.accounts.models import User
from midad.readers import services
for account in User.objects.filter(email__startswith="fan"):
    services.delete_account(account=account)
"""


@pytest.fixture
def four_votes(demo_paper, story) -> Iterator[None]:
    code = story.split("/articles/")[1].split("/")[0]
    demo_paper.midad("shell", "-v0", "-c", FOUR_VOTES.format(code=code))
    yield
    demo_paper.midad("shell", "-v0", "-c", THEIR_LEAVING)


def count_shown(page: Page, story: str, words: str) -> None:
    """Wait until the story's page shows a count: a worker bakes it within seconds."""
    until = time.monotonic() + 60
    while time.monotonic() < until:
        page.goto(story)
        page.locator("#ratings").scroll_into_view_if_needed()
        page.wait_for_timeout(700)
        if " ".join(page.locator("[data-ratings-count]").inner_text().split()) == words:
            return
    raise AssertionError(f"the page does not show {words!r}")


def test_the_whole_way_with_script(demo_paper, story, device, four_votes):
    address = "huda@mail.example"
    page = device().new_page()
    complaints: list[str] = []
    page.on("console", lambda said: complaints.append(said.text))
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.goto(story)
    page.locator("#ratings").scroll_into_view_if_needed()
    page.locator(".stars-row label").nth(3).click()
    page.wait_for_url("**/account/rate/**")
    assert page.locator("[name=stars][value='4']").is_checked()
    press(page, "أنشئ حسابا وقيّم")
    open_account(page, demo_paper, address)
    assert page.url.endswith("#ratings")
    count_shown(page, story, "4.8 من 5 5 تقييمات")
    assert page.locator(".stars-row input:checked").get_attribute("value") == "4"
    # A second device: the vote is there, and changed.
    other = device().new_page()
    sign_in(other, demo_paper, address)
    other.goto(story)
    other.locator(".stars-row input[value='4']:checked").wait_for(state="attached")
    other.locator(".stars-row label").nth(1).click()
    other.get_by_text("احتُسب تقييمك.").wait_for()
    count_shown(page, story, "4.4 من 5 5 تقييمات")
    page.locator(".stars-row input[value='2']:checked").wait_for(state="attached")
    page.locator("[data-save]").click()
    page.get_by_text("في قائمتي", exact=True).wait_for()
    page.goto(f"{demo_paper.url}/account/saved/")
    assert page.locator(".account-stories li").count() == 1
    page.goto(f"{demo_paper.url}/account/data/")
    with page.expect_download() as download:
        page.get_by_role("button", name="تنزيل (JSON)").click()
    kept = json.loads(download.value.path().read_text())
    assert [vote["stars"] for vote in kept["ratings"]] == [2]
    leave(page, demo_paper, address)
    count_shown(page, story, "4 تقييمات")
    assert complaints == []


def leave(page: Page, paper: DemoPaper, address: str) -> None:
    page.goto(f"{paper.url}/account/delete/")
    press(page, "أرسلوا إلي الرمز")
    type_code(page, paper, address)
    page.check("[name=sure]")
    press(page, "حذف الحساب")
    page.get_by_role("heading", name="حُذف حسابك").wait_for()


def test_the_whole_way_without_script(demo_paper, story, device):
    address = "salim@mail.example"
    page = device(java_script_enabled=False).new_page()
    page.goto(story)
    page.check("#ratings [value='5']", force=True)
    page.locator("#ratings form button").click()
    page.wait_for_url("**/account/rate/**")
    press(page, "أنشئ حسابا وقيّم")
    open_account(page, demo_paper, address)
    assert page.url.endswith("#ratings")
    page.locator("[data-save]").click()
    press(page, "احفظ في قائمتي")
    assert page.locator(".account-stories li").count() == 1
    page.goto(story)
    page.check("#ratings [value='1']", force=True)
    page.locator("#ratings form button").click()
    press(page, "قيّم")
    page.goto(f"{demo_paper.url}/account/rate/{story.split('/articles/')[1].split('/')[0]}/")
    assert page.locator("[name=stars][value='1']").is_checked()
    leave(page, demo_paper, address)


def test_with_a_passkey(demo_paper, device):
    """A passkey is made and signs in, by an authenticator of the browser's own."""
    address = "laila@mail.example"
    context = device()
    page = context.new_page()
    tools = context.new_cdp_session(page)
    tools.send("WebAuthn.enable")
    tools.send(
        "WebAuthn.addVirtualAuthenticator",
        {
            "options": {
                "protocol": "ctap2",
                "transport": "internal",
                "hasResidentKey": True,
                "hasUserVerification": True,
                "isUserVerified": True,
                "automaticPresenceSimulation": True,
            }
        },
    )
    page.goto(f"{demo_paper.url}/account/signup/")
    open_account(page, demo_paper, address)
    page.goto(f"{demo_paper.url}/account/2fa/webauthn/add/")
    press(page, "أرسلوا إلي الرمز")
    type_code(page, demo_paper, address)
    page.fill("[name=name]", "هاتفي")
    passwordless = page.locator("[name=passwordless]")
    if passwordless.count():
        passwordless.check()
    page.locator("#mfa_webauthn_add").click()
    page.wait_for_url(re.compile("/account/2fa/(recovery-codes/.*|webauthn/)$"))
    page.goto(f"{demo_paper.url}/account/")
    page.get_by_role("button", name="تسجيل الخروج").click()
    page.wait_for_load_state()
    page.goto(f"{demo_paper.url}/account/login/")
    page.get_by_role("button", name="الدخول بمفتاح مرور").click()
    page.wait_for_url(f"{demo_paper.url}/account/")
    assert address in page.locator("main").inner_text()


OWN = {"digits": "arabic", "clock": "h12-period", "calendar": "hijri"}
STORED = "() => ['digits', 'clock', 'calendar'].map((name) => localStorage.getItem(name) ?? '')"
PUBLISHED = ".times time >> nth=0"


def prefer(page: Page, paper: DemoPaper, **chosen: str) -> None:
    page.goto(f"{paper.url}/account/preferences/")
    for name, value in chosen.items():
        page.select_option(f"[name={name}]", value)
    press(page, "حفظ")
    page.get_by_text(re.compile("حُفظت تفضيلاتك")).wait_for()


def read(page: Page, story: str) -> str:
    """Open the story, let it ask who reads, and return when it says it was published."""
    page.goto(story)
    page.wait_for_load_state("networkidle")
    page.evaluate(
        "dispatchEvent(new Event('beforeprint'))"
    )  # the full date, also on the day itself
    return page.locator(PUBLISHED).inner_text()


def test_preferences_hold_at_once_and_on_every_device(demo_paper, story, device):
    page = device().new_page()
    page.goto(f"{demo_paper.url}/account/signup/")
    open_account(page, demo_paper, "maryam@mail.example")
    plain = read(page, story)
    prefer(page, demo_paper, **OWN)
    assert re.search("[٠-٩]هـ", page.locator(".masthead-date").inner_text())
    own = read(page, story)
    assert re.fullmatch(r"\w+ [٠-٩]+\s[\w\s]+ [٠-٩]+هـ - [٠-٩]{1,2}:[٠-٩]{2} (صباحا|مساء)", own)
    other = device().new_page()
    sign_in(other, demo_paper, "maryam@mail.example")
    read(other, story)
    assert read(other, story) == own
    prefer(page, demo_paper, **dict.fromkeys(OWN, ""))
    assert page.evaluate(STORED) == ["", "", ""]
    assert read(page, story) == plain
    read(other, story)
    assert other.evaluate(STORED) == ["", "", ""]
    prefer(other, demo_paper, **OWN)
    other.get_by_role("button", name="تسجيل الخروج").click()
    other.wait_for_load_state()
    assert read(other, story) == own


def test_a_stranger_chooses_for_the_device(demo_paper, story, device):
    page = device().new_page()
    plain = read(page, story)
    page.get_by_role("link", name="الأرقام والساعة والتقويم").click()
    prefer(page, demo_paper, digits="persian")
    assert page.locator("[name=digits]").input_value() == "persian"
    assert read(page, story) == plain.translate(str.maketrans("0123456789", "۰۱۲۳۴۵۶۷۸۹"))
    prefer(page, demo_paper, digits="")
    assert read(page, story) == plain


def test_without_script_a_stranger_is_shown_no_form_that_does_nothing(demo_paper, device):
    page = device(java_script_enabled=False).new_page()
    page.goto(f"{demo_paper.url}/account/preferences/")
    assert page.get_by_role("link", name="تسجيل الدخول لتسري على أجهزتك كلها").is_visible()
    assert not page.locator("[data-preferences]").is_visible()
