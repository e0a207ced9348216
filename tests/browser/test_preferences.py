"""How a reader's preferences come from the account to a device, and what undoes them there."""

import json

import pytest
from playwright.sync_api import Page

from tests.browser.slow_pages import slow_pages
from tests.browser.test_wording import theme, theme_page  # noqa: F401 - a fixture

pytestmark = pytest.mark.browser
STRANGER = {"signed_in": False}
READER = {
    "signed_in": True,
    "csrf": "token",
    "stars": 0,
    "saved": False,
    "text_size": "",
    "mode": "",
    "digits": "",
    "clock": "",
    "calendar": "",
}
KEPT = """() => Object.fromEntries(
  Object.entries(localStorage).filter(([name]) => !/^account /.test(name)))"""


class Device:
    """One reader's device: a page of the paper, and who ``/me`` says is there."""

    def __init__(self, page: Page, story: str) -> None:
        self.page, self.story, self.me = page, story, STRANGER

    def opens_the_story(self, **preferences: str) -> dict[str, str]:
        """Open the story as a reader with these preferences; return what the device keeps."""
        self.me = {**READER, **preferences}
        return self.looks()

    def looks(self) -> dict[str, str]:
        self.page.goto(self.story)
        self.page.wait_for_load_state("networkidle")
        return self.page.evaluate(KEPT)

    def sets(self, name: str, value: str) -> None:
        self.page.evaluate("([name, value]) => localStorage.setItem(name, value)", [name, value])


@pytest.fixture
def device(chromium, theme):  # noqa: F811 - the fixture
    with slow_pages() as pages:
        context = chromium.new_context(viewport={"width": 1000, "height": 800})
        story = pages.put("/story", theme_page(theme, "story"))
        made = Device(context.new_page(), story)
        pages.answers["/me"] = lambda: json.dumps(made.me).encode()
        yield made
        context.close()


CHOSEN = {
    "text_size": "large",
    "mode": "dark",
    "digits": "arabic",
    "clock": "h24",
    "calendar": "hijri",
}
ON_DEVICE = {
    "text-size": "large",
    "mode": "dark",
    "digits": "arabic",
    "clock": "h24",
    "calendar": "hijri",
}


def test_a_new_device_gets_what_the_account_keeps(device):
    assert device.opens_the_story(**CHOSEN) == ON_DEVICE
    assert device.page.evaluate("document.documentElement.dataset.textSize") == "large"
    device.looks()
    assert "١٤٤٨هـ - ٠٨:٠٥" in device.page.inner_text(".times time >> nth=0")


def test_as_the_paper_has_it_takes_the_choice_off_every_device(device):
    device.opens_the_story(**CHOSEN)
    assert device.opens_the_story(**{**CHOSEN, "digits": "", "mode": ""}) == {
        "text-size": "large",
        "clock": "h24",
        "calendar": "hijri",
    }
    assert device.page.evaluate("document.documentElement.dataset.mode") is None


def test_an_account_without_preferences_leaves_the_device_its_own(device):
    device.looks()
    device.sets("digits", "persian")
    assert device.opens_the_story() == {"digits": "persian"}


def test_what_was_chosen_here_since_stands_until_the_account_says_something_new(device):
    device.opens_the_story(text_size="large")
    device.page.locator(".tools summary >> nth=0").click()
    device.page.locator(".tools").get_by_label("صغير").check()
    assert device.opens_the_story(text_size="large") == {"text-size": "small"}
    assert device.opens_the_story(text_size="largest") == {"text-size": "largest"}


def test_signing_out_leaves_the_device_as_it_is(device):
    device.opens_the_story(**CHOSEN)
    device.me = STRANGER
    assert device.looks() == ON_DEVICE


def test_another_reader_on_the_device_gets_their_own(device):
    device.opens_the_story(**CHOSEN)
    assert device.opens_the_story(digits="persian") == {"digits": "persian"}
