"""Laws for any record at all: a story that can be stored, or Refused, never anything else."""

import json

from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from midad.stories.services.importing.contract import StoryRecord, story_record
from midad.stories.services.importing.lines import Refused
from midad.stories.services.importing.mapping import saudinewsnet
from tests.stories.importing.archive import NOW, record
from tests.stories.importing.markup import stored_html, strange_in_stored

MARKUP = (
    "<p>", "</p>", "<br>", "<b>", "</b>", "<a href='", "'>", "</a>", "<script>", "</script>",
    "<h2>", "<img src=x onerror=", "<style>", "<!--", "-->", "&lt;", "&amp;", "&nbsp;", "<", ">",
    "&", '"', "javascript:", "https://marfa.example/", "\n\n", " ", "خبر", "أ", ".", "\u202e",
    "\x00", "\ufffe", "data-block-key=", "<ul><li>", "<svg/onload=", "1", "٣",
)  # fmt: skip
texts = st.one_of(
    st.lists(st.sampled_from(MARKUP), max_size=12).map("".join),
    st.text(st.characters(exclude_characters="<&"), max_size=20),
)
leaves = st.none() | st.booleans() | st.integers() | st.floats() | texts
anything = st.recursive(
    leaves,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(texts, inner, max_size=3),
    max_leaves=6,
)
addresses = st.sampled_from(
    ["https://marfa.example/1", "http://[", "http://", "javascript:alert(1)", "", "ftp://a.example"]
)
BLOCK_TYPES = ["paragraph", "subhead", "list", "quote", "fact_box", "table", "embed"]
BLOCK_FIELDS = ["text", "items", "ordered", "speaker", "role", "title", "paragraphs", "caption"]
rows = st.lists(st.lists(leaves, max_size=3), max_size=3)
blocks = st.fixed_dictionaries(
    {"type": st.sampled_from(BLOCK_TYPES)},
    optional={
        **dict.fromkeys(BLOCK_FIELDS, texts | st.lists(texts, max_size=3) | anything),
        "header": st.lists(leaves, max_size=3) | anything,
        "rows": rows | anything,
        "url": addresses | st.none() | st.integers(),
    },
)
bodies = st.lists(blocks, max_size=5) | texts | anything
LINE_FIELDS = ["id", "title", "section", "published_at", "standfirst", "kicker", "place"]
NAME_FIELDS = ["authors", "agencies", "topics"]
line_parts = {
    **dict.fromkeys(LINE_FIELDS, texts | anything),
    **dict.fromkeys(NAME_FIELDS, st.lists(texts, max_size=4) | anything),
    "source_url": addresses | st.none() | st.integers(),
    "body": bodies,
}
any_lines = st.fixed_dictionaries({}, optional=line_parts)
# One field at a time goes wrong in these, so that they come as far as that field.
nearly_good_lines = st.sampled_from(sorted(line_parts)).flatmap(
    lambda name: line_parts[name].map(lambda value: record(**{name: value}))
)
law = settings(
    max_examples=300,
    deadline=None,
    database=None,
    derandomize=True,
    suppress_health_check=list(HealthCheck),
)


def has_a_type_that_is_a_container(value) -> bool:
    entries = value if isinstance(value, list) else []
    return any(
        isinstance(entry, dict) and isinstance(entry.get("type"), list | dict) for entry in entries
    )


def story_of(line) -> StoryRecord | None:
    assume(not has_a_type_that_is_a_container(line.get("body")))
    try:
        return story_record(line, now=NOW)
    except Refused as refused:
        assert str(refused)
        assert "\n" not in str(refused)
        return None


@law
@given(any_lines | nearly_good_lines)
def test_a_line_becomes_a_story_or_is_refused(line):
    assert isinstance(story_of(line), StoryRecord | None)


@law
@given(nearly_good_lines)
def test_what_is_taken_fits_its_columns_and_can_be_stored(line):
    story = story_of(line)
    assume(story)
    texts = [story.title, story.section, story.kicker, story.standfirst, story.place]
    texts += [*story.authors, *story.agencies, *story.topics]
    assert all(
        len(text) <= longest
        for text, longest in zip(texts, [250, 120, 120, 600, 80, *[120] * 60], strict=False)
    )
    assert story.title
    assert story.section
    assert 0 < len(story.import_id) <= 200
    stored = "".join([story.import_id, *texts, json.dumps(story.body, ensure_ascii=False)])
    assert "\x00" not in stored
    assert stored.encode("utf-8")


@law
@given(nearly_good_lines)
def test_nothing_executable_is_taken(line):
    story = story_of(line)
    assume(story)
    assert [strange_in_stored(stored_html(block)) for block in story.body] == [[]] * len(story.body)


@law
@given(nearly_good_lines)
def test_a_line_read_again_is_the_same_story(line):
    assert story_of(line) == story_of(json.loads(json.dumps(line)))


saudi_lines = st.fixed_dictionaries(
    {},
    optional={
        **dict.fromkeys(["source", "title", "author", "content"], texts | anything),
        "url": addresses.filter(lambda url: url != "http://["),
        "date_extracted": st.just("2015-07-21 10:00:00") | texts | anything,
    },
)


@law
@given(saudi_lines)
def test_a_mapped_line_becomes_a_story_or_is_refused(line):
    try:
        mapped = saudinewsnet(line)
    except Refused:
        return
    assert isinstance(story_of(mapped), StoryRecord | None)
