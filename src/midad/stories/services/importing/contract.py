"""Checking one line against the contract (docs/contracts/import.md) and cleaning its text."""

import hashlib
import html
import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

import nh3
from django.core.exceptions import ValidationError
from django.core.validators import URLValidator

from arabictext.folding import clean_line, clean_text
from arabictext.quotation import headline_without_stop
from midad.stories.services.importing.lines import Refused

LONGEST_TITLE = 250
LONGEST_NAME = 120
MOST_NAMES = 20
MOST_BLOCKS = 2000
EARLIEST = datetime(1800, 1, 1, tzinfo=UTC)
INLINE_TAGS = {"a", "b", "strong", "br"}
_BLANK_LINES = re.compile(r"\n\s*\n")
_BLANKS = re.compile(r"\s+")
_PARAGRAPH_END = re.compile(r"</?p>|<br>\s*<br>")
_IS_WEB_ADDRESS = URLValidator(schemes=["http", "https"])


@dataclass(frozen=True)
class StoryRecord:
    """A line that is a story, cleaned. ``body`` is in the stored form of the story's stream."""

    import_id: str
    title: str
    section: str
    published_at: datetime
    body: list[dict[str, Any]]
    standfirst: str = ""
    kicker: str = ""
    place: str = ""
    authors: tuple[str, ...] = ()
    agencies: tuple[str, ...] = ()
    topics: tuple[str, ...] = ()
    source_url: str = ""


def story_record(record: dict[str, Any], *, now: datetime) -> StoryRecord:
    """Return the story on a line. Raises Refused with the first thing that is wrong."""
    title = headline_without_stop(_line(record, "title"))
    if not title:
        raise Refused("title: empty")
    if len(title) > LONGEST_TITLE:
        raise Refused(f"title: longer than {LONGEST_TITLE} letters")
    section = _line(record, "section")
    if not section:
        raise Refused("section: empty")
    import_id = _import_id(record)
    return StoryRecord(
        import_id=import_id,
        title=title,
        section=section[:LONGEST_NAME],
        published_at=_moment(record, now),
        body=_body(record.get("body"), import_id),
        standfirst=_line(record, "standfirst")[:600],
        kicker=_line(record, "kicker")[:120],
        place=_line(record, "place")[:80],
        authors=_names(record, "authors"),
        agencies=_names(record, "agencies"),
        topics=_names(record, "topics"),
        source_url=_web_address(record),
    )


def _text(record: dict[str, Any], name: str) -> str:
    value = record.get(name)
    if value is None:
        return ""
    if not isinstance(value, str):
        raise Refused(f"{name}: must be text")
    return value


def _line(record: dict[str, Any], name: str) -> str:
    """Return a field on one line, without HTML: tags go, their text stays."""
    return clean_line(without_html(_text(record, name)))


def without_html(text: str) -> str:
    """Return ``text`` without tags; scripts and styles go with their content."""
    if "<" not in text and "&" not in text:
        return text
    cleaned = nh3.clean(clean_text(text), tags=set(), clean_content_tags={"script", "style"})
    return html.unescape(cleaned)


def _import_id(record: dict[str, Any]) -> str:
    """Return what makes a line the same line again: its id, its address at the source, its text."""
    given = record.get("id")
    if isinstance(given, bool) or not isinstance(given, str | int | None):
        raise Refused("id: must be text or a whole number")
    own = "" if given is None else clean_line(str(given))
    if own:
        return _short(f"id:{own}")
    address = _web_address(record)
    if address:
        return _short(f"url:{address}")
    return "text:" + _digest(f"{record.get('title')}\n{record.get('body')}")


def _short(text: str) -> str:
    """Keep an id that fits its column; a longer one is told by its digest."""
    text = text.encode("utf-8", "replace").decode()
    return text if len(text) <= 200 else f"{text[:100]}#{_digest(text)}"


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8", "replace")).hexdigest()


def _moment(record: dict[str, Any], now: datetime) -> datetime:
    text = _text(record, "published_at").strip()
    if not text:
        raise Refused("published_at: empty")
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        raise Refused("published_at: no RFC 3339 moment") from None
    if moment.tzinfo is None:
        raise Refused("published_at: without its offset from UTC")
    try:
        in_utc = moment.astimezone(UTC)
    except OverflowError:
        raise Refused("published_at: outside the calendar") from None
    if not EARLIEST <= in_utc <= now + timedelta(days=1):
        raise Refused("published_at: before 1800 or in the future")
    return in_utc


