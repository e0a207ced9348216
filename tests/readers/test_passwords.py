"""A password for those who want one: set, changed, removed, and nobody is told who has one."""

import re

import pytest
from allauth.account.models import EmailAddress
from django.contrib.auth.hashers import MD5PasswordHasher
from django.core.cache import cache
from django.test import Client

from midad.readers import services
from midad.readers.models import Reader
from tests.newsroom.desk import make_section, make_user
from tests.readers.people import make_reader
from tests.readers.test_account_pages import is_signed_in, just_proved, visit
from tests.readers.test_accounts import sign_up

pytestmark = pytest.mark.django_db
PASSWORD, OTHER = "حبر-على-ورق-27", "ورق-على-حبر-72"
DOOR = "/account/login/password/"


@pytest.fixture(autouse=True)
def paper():
    cache.clear()
    return make_section()


@pytest.fixture
def reader() -> Reader:
    return make_reader()


def give_password(reader: Reader, password: str = PASSWORD) -> None:
    reader.account.set_password(password)
    reader.account.save()


def sign_in(email: str, password: str = PASSWORD, **more: str):
    client = Client()
    return client, client.post(DOOR, {"login": email, "password": password, **more})


def test_opening_an_account_asks_for_no_password():
    page = Client().get("/account/signup/").content.decode()
    assert "password" not in page
    assert sign_up(Client()).status_code == 302


def test_the_code_is_the_first_way_and_the_password_the_second():
    page = Client().get("/account/login/", {"next": "/account/saved/"}).content.decode()
    assert page.index("أرسلوا إلي الرمز") < page.index(f"{DOOR}?next=/account/saved/")
    assert 'type="password"' not in page
    second = Client().get(DOOR, {"next": "/account/saved/"}).content.decode()
    assert 'type="password"' in second
    assert "/account/login/?next=%2Faccount%2Fsaved%2F" in second


def test_a_password_is_set_and_signs_in(reader):
    client = just_proved(visit(reader))
    answer = client.post(
        "/account/password/set/", {"password1": PASSWORD, "password2": PASSWORD}, follow=True
    )
    assert answer.redirect_chain == [("/account/", 302)]
    assert "وُضعت كلمة المرور" in answer.content.decode()
    assert is_signed_in(client)
    other, answer = sign_in(reader.account.email.upper(), next="/account/saved/")
    assert answer.headers["Location"] == "/account/saved/"
    assert is_signed_in(other)
    assert other.session.get_expiry_age() / 86_400 == pytest.approx(90, abs=0.1)


def test_setting_one_asks_who_it_is_once_more(reader):
    answer = visit(reader).get("/account/password/set/")
    assert "/account/reauthenticate/" in answer.headers["Location"]


@pytest.mark.parametrize("weak", ["12345678", "password", "قصيرة", "١٢٣٤٥٦٧٨٩٠", ""])
def test_a_weak_one_is_not_taken(reader, weak):
    client = just_proved(visit(reader))
    client.post("/account/password/set/", {"password1": weak, "password2": weak})
    reader.account.refresh_from_db()
    assert not reader.account.has_usable_password()


def test_it_is_changed_by_who_knows_it_and_other_devices_are_signed_out(reader):
    give_password(reader)
    here, there = sign_in(reader.account.email)[0], sign_in(reader.account.email)[0]
    form = {"oldpassword": "لا", "password1": OTHER, "password2": OTHER}
    assert here.post("/account/password/change/", form).status_code == 200
    form["oldpassword"] = PASSWORD
    assert here.post("/account/password/change/", form).status_code == 302
    assert (is_signed_in(here), is_signed_in(there)) == (True, False)
    assert not is_signed_in(sign_in(reader.account.email)[0])
    assert is_signed_in(sign_in(reader.account.email, OTHER)[0])


