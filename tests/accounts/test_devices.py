"""A visit is told by the names of browser and system; what else a browser says is not kept."""

import time
from importlib import import_module

import pytest
from django.apps import apps
from django.contrib.auth.signals import user_logged_in
from django.db import connection
from django.test import Client, RequestFactory
from django.utils import translation

from midad.accounts.devices import in_words, kept_name
from midad.accounts.models import Session, User
from midad.accounts.sessions import DEVICE_KEY, SessionStore

MOZILLA, WEBKIT = "Mozilla/5.0", "AppleWebKit/537.36 (KHTML, like Gecko)"
CHROME = f"{MOZILLA} (Linux; Android 10; K) {WEBKIT} Chrome/126.0.0.0 Mobile Safari/537.36"
BROWSERS = [
    (CHROME, "Chrome على Android"),
    (
        f"{MOZILLA} (Windows NT 10.0; Win64; x64; rv:127.0) Gecko/2 Firefox/127.0",
        "Firefox على Windows",
    ),
    (f"{MOZILLA} (X11; Linux x86_64; rv:127.0) Gecko/20100101 Firefox/127.0", "Firefox على Linux"),
    (
        f"{MOZILLA} (iPhone; CPU iPhone OS 17_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like"
        " Gecko) Version/17.5 Mobile/15E148 Safari/604.1",
        "Safari على iOS",
    ),
    (
        f"{MOZILLA} (iPad; CPU OS 17_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko)"
        " CriOS/126.0.6478.35 Mobile/15E148 Safari/604.1",
        "Chrome على iOS",
    ),
    (
        f"{MOZILLA} (Macintosh; Intel Mac OS X 10_15_7) {WEBKIT} Version/17.5 Safari/605.1.15",
        "Safari على macOS",
    ),
    (
        f"{MOZILLA} (Windows NT 10.0) {WEBKIT} Chrome/126.0 Safari/537.36 Edg/126.0",
        "Edge على Windows",
    ),
    ("curl/8.5.0", "curl"),
    (f"{MOZILLA} (Android)", "متصفّح غير معروف على Android"),
    (MOZILLA, "متصفّح غير معروف"),
    ("", "متصفّح غير معروف"),
    ("حبر على ورق", "متصفّح غير معروف"),
]
HOSTILE = [
    "x" * 10_000,
    "(((((;" * 1_700,
    "Mozilla/5.0 " * 900,
    "Firefox/" + "9" * 10_000,
    "Chrome/" * 1_500,
    "\x00\x01<script>alert(1)</script>|Firefox/1|",
    "a|b|c/1.0 (d|e; f|g)",
    "‮Firefox‬/1.0 \n\r\nSet-Cookie: a=b",
]


@pytest.mark.parametrize(("line", "words"), BROWSERS)
def test_a_browser_is_called_by_its_name(line, words):
    with translation.override("ar"):
        assert in_words(kept_name(line)) == words


@pytest.mark.parametrize("line", HOSTILE)
def test_whatever_a_stranger_sends_is_quick_and_harmless(line):
    kept_name("")  # the rules are read once
    begun = time.process_time()
    kept = kept_name(line)
    assert time.process_time() - begun < 0.05
    assert len(kept) <= 81
    assert kept.count("|") <= 1
    assert kept.isascii() and kept.isprintable() and "<" not in kept


@pytest.mark.parametrize("line", ["é-bot/1", "A" * 300 + "bot/1.0"])
def test_what_looks_like_no_name_is_none(line):
    assert kept_name(line) == ""


@pytest.mark.django_db
def test_of_the_line_itself_nothing_is_kept():
    user = User.objects.create_user("salma@marfa.example")
    request = RequestFactory().get("/", headers={"user-agent": CHROME})
    request.session = SessionStore()
    user_logged_in.send(User, request=request, user=user)
    request.session.save()
    row = Session.objects.get(session_key=request.session.session_key)
    assert row.device == "Chrome|Android"
    assert CHROME not in str(row.get_decoded())


@pytest.mark.django_db
def test_the_migration_leaves_of_older_visits_the_names_alone():
    session = Client().session
    session[DEVICE_KEY] = CHROME
    session.save()
    migration = import_module("midad.accounts.migrations.0003_names_of_devices")
    migration.keep_names(apps, connection.schema_editor())
    row = Session.objects.get(session_key=session.session_key)
    assert row.device == row.get_decoded()[DEVICE_KEY] == "Chrome|Android"
