"""The secrets of second factors are sealed in the database: a stolen backup is no second factor."""

import base64

from allauth.mfa.adapter import DefaultMFAAdapter
from cryptography.fernet import Fernet, MultiFernet
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings

_PURPOSE = b"midad: secrets of second factors"
_SEALED = "gAAAA"  # how every Fernet token begins; secrets of allauth are base32 and hex


class SealedSecrets(DefaultMFAAdapter):
    """Keeps what allauth must be able to read again, recovery codes and TOTP, under the paper's
    key. Rows that were written before are read as they are."""

    def encrypt(self, text: str) -> str:
        """Return ``text`` sealed with the present key."""
        return _box().encrypt(text.encode()).decode()

    def decrypt(self, encrypted_text: str) -> str:
        """Return what was sealed with the present key or an old one. Raises InvalidToken."""
        if not encrypted_text.startswith(_SEALED):
            return encrypted_text
        return _box().decrypt(encrypted_text.encode()).decode()


def _box() -> MultiFernet:
    secrets = [settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS]
    return MultiFernet([Fernet(_key_of(str(secret))) for secret in secrets])


def _key_of(secret: str) -> bytes:
    """Return the key of 32 bytes that belongs to a secret of the paper (RFC 5869)."""
    derived = HKDF(algorithm=SHA256(), length=32, salt=None, info=_PURPOSE).derive(secret.encode())
    return base64.urlsafe_b64encode(derived)
