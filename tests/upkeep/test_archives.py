"""Only what ``midad backup`` wrote is restored; anything else is refused with nothing touched."""

import io
import json
import os
import tarfile
from collections.abc import Callable
from datetime import UTC, datetime, timedelta, timezone
from decimal import Decimal
from pathlib import Path
from threading import Thread
from uuid import UUID

import pytest
import zstandard
from django.db import connection
from hypothesis import given, settings
from hypothesis import strategies as st

from midad.kit import clock
from midad.stories.models import Topic
from midad.upkeep.services import backup
from midad.upkeep.services.backup import archive, environment, manifest, tables
from tests.stories.factories import make_topic
from tests.tools import ROOT

Members = list[tuple[str, bytes]]


def unheard(what: str, done: int, total: int) -> None:
    """Take no note of the progress."""


def save(path: Path, **options) -> backup.BackupReport:
    options = {"with_secrets": False, "now": clock.now(), "progress": unheard, **options}
    return backup.back_up(path=path, **options)


def restore(path: Path, *, replace: bool = True) -> backup.RestoreReport:
    return backup.restore(path=path, replace=replace, now=clock.now(), progress=unheard)


@pytest.fixture
def sound(db, settings, tmp_path: Path) -> Path:
    """Return a sound archive of a paper with one file."""
    picture = Path(settings.MEDIA_ROOT) / "images" / "ship.txt"
    picture.parent.mkdir(parents=True)
    picture.write_text("picture")
    save(tmp_path / "sound.tar.zst")
    return tmp_path / "sound.tar.zst"


def parts(path: Path) -> Members:
    """Return the members of an archive but its sums."""
    with path.open("rb") as file:
        return [("/".join((m.section, *m.parts)), m.stream.read()) for m in archive.members(file)]


def written(path: Path, members: Members) -> Path:
    """Write members as they are, with their right sums: whoever alters one can do that."""
    with path.open("wb") as file, archive.ArchiveWriter(file) as writer:
        for name, data in members:
            writer.add_bytes(name, data, at=0)
        writer.finish(at=0)
    return path


def refusal(path: Path, settings) -> str:
    """Return why an archive is refused, and see that nothing was touched."""
    before = standing(Path(settings.MEDIA_ROOT))
    with pytest.raises(backup.UnableToRestore) as refused:
        restore(path)
    assert standing(Path(settings.MEDIA_ROOT)) == before
    return str(refused.value)


def standing(root: Path) -> dict[Path, bytes]:
    return {path: path.read_bytes() for path in root.rglob("*") if path.is_file()}


@pytest.fixture
def untouched(sound, monkeypatch):
    """Let a test fail where a restore comes as far as changing something."""

    def touched(*arguments, **named):
        raise AssertionError("the restore went on")

    monkeypatch.setattr(backup.restoring, "_check_target", touched)


def with_member(name: str, data: bytes = b"x") -> Callable[[Members], Members]:
    return lambda members: sorted([*members, (name, data)], key=place)


def place(member: tuple[str, bytes]) -> tuple[int, list[str]]:
    section = member[0].split("/")[0]
    known = section in archive.SECTIONS
    return (archive.SECTIONS.index(section) if known else 3), member[0].split("/")


def manifest_with(**changes) -> Callable[[Members], Members]:
    def changed(members: Members) -> Members:
        manifest = {**json.loads(members[0][1]), **changes}
        return [(archive.MANIFEST, json.dumps(manifest).encode()), *members[1:]]

    return changed


def with_release(name: str) -> Callable[[Members], Members]:
    def changed(members: Members) -> Members:
        manifest = json.loads(members[0][1])
        manifest["migrations"]["stories"] = name
        return manifest_with(migrations=manifest["migrations"], midad="9.1")(members)

    return changed


ALTERED = {
    "a way out": (with_member("media/../../evil.txt"), "may not hold"),
    "a way out at once": (with_member("../evil.txt"), "may not hold"),
    "an address of the disk": (with_member("/etc/passwd"), "may not hold"),
    "an empty name": (with_member("media//evil.txt"), "may not hold"),
    "our own folder": (with_member("media/.midad-replaced/evil"), "may not hold"),
    "an unknown member": (with_member("secrets"), "may not hold"),
    "a table that is not named": (with_member("tables/zz/000001.jsonl"), "does not name"),
    "a file twice": (with_member("media/images/ship.txt"), "out of its place"),
    "another order": (lambda members: [members[1], members[0], *members[2:]], "manifest.json"),
    "no manifest": (lambda members: members[1:], "manifest.json"),
    "a manifest of nothing": (lambda members: [(members[0][0], b"[]"), *members[1:]], "manifest"),
    "a huge manifest": (
        lambda members: [(members[0][0], b" " * (5 * 1024 * 1024)), *members[1:]],
        "manifest.json",
    ),
    "a row less": (
        lambda members: [
            (name, data.split(b"\n", 1)[1] if "permission/" in name else data)
            for name, data in members
        ],
        "not as many",
    ),
    "another format": (manifest_with(format="tar"), "no backup"),
    "a form of tomorrow": (manifest_with(format_version=2), "a form that this release"),
    "tables of another release": (manifest_with(tables=[]), "not those of this release"),
    "a newer release": (with_release("9999_later"), "Midad 9.1, which is newer"),
}


