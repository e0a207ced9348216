"""What strangers send to every form that is open to them: a clear answer, never a fault of ours.

The forms are found in the addresses of the application, so that a new one cannot be forgotten.
"""

import re
from collections.abc import Callable, Iterator
from functools import cache as remember
from functools import cached_property
from html.parser import HTMLParser
from urllib.parse import urlencode, urljoin, urlsplit

import pytest
from allauth.mfa.models import Authenticator
from django.contrib.auth import get_user
from django.core import mail
from django.core.cache import cache
from django.http import HttpResponse
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver

from midad.accounts.sessions import SessionStore
from midad.stories.addresses import CODE
from midad.stories.models import StoryPage
from tests.newsroom.desk import make_section, make_story
from tests.readers.hostile import (
    ALWAYS_SENT,
    ALWAYS_SENT_BODIES,
    FORM,
    HOSTILE_BODIES,
    HOSTILE_TEXTS,
    LIVE_MARKS,
    SCRIPT,
    body_for,
)
from tests.readers.people import make_reader
from tests.readers.visitors import (
    Visitor,
    about_to_choose_a_password,
    asked_once_more,
    at_home,
    at_the_second_factor,
    code_in_mail,
    forgetful,
    signing_in,
    signing_up,
    stranger,
    with_a_passkey,
    without_factors,
)

pytestmark = pytest.mark.django_db
SECTION = "economy"

# --- the addresses


def patterns(resolver: URLResolver, before: str = "") -> Iterator[str]:
    for one in resolver.url_patterns:
        here = before + str(one.pattern)
        if isinstance(one, URLPattern):
            yield here
        else:
            yield from patterns(one, here)


@remember
def open_patterns() -> list[str]:
    """Return every address that takes forms and is not the newsroom's; the API takes none, and is
    sent worse by its own test."""
    others = ("newsroom/", "api/", "^api/")
    return [one for one in patterns(get_resolver()) if not one.startswith(others)]


def filled(pattern: str, story: StoryPage) -> str:
    """Return an address of a pattern. A pattern with a new kind of hole is filled in here."""
    address = pattern.replace(rf"(?P<code>{CODE})", SECTION if "family" in pattern else story.code)
    for hole, filling in (
        ("(?P<family>sections|topics|authors|agencies)", "sections"),
        ("<int:pk>", str(getattr(Authenticator.objects.order_by("pk").last(), "pk", 1))),
        ("<int:restriction_id>", "1"),
        (r"^(\d+)/(.*)$", "1/a.pdf"),
    ):
        address = address.replace(hole, filling)
    address = "/" + address.replace("^", "").replace("$", "")
    assert not set(address) & set("<>()\\?*"), f"say in filled() what stands in {pattern}"
    return address


# --- who sends


@pytest.fixture
def story() -> StoryPage:
    cache.clear()
    return make_story(make_section())


# Forms that stand in the middle of a way, and who has come so far.
ON_THE_WAY: dict[str, Visitor] = {
    "/account/confirm-email/": signing_up,
    "/account/login/code/confirm/": signing_in,
    "/account/2fa/authenticate/": at_the_second_factor,
    "/account/reauthenticate/code/confirm/": asked_once_more,
    "/account/password/reset/confirm/": forgetful,
    "/account/password/reset/complete/": about_to_choose_a_password,
}


@pytest.mark.parametrize("address", ON_THE_WAY)
def test_each_way_leads_to_its_form(address, story):
    page = ON_THE_WAY[address]().get(address)
    assert page.status_code == 200
    assert names_in(page) - {"csrfmiddlewaretoken"}


def visitors(address: str) -> list[Visitor]:
    if address in ON_THE_WAY:
        return [ON_THE_WAY[address]]
    if "/keys/" in address:
        return [stranger, with_a_passkey]
    return [stranger, at_home, *([without_factors] if "/2fa/" in address else [])]


