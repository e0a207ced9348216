"""Accounts elsewhere: off without keys; with them they let in, and never take an account over."""

import json
import os
import sys
from pathlib import Path

import pytest
from django.test import Client

from midad.config.settings import base
from tests.config.places import run, run_python
from tests.newsroom.desk import make_section
from tests.tools import ROOT

KEYS = {
    "MIDAD_GOOGLE_ID": "google-client",
    "MIDAD_GOOGLE_SECRET": "google-secret",
    "MIDAD_APPLE_ID": "example.paper.web",
    "MIDAD_APPLE_KEY_ID": "APPLEKEY",
    "MIDAD_APPLE_TEAM_ID": "TEAM",
    "MIDAD_APPLE_KEY": "-----BEGIN PRIVATE KEY-----\\nabc\\n-----END PRIVATE KEY-----",
    "MIDAD_FACEBOOK_ID": "4711",
    "MIDAD_FACEBOOK_SECRET": "facebook-secret",
}

ADDRESSES = ["google/login/", "google/login/callback/", "apple/login/", "facebook/login/"]
ADDRESSES += ["elsewhere/", "elsewhere/signup/"]


@pytest.fixture(scope="module")
def told(tmp_path_factory) -> dict:
    """Return what a paper with all keys did, in a process of its own."""
    home = tmp_path_factory.mktemp("elsewhere")
    done = run(
        sys.executable,
        Path(__file__).with_name("elsewhere_script.py"),
        cwd=home,
        MIDAD_HOME=str(home / "home"),
        DJANGO_SETTINGS_MODULE="midad.config.settings.test",
        PYTHONPATH=os.pathsep.join([str(ROOT / "src"), str(ROOT)]),
        **KEYS,
    )
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout.splitlines()[-1])


@pytest.mark.django_db
@pytest.mark.parametrize("path", ADDRESSES)
def test_without_keys_nothing_of_it_is_there(path):
    make_section()
    assert base.SIGN_IN_ELSEWHERE == []
    assert Client().post(f"/account/{path}").status_code == 404
    page = Client().get("/account/login/")
    assert not [name for name in ("Google", "Apple", "Facebook") if name in page.content.decode()]
    assert "form-action 'self';" in page.headers["Content-Security-Policy"] + ";"


SHOW = "from midad.config.settings import base; print(base.SIGN_IN_ELSEWHERE)"


def test_each_is_switched_on_by_its_own_keys(tmp_path):
    google = {name: value for name, value in KEYS.items() if "GOOGLE" in name}
    done = run_python(SHOW, cwd=tmp_path, MIDAD_HOME=str(tmp_path), **google)
    assert done.stdout.strip() == "['google']"


@pytest.mark.parametrize("missing", list(KEYS))
def test_half_the_keys_stop_the_start(tmp_path, missing):
    some = {name: value for name, value in KEYS.items() if name != missing}
    done = run_python(SHOW, cwd=tmp_path, MIDAD_HOME=str(tmp_path), **some)
    assert "one is missing" in done.stderr


def test_the_pages_show_buttons_and_their_policy_lets_the_forms_go_there_alone(told):
    assert told["buttons"] == [True, True, True]
    assert told["policies"] == [
        "form-action 'self' https://accounts.google.com https://appleid.apple.com"
        " https://www.facebook.com https://m.facebook.com",
        "form-action 'self'",
    ]
    assert told["foreign"] is False


def test_it_begins_by_a_form_with_a_token(told):
    assert told["by_get"] == 200  # a page that asks
    assert told["without_token"] == 403


@pytest.mark.parametrize(
    ("name", "origin", "client_id"),
    [
        ("google", "https://accounts.google.com", "google-client"),
        ("apple", "https://appleid.apple.com", "example.paper.web"),
        ("facebook", "https://www.facebook.com", "4711"),
    ],
)
def test_the_form_leads_there_with_our_name_a_state_and_a_challenge(told, name, origin, client_id):
    found, query = told["there"][name]
    assert (found, query["client_id"]) == (origin, client_id)
    assert len(query["state"]) >= 16
    assert query["code_challenge_method"] == "S256"
    assert len(query["code_challenge"]) >= 43
    assert query["redirect_uri"].endswith(f"/account/{name}/login/callback/")
    assert "secret" not in json.dumps(query)


def test_who_comes_back_with_another_state_is_refused(told):
    assert told["wrong_state"] == [[401, False], [401, False]]


def test_a_new_reader_is_in_and_little_is_kept(told):
    assert told["new"] == {
        "signed_in": True,
        "leads": "/account/",
        "confirmed": True,
        "password": False,
        "tokens": 0,
        "kept": {"email": "huda@mail.example", "name": "هدى"},
        "data": ["google"],
        "mails": 0,
    }
    assert told["again"] == [True, 1, {"email": "huda@mail.example", "name": "هدى"}]


def test_a_known_address_is_not_taken_over_and_its_owner_is_told_the_way(told):
    assert told["known"] == {
        "signed_in": False,
        "leads": "/account/login/",
        "said": True,
        "joined": False,
        "mails": 0,
    }


def test_who_has_not_shown_the_address_gets_the_answer_of_an_unknown_one(told):
    unknown, known = told["unknown_unshown"], told["known_unshown"]
    assert known == {**unknown, "joined": False, "mail": True}
    assert unknown == {"signed_in": False, "leads": "/account/confirm-email/"}


def test_it_is_connected_by_who_is_signed_in_and_proves_it(told):
    assert "/account/reauthenticate/" in told["connect_asks"][0]
    assert told["connect_asks"][1] == 0
    assert told["connected"] == 1
    assert told["page"] is True


def test_domains_hold_here_as_well(told):
    assert told["other_domain"] is False