@pytest.mark.parametrize("how", ALTERED)
def test_an_altered_archive_is_refused_before_anything_is_touched(
    sound, untouched, settings, tmp_path, how: str
):
    alter, words = ALTERED[how]
    assert words in refusal(written(tmp_path / "altered", alter(parts(sound))), settings)


def raw(path: Path, *infos: tuple[tarfile.TarInfo, bytes], format=tarfile.GNU_FORMAT) -> Path:
    """Write a tar as a stranger may, in zstandard."""
    data = io.BytesIO()
    with tarfile.open(fileobj=data, mode="w", format=format) as tar:
        for info, body in infos:
            info.size = len(body)
            tar.addfile(info, io.BytesIO(body))
    path.write_bytes(zstandard.compress(data.getvalue()))
    return path


@pytest.mark.parametrize(
    "kind", [tarfile.SYMTYPE, tarfile.LNKTYPE, tarfile.DIRTYPE, tarfile.FIFOTYPE, tarfile.CHRTYPE]
)
def test_what_is_no_plain_file_is_refused(untouched, settings, tmp_path, kind: bytes):
    info = tarfile.TarInfo("media/link")
    info.type, info.linkname = kind, "/etc/passwd"
    assert "no plain file" in refusal(raw(tmp_path / "raw", (info, b"")), settings)


def test_an_extended_header_is_refused_before_it_is_read(untouched, settings, tmp_path):
    info = tarfile.TarInfo("media/" + "ا" * 200)
    path = raw(tmp_path / "raw", (info, b""), format=tarfile.PAX_FORMAT)
    assert "no plain file" in refusal(path, settings)


def test_what_is_no_archive_at_all_is_refused(untouched, settings, tmp_path):
    (tmp_path / "text").write_text("صحيفة")
    assert "cannot be read" in refusal(tmp_path / "text", settings)
    assert "No such file" in refusal(tmp_path / "nothing", settings)


