"""The words of a page as paragraphs, to lay two versions side by side."""

import difflib
import html
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Literal

from django.db import models
from wagtail.blocks import StreamValue, StructValue
from wagtail.blocks.list_block import ListValue
from wagtail.fields import StreamField
from wagtail.models import Page
from wagtail.rich_text import RichText

_PARAGRAPH_END = re.compile(r"</(?:p|h[1-6]|li|blockquote)>|<br\s*/?>", re.IGNORECASE)
_TAG = re.compile(r"<[^>]*>")
# What the tree and search engines need, which nobody writes.
_UNWRITTEN = frozenset(
    {"code", "draft_title", "path", "search_description", "seo_title", "slug", "url_path"}
)

Change = Literal["same", "changed", "only_first", "only_second"]


@dataclass(frozen=True)
class ComparedLine:
    """One paragraph in both versions; "" where a version does not have it."""

    first: str
    second: str
    change: Change


def paragraphs_of_page(*, page: Page) -> list[str]:
    """Return the words of every text and stream field in the model's order, one paragraph each."""
    found: list[str] = []
    for field in page._meta.get_fields():
        if not isinstance(field, models.Field) or not _is_written_by_hand(field):
            continue
        found += [text for text in _words(getattr(page, field.attname)) if text]
    return found


def compare_paragraphs(*, first: list[str], second: list[str]) -> list[ComparedLine]:
    """Lay two lists of paragraphs side by side; what both have stands on one line."""
    lines: list[ComparedLine] = []
    matcher = difflib.SequenceMatcher(None, first, second, autojunk=False)
    for tag, i1, i2, j1, j2 in matcher.get_opcodes():
        if tag == "equal":
            lines += [ComparedLine(text, text, "same") for text in first[i1:i2]]
        else:
            lines += _changed_lines(first[i1:i2], second[j1:j2])
    return lines


def _changed_lines(first: list[str], second: list[str]) -> Iterator[ComparedLine]:
    for number in range(max(len(first), len(second))):
        one = first[number] if number < len(first) else ""
        other = second[number] if number < len(second) else ""
        change: Change = "changed" if one and other else "only_first" if one else "only_second"
        yield ComparedLine(one, other, change)


def _is_written_by_hand(field: models.Field[Any, Any]) -> bool:
    if field.name in _UNWRITTEN or not field.editable or field.choices:
        return False
    return isinstance(field, models.CharField | models.TextField | StreamField)


def _words(value: Any) -> Iterator[str]:
    """Yield the words of a value, blocks within blocks included, one paragraph at a time."""
    if isinstance(value, str):
        yield from (line.strip() for line in value.splitlines())
    elif isinstance(value, RichText):
        yield from _rich_words(value.source)
    elif isinstance(value, StreamValue):
        for child in value:
            yield from _words(child.value)
    elif isinstance(value, ListValue):
        for item in value:
            yield from _words(item)
    elif isinstance(value, StructValue):
        for item in value.values():
            yield from _words(item)
    elif hasattr(value, "rows"):  # a typed table
        for row in value.rows:
            yield " | ".join(" ".join(_words(cell.value)) for cell in row)
    elif isinstance(value, models.Model):
        yield f"[{value}]"


def _rich_words(source: str) -> Iterator[str]:
    for piece in _PARAGRAPH_END.split(source):
        yield html.unescape(_TAG.sub("", piece)).strip()
