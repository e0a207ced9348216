"""A story's body as parts to show, read from the raw stream: clean HTML, stable anchors, no queries
in a loop."""

import html
import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import parse_qs, urlsplit

import nh3

from arabictext.direction import directed_runs
from arabictext.words import count_words
from midad.stories.blocks import EMBED_HOSTS
from midad.stories.queries.shapes import BodyPart, CorrectionView, PictureView, Teaser, TextPart

ALLOWED_TAGS = {"p", "h2", "ul", "ol", "li", "b", "strong", "a", "br", "bdi"}
ALLOWED_ATTRIBUTES = {"a": {"href"}, "*": {"data-block-key"}, "bdi": {"dir"}}
ALLOWED_SCHEMES = {"http", "https", "mailto", "tel"}
_TAG = re.compile(r"<(/?)([a-z0-9]+)([^>]*)>")
_BLOCK_KEY = re.compile(r'data-block-key="([\w-]{1,40})"')
_ANY_KEY = re.compile(r' data-block-key="[^"]*"')
_LINK = re.compile(r'<a\s+linktype="page"\s+id="(\d+)"\s*>|<a\s+id="(\d+)"\s+linktype="page"\s*>')


@dataclass
class BodyNeeds:
    """Rows a body refers to, so that they are read in one query each."""

    image_ids: set[int] = field(default_factory=set)
    page_ids: set[int] = field(default_factory=set)
    document_ids: set[int] = field(default_factory=set)


@dataclass
class BodySources:
    """What a body's references turned out to be."""

    pictures: dict[int, Any]
    teasers: dict[int, Teaser]
    documents: dict[int, Any]
    link_addresses: dict[int, str]
    corrections: dict[str, tuple[CorrectionView, ...]]


def body_needs(raw: Iterable[dict[str, Any]]) -> BodyNeeds:
    """Return the ids of every picture, page and document the raw stream refers to."""
    needs = BodyNeeds()
    for block in raw:
        _gather(block["type"], block["value"], needs)
    return needs


def _gather(kind: str, value: Any, needs: BodyNeeds) -> None:
    if kind == "text":
        needs.page_ids.update(int(a or b) for a, b in _LINK.findall(value))
    elif kind == "fact_box":
        needs.page_ids.update(int(a or b) for a, b in _LINK.findall(value["text"]))
    elif kind == "picture":
        needs.image_ids.add(value["image"])
    elif kind == "gallery":
        needs.image_ids.update(picture["image"] for picture in list_values(value["pictures"]))
    elif kind == "related":
        needs.page_ids.update(list_values(value["stories"]))
    elif kind == "recording":
        needs.document_ids.add(value["file"])
        needs.image_ids.update([value["poster"]] if value.get("poster") else [])


def list_values(raw: Iterable[Any]) -> list[Any]:
    """Return the values of a stored list block, in either of Wagtail's two stored forms."""
    values = [item["value"] if _is_list_item(item) else item for item in raw]
    return [value for value in values if value is not None]


def _is_list_item(item: Any) -> bool:
    return isinstance(item, dict) and item.get("type") == "item" and "value" in item


