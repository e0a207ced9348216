"""Styles and scripts stand under their hash with compressed forms; pages ask for those names."""

import gzip
import json
import re
from io import BytesIO
from wsgiref.util import setup_testing_defaults

import brotli
import pytest
from django.core.management import call_command
from django.test import override_settings

from midad.config.settings import base
from midad.press.serving import BakedFirst, ServedFolder

TEXT = re.compile(r"\.[0-9a-f]{12}\.(css|js|svg|json|txt)$")


@pytest.fixture(scope="module")
def collected(tmp_path_factory):
    """Return the folder into which the theme's files were collected."""
    root = tmp_path_factory.mktemp("static")
    collect(root)
    return root


def collect(root):
    """Run the command of operations, with the storage of a real paper."""
    with override_settings(STATIC_ROOT=root, STORAGES=base.STORAGES):
        call_command(
            "collectstatic",
            verbosity=0,
            interactive=False,
            ignore_patterns=["wagtail*", "newsroom*"],
        )


def texts(root):
    return [path for path in root.rglob("*") if TEXT.search(path.name)]


def test_every_hashed_text_that_shrinks_has_its_compressed_forms(collected):
    assert texts(collected)
    for path in texts(collected):
        body = path.read_bytes()
        zipped, br = (path.with_name(path.name + suffix) for suffix in (".gz", ".br"))
        assert br.is_file() or len(brotli.compress(body, quality=5)) >= len(body)
        assert not br.is_file() or brotli.decompress(br.read_bytes()) == body
        assert not zipped.is_file() or gzip.decompress(zipped.read_bytes()) == body


def test_what_may_get_other_bytes_under_its_name_has_none(collected):
    compressed = [path for path in collected.rglob("*") if path.suffix in {".br", ".gz"}]
    assert compressed
    assert [path for path in compressed if not TEXT.search(path.with_suffix("").name)] == []


def test_fonts_are_compressed_already(collected):
    assert list(collected.rglob("*.woff2"))
    assert not list(collected.rglob("*.woff2.*"))


def test_a_reader_gets_the_compressed_form(collected):
    style = next(path for path in texts(collected) if path.suffix == ".css")
    served = BakedFirst(
        lambda *_: pytest.fail("Django was asked"),
        store_root=collected / "none",
        folders=[ServedFolder("/static/", collected, "max-age=3600")],
        dynamic_prefixes=("/newsroom/",),
        page_headers=[],
    )
    path = f"/static/{style.relative_to(collected).as_posix()}"
    environ = {"PATH_INFO": path, "wsgi.input": BytesIO(), "HTTP_ACCEPT_ENCODING": "gzip, br"}
    setup_testing_defaults(environ)
    said = []
    body = b"".join(served(environ, lambda *answer: said.append(answer)))
    assert dict(said[0][1])["Content-Encoding"] == "br"
    assert brotli.decompress(body) == style.read_bytes()


def test_collecting_twice_changes_no_file(collected):
    before = {path: path.read_bytes() for path in collected.rglob("*") if path.is_file()}
    collect(collected)
    after = {path: path.read_bytes() for path in collected.rglob("*") if path.is_file()}
    assert after == before
    assert json.loads((collected / "staticfiles.json").read_text())["paths"]
