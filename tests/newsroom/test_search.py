"""The newsroom's search knows Arabic: spellings fold, signs break nothing, the newest is first."""

import pytest
from bs4 import BeautifulSoup
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st
from modelsearch import index

from midad.newsroom.search.backend import folded_query
from midad.stories.models import Author, StoryPage
from tests.newsroom.desk import make_section, make_story, make_user, signed_in

pytestmark = pytest.mark.django_db
LISTS = ["stories:index", "wagtailadmin_pages:search"]


def titles_found(client, words, address="stories:index", **filters):
    answer = client.get(reverse(address), {"q": words, **filters})
    assert answer.status_code == 200
    rows = BeautifulSoup(answer.content, "html.parser").select("table.listing tbody tr")
    return [row.select_one(".title a").get_text(strip=True) for row in rows]


@pytest.mark.parametrize("address", LISTS)
@pytest.mark.parametrize(
    "words",
    ["الأسعار", "الاسعار", "مدرسه", "مدرسة", "أَحْمَد", "احمد", "مسئول", "مسؤول", "٥٠", "50", "مدر"],
)
def test_spellings_of_one_word_find_the_same_story(words, address):
    make_story(make_section(), title="أحمد: الأسعار في مدرسة المسؤول 50 مسؤول")
    assert len(titles_found(signed_in(make_user()), words, address)) == 1


@pytest.mark.parametrize("address", LISTS)
def test_a_story_is_found_by_the_words_of_its_text(address):
    make_story(make_section(), title="خبر", body=[("text", "<p>رصيف الميناء القديم</p>")])
    client = signed_in(make_user())
    assert titles_found(client, "ميناء", address) == []
    assert titles_found(client, "الميناء رصيف", address) == ["خبر"]


@pytest.mark.parametrize("address", LISTS)
@pytest.mark.parametrize("sign", [*"%\"'\\*(؟«-&|<", "a:b", "NEAR(", "%s", '"a b'])
def test_no_sign_breaks_a_search(sign, address):
    make_story(make_section(), title="الأسعار")
    client = signed_in(make_user())
    assert client.get(reverse(address), {"q": sign}).status_code == 200
    assert titles_found(client, f"الأسعار {sign}", address) in ([], ["الأسعار"])


def test_entering_a_story_reads_no_other_story_s_entry():
    story = make_story(make_section(), title="الأسعار")
    make_story(make_section(), title="الأسواق")
    with CaptureQueriesContext(connection) as asked:
        index.insert_or_update_object(story)
    of_the_index = [q["sql"] for q in asked if "wagtailsearch_indexentry" in q["sql"]]
    assert of_the_index
    assert all("object_id" in sql for sql in of_the_index), of_the_index


def test_words_in_quotes_are_found_side_by_side_alone():
    make_story(make_section(), title="أسعار المدينة القديمة")
    client = signed_in(make_user())
    found = titles_found(client, '"المدينة القديمه"', "wagtailadmin_pages:search")
    assert found == ["أسعار المدينة القديمة"]
    assert titles_found(client, '"القديمة المدينة"', "wagtailadmin_pages:search") == []


def test_titles_first_then_the_newest():
    section = make_section()
    mentioned = [("text", "<p>المرفأ</p>")]
    make_story(section, title="المرفأ قديم")
    make_story(section, title="ذكر", body=mentioned)
    make_story(section, title="المرفأ جديد")
    make_story(section, title="ذكر أحدث", body=mentioned)
    found = titles_found(signed_in(make_user()), "المرفأ")
    assert found == ["المرفأ جديد", "المرفأ قديم", "ذكر أحدث", "ذكر"]


def test_a_list_sorted_by_hand_stays_sorted():
    section = make_section()
    for title in ["المرفأ ب", "المرفأ ا", "المرفأ ج"]:
        make_story(section, title=title)
    found = titles_found(signed_in(make_user()), "المرفأ", ordering="title")
    assert found == ["المرفأ ا", "المرفأ ب", "المرفأ ج"]


@pytest.mark.parametrize("name", ["section", "label", "standing", "live"])
def test_a_search_can_be_narrowed_by_each_filter_of_the_list(name):
    section = make_section()
    make_story(section, title="المرفأ", label="opinion")
    value = {"section": section.pk, "label": "opinion", "standing": "standing", "live": "true"}[
        name
    ]
    assert titles_found(signed_in(make_user()), "المرفأ", **{name: value}) == ["المرفأ"]


@pytest.mark.sqlite
def test_sqlite_asks_its_full_text_table_once_not_once_a_story():
    make_story(make_section(), title="المرفأ")
    for found in (StoryPage.objects.search("المرفأ"), StoryPage.objects.autocomplete("المرفأ")):
        plan = found.get_queryset().explain()
        asked = [line for line in plan.splitlines() if "VIRTUAL TABLE" in line]
        assert asked
        assert not [line for line in asked if "0:=" in line]


def test_names_are_found_whatever_their_spelling():
    Author.objects.create(name="أسماء الهاشمي")
    answer = signed_in(make_user()).get(
        reverse("wagtailsnippets_stories_author:list"), {"q": "اسماء"}
    )
    assert "أسماء الهاشمي" in answer.content.decode()


@given(st.text())
def test_what_is_asked_holds_words_alone_and_folds_once(text):
    asked = folded_query(text)
    assert folded_query(asked) == asked
    assert not set(asked) & set("%\"'\\*():^&|!<-")
