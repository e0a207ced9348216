"""Bylines taken apart: each piece is known by what it is. Every name here is made up."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from midad.stories.services.importing.bylines import PASSED_OVER, PLACES, Byline, taken_apart

SALMA, YASIN = "سلمى الحدّاد", "ياسين بوعلام"
SAID = [
    # a person and a place, in any order, between any signs
    (f"الدمام - {SALMA}", ("الدمام", [SALMA], [])),
    (f"{SALMA} - الدمام", ("الدمام", [SALMA], [])),
    (f"{SALMA} (الدمام)", ("الدمام", [SALMA], [])),
    (f"{SALMA} ـ الدمام", ("الدمام", [SALMA], [])),
    (f"{SALMA}&ndash; الدمام :", ("الدمام", [SALMA], [])),
    (f"{SALMA} من الدمام", ("الدمام", [SALMA], [])),
    (f"\u200fالدمام: {SALMA}", ("الدمام", [SALMA], [])),
    (f"حفرالباطن: {SALMA}", ("حفرالباطن", [SALMA], [])),
    (f"الاحساء-{SALMA}", ("الاحساء", [SALMA], [])),
    # a town nobody listed is one word beside something else
    (f"قرية: {SALMA}", ("قرية", [SALMA], [])),
    ("قرية - واس", ("قرية", [], ["واس"])),
    # the paper's own name and what was done are neither
    ("لندن: «الشرق الأوسط أونلاين»", ("لندن", [], [])),
    ("«الاقتصادية» من الرياض", ("الرياض", [], [])),
    ("متابعة - الرياض الإلكتروني", ("", [], [])),
    (f"كتب - {SALMA}:", ("", [SALMA], [])),
    (f"{SALMA}- سبق- أبها:", ("أبها", [SALMA], [])),
    (f"القاهرة - مكتب الجزيرة - {YASIN}:", ("القاهرة", [YASIN], [])),
    # agencies however they are written
    ("واس - جدة", ("جدة", [], ["واس"])),
    ("الوئام - رويترز:", ("", [], ["رويترز"])),
    ("واشنطن - أ. ف. ب، رويترز", ("واشنطن", [], ["أ\u00a0ف\u00a0ب", "رويترز"])),
    ("واس، واس", ("", [], ["واس"])),
    # several people
    (f"{SALMA}، {YASIN} (جدة)", ("جدة", [SALMA, YASIN], [])),
    (f"{SALMA}، {SALMA}", ("", [SALMA], [])),
    # two places: the first is where it begins
    ("نيويورك - لندن", ("نيويورك", [], [])),
    # sentences, dates and signs name nobody
    ("يوليو 21، 2015", ("", [], [])),
    ("نستقبل مشاركاتكم على العنوان التالي في كل يوم من أيام السنة كلها", ("", [], [])),
    ("*** -- :", ("", [], [])),
]


@pytest.mark.parametrize(("text", "parts"), SAID)
def test_each_piece_is_known_by_what_it_is(text, parts):
    found = taken_apart(text)
    assert (found.place, found.authors, found.agencies) == parts


def test_no_place_is_passed_over():
    assert not PLACES & PASSED_OVER


def test_a_byline_has_a_few_authors():
    names = ["هالة", "سامي", "ريم", "نادر", "لبنى", "عماد", "جمال"]
    assert len(taken_apart("، ".join(f"{name} الشاطري" for name in names)).authors) == 6


@given(st.text(max_size=80))
def test_whatever_is_written_has_a_byline(text):
    found = taken_apart(text)
    assert isinstance(found, Byline)
    assert all(name.strip() for name in [*found.authors, *found.agencies])