def _names(record: dict[str, Any], name: str) -> tuple[str, ...]:
    value = record.get(name)
    if value is None:
        return ()
    if not isinstance(value, list) or not all(isinstance(entry, str) for entry in value):
        raise Refused(f"{name}: must be a list of names")
    cleaned = [clean_line(without_html(entry))[:LONGEST_NAME] for entry in value]
    return tuple(dict.fromkeys(entry for entry in cleaned if entry))[:MOST_NAMES]


def _web_address(record: dict[str, Any]) -> str:
    """Return an address that the editor's form takes as well; blanks in it become %20."""
    address = _BLANKS.sub("%20", clean_text(_text(record, "source_url")).strip())
    if not address:
        return ""
    try:
        _IS_WEB_ADDRESS(address)
    except ValidationError:
        raise Refused("source_url: no web address") from None
    if len(address) > 2000:
        raise Refused("source_url: no web address")
    return address


# --- the body


def _body(value: Any, import_id: str) -> list[dict[str, Any]]:
    if isinstance(value, str):
        value = [{"type": "paragraph", "text": value}] if value.strip() else []
    if not isinstance(value, list):
        raise Refused("body: must be text or a list of blocks")
    if len(value) > MOST_BLOCKS:
        raise Refused(f"body: more than {MOST_BLOCKS} blocks")
    blocks = story_blocks(value, seed=import_id)
    if not blocks:
        raise Refused("body: empty")
    return blocks


def story_blocks(entries: list[Any], *, seed: str) -> list[dict[str, Any]]:
    """Return the contract's blocks in a body's stored form, clean, with ids made from ``seed``.

    Raises Refused for a block that is none of the contract's.
    """
    blocks = _merged([block for block in map(_block, entries) if block[1]])
    return [
        _stored(kind, content, _digest(seed), number)
        for number, (kind, content) in enumerate(blocks)
    ]


def text_paragraphs(text: str) -> list[str]:
    """Return plain text or simple HTML as clean inline HTML, one entry a paragraph."""
    text = clean_text(text.replace("\r\n", "\n").replace("\u00a0", " "))
    if "<" in text:
        # Whole, so that a script goes with all its lines; what is left is split, then closed again.
        text = _PARAGRAPH_END.sub("\n\n", _safe_html(text, INLINE_TAGS | {"p"}))
    pieces = (inline_html(piece) for piece in _BLANK_LINES.split(text))
    return [piece for piece in pieces if _has_words(piece)]


def inline_html(text: str) -> str:
    """Return one paragraph as safe inline HTML on one line; tags that are not ours go."""
    if "<" in text or "&" in text:
        text = _safe_html(text, INLINE_TAGS)
    else:
        text = html.escape(text, quote=False)
    return clean_line(text)


def _safe_html(text: str, tags: set[str]) -> str:
    return nh3.clean(
        text,
        tags=tags,
        attributes={"a": {"href"}},
        url_schemes={"http", "https", "mailto"},
        clean_content_tags={"script", "style"},
        link_rel=None,
    ).replace("&nbsp;", " ")


def _has_words(inline: str) -> bool:
    return bool(without_html(inline).strip())


def _block(entry: Any) -> tuple[str, Any]:
    kind = entry.get("type") if isinstance(entry, dict) else entry
    if not isinstance(entry, dict) or not isinstance(kind, str) or kind not in _BLOCKS:
        raise Refused(f"body: unknown block {str(kind)[:40]!r}")
    return _BLOCKS[kind](entry)


def _required(entry: dict[str, Any], name: str) -> str:
    text = _text(entry, name)
    if not text.strip():
        raise Refused(f"body: a {entry['type']} without {name}")
    return text


def _paragraph(entry: dict[str, Any]) -> tuple[str, str]:
    texts = text_paragraphs(_required(entry, "text"))
    return "text", "".join(f"<p>{text}</p>" for text in texts)


def _subhead(entry: dict[str, Any]) -> tuple[str, str]:
    words = html.escape(clean_line(without_html(_required(entry, "text"))), quote=False)
    return "text", f"<h2>{words}</h2>" if words else ""


