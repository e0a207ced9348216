"""Authors, agencies, topics: names that are found again however they were spelled."""

import pytest
from django.db.models import ProtectedError

from midad.stories.models import Agency, Author
from tests.stories.factories import (
    draft_story,
    make_agency,
    make_author,
    make_section,
    make_topic,
)

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("paper_stands", "light")]


def test_a_name_is_stored_clean_and_found_folded():
    author = make_author(" هالة \u202e الصبّاغ ")
    assert author.name == "هالة الصبّاغ"
    assert author.folded_name == make_author("هاله الصباغ").folded_name
    assert author.slug_words == "هالة-الصباغ"


def test_a_credit_prints_the_short_name_where_there_is_one():
    assert make_agency("وكالة الأنباء السعودية", short_name="واس").credit_name == "واس"
    assert Agency(name="رويترز").credit_name == "رويترز"


def test_names_stand_in_the_order_of_the_alphabet_whatever_their_hamza():
    names = ["أحمد", "بدر", "احمد ب", "إبراهيم"]
    for name in names:
        make_author(name)
    assert [author.name for author in Author.objects.all()] == ["إبراهيم", "أحمد", "احمد ب", "بدر"]


@pytest.mark.parametrize(
    ("family", "make"),
    [("authors", make_author), ("agencies", make_agency), ("topics", make_topic)],
)
def test_who_is_named_in_a_story_cannot_be_deleted(family, make):
    row = make()
    draft_story(make_section(), **{family: [row]})
    with pytest.raises(ProtectedError):
        row.delete()
