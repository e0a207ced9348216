"""The documents say what the code does: rooms, files, commands, variables, events, addresses."""

import ast
import inspect
import json
import re
from collections.abc import Iterator
from dataclasses import fields
from datetime import UTC, datetime
from pathlib import Path
from urllib.parse import unquote

import pytest
from django.core.management import get_commands, load_command_class

from midad.press import serving
from midad.readers.press_rules import KINDS as READERS_KINDS
from midad.stories.press_rules.kinds import KINDS
from midad.stories.queries import feeds, frames, listings, teasers
from midad.stories.services.importing import MAPPINGS, contract
from midad.upkeep.metrics import PaperFigures
from tests.tools import ROOT

DOCUMENTS = sorted([*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md")])
SOURCE = ROOT / "src" / "midad"
CONTRACTS = ROOT / "docs" / "contracts"
READMES = [ROOT / "README.md", ROOT / "README.ar.md"]
NOW = datetime(2026, 11, 23, 12, tzinfo=UTC)

FENCE = re.compile(r"^```(\w*)\n(.*?)^```$", re.M | re.S)
SPAN = re.compile(r"(?<!`)`([^`\n]+)`(?!`)")
LINK = re.compile(r"\]\(([^)\s]+)\)")
HEADING = re.compile(r"^(#+) (.+)$", re.M)
PATH = re.compile(r"(?:src|tests|docs|lint|deploy|requirements)/[\w./-]*")
ENVIRONMENT = re.compile(r'(?:environ(?:\.\w+)?[\[(]\s*|_required\()"([A-Z][A-Z0-9_]*)"')

each_document = pytest.mark.parametrize("path", DOCUMENTS, ids=lambda path: path.name)


def text_of(path: Path) -> str:
    return path.read_text(encoding="utf-8")


def read(name: str) -> str:
    return text_of(ROOT / name)


def sources(folder: Path) -> str:
    return "\n".join(text_of(path) for path in sorted(folder.rglob("*.py")))


def prose(text: str) -> str:
    return FENCE.sub("", text)


def spans(text: str) -> list[str]:
    return SPAN.findall(prose(text))


def code(text: str) -> str:
    """Return what stands as code: blocks and spans, one a line."""
    return "\n".join([*(block for _, block in FENCE.findall(text)), *spans(text)])


def first_column(text: str) -> set[str]:
    """Return the code that begins a row of a table."""
    return set(re.findall(r"^\| `([^`]+)` \|", text, re.M))


def part(text: str, heading: str) -> str:
    """Return what stands under ``heading``, up to the next heading of any level."""
    return re.split(r"^#+ ", text.split(f"{heading}\n", 1)[1], maxsplit=1, flags=re.M)[0]


# --- the house


def test_every_room_is_on_the_map():
    rooms = {path.parent.name for path in SOURCE.glob("*/__init__.py")}
    assert rooms <= first_column(part(read("docs/map.md"), "## Rooms"))


@each_document
def test_every_file_that_is_named_exists(path: Path):
    named = [span for span in spans(text_of(path)) if PATH.fullmatch(span)]
    assert [name for name in named if not (ROOT / name).exists()] == []


@each_document
def test_every_link_leads_somewhere(path: Path):
    links = [unquote(link) for link in LINK.findall(prose(text_of(path)))]
    inside = [link for link in links if not link.startswith(("http://", "https://"))]
    assert [link for link in inside if not leads_somewhere(path, link)] == []


def leads_somewhere(path: Path, link: str) -> bool:
    file, _, anchor = link.partition("#")
    target = path.parent / file if file else path
    return target.exists() and (not anchor or anchor in anchors(target))


def anchors(path: Path) -> set[str]:
    """Return the anchors of a document's headings, as the usual renderers make them."""
    headings = [words for _, words in HEADING.findall(prose(text_of(path)))]
    return {re.sub(r"[^\w\- ]", "", words.lower()).replace(" ", "-") for words in headings}


# --- commands


def make_targets() -> set[str]:
    return set(re.findall(r"^([a-z][a-z-]*):", read("Makefile"), re.M))


def named_targets(text: str) -> set[str]:
    return set(re.findall(r"\bmake ([a-z][a-z-]*)", code(text)))


@each_document
def test_every_make_target_that_is_named_exists(path: Path):
    assert named_targets(text_of(path)) <= make_targets()


def test_every_make_target_is_told_to_contributors():
    assert make_targets() <= named_targets(read("README.md") + read("CONTRIBUTING.md"))


@each_document
def test_every_midad_command_that_is_named_exists(path: Path):
    named = set(re.findall(r"\bmidad ([a-z][a-z_]*)", code(text_of(path))))
    assert named <= get_commands().keys() | {"help"}


def test_every_command_of_ours_is_told_to_who_runs_a_paper():
    ours = {path.stem for path in SOURCE.glob("*/management/commands/[a-z]*.py")}
    told = set(re.findall(r"\bmidad ([a-z_]+)", code(read("docs/operations.md"))))
    assert ours - told <= {"demo", "import"}  # the README and the contract of the import tell these


@each_document
def test_every_act_of_the_press_that_is_named_exists(path: Path):
    parser = load_command_class("midad.press", "press").create_parser("midad", "press")
    for act in set(re.findall(r"\bmidad press ([a-z]+)", code(text_of(path)))):
        assert parser.parse_args([act]).act == act


# --- running a paper


def test_every_variable_the_settings_read_is_in_operations_and_no_other():
    told = first_column(part(read("docs/operations.md"), "## Settings"))
    assert told == set(ENVIRONMENT.findall(sources(SOURCE / "config")))


@each_document
def test_every_variable_that_is_named_is_read(path: Path):
    named = set(re.findall(r"\bMIDAD_[A-Z_]+\b", text_of(path)))
    assert named <= set(ENVIRONMENT.findall(sources(SOURCE)))


def test_every_event_of_the_log_is_in_operations_and_no_other():
    told = first_column(part(read("docs/operations.md"), "### Log events"))
    assert told == set(re.findall(r'"event": "(\w+)"', sources(SOURCE)))


@pytest.mark.django_db
def test_every_figure_is_in_operations_and_no_other():
    told = first_column(part(read("docs/operations.md"), "### Figures"))
    figures = {metric.name for metric in PaperFigures().collect()}
    assert told == figures


# --- contracts


def test_every_kind_of_page_is_in_the_contract_of_addresses_and_no_other():
    told = first_column(part(text_of(CONTRACTS / "addresses.md"), "## Families"))
    assert {name for name in told if not name.startswith("/")} == {
        kind.name for kind in [*KINDS, *READERS_KINDS]
    }


@pytest.mark.parametrize("name", ["addresses.md", "store.md"])
def test_every_dynamic_prefix_is_in_the_contract(name: str):
    prefixes = re.search(
        r"DYNAMIC_PREFIXES = \((.*?)\)", text_of(SOURCE / "config" / "readers.py"), re.S
    )
    for prefix in re.findall(r'"(/\w+/)"', prefixes[1]):
        assert f"`{prefix}" in text_of(CONTRACTS / name)


def test_the_contract_of_the_store_has_every_header_and_type():
    told = text_of(CONTRACTS / "store.md")
    caches = {serving.PAGE_CACHE, serving.SHARED_PAGE_CACHE}
    caches |= {serving.FOREVER_CACHE, serving.MEDIA_CACHE}
    kinds = {**serving.CONTENT_TYPES, **serving.FEED_TYPES}
    wanted = caches | kinds.keys() | {kind.split(";")[0] for kind in kinds.values()}
    assert {words for words in wanted if f"`{words}`" not in told} == set()


def test_the_contracts_tell_the_sizes_of_lists():
    listing, feed = text_of(CONTRACTS / "addresses.md"), text_of(CONTRACTS / "feeds.md")
    assert f"the {listings.LISTING_SIZE} newest stories" in listing
    assert f"in parts of {teasers.PART_SIZE}." in listing
    assert f"the {feeds.FEED_SIZE} newest stories" in feed
    assert f"at most {feeds.NEWS_SITEMAP_SIZE}" in feed


def test_every_label_is_in_the_contract_of_feeds():
    rows = re.findall(r"^\| `(\w+)` \| (.+) \|$", text_of(CONTRACTS / "feeds.md"), re.M)
    assert teasers.LABEL_WORDS.items() <= set(rows)


def test_every_field_of_structured_data_is_in_its_contract():
    told = set(spans(text_of(CONTRACTS / "structured-data.md")))
    article = inspect.getsource(frames.news_article)
    wanted = set(re.findall(r'"(@?\w+)"\]?(?: =|:)', article)) | set(frames.SCHEMA_TYPES)
    wanted |= set(frames.SCHEMA_TYPES.values()) | frames.PAID_LABELS
    wanted |= set(re.findall(r'"((?:og|article):[a-z_:]+)"', inspect.getsource(frames)))
    assert wanted - told == set()


# --- the import


IMPORT = text_of(CONTRACTS / "import.md")


def test_every_field_block_and_mapping_is_in_the_contract_of_the_import():
    record = {field.name for field in fields(contract.StoryRecord)} - {"import_id"} | {"id"}
    assert first_column(part(IMPORT, "## Fields")) == record
    assert first_column(part(IMPORT, "## Blocks")) == contract._BLOCKS.keys()
    assert first_column(part(IMPORT, "## Mappings")) == MAPPINGS.keys()


def test_every_reason_for_a_refusal_is_in_the_contract_of_the_import():
    told = part(IMPORT, "## What is refused")
    assert [reason for reason in refusals() if reason not in told] == []


def refusals() -> Iterator[str]:
    """Yield the fixed words of each refusal in the code of the import."""
    for path in (SOURCE / "stories" / "services" / "importing").glob("*.py"):
        for node in ast.walk(ast.parse(text_of(path))):
            if isinstance(node, ast.Call) and named(node.func) in {"Refused", "Line", "refuse"}:
                yield from filter(None, map(fixed_words, node.args))


def named(function: ast.expr) -> str:
    return function.attr if isinstance(function, ast.Attribute) else ast.unparse(function)


def fixed_words(argument: ast.expr) -> str:
    """Return the longest run of letters in a string that code prints."""
    if isinstance(argument, ast.Subscript):  # cut to a length
        argument = argument.value
    pieces = argument.values if isinstance(argument, ast.JoinedStr) else [argument]
    texts = [piece.value for piece in pieces if isinstance(piece, ast.Constant)]
    return max((text.strip() for text in texts if isinstance(text, str)), key=len, default="")


def examples() -> list[dict]:
    lines = [
        line
        for kind, block in FENCE.findall(IMPORT)
        if kind == "jsonl"
        for line in block.splitlines()
    ]
    return [json.loads(line) for line in lines]


def test_the_examples_of_stories_are_stories():
    stories = [contract.story_record(line, now=NOW) for line in examples() if "section" in line]
    assert len(stories) == 2
    everything = stories[-1]
    assert all(getattr(everything, field.name) for field in fields(everything))


def test_there_is_an_example_of_every_block():
    blocks = [line for line in examples() if "section" not in line]
    assert {block["type"] for block in blocks} == contract._BLOCKS.keys()
    assert len(contract.story_blocks(blocks, seed="example")) == 5  # the three of text are one


# --- security

SECURITY = text_of(ROOT / "docs" / "security.md")
REQUIREMENT = re.compile(r"^\| (\d+(?:\.\d+){0,2}) \|(.*)\|(.*)\|(.*)\|$", re.M)
# How many requirements of levels 1 and 2 each section of a chapter has: they stand before those of
# level 3.
LEVELS_1_AND_2 = {
    1: "2 9 11 3 2",
    2: "3 3 4 1",
    3: "0 2 4 6 5 0 2",
    4: "3 1 2 4",
    5: "1 3 2 3",
    6: "3 12 4 4 5 3 0 4",
    7: "3 4 2 5 2 2",
    8: "2 3 1 1",
    9: "3 4",
    10: "2 2 4 11 5 2 3",
    11: "2 3 3 4 1 1",
    12: "3 2 4",
    13: "1 5 2 5",
    14: "2 4 3",
    15: "3 3 7",
    16: "1 5 4 3 3",
    17: "1 4 2",
}
REASONS = ("no test: ", "does not apply", "accepted: ", "OPEN")


def requirements() -> list[list[str]]:
    """Return each row: its number, what is asked for, how it is met, what shows it."""
    return [[cell.strip() for cell in row] for row in REQUIREMENT.findall(SECURITY)]


def test_every_test_that_security_names_exists():
    named = [span.partition("::") for span in spans(SECURITY) if "::" in span]
    assert named
    assert [(file, name) for file, _, name in named if name not in functions_in(ROOT / file)] == []


def functions_in(path: Path) -> set[str]:
    """Return the names of a file's functions, without running it."""
    nodes = ast.walk(ast.parse(text_of(path))) if path.is_file() else ()
    return {node.name for node in nodes if isinstance(node, ast.FunctionDef)}


def test_the_requirements_stand_once_and_in_their_order():
    numbers = [tuple(map(int, number.split("."))) for number, *_ in requirements()]
    assert numbers == sorted(set(numbers))


def test_no_requirement_of_the_standard_is_left_out():
    told = {number for number, *_ in requirements()}
    holders = {number: with_what_holds_it(number) for number in standard()}
    assert [number for number, its in holders.items() if not told & its] == []
    assert told - set().union(*holders.values()) == set()


def standard() -> Iterator[str]:
    """Yield the number of every requirement of levels 1 and 2."""
    for chapter, sections in LEVELS_1_AND_2.items():
        for section, many in enumerate(sections.split(), start=1):
            yield from (f"{chapter}.{section}.{one}" for one in range(1, int(many) + 1))


def with_what_holds_it(number: str) -> set[str]:
    """Return a requirement's number with its section and chapter: 4.3.1, 4.3 and 4."""
    section = number.rpartition(".")[0]
    return {number, section, section.partition(".")[0]}


def test_every_requirement_has_its_test_or_its_reason():
    for number, asked_for, met_by, shown_by in requirements():
        assert asked_for, number
        assert "::" in shown_by or shown_by.startswith(REASONS), number
        assert met_by or shown_by.startswith(("does not apply", "OPEN")), number


# --- twins


def outline(path: Path) -> list[int]:
    return [len(signs) for signs, _ in HEADING.findall(prose(text_of(path)))]


def commands(path: Path) -> list[str]:
    return [block for _, block in FENCE.findall(text_of(path))]


def words_of_code(path: Path) -> set[str]:
    return {span for span in spans(text_of(path)) if span.isascii()}


def links(path: Path) -> set[str]:
    found = {link.partition("#")[0] for link in LINK.findall(prose(text_of(path)))}
    return found - {"", "README.md", "README.ar.md"}


@pytest.mark.parametrize("side", [outline, commands, words_of_code, links])
def test_both_readmes_say_the_same(side):
    english, arabic = map(side, READMES)
    assert english == arabic
