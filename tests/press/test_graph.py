"""Kinds, touches, files: the graph in plain Python."""

import itertools

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from midad.press.graph import Graph, NotReady, PageKind, Rendered, Touch, TouchRule, file_of

law = settings(max_examples=80, deadline=None, database=None, derandomize=True)
names = st.text("abc-9", min_size=1, max_size=3)
some = st.frozensets(names, max_size=3)
touches = st.builds(Touch, some, some, st.lists(names, max_size=4, unique=True).map(tuple))
folders = st.lists(names, max_size=3).map(lambda parts: "/" + "".join(f"{part}/" for part in parts))
addresses = st.one_of(folders, st.builds("{}{}.xml".format, folders, names))


def kind(name, pattern=r"/x/", listed=()):
    body = Rendered(name.encode(), frozenset())
    return PageKind(name, pattern, lambda _: body, lambda: listed)


def graph_of(*kinds):
    graph = Graph()
    for one in kinds:
        graph.register_kind(one)
    return graph


@law
@given(one=touches, two=touches, three=touches)
def test_touches_add_up_in_any_grouping(one, two, three):
    assert (one | two) | three == one | (two | three)
    assert one | one == one
    assert one | Touch() == one == Touch() | one


@law
@given(one=touches, two=touches)
def test_what_is_baked_at_once_keeps_its_order_and_comes_once(one, two):
    assert (one | two).at_once == tuple(dict.fromkeys(itertools.chain(one.at_once, two.at_once)))


@pytest.mark.parametrize(
    "touch",
    [Touch(frozenset({"story:1"})), Touch(addresses=frozenset({"/"})), Touch(at_once=("/",))],
)
def test_only_a_touch_of_nothing_counts_as_nothing(touch):
    assert touch
    assert not Touch()


@pytest.mark.parametrize(
    ("address", "found"),
    [
        ("/sheets/ab/", ("sheet", {"code": "ab"})),
        ("/sheets/ab/more/", None),
        ("/more/sheets/ab/", None),
        ("/sheets/ab", None),
        ("/sheets/ab/\n", None),
        ("/feed.xml", ("feed", {})),
        ("/feed-xml", None),
        ("", None),
    ],
)
def test_an_address_is_found_whole_or_not_at_all(address, found):
    graph = graph_of(kind("sheet", r"/sheets/(?P<code>[a-z]+)/"), kind("feed", r"/feed\.xml"))
    answer = graph.find(address)
    assert (answer and (answer[0].name, answer[1])) == found


def test_of_two_kinds_that_match_the_first_is_taken():
    found = graph_of(kind("narrow", "/x/"), kind("wide", "/.*/")).find("/x/")
    assert found[0].name == "narrow"


def test_every_address_is_told_kind_by_kind():
    graph = graph_of(kind("one", listed=["/b/", "/a/"]), kind("two", listed=["/c/"]))
    assert list(graph.all_addresses()) == ["/b/", "/a/", "/c/"]


def test_a_kind_is_registered_once():
    graph = graph_of(kind("story", "/1/"))
    with pytest.raises(ValueError, match="'story' is registered already"):
        graph.register_kind(kind("story", "/2/"))
    assert graph.find("/1/")
    assert not graph.find("/2/")


def test_what_a_model_touches_is_said_once():
    graph, rule = Graph(), TouchRule(lambda _: Touch())
    graph.register_touch(dict, rule)
    with pytest.raises(ValueError, match="what dict touches is registered already"):
        graph.register_touch(dict, TouchRule(lambda _: Touch(at_once=("/",))))
    assert graph.touch_rule(dict) is rule
    assert graph.touch_rule(list) is None


@pytest.mark.parametrize(
    ("saved", "passed_over"),
    [
        (None, False),
        (["locked"], True),
        (["locked", "draft_title"], True),
        (["locked", "title"], False),
        (["title"], False),
        ([], True),
    ],
)
def test_a_save_of_unseen_fields_alone_is_passed_over(saved, passed_over):
    rule = TouchRule(lambda _: Touch(), unseen_fields=frozenset({"locked", "draft_title"}))
    assert rule.passes_over(saved) is passed_over


@pytest.mark.parametrize(
    ("address", "file", "gone"),
    [
        ("/", "index.html", "gone.html"),
        ("/articles/k7m2xqz/", "articles/k7m2xqz/index.html", "articles/k7m2xqz/gone.html"),
        ("/feeds/rss.xml", "feeds/rss.xml", "feeds/rss.xml"),
        ("/404.html", "404.html", "404.html"),
    ],
)
def test_an_address_has_one_file_and_another_when_its_story_is_gone(address, file, gone):
    assert file_of(address) == file
    assert file_of(address, gone=True) == gone


@law
@given(one=addresses, other=addresses)
def test_two_addresses_never_share_a_file(one, other):
    files = {file_of(one), file_of(one, gone=True)}
    others = {file_of(other), file_of(other, gone=True)}
    assert bool(files & others) == (one == other)
    assert not any(file.startswith("/") for file in files)


def test_a_render_that_is_not_ready_says_how_to_make_it_so():
    made = []
    NotReady(lambda: made.append("picture")).prepare()
    assert made == ["picture"]
