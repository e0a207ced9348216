"""Which file an address means: any words after a code land, and no path leaves its folder."""

import unicodedata
from urllib.parse import quote, quote_from_bytes

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.press.reader import SECRET, Reader

WORDS = "أُعلِن-الخبر-اليوم"
law = settings(
    max_examples=200,
    deadline=None,
    database=None,
    derandomize=True,
    suppress_health_check=list(HealthCheck),
)


@pytest.fixture(scope="module")
def paper(tmp_path_factory):
    """Return a paper that tests only read."""
    reader = Reader(tmp_path_factory.mktemp("read"))
    for family in ("articles", "sections", "authors", "agencies", "topics"):
        reader.bake(f"{family}/k7m2xqz/index.html", f"صفحة من {family}")
    reader.bake("articles/g0neab2/gone.html", "لم تعد متاحة")
    reader.bake("archive/2026/11/index.html", "الشهر")
    reader.bake("archive/2026/11/gone.html", "لم يعد هنا")
    reader.bake("robots.txt", "User-agent: *")
    reader.bake("404.html", "لا شيء")
    (reader.pictures / "port.jpg").write_bytes(b"port")
    return reader


@pytest.mark.parametrize(
    "words",
    [
        "",
        "/",
        "/" + quote(WORDS) + "/",
        "/" + quote(WORDS),
        "/" + WORDS + "/",
        "/" + quote(unicodedata.normalize("NFD", "أإآؤئ")) + "/",
        "/" + quote(quote("خبر")) + "/",
        "/%D8%AE%D8/",
        "/%FF%FE%80/",
        "/%ED%A0%80/",
        "/a/b/c/d/",
        "/index.html",
        "/gone.html",
        "/index.html.br",
        "/%E2%80%8F%E2%80%AE/",
        "/a%3Fb%23c%26d/",
        "/" + quote("كلمة-" * 400) + "/",
    ],
)
@pytest.mark.parametrize("family", ["articles", "sections", "authors", "agencies", "topics"])
def test_any_words_after_a_code_land(paper, family, words):
    answer = paper.get(f"/{family}/k7m2xqz{words}")
    assert (answer.status, answer.text) == (200, f"صفحة من {family}")


# A segment of nothing, or with a dot first, is a path out; a line break ends no shared link.
words_in_bytes = st.binary(min_size=1, max_size=30).filter(
    lambda raw: raw[:1] != b"." and not set(raw) & set(b"/\x00\n")
)


@law
@given(raw=words_in_bytes, slash=st.sampled_from(["", "/"]))
def test_words_of_any_bytes_land(paper, raw, slash):
    answer = paper.get(f"/articles/k7m2xqz/{quote_from_bytes(raw)}{slash}")
    assert (answer.status, answer.text) == (200, "صفحة من articles")


@pytest.mark.parametrize("words", ["", "/", "/" + quote(WORDS) + "/", "/index.html"])
def test_any_words_after_the_code_of_a_gone_story_are_gone(paper, words):
    assert paper.get(f"/articles/g0neab2{words}").status == 410


@pytest.mark.parametrize(
    "path",
    [
        "/articles/",
        "/articles/k7m2xqy/",
        "/articles/K7M2XQZ/",
        "/articles/k7m2xqz.html",
        "/articles/k7m2xqz%20/",
        "/articlesk7m2xqz/",
        "/stories/k7m2xqz/",
        "/x/articles/k7m2xqz/",
        "/archive/2026/11/more/",
        "/archive/2026/11/index.html/",
        "/" + "x" * 300,
        "/" + "x/" * 3000,
    ],
)
def test_only_words_after_a_code_are_decoration(paper, path):
    assert paper.get(path).status == 404


@pytest.mark.parametrize(
    "path",
    [
        "/archive/2026/11/index.html.br",
        "/archive/2026/11/index.html.gz",
        "/archive/2026/11/gone.html",
        "/gone.html",
        "/404.html",
        "/404.html.gz",
        "/robots.txt.br",
    ],
)
def test_what_stands_for_another_address_has_none_of_its_own(paper, path):
    answer = paper.get(path)
    assert (answer.status, answer.text) == (404, "لا شيء")


@pytest.mark.parametrize("name", [".baking-77-index.html", ".hidden", ".git/config"])
def test_hidden_files_have_no_address(reader, name):
    for root, prefix in ((reader.store.root, "/"), (reader.pictures, "/media/images/")):
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_bytes(SECRET)
        assert reader.get(prefix + name).status == 404


@pytest.mark.parametrize(
    "path",
    [
        "/../secret.txt",
        "/%2e%2e/secret.txt",
        "/archive/../../secret.txt",
        "/archive/2026/../../../secret.txt",
        "/./robots.txt",
        "//secret.txt",
        "/archive//2026/11/",
        "/..%5csecret.txt",
        "/..\\secret.txt",
        "/archive\\..\\..\\secret.txt",
        "/%252e%252e/secret.txt",
        "/secret.txt%00.html",
        "/%00",
        "/media/images/../secret.txt",
        "/media/images/%2e%2e/secret.txt",
        "/media/images//etc/passwd",
        "/media/images/..%2fsecret.txt",
        "/media/images/",
        "/media/images",
        "/static/../secret.txt",
        "/articles/../../secret.txt",
        "/articles/k7m2xqz/../../../secret.txt",
        "secret.txt",
    ],
)
def test_no_path_leaves_its_folder(paper, path):
    answer = paper.get(path)
    assert (answer.status, answer.text) == (404, "لا شيء")


steps = [
    "..",
    ".",
    "",
    "%2e%2e",
    "%2f",
    "\\",
    "%00",
    "%ff",
    "secret.txt",
    "media",
    "images",
    "static",
]


@law
@given(parts=st.lists(st.sampled_from([*steps, "articles", "k7m2xqz", "%252e%252e"]), max_size=7))
def test_no_path_at_all_finds_the_secret(paper, parts):
    answer = paper.get("/" + "/".join(parts))
    assert answer.status in {200, 301, 404}
    assert SECRET not in answer.body


def test_a_folder_is_never_listed(paper):
    for path in ("/archive/", "/archive/2026/", "/articles/", "/media/images/", "/static/"):
        assert paper.get(path).status == 404


def test_a_link_that_an_operator_set_is_followed(reader):
    (reader.pictures / "port.jpg").write_bytes(b"port")
    (reader.pictures / "linked.jpg").symlink_to(reader.pictures / "port.jpg")
    (reader.pictures / "broken.jpg").symlink_to(reader.pictures / "none.jpg")
    (reader.pictures / "round.jpg").symlink_to(reader.pictures / "round.jpg")
    assert reader.get("/media/images/linked.jpg").body == b"port"
    assert reader.get("/media/images/broken.jpg").status == 404
    assert reader.get("/media/images/round.jpg").status == 404
