"""Rich text as safe HTML: what was pasted is cleaned, paragraphs get anchors that stay, runs of
another direction stand in elements of their own."""

import html
import re
from collections.abc import Iterator

import nh3

from arabictext.direction import directed_runs
from midad.stories.queries.shapes import CorrectionView, TextPart

ALLOWED_TAGS = {"p", "h2", "ul", "ol", "li", "b", "strong", "a", "br", "bdi"}
ALLOWED_ATTRIBUTES = {"a": {"href"}, "*": {"data-block-key"}, "bdi": {"dir"}}
ALLOWED_SCHEMES = {"http", "https", "mailto", "tel"}
_TAG = re.compile(r"<(/?)([a-z0-9]+)([^>]*)>")
_BLOCK_KEY = re.compile(r'data-block-key="([\w-]{1,40})"')
_ANY_KEY = re.compile(r' data-block-key="[^"]*"')
PAGE_LINK = re.compile(
    r'<a\s+linktype="page"\s+id="(\d+)"\s*>|<a\s+id="(\d+)"\s+linktype="page"\s*>'
)


def clean_html(text: str, link_addresses: dict[int, str]) -> str:
    """Return rich text as safe HTML: known tags and schemes alone, page links as addresses."""

    def linked(found: re.Match[str]) -> str:
        address = link_addresses.get(int(found[1] or found[2]), "")
        return f'<a href="{html.escape(address)}">' if address else "<a>"

    return _sanitised(PAGE_LINK.sub(linked, text))


def _sanitised(text: str) -> str:
    """Return HTML with known tags and schemes alone, every tag closed."""
    return nh3.clean(
        text,
        tags=ALLOWED_TAGS,
        attributes=ALLOWED_ATTRIBUTES,
        url_schemes=ALLOWED_SCHEMES,
        link_rel="noopener",
        clean_content_tags={"script", "style"},
    )


def text_parts(
    clean: str,
    block_id: str,
    corrections: dict[str, tuple[CorrectionView, ...]] | None = None,
) -> list[TextPart]:
    """Split clean HTML into paragraphs, sub-heads and lists, each with an anchor that stays.

    The anchor comes from the editor's own mark of the paragraph, so that other paragraphs may
    come and go; text without marks is counted within its block.
    """
    parts = []
    for number, (tag, attributes, inner) in enumerate(_top_elements(clean), start=1):
        key = _BLOCK_KEY.search(attributes) or (tag in {"ul", "ol"} and _BLOCK_KEY.search(inner))
        anchor = f"p-{key[1]}" if key else f"p-{block_id[:8] or 'x'}-{number}"
        inner = mark_direction(without_marks(inner))
        parts.append(TextPart(tag, inner, anchor, (corrections or {}).get(anchor, ())))
    return [part for part in parts if _has_text(part.html)]


def _has_text(inner: str) -> bool:
    return bool(_TAG.sub("", inner).replace("&nbsp;", " ").strip())


def _top_elements(clean: str) -> Iterator[tuple[str, str, str]]:
    """Yield (tag, attributes, inner HTML) of top-level blocks; loose text becomes paragraphs."""
    depth, start, opened, loose = 0, 0, ("", ""), 0
    for found in _TAG.finditer(clean):
        closing, tag, attributes = found[1], found[2], found[3]
        if tag not in {"p", "h2", "ul", "ol"}:
            continue
        if not closing:
            if depth == 0:
                yield from _loose(clean[loose : found.start()])
                start, opened = found.end(), (tag, attributes)
            depth += 1
        elif depth:
            depth -= 1
            if depth == 0:
                yield opened[0], opened[1], clean[start : found.start()]
                loose = found.end()
    yield from _loose(clean[loose:])


def _loose(text: str) -> Iterator[tuple[str, str, str]]:
    if text.strip():
        # A tag that was opened here may have been closed in a later paragraph.
        yield "p", "", _sanitised(text.strip())


def mark_direction(inner: str) -> str:
    """Wrap Latin runs in <bdi> and scores in <bdi dir="rtl"> in the text between tags."""
    pieces, position = [], 0
    for found in _TAG.finditer(inner):
        pieces.append(_direct(inner[position : found.start()]))
        pieces.append(found[0])
        position = found.end()
    pieces.append(_direct(inner[position:]))
    return "".join(pieces)


def _direct(escaped: str) -> str:
    return directed_html(html.unescape(escaped)) if escaped else ""


# The mark in front of a score makes its digits Arabic numbers to the bidirectional algorithm
# (UAX #9, W2): without it a hyphen joins them to one number that runs left to right.
_OPENINGS = {"auto": "<bdi>", "rtl": '<bdi dir="rtl">\u061c', "ltr": '<bdi dir="ltr">'}


def directed_html(text: str) -> str:
    """Return plain text as HTML with each run of another direction in its own <bdi>."""
    pieces, position = [], 0
    for start, end, direction in directed_runs(text):
        pieces.append(html.escape(text[position:start], quote=False))
        pieces.append(f"{_OPENINGS[direction]}{html.escape(text[start:end], quote=False)}</bdi>")
        position = end
    pieces.append(html.escape(text[position:], quote=False))
    return "".join(pieces)


def strip_tags(text: str) -> str:
    """Return rich text as plain text, a blank between blocks."""
    return html.unescape(_TAG.sub(" ", text)).replace("\u00a0", " ")


def linked_pages(text: str) -> set[int]:
    """Return the ids of the pages that rich text links to."""
    return {int(a or b) for a, b in PAGE_LINK.findall(text)}


def without_marks(clean: str) -> str:
    """Return clean HTML without the editor's marks of its paragraphs."""
    return _ANY_KEY.sub("", clean)
