"""What a request is told that could not be answered."""

import json

import pytest
from django.db import OperationalError
from django.http import HttpRequest
from django.test import RequestFactory

from midad.config import outage


def told(request: HttpRequest, error: Exception):
    try:
        raise error
    except Exception:
        return outage.server_error(request)


@pytest.mark.parametrize(
    ("error", "answers", "status", "words"),
    [
        (OperationalError("no connection"), False, 503, "قاعدة البيانات لا تستجيب"),
        (OperationalError("deadlock"), True, 500, "حدث خطأ في البرنامج"),
        (KeyError("x"), False, 500, "حدث خطأ في البرنامج"),
    ],
)
def test_a_database_away_is_told_from_a_fault(monkeypatch, error, answers, status, words):
    monkeypatch.setattr(outage, "_database_answers", lambda: answers)
    answer = told(RequestFactory().get("/newsroom/"), error)
    assert answer.status_code == status
    assert words in answer.content.decode()
    assert answer.headers["Cache-Control"] == "no-store"
    assert ("Retry-After" in answer.headers) is (status == 503)


def test_a_script_is_told_in_its_own_way():
    request = RequestFactory().get("/newsroom/", headers={"Accept": "application/json"})
    assert json.loads(told(request, KeyError("x")).content) == {"error": "fault"}
