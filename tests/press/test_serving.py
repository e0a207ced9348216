"""What a reader is answered: encodings, validators, status and headers, from files alone."""

import os
from email.utils import formatdate

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.press.reader import PAGE_HEADERS, Reader

STORY = "/articles/k7m2xqz/"
TEXT = "أعلنت الهيئة افتتاح المرفأ. " * 40
law = settings(
    max_examples=150,
    deadline=None,
    database=None,
    derandomize=True,
    suppress_health_check=list(HealthCheck),
)


def furnished(reader):
    reader.bake("index.html", "الصفحة الأولى")
    reader.bake("articles/k7m2xqz/index.html", TEXT)
    reader.bake("articles/g0neab2/gone.html", "هذه المادة لم تعد متاحة")
    reader.bake("archive/index.html", "الأرشيف")
    reader.bake("أرشيف/قديم/index.html", "قديم")
    reader.bake("feeds/rss.xml", "<rss/>")
    reader.bake("404.html", "لا شيء هنا")
    for name in ("paper.css", "paper.0123456789ab.css"):
        (reader.static / name).write_text(":root{}")
    (reader.pictures / "port.jpg").write_bytes(bytes(range(256)))
    return reader


@pytest.fixture(scope="module")
def paper(tmp_path_factory):
    """Return a paper that tests only read."""
    return furnished(Reader(tmp_path_factory.mktemp("read")))


def stat_of(paper, path):
    return (paper.store.root / path).stat()


# --- which form


@pytest.mark.parametrize(
    ("accepted", "encoding"),
    [
        ("", ""),
        ("identity", ""),
        ("deflate, zstd", ""),
        ("br", "br"),
        ("gzip", "gzip"),
        ("gzip, deflate, br", "br"),
        ("gzip;q=1.0, br;q=0.1", "br"),
        ("GZIP", "gzip"),
        ("br;q=0, gzip", "gzip"),
        ("br; q=0 , gzip", "gzip"),
        ("br;q=0.0, gzip;q=0.000", ""),
        ("br;q=0.001", "br"),
        ("gzip;q=0.50", "gzip"),
        ("*", "br"),
        ("br;q=0, *", "gzip"),
        ("gzip;q=0, br;q=0, *", ""),
        ("*;q=0", ""),
        ("gzip, *;q=0", "gzip"),
        ("xbr, gzipped", ""),
    ],
)
def test_a_reader_gets_the_best_form_it_takes(paper, accepted, encoding):
    answer = paper.get(STORY, accept_encoding=accepted)
    assert (answer.status, answer.encoding) == (200, encoding)
    assert answer.text == TEXT
    assert answer.headers["Content-Length"] == str(len(answer.body))


pieces = st.sampled_from(["br", "gzip", "*", "identity", ";q=", "0", "1", ".5", ",", " ", ";", "x"])


@law
@given(accepted=st.one_of(st.lists(pieces, max_size=8).map("".join), st.text(max_size=12)))
def test_whatever_a_reader_says_it_takes_the_page_comes_whole(paper, accepted):
    answer = paper.get(STORY, accept_encoding=accepted)
    assert (answer.status, answer.text) == (200, TEXT)
    assert answer.encoding in accepted.lower() or "*" in accepted


def test_a_form_that_is_not_there_is_passed_over(reader):
    paper = furnished(reader)
    stored = paper.store.root / "articles/k7m2xqz/index.html"
    stored.with_name("index.html.br").unlink()
    assert paper.get(STORY, accept_encoding="br, gzip").encoding == "gzip"
    stored.with_name("index.html.gz").unlink()
    answer = paper.get(STORY, accept_encoding="br, gzip")
    assert (answer.encoding, answer.text) == ("", TEXT)


@pytest.mark.parametrize(
    "path", [STORY, "/articles/g0neab2/", "/nothing/", "/media/images/port.jpg"]
)
def test_every_answer_from_a_file_says_that_it_varies_by_encoding(paper, path):
    for accepted in ("", "br"):
        assert paper.get(path, accept_encoding=accepted).headers["Vary"] == "Accept-Encoding"


# --- validators


@pytest.mark.parametrize(("accepted", "suffix"), [("", ""), ("gzip", ".gz"), ("br", ".br")])
def test_the_entity_tag_is_that_of_nginx_for_the_form_sent(reader, accepted, suffix):
    paper = furnished(reader)
    os.utime(paper.store.root / f"archive/index.html{suffix}", (0x6923_0001, 0x6923_0001))
    size = stat_of(paper, f"archive/index.html{suffix}").st_size
    headers = paper.get("/archive/", accept_encoding=accepted).headers
    assert headers["ETag"] == f'"69230001-{size:x}"'
    assert headers["Last-Modified"] == formatdate(0x6923_0001, usegmt=True)