class Stay:
    """One visitor at one address, who begins anew where the last answer ended the stay."""

    def __init__(self, visitor: Visitor, pattern: str, story: StoryPage) -> None:
        self.visitor, self.pattern, self.story = visitor, pattern, story
        self.begin()

    def begin(self) -> None:
        self.client = self.visitor()
        self.address = filled(self.pattern, self.story)
        self.was_signed_in = get_user(self.client).is_authenticated

    @cached_property
    def own_names(self) -> set[str]:
        return own_fields(self.client, self.address)

    @cached_property
    def takes_forms(self) -> bool:
        """Tell whether something becomes of a form that is sent here."""
        if self.address in ON_THE_WAY:
            return True
        answer = self.visitor().post(self.address, {"act": "none"})
        led = answer.headers.get("Location", "").partition("?")[0]
        asked_to_sign_in = led.endswith("/login/") and led != self.address
        return answer.status_code not in {404, 405} and not asked_to_sign_in

    def post(self, what: str, body: bytes, content_type: str) -> None:
        self._ask(what, lambda: self.client.generic("POST", self.address, body, content_type))

    def get(self, what: str, query: dict[str, str]) -> None:
        self._ask(f"{what} in the address", lambda: self.client.get(self.address, query))

    def _ask(self, what: str, send: Callable[[], HttpResponse]) -> None:
        cache.clear()
        ended = self.was_signed_in != get_user(self.client).is_authenticated
        if ended or self.address in ON_THE_WAY:
            self.begin()
        self.client.raise_request_exception = False
        assert_harmless(send(), f"{self.visitor.__name__} sends {what} to {self.address}")


# --- what is sent


