"""Finding authors, agencies and topics by name: read once, made once."""

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext

from midad.stories.models import Agency, Author, Topic
from midad.stories.services.importing import names
from midad.stories.services.importing.names import NameFinder

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("model", [Author, Agency, Topic])
def test_a_name_that_is_missing_is_made_with_its_address(model):
    finder = NameFinder(model)
    finder.learn(["  سلمى   الحدّاد "])
    row = finder.find("سلمى الحداد")
    assert row == model.objects.get()
    assert (row.name, row.folded_name) == ("سلمى الحدّاد", "سلمي الحداد")
    assert len(row.code) == 7


def test_the_first_spelling_of_a_new_name_stays():
    finder = NameFinder(Topic)
    finder.learn(["الموانئ"])
    finder.learn(["الموانيء", "الموانئ"])
    assert Topic.objects.filter(name="الموانئ").count() == 1


def test_of_two_rows_of_one_name_the_older_is_found():
    older, _ = Author.objects.create(name="سلمى"), Author.objects.create(name="سلمي")
    finder = NameFinder(Author)
    finder.learn(["سلمى"])
    assert finder.find("سَلمى") == older


def test_names_of_signs_alone_are_not_one_name():
    finder = NameFinder(Topic)
    finder.learn(["؟؟", "!!"])
    assert [finder.find(name).name for name in ("؟؟", "!!")] == ["؟؟", "!!"]


def test_what_is_known_is_not_read_again():
    finder = NameFinder(Author)
    known = [f"كاتب {number}" for number in range(40)]
    finder.learn(known)
    with CaptureQueriesContext(connection) as caught:
        NameFinder(Author).learn(known)
    assert len(caught) == 1
    with CaptureQueriesContext(connection) as caught:
        finder.learn(known)
    assert len(caught) <= 1


def test_no_more_names_are_remembered_than_memory_should_hold(monkeypatch):
    monkeypatch.setattr(names, "_MOST_REMEMBERED", 3)
    finder = NameFinder(Author)
    for number in range(6):
        finder.learn([f"كاتب {number}"])
    finder.find("كاتب 5")
    with pytest.raises(KeyError):
        finder.find("كاتب 0")


def test_a_name_that_is_wanted_now_is_never_forgotten(monkeypatch):
    monkeypatch.setattr(names, "_MOST_REMEMBERED", 3)
    finder = NameFinder(Author)
    finder.learn(["أولى", "ثانية", "ثالثة"])
    finder.learn(["أولى", "رابعة"])
    assert finder.find("أولى").name == "أولى"
    many = [f"كاتب {number}" for number in range(9)]
    finder.learn(many)
    assert [finder.find(name).name for name in many] == many


def test_names_that_were_rolled_back_are_made_anew():
    finder = NameFinder(Author)
    with transaction.atomic():
        finder.learn(["سلمى"])
        transaction.set_rollback(True)
    finder.forget()
    finder.learn(["سلمى"])
    assert finder.find("سلمى") == Author.objects.get()


def test_a_long_name_is_found_again():
    finder = NameFinder(Author)
    finder.learn(["ﷺ" * 120, "ﻻ" * 120])
    assert Author.objects.count() == 2
    again = NameFinder(Author)
    again.learn(["ﻻ" * 120])
    assert again.find("ﻻ" * 120) == finder.find("ﻻ" * 120)
    assert Author.objects.count() == 2