@pytest.mark.parametrize(
    ("tags", "status"),
    [
        ("{tag}", 304),
        ("W/{tag}", 304),
        ('"other", {tag}', 304),
        ("*", 304),
        ('"other"', 200),
        ("", 200),
        ("{bare}", 200),
    ],
)
def test_who_holds_this_very_file_is_not_sent_it_again(paper, tags, status):
    tag = paper.get(STORY).headers["ETag"]
    named = tags.format(tag=tag, bare=tag.strip('"'))
    answer = paper.get(STORY, if_none_match=named)
    assert answer.status == status
    assert answer.text == ("" if status == 304 else TEXT)
    assert answer.headers["ETag"] == tag
    assert dict(PAGE_HEADERS).items() <= answer.headers.items()


def test_the_tag_of_one_form_is_not_the_tag_of_another(paper):
    tags = {paper.get(STORY, accept_encoding=form).headers["ETag"] for form in ("", "gzip", "br")}
    assert len(tags) == 3


def test_an_unchanged_page_is_told_without_what_describes_its_body(reader):
    reader.bake("archive/index.html", TEXT)
    tag = reader.get("/archive/", accept_encoding="br").headers["ETag"]
    answer = reader.get("/archive/", accept_encoding="br", if_none_match=tag)
    assert answer.status == 304
    assert answer.headers.keys().isdisjoint({"Content-Type", "Content-Encoding", "Content-Length"})
    assert answer.headers.keys() >= {"ETag", "Cache-Control", "Vary"}


@pytest.mark.parametrize(("seconds", "status"), [(-1, 200), (0, 304), (1, 304), (86400, 304)])
def test_a_file_not_changed_since_a_moment_is_not_sent_again(paper, seconds, status):
    moment = formatdate(stat_of(paper, "archive/index.html").st_mtime + seconds, usegmt=True)
    answer = paper.get("/archive/", if_modified_since=moment)
    assert (answer.status, answer.body == b"") == (status, status == 304)


@pytest.mark.parametrize("words", ["", "yesterday", "Mon, 99 Nov 2026 10:00:00 GMT", "0", "-1"])
def test_a_date_that_is_none_is_passed_over(paper, words):
    assert paper.get("/archive/", if_modified_since=words).status == 200


def test_a_tag_speaks_louder_than_a_date(paper):
    later = formatdate(stat_of(paper, "archive/index.html").st_mtime + 9, usegmt=True)
    answer = paper.get("/archive/", if_none_match='"other"', if_modified_since=later)
    assert answer.status == 200


@pytest.mark.parametrize("path", ["/nothing/", "/articles/g0neab2/"])
def test_only_a_page_that_stands_can_be_unchanged(paper, path):
    first = paper.get(path)
    again = paper.get(path, if_none_match=first.headers["ETag"])
    assert (again.status, again.body) == (first.status, first.body)
    assert again.status in {404, 410}


# --- method


@pytest.mark.parametrize(
    "path", ["/", STORY, "/articles/g0neab2/", "/archive", "/nothing/", "/media/images/port.jpg"]
)
@pytest.mark.parametrize("accepted", ["", "br"])
def test_head_is_answered_as_get_without_the_body(paper, path, accepted):
    full = paper.get(path, accept_encoding=accepted)
    head = paper.get(path, method="HEAD", accept_encoding=accepted)
    assert (head.status, head.headers, head.body) == (full.status, full.headers, b"")


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "PATCH", "OPTIONS", "TRACE", "get"])
@pytest.mark.parametrize("path", ["/", STORY, "/nothing/", "/media/images/port.jpg"])
def test_a_page_is_only_read(paper, method, path):
    answer = paper.get(path, method=method)
    assert (answer.status, answer.headers["Allow"], answer.body) == (405, "GET, HEAD", b"")


# --- status


def test_a_story_that_was_taken_away_is_gone(paper):
    answer = paper.get("/articles/g0neab2/any-words/", accept_encoding="gzip")
    assert (answer.status, answer.text) == (410, "هذه المادة لم تعد متاحة")
    assert dict(PAGE_HEADERS).items() <= answer.headers.items()


@pytest.mark.parametrize("path", ["/nothing/", "/nothing", "/articles/zzzzzzz/", "/feeds/", "/%FF"])
def test_where_nothing_stands_the_page_for_it_answers(paper, path):
    answer = paper.get(path, accept_encoding="br")
    assert (answer.status, answer.text) == (404, "لا شيء هنا")
    assert answer.headers["Cache-Control"] == "max-age=10"
    assert dict(PAGE_HEADERS).items() <= answer.headers.items()


