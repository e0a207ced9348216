"""``make screenshots``: docs/screenshots/ from the demo newspaper, in every size and mode."""

import tempfile
from pathlib import Path

from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

from tests import tools
from tests.browser.pages import sample_pages
from tests.paper import DemoPaper, free_port

FOLDER = tools.ROOT / "docs" / "screenshots"
SIZES = {"phone": (360, 760), "desk": (1280, 900)}
PAPER_PAGES = ("front", "section", "story")
DESK_PAGES = {"newsroom": "/newsroom/", "newsroom-new-story": "/newsroom/new-story/"}
# What the ledger holds after the readers' server was away, and after something on the way to
# readers kept an old page.
MAKE_LATE = """
from datetime import timedelta
from django.utils import timezone
from midad.press.models import LedgerEntry
from midad.stories.models import StoryPage
now = timezone.now().replace(second=0, microsecond=0)
trouble = [
    ("unreachable", "/: NewConnectionError: [Errno 111] Connection refused", 4),
    ("differs", "/: answered 48213 bytes that are not those baked", 1),
]
stories = StoryPage.objects.live().order_by("-first_published_at")
for story, (reason, error, attempts) in zip(stories, trouble):
    LedgerEntry.objects.create(
        subject=f"story:{story.pk}", act=f"story:{story.pk}:update:1", act_name="update",
        job="probe", needs="press", state="failed", reason=reason, last_error=error,
        attempts=attempts, created_at=now - timedelta(minutes=3), marked_at=now,
        due_at=now + timedelta(minutes=9),
    )
"""

# Votes of three weeks and a burst of new accounts on the newest story, and a reader's visit.
MAKE_READERS = """
from datetime import timedelta
from allauth.account.models import EmailAddress
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.utils import timezone
from midad.accounts.models import User
from midad.accounts.sessions import DEVICE_KEY, SessionStore
from midad.readers import services
from midad.readers.models import Reader
from midad.stories.models import StoryPage
now = timezone.now()
stories = list(StoryPage.objects.filter(listed=True).order_by("-published_at")[:6])
def reader(number, joined_at):
    account = User.objects.create_user(f"reader{number:02}@mail.example", first_name="هدى")
    EmailAddress.objects.create(user=account, email=account.email, primary=True, verified=True)
    return Reader.objects.create(account=account, joined_at=joined_at, confirmed_at=joined_at)
old = [reader(number, now - timedelta(days=400 - number)) for number in range(26)]
new = [reader(number, now - timedelta(hours=5)) for number in range(26, 38)]
for number, one in enumerate(old):
    for place, story in enumerate(stories):
        if (number + place) % 3:
            stars = (5, 4, 4, 3, 5, 2)[(number * 7 + place) % 6]
            at = now - timedelta(days=(number * 5) % 21, hours=number % 9)
            services.rate(reader=one, story=story, stars=stars, now=at)
for number, one in enumerate(new):
    at = now - timedelta(minutes=number)
    services.rate(reader=one, story=stories[0], stars=1, now=at)
services.weigh_votes(stories[0].pk, now=now)
services.suspend(reader=new[3], because="أصوات بأسماء كثيرة", editor=None, now=now)
mine = old[0]
for story in stories[1:5]:
    services.save_story(reader=mine, story=story, now=now)
services.follow(reader=mine, what=stories[0].section, now=now)
services.show_new_counts(now=now)
visit = SessionStore()
visit[SESSION_KEY] = str(mine.pk)
visit[BACKEND_SESSION_KEY] = "django.contrib.auth.backends.ModelBackend"
visit[HASH_SESSION_KEY] = mine.account.get_session_auth_hash()
visit[DEVICE_KEY] = "Mozilla/5.0 (Android 15; Mobile; rv:140.0) Gecko/140.0 Firefox/140.0"
visit.create()
print(visit.session_key, stories[0].pk, stories[0].code, mine.pk)
"""


def context_of(browser: Browser, size: str, mode: str) -> BrowserContext:
    """Return a window of this size and mode, in Arabic."""
    width, height = SIZES[size]
    return browser.new_context(
        viewport={"width": width, "height": height}, color_scheme=mode, locale="ar"
    )