class _Names(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.found: set[str] = set()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        name = dict(attrs).get("name")
        if tag in {"input", "textarea", "select", "button"} and name:
            self.found.add(name)


def names_in(page) -> set[str]:
    """Return the names of all fields of a page."""
    parser = _Names()
    parser.feed(page.content.decode())
    return parser.found


# Fields that scripts send, and those that pages name only in their addresses.
NO_PAGE_HAS = {"credential", "next", "page", "story", "paragraph", "stars", "act", "visit"}


def own_fields(client: Client, address: str) -> set[str]:
    """Return the names of the fields of the form that stands at an address."""
    page = client.get(address)
    return names_in(page) - {"csrfmiddlewaretoken"} if page.status_code == 200 else set()


# --- what comes back


def assert_harmless(answer, what: str) -> None:
    assert answer.status_code < 500, what
    assert leads_to_the_paper(answer), f"{what}: {answer.headers.get('Location')}"
    assert not any(set(value) & set("\r\n\0") for value in answer.headers.values()), what
    page = answer.content.decode()
    assert not [mark for mark in LIVE_MARKS if mark in page], what


def leads_to_the_paper(answer) -> bool:
    """Tell whether a browser that follows stays at the paper."""
    location = answer.headers.get("Location", "")
    as_browsers_read = re.sub(r"[\t\r\n]", "", location).strip().replace("\\", "/")
    target = urlsplit(urljoin("http://testserver/here/", as_browsers_read))
    return (target.scheme, target.netloc) == ("http", "testserver")


def nobody_else_got_mail() -> bool:
    return not any("victim@mail.example" in one.recipients() for one in mail.outbox)


each_address = pytest.mark.parametrize("pattern", open_patterns())


def stays(pattern: str, story: StoryPage) -> Iterator[Stay]:
    cache.clear()
    for visitor in visitors(filled(pattern, story)):
        yield Stay(visitor, pattern, story)


@each_address
def test_no_text_in_any_field_harms(pattern, story):
    for stay in stays(pattern, story):
        for kind, text in HOSTILE_TEXTS.items():
            if stay.takes_forms or kind in ALWAYS_SENT:
                names = stay.own_names | (NO_PAGE_HAS if len(text) < 200_000 else {"code"})
                stay.post(kind, urlencode(dict.fromkeys(names, text)).encode(), FORM)
            if kind in ALWAYS_SENT:
                stay.get(kind, dict.fromkeys(stay.own_names | NO_PAGE_HAS, text))
    assert nobody_else_got_mail()


@each_address
def test_no_form_of_a_body_harms(pattern, story):
    for stay in stays(pattern, story):
        for kind in HOSTILE_BODIES if stay.takes_forms else ALWAYS_SENT_BODIES:
            content_type, body = body_for(kind, stay.own_names | NO_PAGE_HAS)
            stay.post(kind, body, content_type)


def test_what_comes_from_another_site_is_refused(story):
    taken = []
    for stay in (stay for pattern in open_patterns() for stay in stays(pattern, story)):
        stay.client.handler.enforce_csrf_checks = True
        forged = stay.client.post(stay.address, {"csrfmiddlewaretoken": "a" * 32, "sure": "on"})
        taken += [(stay.visitor.__name__, stay.address)] if forged.status_code != 403 else []
    assert taken == []


def test_nothing_of_a_person_is_kept_by_a_cache(story):
    kept = []
    for pattern in open_patterns():
        if not pattern.startswith("documents/"):  # they are the same for everybody
            for stay in stays(pattern, story):
                told = stay.client.get(stay.address).headers.get("Cache-Control", "")
                kept += [(stay.visitor.__name__, stay.address)] if "no-store" not in told else []
    assert kept == []


ELSEWHERE = [
    "https://elsewhere.example/",
    "//elsewhere.example/",
    "///elsewhere.example",
    "/\\elsewhere.example",
    "\\\\elsewhere.example",
    "/\t/elsewhere.example",
    "https:elsewhere.example",
    "https:///elsewhere.example",
    "http://testserver@elsewhere.example/",
    "http://testserver.elsewhere.example/",
    "javascript:alert(1)",
    "data:text/html,<script>alert(1)</script>",
    " //elsewhere.example",
    "/\r\nSet-Cookie: a=b",
    "\0//elsewhere.example",
]


@pytest.mark.parametrize("elsewhere", ELSEWHERE)
def test_no_way_in_or_out_leads_elsewhere(elsewhere, story):
    query = urlencode({"next": elsewhere})
    newcomer = Client()
    newcomer.post(f"/account/signup/?{query}", {"email": "huda@mail.example", "next": elsewhere})
    confirmed = newcomer.post(
        f"/account/confirm-email/?{query}", {"code": code_in_mail(), "next": elsewhere}
    )
    assert confirmed.status_code == 302
    assert newcomer.get("/me").json()["signed_in"]
    answers = [confirmed]
    for address in ("/account/login/", "/account/logout/"):
        answers.append(newcomer.get(f"{address}?{query}"))
        answers.append(newcomer.post(f"{address}?{query}", {"next": elsewhere}))
    known = make_reader().account.email
    client = Client()
    answers.append(client.post(f"/account/login/?{query}", {"login": known, "next": elsewhere}))
    answers.append(
        client.post(
            f"/account/login/code/confirm/?{query}", {"code": code_in_mail(), "next": elsewhere}
        )
    )
    assert client.get("/me").json()["signed_in"]
    assert [
        answer.headers.get("Location") for answer in answers if not leads_to_the_paper(answer)
    ] == []


# --- what stands in cookies and headers


@pytest.mark.parametrize("key", ['"abcdefgh\\000"', "é" * 32, "a" * 10_000, "' OR 1=1 --", '"\\"'])
def test_a_session_s_key_that_is_none_is_a_stranger_s(key, story, django_assert_num_queries):
    """PostgreSQL takes no NUL, not even to look for it: a quoted cookie may hold one."""
    client = Client()
    answer = client.get("/account/", headers={"cookie": f"sessionid={key}; csrftoken={key}"})
    assert answer.status_code == 302
    assert_harmless(answer, key)
    with django_assert_num_queries(0):
        assert SessionStore("abcdefgh\0").get("anything") is None


@pytest.mark.parametrize("header", ["user-agent", "accept-language", "referer", "x-forwarded-for"])
def test_odd_headers_harm_nobody(header, story):
    texts = ("\xff" * 5000, SCRIPT, "999.999.999.999, ::ffff:x", ",,,", "*" * 3000)
    for number, text in enumerate(texts):
        cache.clear()
        client = Client(headers={header: text})
        client.raise_request_exception = False
        assert_harmless(client.get("/account/login/"), header)
        assert_harmless(client.post(f"/report/{story.code}/", {"text": "خطأ"}), header)
        client.post("/account/signup/", {"email": f"huda{number}@mail.example"})
        done = client.post("/account/confirm-email/", {"code": code_in_mail()}, follow=True)
        assert_harmless(done, header)
        assert_harmless(client.get("/account/devices/"), header)