def _list(entry: dict[str, Any]) -> tuple[str, str]:
    items = entry.get("items")
    if not isinstance(items, list) or not all(isinstance(item, str) for item in items):
        raise Refused("body: a list without items")
    tag = "ol" if entry.get("ordered") else "ul"
    lines = [inline_html(clean_text(item)) for item in items]
    inner = "".join(f"<li>{line}</li>" for line in lines if _has_words(line))
    return "text", f"<{tag}>{inner}</{tag}>" if inner else ""


def _quote(entry: dict[str, Any]) -> tuple[str, dict[str, str]]:
    text = clean_text(without_html(_required(entry, "text")))
    if not text.strip():
        return "quote", {}
    return "quote", {
        "text": text,
        "speaker": _line(entry, "speaker")[:120],
        "role": _line(entry, "role")[:160],
    }


def _fact_box(entry: dict[str, Any]) -> tuple[str, dict[str, str]]:
    paragraphs = entry.get("paragraphs") or text_paragraphs(_text(entry, "text"))
    if not isinstance(paragraphs, list) or not all(isinstance(text, str) for text in paragraphs):
        raise Refused("body: a fact_box without text")
    lines = [inline_html(clean_text(text)) for text in paragraphs]
    inner = "".join(f"<p>{line}</p>" for line in lines if _has_words(line))
    if not inner:
        return "fact_box", {}
    return "fact_box", {"title": _line(entry, "title")[:120], "text": inner}


def _table(entry: dict[str, Any]) -> tuple[str, dict[str, Any]]:
    header, rows = entry.get("header"), entry.get("rows")
    if not isinstance(header, list) or not header or not isinstance(rows, list):
        raise Refused("body: a table without header or rows")
    if any(not isinstance(row, list) or len(row) != len(header) for row in rows):
        raise Refused("body: a table whose rows do not fit its header")
    cells = [[clean_line(without_html(str(cell))) for cell in row] for row in rows]
    columns = [
        {
            "type": "number" if _is_numeric([row[index] for row in cells]) else "text",
            "heading": clean_line(without_html(str(words))),
        }
        for index, words in enumerate(header)
    ]
    caption = _line(entry, "caption")[:200]
    return "table", {
        "columns": columns,
        "rows": [{"values": row} for row in cells],
        "caption": caption,
    }


def _is_numeric(cells: list[str]) -> bool:
    return bool(cells) and all(re.fullmatch(r"[-+−]?[\d٠-٩.,٫٬%٪ ]*", cell) for cell in cells)


def _embed(entry: dict[str, Any]) -> tuple[str, dict[str, str]]:
    url = _web_address({"source_url": _required(entry, "url")})
    return "embed", {"url": url, "title": _line(entry, "title")[:200] or url}


_BLOCKS: dict[str, Callable[[dict[str, Any]], tuple[str, Any]]] = {
    "paragraph": _paragraph,
    "subhead": _subhead,
    "list": _list,
    "quote": _quote,
    "fact_box": _fact_box,
    "table": _table,
    "embed": _embed,
}


def _merged(blocks: list[tuple[str, Any]]) -> list[tuple[str, Any]]:
    """Join neighbouring text blocks: an editor gets one text to write in, not fifty."""
    merged: list[tuple[str, Any]] = []
    for kind, content in blocks:
        if kind == "text" and merged and merged[-1][0] == "text":
            merged[-1] = ("text", merged[-1][1] + content)
        else:
            merged.append((kind, content))
    return merged


def _stored(kind: str, content: Any, seed: str, number: int) -> dict[str, Any]:
    """Return a block as the stream stores it, with ids that are the same at every run."""
    digest = _digest(f"{seed}:{number}")
    if kind == "text":
        content = with_block_keys(content, digest)
    block_id = f"{digest[:8]}-{digest[8:12]}-4{digest[13:16]}-8{digest[17:20]}-{digest[20:32]}"
    return {"type": kind, "value": content, "id": block_id}


def with_block_keys(text: str, seed: str) -> str:
    """Give every paragraph the editor's mark, so that its anchor stays when others change."""
    counter = iter(range(1_000_000))

    def marked(found: re.Match[str]) -> str:
        key = _digest(f"{seed}:{next(counter)}")[:5]
        return f'<{found[1]} data-block-key="{key}">'

    return re.sub(r"<(p|h2|li)>", marked, text)
