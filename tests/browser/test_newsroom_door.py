"""The newsroom's door in production, from a paper's first day on, in a real browser."""

import re
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from playwright.sync_api import BrowserContext, Page

from tests.newsroom.second_factors import code_of_app
from tests.paper import DemoPaper, free_port

pytestmark = pytest.mark.browser
CHIEF = "chief@paper.example"


@dataclass
class ProductionPaper(DemoPaper):
    """A paper with the settings of production, founded and served as the documents say."""

    password: str = ""

    @property
    def environment(self) -> dict[str, str]:
        return {
            **super().environment,
            "DJANGO_SETTINGS_MODULE": "midad.config.settings.production",
            "MIDAD_SECRET_KEY": "k" * 25 + "m" * 25,
        }

    def start(self) -> None:
        self.midad("migrate")
        self.midad("collectstatic", "--noinput")
        said = self.midad("found", "المرفأ", "--chief", CHIEF).stdout
        self.midad("press", "bake")
        self.password = re.search(r"password (\S+)", said)[1]
        with (self.home.parent / "serve.log").open("a") as log:
            command = [sys.executable, "-m", "midad", "serve", "--port", str(self.port)]
            self.process = subprocess.Popen(
                command, env=self.environment, stdout=log, stderr=subprocess.STDOUT
            )
        until = time.monotonic() + 120
        while not self.answers("/newsroom/login/"):
            assert time.monotonic() < until, (self.home.parent / "serve.log").read_text()
            time.sleep(0.3)

    def stop(self) -> None:
        if self.process:
            self.process.send_signal(signal.SIGTERM)
            self.process.wait(30)


@pytest.fixture(scope="module")
def paper(tmp_path_factory) -> Iterator[ProductionPaper]:
    home: Path = tmp_path_factory.mktemp("door") / "home"
    home.mkdir()
    paper = ProductionPaper(home, free_port())
    try:
        paper.start()
        yield paper
    finally:
        paper.stop()


@pytest.fixture
def visit(chromium) -> Iterator[BrowserContext]:
    context = chromium.new_context(viewport={"width": 1280, "height": 900}, locale="ar")
    yield context
    context.close()


def give_password(page: Page, paper: ProductionPaper) -> None:
    page.goto(f"{paper.url}/newsroom/")
    page.fill("[name=username]", CHIEF)
    page.fill("[name=password]", paper.password)
    page.locator("button[type=submit]").click()


def press(page: Page, name: str) -> None:
    page.locator("main").get_by_role("button", name=name, exact=True).click()


def set_up_app(page: Page, paper: ProductionPaper) -> str:
    """Set up an app that makes codes; return its secret."""
    page.locator("a[href='/account/2fa/totp/activate/']").click()
    page.fill("[name=password]", paper.password)
    press(page, "تأكيد")
    page.locator("#authenticator_secret").wait_for()
    secret = page.locator("#authenticator_secret").input_value()
    page.fill("[name=code]", code_of_app(secret))
    press(page, "تفعيل")
    page.wait_for_url("**/account/2fa/recovery-codes/")
    return secret


def next_code(secret: str, used: str) -> str:
    """Return a code that was not used: the app shows another every half minute."""
    until = time.monotonic() + 35
    while (code := code_of_app(secret)) == used and time.monotonic() < until:
        time.sleep(0.5)
    return code


def ask_by_script(page: Page) -> list:
    """Save as the editor's autosave does; return the status and what is wrong."""
    return page.evaluate(
        "fetch('/newsroom/pages/1/edit/', {method: 'POST', body: new FormData()})"
        ".then(async answer => [answer.status, (await answer.json()).error])"
    )


def test_from_the_first_password_to_the_second_factor_and_back_in(paper, visit):
    page = visit.new_page()
    complaints: list[str] = []
    page.on("console", lambda said: complaints.append(said.text) if said.type == "error" else None)
    page.on("pageerror", lambda error: complaints.append(str(error)))
    give_password(page, paper)
    page.wait_for_url("**/account/2fa/")
    assert "تطلب غرفة الأخبار التحقق بخطوتين" in page.locator("main").inner_text()
    assert ask_by_script(page) == [403, "second-factor"]
    complaints.clear()  # the browser's own word about it
    secret = set_up_app(page, paper)
    recovery = page.locator("#recovery_codes").input_value().split()
    assert len(recovery) == 10
    # The door asks for it even now; the way on stands in the account's navigation.
    page.locator(".account-nav a[href='/newsroom/']").click()
    page.wait_for_url("**/account/2fa/reauthenticate/?next=**")
    code = code_of_app(secret)
    page.fill("[name=code]", code)
    press(page, "تأكيد")
    page.wait_for_url(f"{paper.url}/newsroom/")
    page.get_by_role("heading").first.wait_for()
    # Another day: out, and in again by password and code.
    visit.clear_cookies()
    give_password(page, paper)
    page.wait_for_url("**/account/2fa/authenticate/")
    page.fill("[name=code]", next_code(secret, code))
    page.locator("main form button[type=submit]").first.click()
    page.wait_for_url(f"{paper.url}/newsroom/")
    # The telephone is lost: a recovery code, once.
    visit.clear_cookies()
    give_password(page, paper)
    page.fill("[name=code]", recovery[3])
    page.locator("main form button[type=submit]").first.click()
    page.wait_for_url(f"{paper.url}/newsroom/")
    assert complaints == []
    # The codes are lost too: who runs the paper lets in again.
    paper.midad("newsroom", "forget-second-factor", CHIEF)
    page.goto(f"{paper.url}/newsroom/")
    page.wait_for_url("**/newsroom/login/**")
    give_password(page, paper)
    page.wait_for_url("**/account/2fa/")