def test_an_archive_cut_anywhere_is_refused(sound, untouched, settings, tmp_path):
    whole = sound.read_bytes()
    for cut in (0, 1, 100, len(whole) // 2, len(whole) - 100, len(whole) - 1):
        (tmp_path / "cut").write_bytes(whole[:cut])
        assert refusal(tmp_path / "cut", settings)


def test_an_archive_without_its_sums_or_with_more_behind_its_end_is_refused(
    sound, untouched, settings, tmp_path
):
    whole = zstandard.ZstdDecompressor().stream_reader(sound.read_bytes()).read()
    sums = whole.rindex(archive.SUMS.encode())
    for altered in (whole[:sums] + bytes(tarfile.RECORDSIZE), whole + b"more"):
        (tmp_path / "altered").write_bytes(zstandard.compress(altered))
        assert "cut short" in refusal(tmp_path / "altered", settings)


def test_a_byte_changed_in_any_member_is_refused(sound, untouched, settings, tmp_path):
    data = bytearray(zstandard.ZstdDecompressor().stream_reader(sound.read_bytes()).read())
    for name in (b'"midad"', b"ship", b"picture", b"SHA256SUMS"):
        changed = data.copy()
        changed[data.rindex(name)] ^= 1
        (tmp_path / "changed").write_bytes(zstandard.compress(bytes(changed)))
        assert refusal(tmp_path / "changed", settings)


# --- what is written


def test_the_archive_is_for_its_owner_and_overwrites_nothing(sound):
    assert sound.stat().st_mode & 0o777 == 0o600
    before = sound.read_bytes()
    with pytest.raises(backup.UnableToBackUp, match="is there already"):
        save(sound, progress=None)  # said before anything is read
    assert sound.read_bytes() == before


def test_a_disk_that_knows_no_links_takes_an_archive_too(db, tmp_path, monkeypatch):
    def no_links(*arguments):
        raise PermissionError(1, "Operation not permitted")

    monkeypatch.setattr(os, "link", no_links)
    save(tmp_path / "paper.tar.zst")
    assert [path.name for path in tmp_path.iterdir() if path.is_file()] == ["paper.tar.zst"]
    assert parts(tmp_path / "paper.tar.zst")


def test_a_failed_backup_leaves_no_file(db, tmp_path, monkeypatch):
    def full(*arguments):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(backup.saving, "_save_files", full)
    with pytest.raises(backup.UnableToBackUp, match="No space left"):
        save(tmp_path / "paper.tar.zst")
    assert [path for path in tmp_path.iterdir() if path.is_file()] == []


def test_names_in_any_script_and_of_any_length_come_along(sound, settings, tmp_path):
    name = "و" * 120 + ".txt"
    (Path(settings.MEDIA_ROOT) / "images" / name).write_text("طويل")
    (Path(settings.MEDIA_ROOT) / ".midad-replaced").mkdir()
    (Path(settings.MEDIA_ROOT) / ".midad-replaced" / "old").write_text("old")
    save(tmp_path / "names")
    media = [member for member in parts(tmp_path / "names") if member[0].startswith("media")]
    assert ("media/images/" + name, "طويل".encode()) in media and len(media) == 2


def test_secrets_stay_at_home_unless_they_are_asked_for(settings):
    settings.SECRET_KEY = "of-the-paper"
    given = {
        "MIDAD_URL": "https://paper.example",
        "MIDAD_SMTP_PASSWORD": "p",
        "MIDAD_ANYTHING": "https://name:word@paper.example/",
        "DATABASE_URL": "postgres://u:p@h/d",
        "HOME": "/root",
    }
    plain = environment.settings_lines(given, with_secrets=False).decode()
    assert [line for line in plain.splitlines() if line[0] != "#"] == [
        "MIDAD_URL=https://paper.example"
    ]
    assert "word" not in plain and "# MIDAD_SMTP_PASSWORD was set" in plain
    secret = environment.settings_lines(given, with_secrets=True).decode()
    assert "MIDAD_SECRET_KEY=of-the-paper\n" in secret and "MIDAD_SMTP_PASSWORD=p\n" in secret
    assert "/root" not in secret


# --- which tables, which values


@pytest.mark.django_db
def test_every_table_is_saved_or_named_as_left_out():
    left_out = tables.OF_THE_STORE | tables.NOT_KEPT
    known = {table.name for table in tables.saved_tables()}
    known |= {m._meta.db_table for m in tables._models() if m._meta.label in left_out}
    present = set(connection.introspection.table_names())
    assert {name for name in present - known if "_fts" not in name} == {"django_migrations"}


@pytest.mark.django_db
def test_every_column_is_of_a_kind_that_is_known():
    assert all(column.kind in tables.KINDS for t in tables.saved_tables() for column in t.columns)


VALUES = {
    "text": st.text(),
    "integer": st.integers(-(2**63), 2**63 - 1),
    "boolean": st.booleans(),
    "float": st.floats(allow_nan=False),
    "decimal": st.decimals(allow_nan=False),
    "moment": st.datetimes(timezones=st.just(UTC)),
    "date": st.dates(),
    "time": st.times(),
    "duration": st.timedeltas(),
    "uuid": st.uuids(),
    "bytes": st.binary(),
    "json": st.text(),
}


@pytest.mark.parametrize("kind", tables.KINDS)
def test_a_value_of_each_kind_comes_back_exactly(kind: str):
    @settings(max_examples=30)
    @given(VALUES[kind])
    def comes_back(value):
        told = json.loads(json.dumps(tables.KINDS[kind].to_json(value), ensure_ascii=False))
        back = tables.KINDS[kind].from_json(told)
        assert back == value and type(back) is type(value)

    comes_back()


def test_a_moment_keeps_its_microseconds_whatever_its_zone():
    moment = datetime(2026, 11, 26, 0, 0, 0, 7, tzinfo=timezone(timedelta(hours=3)))
    told = tables.KINDS["moment"].to_json(moment)
    assert told == "2026-11-25T21:00:00.000007+00:00"
    assert tables.KINDS["decimal"].from_json("1.50") == Decimal("1.50")
    assert tables.KINDS["uuid"].from_json(str(UUID(int=7))) == UUID(int=7)


# --- the contract


def test_the_contract_names_every_kind_member_and_table_that_is_left_out():
    told = (ROOT / "docs" / "contracts" / "backup.md").read_text(encoding="utf-8")
    wanted = [*tables.KINDS, *tables.OF_THE_STORE, *tables.NOT_KEPT]
    wanted += [*json.loads(an_empty_manifest().to_json()), archive.SUMS, archive.SETTINGS]
    assert [name for name in wanted if f"`{name}`" not in told] == []


def an_empty_manifest() -> manifest.Manifest:
    return manifest.Manifest(midad="", made_at="", database="", migrations={}, tables=[])


# --- while the paper runs


@pytest.mark.django_db(transaction=True)
def test_what_is_written_while_rows_are_saved_is_not_half_in_the_archive(tmp_path):
    """The archive is sound, and has the paper of the moment at which it was begun."""

    def write_meanwhile(what: str, done: int, total: int) -> None:
        if what == "rows" and not writing.ident:
            writing.start()
            writing.join()

    writing = Thread(target=write_a_topic)
    make_topic("قبل")
    save(tmp_path / "paper.tar.zst", progress=write_meanwhile)
    topics = dict(parts(tmp_path / "paper.tar.zst"))["tables/stories_topic/000001.jsonl"].decode()
    assert Topic.objects.count() == 2
    assert "قبل" in topics and "بعد" not in topics


def write_a_topic() -> None:
    make_topic("بعد")
    connection.close()
