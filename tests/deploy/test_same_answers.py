"""nginx with the shipped configuration gives the answers of the embedded server, byte for byte."""

from collections.abc import Callable, Iterator
from urllib.parse import quote, urlsplit

import pytest

from tests.deploy.asking import Answer, Asker
from tests.deploy.front import Front
from tests.deploy.wrong_paths import HOSTILE, WRONG
from tests.paper import free_port

pytestmark = pytest.mark.nginx

ENCODINGS = ["", "gzip", "br, gzip"]
WORDS = quote("أُعلِن-الخبر-اليوم")
Ask = Callable[..., tuple[Answer, Answer]]


@pytest.fixture(scope="module")
def front(demo_paper, tmp_path_factory) -> Iterator[Front]:
    """Return an nginx in front of the demo newspaper's files, its application being away."""
    front = Front(tmp_path_factory.mktemp("nginx"), demo_paper.home, free_port())
    front.install()
    front.start()
    yield front
    front.stop()


@pytest.fixture(scope="module")
def both(demo_paper, front) -> Iterator[Ask]:
    """Return how to ask both servers the same: the embedded one's answer, then nginx's.

    The press may be at work between two questions, so that what differs is asked again.
    """
    with Asker(demo_paper.port) as embedded, Asker(front.port, tls=True) as nginx:

        def ask(path: str, **request: str) -> tuple[Answer, Answer]:
            for _ in range(3):
                answers = embedded.ask(path, **request), nginx.ask(path, **request)
                if said(answers[0]) == said(answers[1]):
                    break
            return answers

        yield ask


def said(answer: Answer) -> tuple[int, dict[str, str], bytes]:
    return answer.status, answer.headers, answer.body


FOLDERS = {"store": "/", "static": "/static/", "media/images": "/media/images/"}


def addresses(home) -> list[str]:
    """Return every address that has a file: the store's, the styles' and the pictures'."""
    found = []
    for folder, prefix in (
        ("store", "/"),
        ("static", "/static/"),
        ("media/images", "/media/images/"),
    ):
        root = home / folder
        for path in sorted(root.rglob("*")):
            name = path.relative_to(root).as_posix()
            form = prefix == "/" and name.endswith((".br", ".gz"))
            if path.is_file() and not path.name.startswith(".") and not form:
                found.append(prefix + (address_of(name) if prefix == "/" else name))
    return found


def address_of(name: str) -> str:
    for page in ("index.html", "gone.html"):
        if name == page or name.endswith(f"/{page}"):
            return name.removesuffix(page)
    return name


def differences(both: Ask, requests: list[tuple[str, dict[str, str]]]) -> list[object]:
    found: list[object] = []
    for path, request in requests:
        embedded, nginx = both(path, **request)
        if said(embedded) != said(nginx):
            bodies = "" if embedded.body == nginx.body else "other bytes"
            lines = set(embedded.headers.items()) ^ set(nginx.headers.items())
            found.append((path, request, embedded.status, nginx.status, sorted(lines), bodies))
    return found[:20]


def test_every_address_in_every_encoding(both, demo_paper):
    asked = addresses(demo_paper.home)
    assert len(asked) > 300
    requests = [
        (path, {"accept_encoding": encoding} if encoding else {})
        for path in asked
        for encoding in ENCODINGS
    ]
    assert differences(both, requests) == []


def test_every_page_by_its_head_and_to_a_reader_who_holds_it(both, demo_paper):
    found = []
    for number, path in enumerate(addresses(demo_paper.home)):
        encoding = ENCODINGS[number % len(ENCODINGS)]
        held, _ = both(path, accept_encoding=encoding)
        request = {"method": "HEAD", "accept_encoding": encoding}
        conditions: list[dict[str, str]] = [{}, {"if_none_match": held.headers["etag"]}]
        if "last-modified" in held.headers:
            conditions.append({"if_modified_since": held.headers["last-modified"]})
        found += differences(both, [(path, request | condition) for condition in conditions])
    assert found == []


def test_a_reader_who_holds_a_page_is_told_so(both):
    for encoding in ENCODINGS:
        held, _ = both("/", accept_encoding=encoding)
        for tag in (
            held.headers["etag"],
            "W/" + held.headers["etag"],
            f'"x", {held.headers["etag"]}',
            "*",
        ):
            embedded, nginx = both("/", accept_encoding=encoding, if_none_match=tag)
            assert (nginx.status, nginx.body) == (304, b"")
            assert said(embedded) == said(nginx)


SINCE = [
    "Thu, 01 Jan 1970 00:00:00 GMT",
    "Fri, 01 Jan 2100 00:00:00 GMT",
    "no date",
]


@pytest.mark.parametrize("since", SINCE)
def test_what_changed_since_is_sent(both, since):
    assert differences(both, [("/", {"if_modified_since": since})]) == []


@pytest.mark.parametrize(
    "accepted",
    [
        "br",
        "gzip",
        "gzip, deflate, br",
        "BR, GZIP",
        "br;q=0, gzip",
        "gzip;q=0",
        "identity",
        "gzip;q=0.5, br;q=1.0",
        "deflate",
        "zstd",
        "xbr",
        "x-gzip-not",
        "",
    ],
)
def test_the_form_a_reader_takes_is_chosen_alike(both, accepted):
    assert differences(both, [("/", {"accept_encoding": accepted})]) == []


PARTS = ["bytes=0-0", "bytes=0-99", "bytes=100-", "bytes=-50", "bytes=-9999999", "bytes=5-9999999",
         "bytes=0-1,5-6", "items=0-1"]  # fmt: skip