def test_it_is_removed_again(reader):
    give_password(reader)
    client, _ = sign_in(reader.account.email)
    answer = client.get("/account/password/remove/")
    assert "/account/reauthenticate/" in answer.headers["Location"]
    just_proved(client)
    assert "/account/password/remove/" in client.get("/account/password/change/").content.decode()
    answer = client.post("/account/password/remove/", follow=True)
    assert "أُزيلت كلمة المرور" in answer.content.decode()
    assert is_signed_in(client)
    assert not is_signed_in(sign_in(reader.account.email)[0])
    assert not is_signed_in(sign_in(reader.account.email, "")[0])


def test_it_stays_where_nothing_else_would_sign_in():
    editor = make_user()
    with pytest.raises(services.UnableToRemovePassword, match="عنوان بريدك"):
        services.remove_password(account=editor)
    editor.refresh_from_db()
    assert editor.check_password("secret")
    EmailAddress.objects.create(user=editor, email=editor.email, primary=True, verified=True)
    services.remove_password(account=editor)
    assert not editor.has_usable_password()


def test_a_stranger_neither_sets_nor_removes_one():
    for path in ("set", "change", "remove"):
        answer = Client().post(f"/account/password/{path}/", {"password1": PASSWORD})
        assert "/account/login/" in answer.headers["Location"]


def test_it_is_told_among_the_ways_to_sign_in(reader):
    assert visit(reader).post("/account/data/").json()["ways_to_sign_in"] == []
    give_password(reader)
    kept = visit(reader).post("/account/data/").json()
    assert kept["ways_to_sign_in"] == [{"kind": "password"}]


# --- nobody is told which addresses are known


@pytest.fixture
def three_kinds(reader) -> list[str]:
    """Return an address without an account, one without a password, one with another."""
    with_password = make_reader()
    give_password(with_password, OTHER)
    return ["nobody@mail.example", reader.account.email, with_password.account.email]


def answered(email: str, door: str, name: str) -> tuple[int, str]:
    answer = Client().post(door, {name: email, "password": PASSWORD})
    page = re.sub(r"\b[A-Za-z0-9]{64}\b", "", answer.content.decode())  # tokens of forms
    return answer.status_code, page.replace(email, "X")


@pytest.mark.parametrize(("door", "name"), [(DOOR, "login"), ("/newsroom/login/", "username")])
def test_a_wrong_password_is_answered_alike(three_kinds, door, name):
    [first, *others] = [answered(email, door, name) for email in three_kinds]
    assert first[0] == 200
    assert [other == first for other in others] == [True, True]


@pytest.mark.parametrize(("door", "name"), [(DOOR, "login"), ("/newsroom/login/", "username")])
def test_a_wrong_password_takes_as_long(three_kinds, door, name, monkeypatch):
    """The hasher is what takes the time: it runs as often for whatever address."""
    runs = []
    encode = MD5PasswordHasher.encode
    monkeypatch.setattr(
        MD5PasswordHasher, "encode", lambda *given: runs.append(1) or encode(*given)
    )
    counted = []
    for email in three_kinds:
        runs.clear()
        answered(email, door, name)
        counted.append(len(runs))
    assert counted[0] > 0
    assert len(set(counted)) == 1


def test_passwords_are_not_guessed_without_end(reader):
    give_password(reader)
    for _ in range(6):
        _, answer = sign_in(reader.account.email, "لا")
    assert "محاولات كثيرة" in answer.content.decode()
    assert not is_signed_in(sign_in(reader.account.email)[0])
    # Nobody is locked out by it: the first way does not count these tries.
    answer = Client().post("/account/login/", {"login": reader.account.email})
    assert answer.status_code == 302


def test_the_doors_limit_is_said_in_the_papers_own_page():
    for _ in range(31):
        answer = Client().post("/newsroom/login/", {"username": "x@y.example", "password": "z"})
    assert answer.status_code == 429
    assert "انتظر بضع دقائق" in answer.content.decode()


def test_a_closed_account_is_told_so_only_with_the_right_password(reader):
    give_password(reader)
    reader.account.is_active = False
    reader.account.save()
    assert sign_in(reader.account.email, "لا")[1].status_code == 200
    client, answer = sign_in(reader.account.email)
    assert answer.headers["Location"] == "/account/inactive/"
    assert not is_signed_in(client)
