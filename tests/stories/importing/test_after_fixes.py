"""Tests that fail today: each names a bug of the import or of accounts."""

import io

import pytest
import zstandard
from django.core.management import CommandError, call_command
from django.db import OperationalError

from midad.accounts.models import User
from midad.stories.models import Author, SectionPage, StoryPage
from midad.stories.services.importing.lines import Refused, read_lines
from midad.stories.services.importing.mapping import saudinewsnet
from tests.stories.importing.archive import (
    MISSING,
    as_bytes,
    import_lines,
    numbered,
    record,
    story,
    write_archive,
)
from tests.stories.importing.test_mapping import line

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("roots")]


def test_a_number_too_long_refuses_its_line_alone():
    found = list(read_lines(io.BytesIO(b'{"id": ' + b"1" * 5000 + b"}\n{}\n")))
    assert [entry.record for entry in found] == [None, {}]
    assert found[0].problem.startswith("no valid JSON")


@pytest.mark.parametrize("name", ["a.jsonl.gz", "a.jsonl.zst"])
@pytest.mark.parametrize("part", [0.2, 0.5, 0.9, 0.999])
def test_a_packed_file_that_is_cut_short_is_one_clear_error(tmp_path, monkeypatch, name, part):
    monkeypatch.chdir(tmp_path)
    path = write_archive(tmp_path / name, map(numbered, range(60)))
    data = path.read_bytes()
    path.write_bytes(data[: int(len(data) * part)])
    with pytest.raises(CommandError, match=r"damaged or cut short|no zstd file"):
        call_command("import", "stories", str(path))


@pytest.mark.parametrize("data", [b"garbage that is no frame at all", b"\x1f\x8b garbage"])
def test_a_file_that_is_not_packed_so_is_one_clear_error(tmp_path, monkeypatch, data):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "a.jsonl.zst").write_bytes(data)
    with pytest.raises(CommandError):
        call_command("import", "stories", "a.jsonl.zst")


def test_frames_of_every_kind_are_whole(tmp_path):
    plain = as_bytes(map(numbered, range(3)))
    skippable = b"\x50\x2a\x4d\x18\x03\x00\x00\x00abc"
    with_sum = zstandard.ZstdCompressor(write_checksum=True).compress(plain)
    no_size = zstandard.ZstdCompressor(write_content_size=False).compress(b"\n" * 500_000)
    path = tmp_path / "a.jsonl.zst"
    path.write_bytes(skippable + with_sum + no_size + zstandard.compress(b""))
    from tests.stories.importing.archive import run_import

    assert run_import(path)[0].imported == 3


def test_a_missing_file_leaves_no_list_and_keeps_the_old_one(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "a.jsonl.refused.tsv").write_text("1\told\n")
    with pytest.raises(CommandError):
        call_command("import", "stories", "a.jsonl")
    assert (tmp_path / "a.jsonl.refused.tsv").read_text() == "1\told\n"


@pytest.mark.parametrize("text", ["نص <b>عريض</b>\ud800", "س & ص\ud83d"])
def test_half_an_emoji_beside_markup_goes(text):
    assert story(title=text).title
    assert story(body=[{"type": "quote", "text": text}]).body


@pytest.mark.parametrize("kind", [[], {}, ["paragraph"], {"a": 1}])
def test_a_type_that_is_no_text_is_an_unknown_block(kind):
    with pytest.raises(Refused, match="unknown block"):
        story(body=[{"type": kind, "text": "أ"}])


def test_the_heading_of_a_column_is_without_tags():
    [block] = story(body=[{"type": "table", "header": ["<b>أ</b>"], "rows": []}]).body
    assert block["value"]["columns"][0]["heading"] == "أ"


@pytest.mark.parametrize("name", ["script", "style"])
def test_a_script_goes_with_all_its_paragraphs(name):
    [block] = story(body=f"قبل\n\n<{name}>\n\nalert(1)\n\n</{name}>\n\nبعد").body
    assert "alert" not in block["value"]
    assert "قبل" in block["value"] and "بعد" in block["value"]


