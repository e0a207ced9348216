"""What stands for many tests: made once, each test rolls back to it."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any
from unittest import mock

from django.db import connection, transaction


@contextmanager
def kept_for_many_tests(django_db_blocker: Any) -> Iterator[None]:
    """Keep a transaction open around tests, whose own ones are then savepoints within it.

    Django closes the connection after each test: here it must outlive them. Not for tests with
    real transactions.
    """
    with (
        django_db_blocker.unblock(),
        mock.patch.object(connection, "close"),
        transaction.atomic(),
    ):
        yield
        transaction.set_rollback(True)
