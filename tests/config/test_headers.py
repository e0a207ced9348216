"""Baked pages and Django's own carry the same security headers; each prefix has one server."""

from io import BytesIO
from typing import Any
from wsgiref.util import setup_testing_defaults

import pytest
from django.test import Client

from midad.config import headers, readers, wsgi
from midad.config.settings import base
from midad.press.stores import the_store
from tests.newsroom.desk import make_section, make_story

BOTH_SAY = ["Content-Security-Policy", "X-Content-Type-Options", "Referrer-Policy"]
BOTH_SAY += ["X-Frame-Options", "Cross-Origin-Opener-Policy", "Permissions-Policy"]


def directives(policy: str) -> dict[str, set[str]]:
    parts = [part.split() for part in policy.split("; ")]
    return {name: set(sources) for name, *sources in parts}


def get(path: str, dynamic: Any = wsgi.application) -> tuple[int, dict[str, str], bytes]:
    """Ask the server's entry for a path, as Granian does."""
    environ = {"PATH_INFO": path, "REQUEST_METHOD": "GET", "wsgi.input": BytesIO()}
    setup_testing_defaults(environ)
    environ["HTTP_HOST"] = "localhost"
    said = []
    paper = readers.build_application(dynamic)
    body = b"".join(paper(environ, lambda *answer: said.append(answer)))
    status, headers = said[0][0], said[0][1]
    return int(status.split()[0]), dict(headers), body


@pytest.fixture
def baked():
    the_store().write("index.html", b"<p>front</p>")
    the_store().write("404.html", b"<p>missing</p>")


@pytest.mark.django_db
@pytest.mark.parametrize("name", BOTH_SAY)
def test_a_baked_page_and_a_page_of_djangos_say_the_same(baked, name):
    story = make_story(make_section())
    answer = Client().get(f"/report/{story.code}/")
    assert answer.status_code == 200
    _, said, _ = get("/")
    mine, theirs = said[name], answer.headers[name]
    if name == "Content-Security-Policy":
        mine, theirs = directives(mine), directives(theirs)
    assert mine == theirs


def test_a_missing_page_carries_them_too(baked):
    status, said, body = get("/nothing/")
    assert (status, body) == (404, b"<p>missing</p>")
    assert [name for name in BOTH_SAY if name not in said] == []


def test_the_policy_is_the_one_of_the_settings(baked):
    _, said, _ = get("/")
    found = directives(said["Content-Security-Policy"])
    told = base.CONTENT_SECURITY_POLICY["DIRECTIVES"]
    assert found == {name: set(sources) for name, sources in told.items()}


def test_the_headers_are_the_same_bytes_every_time():
    assert headers.of_baked_pages() == headers.of_baked_pages()
    policy = dict(headers.of_baked_pages())["Content-Security-Policy"]
    assert policy.split("; ") == sorted(policy.split("; "))


@pytest.mark.django_db
@pytest.mark.parametrize("path", ["/newsroom/login/", "/report/2222222/", "/documents/1/x.pdf"])
def test_django_answers_under_its_own_prefixes(baked, path):
    the_store().write(f"{path.strip('/')}/index.html", b"baked")
    _, _, body = get(path)
    assert b"baked" not in body


@pytest.mark.parametrize("path", ["/newsroomish/", "/admin/", "/x/newsroom/", "/reports/"])
def test_django_is_not_asked_for_anything_else(baked, path):
    assert get(path, dynamic=lambda *_: pytest.fail("Django was asked"))[0] == 404