EMPTY = [
    {"type": "subhead", "text": "<b></b>"},
    {"type": "list", "items": []},
    {"type": "list", "items": ["", " "]},
    {"type": "quote", "text": "<i></i>"},
    {"type": "fact_box"},
    {"type": "fact_box", "paragraphs": [""]},
    {"type": "paragraph", "text": "<br>"},
]


@pytest.mark.parametrize("block", EMPTY)
def test_a_block_without_words_is_none(block):
    with pytest.raises(Refused, match="body: empty"):
        story(body=[block])


def test_a_blank_id_is_none(tmp_path):
    report, _ = import_lines(tmp_path, [record(id=" "), record(id="\t", title="آخر")])
    assert report.imported == 2


def test_controls_in_an_address_end_no_import(tmp_path):
    given = [
        record(id=MISSING, source_url="http://marfa.example/\x00a"),
        record(id="two", source_url="http://marfa.example/\ud800"),
        record(id="three"),
    ]
    report, refused = import_lines(tmp_path, given)
    assert (report.imported, refused) == (3, [])


@pytest.mark.parametrize(
    "url", ["http://marfa.example/خبر جديد", "http://marfa.example/a\nb", "http://a b/c"]
)
def test_an_address_that_is_taken_passes_the_editors_form(tmp_path, url):
    report, _ = import_lines(tmp_path, [record(source_url=url)])
    for page in StoryPage.objects.all():
        page.full_clean()
    assert report.lines == 1


def test_the_anchor_of_a_list_is_the_one_the_editor_gives():
    [block] = story(body=[{"type": "list", "items": ["واحد"]}]).body
    assert "<ul>" in block["value"]


def test_a_section_with_a_full_stop_is_made_once(tmp_path):
    import_lines(tmp_path, [numbered(1, section="أخبار.")])
    import_lines(tmp_path, [numbered(2, section="أخبار."), numbered(3, section="أخبار")])
    assert [section.title for section in SectionPage.objects.all()] == ["أخبار"]


def test_lines_without_an_address_are_stories_of_their_own(tmp_path):
    given = [line(title="أول"), line(url=None, title="ثان"), line(url="", title="ثالث")]
    del given[0]["url"]
    report, refused = import_lines(tmp_path, given, mapping=saudinewsnet)
    assert (report.imported, refused) == (3, [])


def test_a_broken_address_of_theirs_is_refused_with_its_reason():
    with pytest.raises(Refused):
        saudinewsnet(line(source="alwatan", url="http://[x"))


def test_the_first_spelling_of_a_batch_stays(tmp_path):
    import_lines(tmp_path, [numbered(1, authors=["سلمى"]), numbered(2, authors=["سلمي"])])
    assert Author.objects.get().name == "سلمى"


def test_a_reason_is_one_line_whatever_it_says(tmp_path):
    def mapping(_):
        raise ValueError("a\nb\tc\ud800")

    _, refused = import_lines(tmp_path, [record()], mapping=mapping)
    assert refused == [(1, "unforeseen: ValueError: a b c?")]


def test_a_database_that_is_gone_refuses_no_story(tmp_path):
    def gone(_):
        raise OperationalError("no space left on device")

    with pytest.raises(OperationalError):
        import_lines(tmp_path, [numbered(1), numbered(2)], mark_stale=gone)


def test_an_account_of_blanks_is_none():
    with pytest.raises(ValueError):
        User.objects.create_user("  ")


def test_an_address_of_other_letters_signs_in_in_whatever_case():
    user = User.objects.create_user("user@MÜNCHEN.example")
    assert User.objects.get_by_natural_key("USER@MÜNCHEN.example") == user


def test_an_address_saved_by_a_form_is_kept_in_lower_case():
    user = User(email="Mixed@marfa.example")
    user.save()
    user.refresh_from_db()
    assert user.email == "mixed@marfa.example"
