"""Reading one state of the database while others write."""

import pytest
from django.db import DatabaseError, connection, transaction
from django.test.utils import CaptureQueriesContext

from midad.press.models import PressMark
from midad.press.services.snapshot import once_a_snapshot, reading_snapshot
from tests.press.toy import elsewhere

pytestmark = pytest.mark.django_db(transaction=True)


def value() -> str:
    return PressMark.objects.get(name="text").value


def write(text: str) -> None:
    PressMark.objects.update_or_create(name="text", defaults={"value": text})


def test_what_is_written_meanwhile_is_seen_only_after():
    write("قديم")
    with reading_snapshot():
        assert value() == "قديم"
        elsewhere(lambda: write("جديد"))
        assert value() == "قديم"
        assert PressMark.objects.count() == 1
    assert value() == "جديد"


def test_a_writer_never_waits_for_who_reads():
    write("1")
    with reading_snapshot():
        value()
        for text in ("2", "3", "4"):
            elsewhere(lambda text=text: write(text))
    assert value() == "4"


def test_the_connection_writes_again_after_a_snapshot():
    with reading_snapshot():
        assert not PressMark.objects.exists()
    write("1")
    elsewhere(lambda: write("2"))
    assert value() == "2"


def test_a_read_that_fails_ends_the_snapshot_too():
    write("1")
    with pytest.raises(RuntimeError), reading_snapshot():
        value()
        raise RuntimeError
    elsewhere(lambda: write("2"))
    assert value() == "2"
    with transaction.atomic():
        write("3")
    assert value() == "3"


def test_inside_a_transaction_the_snapshot_sees_what_it_wrote():
    with transaction.atomic():
        write("mine")
        with reading_snapshot():
            assert value() == "mine"
        write("mine again")
    assert value() == "mine again"


def test_a_snapshot_writes_nothing():
    write("1")
    if connection.vendor == "postgresql":
        with pytest.raises(DatabaseError, match="read-only"), reading_snapshot():
            write("2")
    else:
        with reading_snapshot():
            PressMark.objects.update(value="2")
    assert value() == "1"


def test_what_every_page_shows_is_read_once_a_snapshot():
    write("1")
    with CaptureQueriesContext(connection) as asked, reading_snapshot():
        assert [once_a_snapshot("text", value) for _ in range(5)] == ["1"] * 5
    assert len([query for query in asked if "SELECT" in query["sql"]]) == 1


def test_the_next_snapshot_reads_anew():
    for text in ("1", "2"):
        write(text)
        with reading_snapshot():
            assert once_a_snapshot("text", value) == text


def test_each_name_is_remembered_by_itself():
    with reading_snapshot():
        assert once_a_snapshot("one", lambda: 1) == 1
        assert once_a_snapshot("two", lambda: 2) == 2
        assert once_a_snapshot("one", lambda: 3) == 1


def test_a_snapshot_inside_another_remembers_nothing_of_it():
    with transaction.atomic(), reading_snapshot():
        once_a_snapshot("one", lambda: 1)
        with reading_snapshot():
            assert once_a_snapshot("one", lambda: 2) == 2
        assert once_a_snapshot("one", lambda: 3) == 1


def test_nothing_is_remembered_outside_a_snapshot():
    with pytest.raises(RuntimeError), reading_snapshot():
        once_a_snapshot("one", lambda: 1)
        raise RuntimeError
    assert once_a_snapshot("one", lambda: 2) == 2
    assert once_a_snapshot("one", lambda: 3) == 3
