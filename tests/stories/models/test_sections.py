"""Sections: an address given once, one level of sub-sections."""

import pytest
from django.core.exceptions import ValidationError
from wagtail.models import Page

from midad.stories.models import FrontPage, SectionPage, StoryPage
from tests.stories.factories import found, fresh, make_section, make_story

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("light")]


def test_the_name_in_the_address_is_the_code():
    assert make_section(code="economy").code == "economy"


@pytest.mark.parametrize("name", ["economy", "e1", "a-b-c", "a" * 32, ""])
def test_names_that_an_address_may_have(name):
    front = found()
    section = SectionPage(title="قسم", name_in_address=name)
    front.add_child(instance=section)
    assert not name or fresh(section).code == name


@pytest.mark.parametrize(
    "name", ["Economy", "اقتصاد", "1a", "-a", "a", "a b", "a/b", "a_b", "a" * 33]
)
def test_names_that_no_address_may_have(name):
    section = SectionPage(title="قسم", slug="s", name_in_address=name)
    with pytest.raises(ValidationError) as refused:
        section.full_clean(exclude=["path", "depth", "code"])
    assert "name_in_address" in refused.value.message_dict


def test_an_address_is_given_once():
    section = make_section(code="economy")
    section.name_in_address = "money"
    with pytest.raises(ValidationError) as refused:
        section.full_clean()
    assert "name_in_address" in refused.value.message_dict


def test_two_sections_cannot_have_one_address():
    make_section(code="economy")
    with pytest.raises(ValidationError) as refused:
        make_section("مال", code="economy")
    assert "name_in_address" in refused.value.message_dict


def test_sections_without_a_name_do_not_stand_in_each_others_way():
    assert make_section("أ", code="").code != make_section("ب", code="").code


def test_sections_nest_once():
    section = make_section()
    branch = make_section("مصارف", "banks", parent=section)
    assert SectionPage.can_create_at(FrontPage.objects.get())
    assert SectionPage.can_create_at(fresh(section))
    assert not SectionPage.can_create_at(fresh(branch))
    assert StoryPage.can_create_at(fresh(branch))


def test_a_section_with_sub_sections_cannot_become_one():
    section, other = make_section(), make_section("رياضة", "sports")
    branch = make_section("مصارف", "banks", parent=section)
    assert not fresh(section).can_move_to(fresh(other))
    assert fresh(section).can_move_to(FrontPage.objects.get())
    assert fresh(branch).can_move_to(fresh(other))


def test_stories_stand_under_sections_alone():
    front, section = found(), make_section()
    story = make_story(section)
    assert not StoryPage.can_create_at(front)
    assert not SectionPage.can_create_at(story)
    assert not FrontPage.can_create_at(Page.objects.get(depth=1))  # one front is enough