def clean_html(text: str, link_addresses: dict[int, str]) -> str:
    """Return rich text as safe HTML: known tags and schemes alone, page links as addresses."""

    def linked(found: re.Match[str]) -> str:
        address = link_addresses.get(int(found[1] or found[2]), "")
        return f'<a href="{html.escape(address)}">' if address else "<a>"

    return nh3.clean(
        _LINK.sub(linked, text),
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
        inner = mark_direction(_ANY_KEY.sub("", inner))
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
        yield "p", "", text.strip()


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


def body_words(raw: Iterable[dict[str, Any]]) -> int:
    """Return the number of words a reader reads in the body (UAX #29)."""
    return sum(count_words(text) for block in raw for text in plain_texts(block))


def plain_texts(block: dict[str, Any]) -> Iterator[str]:
    """Yield the texts of a raw block, without HTML."""
    kind, value = block["type"], block["value"]
    if kind == "text":
        yield strip_tags(value)
    elif kind == "quote":
        yield from (value["text"], value.get("speaker", ""), value.get("role", ""))
    elif kind == "fact_box":
        yield from (value["title"], strip_tags(value["text"]))
    elif kind == "table":
        yield value.get("caption", "")
        yield from _table_texts(value)


def _table_texts(table: dict[str, Any]) -> Iterator[str]:
    yield from (str(column.get("heading", "")) for column in table.get("columns", ()))
    for row in table.get("rows", ()):
        yield from (str(cell) for cell in row["values"])


def strip_tags(text: str) -> str:
    """Return rich text as plain text, a blank between blocks."""
    return html.unescape(_TAG.sub(" ", text)).replace("\u00a0", " ")


def body_parts(
    raw: Iterable[dict[str, Any]], sources: BodySources, views: dict[int, PictureView]
) -> tuple[BodyPart, ...]:
    """Return the body as parts to show; a reference to what is gone leaves its part out."""
    parts = []
    for block in raw:
        value = _SHOW[block["type"]](block, sources, views) if block["type"] in _SHOW else None
        if value:
            anchor = f"b-{str(block.get('id') or '')[:8]}"
            parts.append(BodyPart(block["type"], value, anchor))
    return tuple(parts)


def _text(block: dict[str, Any], sources: BodySources, _: Any) -> list[TextPart]:
    clean = clean_html(block["value"], sources.link_addresses)
    return text_parts(clean, str(block.get("id") or ""), sources.corrections)


def _quote(block: dict[str, Any], *_: Any) -> dict[str, str]:
    value = block["value"]
    return {name: value.get(name) or "" for name in ("text", "speaker", "role")}


def _fact_box(block: dict[str, Any], sources: BodySources, _: Any) -> dict[str, str]:
    clean = clean_html(block["value"]["text"], sources.link_addresses)
    return {"title": block["value"]["title"], "html": mark_direction(_ANY_KEY.sub("", clean))}


def _table(block: dict[str, Any], *_: Any) -> dict[str, Any] | None:
    table = block["value"]
    columns = [
        {"heading": column.get("heading", ""), "kind": column["type"]}
        for column in table.get("columns", ())
    ]
    rows = [[str(cell or "") for cell in row["values"]] for row in table.get("rows", ())]
    caption = table.get("caption") or ""
    return {"caption": caption, "columns": columns, "rows": rows} if columns else None


def _picture(block: dict[str, Any], _: Any, views: dict[int, PictureView]) -> PictureView | None:
    return views.get(id(block["value"]))


def _gallery(block: dict[str, Any], _: Any, views: dict[int, PictureView]) -> dict[str, Any] | None:
    found = [views.get(id(value)) for value in list_values(block["value"]["pictures"])]
    pictures = tuple(view for view in found if view)
    title = block["value"].get("title") or ""
    return {"title": title, "pictures": pictures} if pictures else None


def _related(block: dict[str, Any], sources: BodySources, _: Any) -> dict[str, Any] | None:
    ids = list_values(block["value"]["stories"])
    teasers = tuple(sources.teasers[pk] for pk in ids if pk in sources.teasers)
    return {"heading": "اقرأ أيضا", "teasers": teasers} if teasers else None


def _embed(block: dict[str, Any], *_: Any) -> dict[str, str] | None:
    url = block["value"]["url"]
    provider = EMBED_HOSTS.get(urlsplit(url).hostname or "", "")
    if not provider or urlsplit(url).scheme not in {"http", "https"}:
        return None
    title = block["value"].get("title") or provider
    return {"url": url, "title": title, "provider": provider, "frame_url": frame_url(url)}


def frame_url(url: str) -> str:
    """Return the address that plays ``url`` in a frame by consent; "" where there is none.

    >>> frame_url("https://www.youtube.com/watch?v=abc_123-XYZ")
    'https://www.youtube-nocookie.com/embed/abc_123-XYZ'
    """
    parts = urlsplit(url)
    host, last = parts.hostname or "", parts.path.rstrip("/").rsplit("/", 1)[-1]
    if host.endswith("youtube.com"):
        last = (parse_qs(parts.query).get("v") or [last])[0]
    bases = {
        "YouTube": "https://www.youtube-nocookie.com/embed/",
        "Vimeo": "https://player.vimeo.com/video/",
        "Dailymotion": "https://www.dailymotion.com/embed/video/",
    }
    base = bases.get(EMBED_HOSTS.get(host, ""), "")
    return base + last if base and re.fullmatch(r"[\w-]{3,40}", last) else ""


def _recording(
    block: dict[str, Any], sources: BodySources, views: dict[int, PictureView]
) -> dict[str, Any] | None:
    value = block["value"]
    document = sources.documents.get(value["file"])
    if document is None:
        return None
    return {
        "kind": value.get("kind") or "video",
        "url": document.url,
        "mime_type": document.content_type,
        "title": value.get("title") or "",
        "poster": views.get(id(value)),
        "transcript_html": clean_html(value.get("transcript") or "", sources.link_addresses),
    }


_SHOW: dict[str, Callable[[dict[str, Any], BodySources, dict[int, PictureView]], Any]] = {
    "text": _text,
    "quote": _quote,
    "fact_box": _fact_box,
    "table": _table,
    "picture": _picture,
    "gallery": _gallery,
    "embed": _embed,
    "recording": _recording,
    "related": _related,
}
