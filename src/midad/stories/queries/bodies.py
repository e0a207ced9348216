"""A story's body as parts to show, read from the raw stream, with no query in a loop."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field, replace
from typing import Any

from django.utils.translation import gettext

from arabictext.words import count_words
from midad.stories.blocks import EMBED_HOSTS
from midad.stories.queries.embeds import frame_url, web_host
from midad.stories.queries.rich_text import (
    clean_html,
    linked_pages,
    mark_direction,
    strip_tags,
    text_parts,
    without_marks,
)
from midad.stories.queries.shapes import BodyPart, CorrectionView, PictureView, Teaser, TextPart


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
        needs.page_ids.update(linked_pages(value))
    elif kind == "fact_box":
        needs.page_ids.update(linked_pages(value["text"]))
    elif kind == "picture":
        needs.image_ids.add(value["image"])
    elif kind == "gallery":
        needs.image_ids.update(picture["image"] for picture in list_values(value["pictures"]))
    elif kind == "related":
        needs.page_ids.update(list_values(value["stories"]))
    elif kind == "recording":
        needs.document_ids.add(value["file"])
        needs.page_ids.update(linked_pages(value.get("transcript") or ""))
        needs.image_ids.update([value["poster"]] if value.get("poster") else [])


def list_values(raw: Iterable[Any]) -> list[Any]:
    """Return the values of a stored list block, in either of Wagtail's two stored forms."""
    values = [item["value"] if _is_list_item(item) else item for item in raw]
    return [value for value in values if value is not None]


def _is_list_item(item: Any) -> bool:
    return isinstance(item, dict) and item.get("type") == "item" and "value" in item


def body_words(raw: Iterable[dict[str, Any]]) -> int:
    """Return the number of words a reader reads in the body (UAX #29)."""
    return sum(count_words(text) for block in raw for text in plain_texts(block))


def marked_paragraphs(raw: Iterable[dict[str, Any]]) -> Iterator[tuple[str, str]]:
    """Yield (anchor, plain text) of the paragraphs, sub-heads and lists of a raw body."""
    seen = set()
    for block in raw:
        if block["type"] != "text":
            continue
        for part in text_parts(clean_html(block["value"], {}), str(block.get("id") or "")):
            if part.anchor not in seen:
                seen.add(part.anchor)
                yield part.anchor, " ".join(strip_tags(part.html).split())


def plain_texts(block: dict[str, Any]) -> Iterator[str]:
    """Yield the texts of a raw block, without HTML."""
    kind, value = block["type"], block["value"]
    if kind == "text":
        yield strip_tags(value)
    elif kind == "quote":
        yield from (value.get(name) or "" for name in ("text", "speaker", "role"))
    elif kind == "fact_box":
        yield from (value["title"], strip_tags(value["text"]))
    elif kind == "table":
        yield value.get("caption") or ""
        yield from _table_texts(value)


def _table_texts(table: dict[str, Any]) -> Iterator[str]:
    yield from (_cell(column.get("heading")) for column in table.get("columns", ()))
    for row in table.get("rows", ()):
        yield from (_cell(cell) for cell in row["values"])


def _cell(value: Any) -> str:
    return "" if value is None else str(value)


def body_parts(
    raw: Iterable[dict[str, Any]], sources: BodySources, views: dict[int, PictureView]
) -> tuple[BodyPart, ...]:
    """Return the body as parts to show; a reference to what is gone leaves its part out."""
    parts = []
    taken: Counter[str] = Counter()
    for block in raw:
        value = _SHOW[block["type"]](block, sources, views) if block["type"] in _SHOW else None
        if value:
            if block["type"] == "text":
                value = [_with_own_anchor(part, taken) for part in value]
            anchor = _own_anchor(f"b-{str(block.get('id') or '')[:8]}", taken)
            parts.append(BodyPart(block["type"], value, anchor))
    return tuple(parts)


def _with_own_anchor(part: TextPart, taken: Counter[str]) -> TextPart:
    anchor = _own_anchor(part.anchor, taken)
    # A note stands at the paragraph it was written for, not at the copy of it.
    return part if anchor == part.anchor else replace(part, anchor=anchor, corrections=())


def _own_anchor(anchor: str, taken: Counter[str]) -> str:
    """Return ``anchor``, or one of its own for the copy: a duplicated block keeps its marks."""
    taken[anchor] += 1
    return anchor if taken[anchor] == 1 else f"{anchor}-{taken[anchor]}"


def _text(block: dict[str, Any], sources: BodySources, _: Any) -> list[TextPart]:
    clean = clean_html(block["value"], sources.link_addresses)
    return text_parts(clean, str(block.get("id") or ""), sources.corrections)


def _quote(block: dict[str, Any], *_: Any) -> dict[str, str]:
    value = block["value"]
    return {name: value.get(name) or "" for name in ("text", "speaker", "role")}


def _fact_box(block: dict[str, Any], sources: BodySources, _: Any) -> dict[str, str]:
    clean = clean_html(block["value"]["text"], sources.link_addresses)
    return {"title": block["value"]["title"], "html": mark_direction(without_marks(clean))}


def _table(block: dict[str, Any], *_: Any) -> dict[str, Any] | None:
    table = block["value"]
    columns = [
        {"heading": _cell(column.get("heading")), "kind": column["type"]}
        for column in table.get("columns", ())
    ]
    rows = [[_cell(cell) for cell in row["values"]] for row in table.get("rows", ())]
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
    return {"heading": gettext("Read also"), "teasers": teasers} if teasers else None


def _embed(block: dict[str, Any], *_: Any) -> dict[str, str] | None:
    """Return an embed as a card that opens it; of a site nobody knows, its host alone is said."""
    url = block["value"].get("url") or ""
    host = web_host(url)
    if not host:
        return None
    provider = EMBED_HOSTS.get(host, host)
    title = block["value"].get("title") or provider
    return {"url": url, "title": title, "provider": provider, "frame_url": frame_url(url)}


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