@pytest.mark.parametrize("part", PARTS)
def test_parts_of_a_picture_and_of_a_page(both, demo_paper, part):
    picture = next(path for path in addresses(demo_paper.home) if path.endswith(".jpg"))
    requests = [(path, {"range": part}) for path in (picture, "/", "/nothing/")]
    requests.append(("/", {"range": part, "accept_encoding": "br"}))
    assert differences(both, requests) == []


def test_a_part_of_a_file_that_changed_is_the_whole(both, demo_paper):
    picture = next(path for path in addresses(demo_paper.home) if path.endswith(".jpg"))
    held, _ = both(picture)
    for begun, status in (
        (held.headers["etag"], 206),
        (held.headers["last-modified"], 206),
        ('"other"', 200),
        ("Thu, 01 Jan 1970 00:00:00 GMT", 200),
    ):
        embedded, nginx = both(picture, range="bytes=0-9", if_range=begun)
        assert nginx.status == status
        assert said(embedded) == said(nginx)


def test_a_part_that_is_not_there(both, demo_paper):
    picture = next(path for path in addresses(demo_paper.home) if path.endswith(".jpg"))
    embedded, nginx = both(picture, range="bytes=99999999-")
    assert (nginx.status, nginx.body) == (416, b"") == (embedded.status, embedded.body)
    assert embedded.headers.items() <= nginx.headers.items()


def climbs(path: str) -> bool:
    """Tell whether a path names what lies above the root: nginx answers 400 before anything."""
    depth = 0
    for part in path.replace("%2e", ".").replace("%2f", "/").replace("%2F", "/").split("/"):
        depth += -1 if part == ".." else 1 if part not in {"", "."} else 0
        if depth < 0:
            return True
    return False


@pytest.mark.parametrize("encoding", ENCODINGS)
def test_wrong_paths(both, encoding):
    assert differences(both, [(path, {"accept_encoding": encoding}) for path in WRONG]) == []


@pytest.mark.parametrize("method", ["GET", "HEAD"])
def test_no_path_leaves_its_folder(both, method):
    found = []
    for path in HOSTILE:
        embedded, nginx = both(path, method=method)
        assert embedded.status == 404, path
        if climbs(path):
            assert nginx.status == 400, path
        else:
            found += differences(both, [(path, {"method": method})])
    assert found == []


TAILS = [
    "/a/b/c/",
    "/index.html",
    "/gone.html",
    "/index.html.br",
    "/%FF%FE/",
    "/%D8%AE%D8/",
    "/%E2%80%8F/",
    "/a%3Fb%23c/",
    "/rss.xml",
    "/x.gz",
    "/404.html",
    "/%0A",
    "/a%0Ab/",
    "/?page=2",
    "%20/",
    ".html",
]


def test_any_words_after_a_code_land(both, demo_paper):
    story = urlsplit(demo_paper.story_addresses()[0]).path
    code = story.split("/")[2]
    gone = next((demo_paper.home / "store").glob("*/*/gone.html"), None)
    families = [f"/articles/{code}", "/sections/economy"]
    if gone:
        families.append(f"/{gone.parent.relative_to(demo_paper.home / 'store').as_posix()}")
    words = ["", "/", f"/{WORDS}/", f"/{WORDS}", "/" + quote("كلمة-" * 200) + "/", *TAILS]
    requests = [(family + tail, {}) for family in families for tail in words]
    assert differences(both, requests) == []
    assert both(f"/articles/{code}/{WORDS}/")[1].status == 200


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "OPTIONS", "PATCH", "PROPFIND"])
def test_readers_only_read(both, method):
    paths = ["/", "/nothing/", "/static/x.css", "/archive//", "/articles/zzzzzzz/"]
    assert differences(both, [(path, {"method": method}) for path in paths]) == []
    assert both("/", method=method)[1].status == 405


def test_a_story_that_is_gone(both, demo_paper):
    page = demo_paper.home / "store" / "articles" / "g0neab2"
    page.mkdir()
    for suffix in ("", ".gz", ".br"):
        (page / f"gone.html{suffix}").write_bytes(b"form " + suffix.encode())
    try:
        requests = [
            (f"/articles/g0neab2{words}", {"accept_encoding": encoding, "method": method})
            for words in ("", "/", f"/{WORDS}/", "/gone.html")
            for encoding in ENCODINGS
            for method in ("GET", "HEAD")
        ]
        assert differences(both, requests) == []
        assert both("/articles/g0neab2/")[1].status == 410
    finally:
        for form in page.iterdir():
            form.unlink()
        page.rmdir()


def test_over_tls_a_browser_is_told_to_stay_there(front):
    with Asker(front.port, tls=True) as nginx:
        for path in ("/", "/nothing/", "/static/staticfiles.json", "/report/2222222/"):
            assert nginx.ask(path).own["strict-transport-security"] == "max-age=31536000"


def test_plain_http_leads_to_tls(front):
    with Asker(front.plain_port) as nginx:
        answer = nginx.ask(f"/articles/abcdefg/{WORDS}/?x=1")
        assert answer.status == 301
        assert answer.headers["location"] == f"https://paper.example/articles/abcdefg/{WORDS}/?x=1"


@pytest.mark.parametrize("path", ["/metrics", "/readyz", "/api/v1/me", "/api"])
def test_plain_http_is_refused_to_programs(front, path):
    with Asker(front.plain_port) as nginx:
        assert nginx.ask(path).status == 403


def test_a_page_baked_anew_is_served_at_once(front, demo_paper):
    page = demo_paper.home / "store" / "fresh.txt"
    with Asker(front.port, tls=True) as nginx:
        try:
            for number in range(5):
                new = page.with_name(".baking-fresh")
                new.write_bytes(b"x" * number + b"!")
                new.rename(page)
                assert nginx.ask("/fresh.txt").body == b"x" * number + b"!"
        finally:
            page.unlink()
        assert nginx.ask("/fresh.txt").status == 404