def take(context: BrowserContext, url: str, name: str) -> None:
    """Take what the window shows of ``url`` without scrolling."""
    page = context.new_page()
    page.goto(url, wait_until="networkidle")
    page.wait_for_timeout(500)
    page.screenshot(path=FOLDER / f"{name}.png")
    page.close()
    print(f"· {name}", flush=True)


def take_paper(browser: Browser, paper: DemoPaper) -> None:
    """Take the readers' pages."""
    pages = sample_pages(paper)
    for size in SIZES:
        for mode in ("light", "dark"):
            context = context_of(browser, size, mode)
            for kind in PAPER_PAGES:
                take(context, paper.url + pages[kind], f"{kind}-{size}{'-dark' * (mode == 'dark')}")
            context.close()


def sign_in(context: BrowserContext, paper: DemoPaper) -> Page:
    """Sign the demo's chief editor in; return the desk's first screen."""
    email, password = paper.login()
    page = context.new_page()
    page.goto(f"{paper.url}/newsroom/login/")
    page.fill("[name=username]", email)
    page.fill("[name=password]", password)
    page.click("button[type=submit]")
    page.wait_for_url("**/newsroom/")
    return page


def take_newsroom(browser: Browser, paper: DemoPaper) -> None:
    """Take the desk's screens: first screen, new story, the editor."""
    for size in SIZES:
        context = context_of(browser, size, "light")
        page = sign_in(context, paper)
        story = page.locator("#desk-published-section a[href*='/edit/']").first.get_attribute(
            "href"
        )
        for name, path in {**DESK_PAGES, "newsroom-editor": story}.items():
            take(context, paper.url + path, f"{name}-{size}")
        context.close()


def take_late_board(browser: Browser, paper: DemoPaper) -> None:
    """Take the board of what readers have not got yet."""
    paper.midad("shell", "-v0", "-c", MAKE_LATE)
    for size in SIZES:
        context = context_of(browser, size, "light")
        sign_in(context, paper)
        take(context, f"{paper.url}/newsroom/late/", f"newsroom-late-{size}")
        context.close()


def take_readers(browser: Browser, paper: DemoPaper) -> None:
    """Take the readers' own pages, and what the desk sees of readers and ratings."""
    made = paper.midad("shell", "-v0", "-c", MAKE_READERS)
    visit, story, code, reader = made.stdout.split()[-4:]
    cookie = {"name": "sessionid", "value": visit, "url": paper.url}
    for size in SIZES:
        context = context_of(browser, size, "light")
        for name, path in {"signup": "signup/", "rate": f"rate/{code}/"}.items():
            take(context, f"{paper.url}/account/{path}", f"reader-{name}-{size}")
        context.add_cookies([cookie])
        for name, path in {"home": "", "saved": "saved/", "preferences": "preferences/"}.items():
            take(context, f"{paper.url}/account/{path}", f"reader-{name}-{size}")
        context.close()
        context = context_of(browser, size, "light")
        sign_in(context, paper)
        desks = {"ratings": "ratings/", "story-ratings": f"ratings/{story}/"}
        desks |= {"readers": "readers/", "reader": f"readers/{reader}/"}
        for name, path in desks.items():
            take(context, f"{paper.url}/newsroom/{path}", f"newsroom-{name}-{size}")
        context.close()


def main() -> None:
    """Make a demo newspaper in a folder that goes away, and take its pictures."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    tools.install_chromium()
    with tempfile.TemporaryDirectory(prefix="midad-screenshots-") as folder:
        paper = DemoPaper(Path(folder) / "home", free_port())
        paper.start()
        try:
            with sync_playwright() as playwright:
                browser = playwright.chromium.launch(
                    executable_path=tools.chromium(), args=tools.chromium_arguments()
                )
                take_paper(browser, paper)
                take_newsroom(browser, paper)
                take_readers(browser, paper)
                take_late_board(browser, paper)
                browser.close()
        finally:
            paper.stop()


if __name__ == "__main__":
    main()
