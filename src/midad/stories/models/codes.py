"""The permanent codes in addresses: one counter for everything that has an address."""

import secrets

from django.db import models, transaction

from midad.kit.codes import code_of


def new_code_key() -> str:
    return secrets.token_urlsafe(24)


class CodeCounter(models.Model):
    """The next number and the key of the permutation; one row, so that a backup carries both."""

    next_number = models.BigIntegerField(default=1)
    key = models.CharField(max_length=64, default=new_code_key)

    def __str__(self) -> str:
        return f"next code number {self.next_number}"


def take_codes(count: int = 1) -> list[str]:
    """Return ``count`` new permanent codes; no other call ever returns the same ones."""
    with transaction.atomic():
        counter, _ = CodeCounter.objects.select_for_update().get_or_create(pk=1)
        first = counter.next_number
        counter.next_number = first + count
        counter.save(update_fields=["next_number"])
    return [code_of(number, key=counter.key) for number in range(first, first + count)]


class Coded(models.Model):
    """Something with an address: its code is given at the first save and never changes."""

    code = models.CharField(max_length=32, unique=True, editable=False)

    class Meta:
        abstract = True

    def ensure_code(self) -> None:
        """Give the code when there is none yet; call before the first save."""
        if not self.code:
            self.code = take_codes()[0]
