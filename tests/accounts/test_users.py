"""Accounts: the e-mail address is the login name, in whatever case it is typed."""

from io import StringIO

import pytest
from django.contrib.auth import authenticate, get_user_model
from django.contrib.auth.hashers import check_password, identify_hasher
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.core.management import CommandError, call_command
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse

from midad.accounts.models import User
from midad.config.settings import base
from tests.newsroom.desk import make_user, plant_roots

pytestmark = pytest.mark.django_db
PASSWORD = "حبر-على-ورق-27"


def test_the_user_model_of_the_paper_is_ours():
    assert get_user_model() is User
    assert (User.USERNAME_FIELD, User.EMAIL_FIELD) == ("email", "email")
    assert "username" not in {field.name for field in User._meta.get_fields()}


SPELLINGS = [
    ("salma@marfa.example", "salma@marfa.example"),
    ("Salma@Marfa.Example", "salma@marfa.example"),
    ("SALMA@MARFA.EXAMPLE", "salma@marfa.example"),
    ("  salma@marfa.example\n", "salma@marfa.example"),
]


@pytest.mark.parametrize(("typed", "kept"), SPELLINGS)
def test_an_address_is_kept_in_lower_case(typed, kept):
    assert User.objects.create_user(typed, PASSWORD).email == kept


@pytest.mark.parametrize(("typed", "kept"), SPELLINGS)
def test_one_signs_in_in_whatever_case(typed, kept):
    user = User.objects.create_user(kept, PASSWORD)
    assert User.objects.get_by_natural_key(typed) == user
    assert authenticate(username=typed, password=PASSWORD) == user
    assert authenticate(username=typed, password="لا") is None


@pytest.mark.parametrize(("first", "second"), [(SPELLINGS[0][0], SPELLINGS[2][0])])
def test_two_accounts_never_share_an_address(first, second):
    User.objects.create_user(first)
    with pytest.raises(IntegrityError), transaction.atomic():
        User.objects.create_user(second)
    # Not even where the manager is passed by.
    with pytest.raises(IntegrityError), transaction.atomic():
        User.objects.bulk_create([User(email=second)])
    assert User.objects.count() == 1


def test_a_form_is_told_that_the_address_is_taken():
    User.objects.create_user("salma@marfa.example")
    with pytest.raises(ValidationError):
        User(email="Salma@marfa.example", password="x").full_clean()


@pytest.mark.parametrize("email", ["", None])
def test_an_account_needs_an_address(email):
    with pytest.raises(ValueError, match="an account needs an e-mail address"):
        User.objects.create_user(email, PASSWORD)
    assert not User.objects.exists()


@pytest.mark.parametrize("name", ["", None, "nobody@marfa.example", "%", "_@marfa.example"])
def test_who_has_no_account_is_not_found(name):
    User.objects.create_user("s@marfa.example", PASSWORD)
    with pytest.raises(User.DoesNotExist):
        User.objects.get_by_natural_key(name)
    assert authenticate(username=name, password=PASSWORD) is None


def test_a_person_is_no_staff_until_told():
    user = User.objects.create_user("salma@marfa.example", PASSWORD)
    assert (user.is_active, user.is_staff, user.is_superuser) == (True, False, False)
    assert user.date_joined.tzinfo is not None


def test_a_superuser_may_do_everything():
    user = User.objects.create_superuser("Chief@marfa.example", PASSWORD)
    assert (user.email, user.is_staff, user.is_superuser) == ("chief@marfa.example", True, True)
    assert user.has_perm("stories.delete_storypage")


def test_the_command_makes_a_superuser(monkeypatch):
    monkeypatch.setenv("DJANGO_SUPERUSER_PASSWORD", PASSWORD)
    arguments = {"interactive": False, "email": "Chief@marfa.example", "stdout": StringIO()}
    call_command("createsuperuser", **arguments)
    user = User.objects.get(is_superuser=True)
    assert user.email == "chief@marfa.example"
    assert user.check_password(PASSWORD)
    with pytest.raises(CommandError):
        call_command("createsuperuser", **arguments)


