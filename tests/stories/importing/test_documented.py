"""The examples of docs/contracts/import.md are lines and blocks that the import takes."""

import json
import re

import pytest

from midad.stories.services.importing.contract import story_record
from tests.stories.importing.archive import NOW, record
from tests.tools import ROOT

CONTRACT = (ROOT / "docs/contracts/import.md").read_text(encoding="utf-8")
EXAMPLES = [
    json.loads(line)
    for example in re.findall(r"```jsonl\n(.*?)```", CONTRACT, re.DOTALL)
    for line in example.splitlines()
]
BLOCKS = [example for example in EXAMPLES if "type" in example]
LINES = [example for example in EXAMPLES if "title" in example and "type" not in example]


def test_the_contract_has_examples_of_lines_and_of_every_block():
    assert len(LINES) >= 2
    assert {block["type"] for block in BLOCKS} == {
        *("paragraph", "subhead", "list", "quote", "fact_box", "table", "embed")
    }


@pytest.mark.parametrize("line", LINES)
def test_an_example_of_a_line_is_a_story(line):
    made = story_record(line, now=NOW)
    assert made.import_id == f"id:{line['id']}"
    assert made.authors == tuple(line.get("authors", ()))


@pytest.mark.parametrize("block", BLOCKS)
def test_an_example_of_a_block_is_taken(block):
    assert len(story_record(record(body=[block]), now=NOW).body) == 1