def test_before_the_first_bake_a_reader_is_told_in_arabic(reader):
    answer = reader.get("/")
    assert (answer.status, answer.text) == (404, "الصفحة غير موجودة\n")
    assert answer.headers["Content-Type"] == "text/plain; charset=utf-8"


@pytest.mark.parametrize(
    ("asked", "location"),
    [
        ("/archive", "/archive/"),
        ("/أرشيف/قديم", "/%D8%A3%D8%B1%D8%B4%D9%8A%D9%81/%D9%82%D8%AF%D9%8A%D9%85/"),
        (
            "/%D8%A3%D8%B1%D8%B4%D9%8A%D9%81/قديم",
            "/%D8%A3%D8%B1%D8%B4%D9%8A%D9%81/%D9%82%D8%AF%D9%8A%D9%85/",
        ),
    ],
)
def test_a_missing_slash_is_added_by_an_encoded_redirect(paper, asked, location):
    answer = paper.get(asked)
    assert (answer.status, answer.headers["Location"], answer.body) == (301, location, b"")
    assert paper.get(location).status == 200


def test_a_folder_without_a_page_of_its_own_is_no_redirect(paper):
    assert paper.get("/feeds").status == 404
    assert paper.get("/articles").status == 404


# --- headers that follow from the path


@pytest.mark.parametrize(
    ("file", "content_type"),
    [
        ("archive/index.html", "text/html; charset=utf-8"),
        ("sitemap.xml", "application/xml; charset=utf-8"),
        ("feeds/rss.xml", "application/rss+xml; charset=utf-8"),
        ("feeds/sections/economy/atom.xml", "application/atom+xml; charset=utf-8"),
        ("feeds/feed.json", "application/feed+json; charset=utf-8"),
        ("other.json", "application/json; charset=utf-8"),
        ("robots.txt", "text/plain; charset=utf-8"),
        ("edition/8c1d2f-f0949f.css", "text/css; charset=utf-8"),
        ("odd.bin", "application/octet-stream"),
        ("ending", "application/octet-stream"),
    ],
)
def test_the_type_follows_from_the_ending(reader, file, content_type):
    reader.bake(file, "x")
    path = file.removesuffix("index.html")
    for accepted in ("", "br"):
        answer = reader.get(f"/{path}", accept_encoding=accepted)
        assert (answer.status, answer.headers["Content-Type"]) == (200, content_type)


@pytest.mark.parametrize(
    ("name", "content_type"),
    [("a.jpg", "image/jpeg"), ("A.JPG", "image/jpeg"), ("a.avif", "image/avif"), ("a", None)],
)
def test_a_picture_is_never_guessed_at(reader, name, content_type):
    (reader.pictures / name).write_bytes(b"x")
    headers = reader.get(f"/media/images/{name}").headers
    assert headers["Content-Type"] == (content_type or "application/octet-stream")
    assert headers["X-Content-Type-Options"] == "nosniff"


@pytest.mark.parametrize(
    ("path", "kept"),
    [
        ("/archive/", "max-age=0, s-maxage=20, stale-if-error=604800"),
        ("/static/paper.css", "max-age=3600"),
        ("/static/paper.0123456789ab.css", "public, max-age=31536000, immutable"),
        ("/media/images/port.jpg", "public, max-age=604800"),
    ],
)
def test_how_long_an_answer_is_kept_follows_from_the_folder(paper, path, kept):
    answer = paper.get(path)
    assert (answer.status, answer.headers["Cache-Control"]) == (200, kept)


def test_a_missing_picture_is_not_found_for_the_reader_alone(paper):
    answer = paper.get("/media/images/none.jpg")
    assert (answer.status, answer.headers["Cache-Control"]) == (404, "max-age=10")


# --- who is asked


@pytest.mark.parametrize("path", ["/newsroom/", "/newsroom/pages/3/edit/", "/report/k7m2xqz/"])
@pytest.mark.parametrize("method", ["GET", "POST", "HEAD"])
def test_the_dynamic_prefixes_alone_reach_the_application(paper, path, method):
    answer = paper.get(path, method=method)
    assert (answer.status, answer.body) == (200, b"the application")


def test_the_newsroom_is_found_without_its_last_slash(paper):
    answer = paper.get("/newsroom")
    assert (answer.status, answer.headers["Location"]) == (301, "/newsroom/")


@pytest.mark.parametrize(
    "path", ["/newsroomy/", "/reports", "/x/newsroom/", "//newsroom/", "/NEWSROOM/"]
)
def test_what_only_looks_dynamic_is_answered_from_the_store(paper, path):
    assert paper.get(path).status == 404
    assert paper.get(path, method="POST").status == 405
