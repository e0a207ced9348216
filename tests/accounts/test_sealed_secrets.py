"""Secrets of second factors: unreadable in the database, and readable with an old key."""

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP
from cryptography.fernet import InvalidToken
from hypothesis import given
from hypothesis import strategies as st

from midad.accounts.models import User
from midad.accounts.sealed_secrets import SealedSecrets


@given(st.text())
def test_what_is_sealed_is_opened_as_it_was(text):
    sealed = SealedSecrets().encrypt(text)
    assert SealedSecrets().decrypt(sealed) == text
    assert len(text) < 5 or text not in sealed


def test_an_old_key_still_opens_and_a_strange_one_does_not(settings):
    sealed = SealedSecrets().encrypt("JBSWY3DPEHPK3PXP")
    settings.SECRET_KEY, settings.SECRET_KEY_FALLBACKS = "new", [settings.SECRET_KEY]
    assert SealedSecrets().decrypt(sealed) == "JBSWY3DPEHPK3PXP"
    settings.SECRET_KEY_FALLBACKS = []
    with pytest.raises(InvalidToken):
        SealedSecrets().decrypt(sealed)


def test_a_secret_from_before_is_read_as_it_is():
    assert SealedSecrets().decrypt("JBSWY3DPEHPK3PXP") == "JBSWY3DPEHPK3PXP"


@pytest.mark.django_db
def test_the_table_holds_neither_codes_nor_secret():
    user = User.objects.create_user("huda@mail.example")
    TOTP.activate(user, "JBSWY3DPEHPK3PXP")
    RecoveryCodes.activate(user)
    kept = str(list(Authenticator.objects.values_list("data", flat=True)))
    assert "JBSWY3DPEHPK3PXP" not in kept
    assert kept.count("gAAAA") == 2