def test_an_account_that_is_closed_signs_nobody_in():
    User.objects.create_user("salma@marfa.example", PASSWORD, is_active=False)
    assert authenticate(username="salma@marfa.example", password=PASSWORD) is None


def test_a_password_is_kept_as_a_hash_that_only_the_password_fits(settings):
    settings.PASSWORD_HASHERS = base.PASSWORD_HASHERS
    first = User.objects.create_user("one@marfa.example", PASSWORD)
    second = User.objects.create_user("two@marfa.example", PASSWORD)
    stored = User.objects.get(pk=first.pk).password
    assert identify_hasher(stored).algorithm == "argon2"
    assert PASSWORD not in stored
    assert stored != second.password
    assert check_password(PASSWORD, stored)
    assert not check_password(PASSWORD + " ", stored)


def test_an_old_hash_is_renewed_at_the_next_sign_in(settings):
    settings.PASSWORD_HASHERS = base.PASSWORD_HASHERS[1:]
    user = User.objects.create_user("one@marfa.example", PASSWORD)
    assert user.password.startswith("pbkdf2_sha256$")
    settings.PASSWORD_HASHERS = base.PASSWORD_HASHERS
    assert authenticate(username="one@marfa.example", password=PASSWORD) == user
    user.refresh_from_db()
    assert user.password.startswith("argon2")


def test_without_a_password_nobody_signs_in():
    user = User.objects.create_user("salma@marfa.example")
    assert not user.has_usable_password()
    assert authenticate(username="salma@marfa.example", password="") is None
    assert authenticate(username="salma@marfa.example", password=None) is None


NAMES = [
    ({}, "salma@marfa.example", "salma@marfa.example"),
    ({"first_name": "سلمى"}, "سلمى", "سلمى"),
    ({"last_name": "الحداد"}, "الحداد", "salma@marfa.example"),
    ({"first_name": "سلمى", "last_name": "الحداد"}, "سلمى الحداد", "سلمى"),
]


@pytest.mark.parametrize(("fields", "full", "short"), NAMES)
def test_a_person_is_called_by_name_else_by_address(fields, full, short):
    user = User.objects.create_user("salma@marfa.example", **fields)
    assert (str(user), user.get_short_name()) == (full, short)


@pytest.mark.parametrize("typed", ["chief@marfa.example", " CHIEF@Marfa.example "])
def test_the_newsrooms_door_opens_in_whatever_case(typed):
    plant_roots()
    user = make_user()
    user.email = "chief@marfa.example"
    user.save()
    client = Client()
    form = {"username": typed, "password": "secret"}
    answer = client.post(reverse("wagtailadmin_login"), form)
    assert answer.status_code == 302
    assert client.session["_auth_user_id"] == str(user.pk)


@pytest.mark.parametrize(
    ("username", "password"),
    [
        ("chief@marfa.example", "لا"),
        ("nobody@marfa.example", "secret"),
        ("", "secret"),
        ("chief@marfa.example", ""),
        ("a" * 400 + "@marfa.example", "secret"),
        ("chief@marfa.example\x00", "secret"),
    ],
)
def test_the_newsrooms_door_stays_shut(username, password):
    user = make_user()
    user.email = "chief@marfa.example"
    user.save()
    client = Client()
    answer = client.post(
        reverse("wagtailadmin_login"), {"username": username, "password": password}
    )
    assert answer.status_code == 200
    assert "_auth_user_id" not in client.session


@pytest.mark.parametrize(
    "password", ["7391640285174", "كلمة سر طويلة جدا", "x" * 64, "§±¶ ∞ ≠ ⁂ ⸮"]
)
def test_a_password_may_be_of_any_signs(password):
    validate_password(password)


@pytest.mark.parametrize("password", ["7xK!9qa", "password123", "qwertyuiop"])
def test_a_short_or_common_password_is_refused(password):
    with pytest.raises(ValidationError):
        validate_password(password)
