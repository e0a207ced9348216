"""The store in a bucket: what stands there, how it is sent, and what a failure leaves."""

import pytest
from botocore.exceptions import ClientError
from django.core.management import CommandError, call_command
from django.test import override_settings

from midad.press.object_store import ObjectStore, object_store
from midad.press.store import encoded_forms
from midad.press.stores import the_store
from tests.bucket import FOLDER, Bucket, bucket

PAGE = "articles/k7m2xqz/index.html"
LONG = "خبر " * 300


@pytest.fixture
def shelf(object_storage):
    """Return an empty bucket in which the paper's pages stand."""
    with bucket(object_storage) as made:
        yield made


@pytest.fixture
def store(shelf: Bucket) -> ObjectStore:
    found = the_store()
    assert isinstance(found, ObjectStore)
    return found


def test_a_page_stands_in_three_forms_under_the_folder(store, shelf):
    store.write(PAGE, LONG.encode())
    forms = {PAGE + suffix: data for suffix, data in encoded_forms(LONG.encode())}
    assert shelf.contents() == forms
    assert [store.read(PAGE, e) for e in ("", "br", "gzip")] == [
        forms[PAGE + suffix] for suffix in ("", ".br", ".gz")
    ]


@pytest.mark.parametrize(
    ("path", "kind", "caching"),
    [
        (PAGE, "text/html; charset=utf-8", "max-age=0, s-maxage=20, stale-if-error=604800"),
        ("feeds/rss.xml", "application/rss+xml; charset=utf-8", "max-age=0, s-maxage=20"),
        ("edition/8c1d2f-f0949f.css", "text/css; charset=utf-8", "max-age=0, s-maxage=20"),
        ("404.html", "text/html; charset=utf-8", "max-age=10"),
    ],
)
@pytest.mark.parametrize(("suffix", "encoding"), [("", None), (".br", "br"), (".gz", "gzip")])
def test_every_form_is_sent_with_its_type_encoding_and_caching(
    store, shelf, path, kind, caching, suffix, encoding
):
    store.write(path, b"x")
    sent = shelf.get(path + suffix)
    assert sent["ContentType"] == kind
    assert sent["CacheControl"].startswith(caching)
    assert sent.get("ContentEncoding") == encoding


def test_many_pages_are_written_together_and_listed_beyond_a_thousand_objects(store, shelf):
    pages = [(f"articles/{number:04}/index.html", b"%d" % number) for number in range(20)]
    store.write_many(pages)
    for number in range(1200):
        shelf.put(f"archive/{number}.xml", b"")
    listed = list(store.paths())
    assert len(listed) == len(set(listed)) == 1220
    assert {path for path, _ in pages} <= set(listed)


def test_what_is_removed_is_gone_in_every_form_and_may_be_gone_already(store, shelf):
    store.write(PAGE, b"x")
    assert store.has(PAGE)
    store.remove(PAGE)
    store.remove(PAGE)
    assert not store.has(PAGE)
    assert store.read(PAGE) is None
    assert shelf.contents() == {}


def test_a_page_that_cannot_be_written_is_said(store, shelf):
    shelf.client.put_bucket_versioning(
        Bucket=shelf.name, VersioningConfiguration={"Status": "Suspended"}
    )
    shelf.client.delete_bucket(Bucket=shelf.name)
    with pytest.raises(ClientError, match="NoSuchBucket"):
        store.write_many([(PAGE, b"x")])


def test_one_store_a_process_and_no_bucket_without_a_name(store, shelf):
    assert the_store() is store
    with pytest.raises(ValueError, match="no bucket is named: s3:///x"):
        object_store("s3:///x", "")


def test_a_bucket_without_a_folder_is_the_papers_whole(object_storage, shelf):
    with override_settings(PRESS_STORE_BUCKET=f"s3://{shelf.name}"):
        the_store().write("index.html", b"x")
        assert list(the_store().paths()) == ["index.html"]
        the_store().remove("index.html")
        assert list(the_store().paths()) == []
    assert FOLDER not in str(shelf.contents())


@pytest.mark.usefixtures("shelf")
def test_readers_are_not_served_from_a_folder_that_nobody_fills():
    with pytest.raises(CommandError, match="--only newsroom"):
        call_command("serve")
