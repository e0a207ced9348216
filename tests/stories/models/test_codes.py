"""Permanent codes: given at the first save, never changed, never given twice."""

import pytest
from django.db import IntegrityError, transaction
from wagtail.models import Page

from midad.kit.codes import ALPHABET, LENGTH
from midad.stories.models import Author, CodeCounter, StoryPage, take_codes
from tests.stories.factories import (
    draft_story,
    fresh,
    make_agency,
    make_author,
    make_section,
    make_story,
    make_topic,
    publish,
)

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("paper_stands", "light")]


def test_everything_with_an_address_gets_a_code_at_its_first_save():
    section = make_section("بلا اسم", code="")
    rows = [section, draft_story(section), make_author(), make_agency(), make_topic()]
    codes = [row.code for row in rows]
    assert all(len(code) == LENGTH and set(code) <= set(ALPHABET) for code in codes)
    assert len(set(codes)) == len(codes)


def test_codes_are_never_given_twice():
    assert len({*take_codes(50), *take_codes(), *take_codes(50)}) == 101
    assert CodeCounter.objects.count() == 1


def test_another_paper_has_other_codes():
    ours = take_codes(3)
    CodeCounter.objects.all().delete()
    assert take_codes(3) != ours


@pytest.mark.parametrize("make", [make_author, make_agency, make_topic])
def test_a_code_stays_when_the_name_changes(make):
    row = make()
    code = row.code
    row.name = "اسم آخر"
    row.save()
    assert fresh(row).code == code


def test_a_storys_code_stays_through_title_section_and_old_versions():
    section, other = make_section(), make_section("رياضة", "sports")
    story = make_story(section)
    first = story.latest_revision
    changed = publish(story, title="عنوان آخر")
    Page.objects.get(pk=story.pk).move(Page.objects.get(pk=other.pk), "last-child")
    first.content["code"] = "2222222"
    first.save()
    first.publish()
    assert {changed.code, fresh(story).code} == {story.code}


def test_two_rows_cannot_share_a_code():
    author = make_author()
    with pytest.raises(IntegrityError), transaction.atomic():
        Author.objects.create(name="آخر", code=author.code)
    section = make_section()
    story = draft_story(section)
    with pytest.raises(IntegrityError), transaction.atomic():
        StoryPage.objects.filter(pk=draft_story(section).pk).update(code=story.code)
