"""``midad found``: a real paper's first minute."""

import io

import pytest
from django.contrib.auth.models import Group
from django.core.management import CommandError, call_command

from midad.accounts.models import User
from midad.newsroom.services import CHIEFS, JOURNALISTS
from midad.stories.models import EditionSettings, FrontPage
from tests.newsroom.desk import plant_roots, signed_in

pytestmark = pytest.mark.django_db


def found(name: str = "المنار", chief: str = "chief@manar.example") -> str:
    said = io.StringIO()
    call_command("found", name, chief=chief, stdout=said)
    return said.getvalue()


def test_a_paper_is_founded_with_its_newsroom_and_its_chief_editor():
    plant_roots()
    said = found()
    user = User.objects.get(email="chief@manar.example")
    password = said.split("password ")[1].split()[0]
    assert user.check_password(password)
    assert FrontPage.objects.get().title == EditionSettings.current().name == "المنار"
    assert Group.objects.filter(name__in=[CHIEFS, JOURNALISTS]).count() == 2
    assert signed_in(user).get("/newsroom/").status_code == 200


def test_founding_again_changes_nothing():
    plant_roots()
    found()
    password = User.objects.get().password
    said = found(name="اسم آخر")
    assert "«المنار»" in said
    assert "has an account already" in said
    assert User.objects.get().password == password


@pytest.mark.parametrize(("name", "chief"), [("  ", "chief@manar.example"), ("المنار", "chief")])
def test_what_cannot_be_founded_gets_one_clear_line(name, chief):
    plant_roots()
    with pytest.raises(CommandError):
        found(name, chief)
    assert not FrontPage.objects.exists()
