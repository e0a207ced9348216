"""Checking one line against the contract (docs/contracts/import.md) and cleaning its text."""

import hashlib
import html
import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any
from urllib.parse import urlsplit

import nh3

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
    cleaned = nh3.clean(text, tags=set(), clean_content_tags={"script", "style"})
    return html.unescape(cleaned)


def _import_id(record: dict[str, Any]) -> str:
    """Return what makes a line the same line again: its id, its address at the source, its text."""
    given = record.get("id")
    if isinstance(given, bool) or not isinstance(given, str | int | None):
        raise Refused("id: must be text or a whole number")
    if given not in (None, ""):
        return _short(f"id:{clean_line(str(given))}")
    if record.get("source_url"):
        return _short(f"url:{_text(record, 'source_url').strip()}")
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
    address = _text(record, "source_url").strip()
    if not address:
        return ""
    try:
        parts = urlsplit(address)
    except ValueError:
        raise Refused("source_url: no web address") from None
    if parts.scheme not in {"http", "https"} or not parts.hostname or len(address) > 2000:
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
    if "<p" in text.lower() or "<br" in text.lower():
        text = re.sub(r"(?i)</p\s*>|<br\s*/?>\s*<br\s*/?>", "\n\n", text)
    pieces = (inline_html(piece) for piece in _BLANK_LINES.split(text))
    return [piece for piece in pieces if piece]


def inline_html(text: str) -> str:
    """Return one paragraph as safe inline HTML on one line; tags that are not ours go."""
    if "<" in text or "&" in text:
        text = nh3.clean(
            text,
            tags=INLINE_TAGS,
            attributes={"a": {"href"}},
            url_schemes={"http", "https", "mailto"},
            clean_content_tags={"script", "style"},
            link_rel=None,
        )
        text = text.replace("&nbsp;", " ")
    else:
        text = html.escape(text, quote=False)
    return clean_line(text)


def _block(entry: Any) -> tuple[str, Any]:
    if not isinstance(entry, dict) or entry.get("type") not in _BLOCKS:
        raise Refused(
            f"body: unknown block {str(getattr(entry, 'get', lambda _: entry)('type'))[:40]!r}"
        )
    return _BLOCKS[entry["type"]](entry)


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
    return "text", f"<h2>{words}</h2>"


def _list(entry: dict[str, Any]) -> tuple[str, str]:
    items = entry.get("items")
    if not isinstance(items, list) or not all(isinstance(item, str) for item in items):
        raise Refused("body: a list without items")
    tag = "ol" if entry.get("ordered") else "ul"
    lines = "".join(f"<li>{inline_html(clean_text(item))}</li>" for item in items)
    return "text", f"<{tag}>{lines}</{tag}>"


def _quote(entry: dict[str, Any]) -> tuple[str, dict[str, str]]:
    return "quote", {
        "text": clean_text(without_html(_required(entry, "text"))),
        "speaker": _line(entry, "speaker")[:120],
        "role": _line(entry, "role")[:160],
    }


def _fact_box(entry: dict[str, Any]) -> tuple[str, dict[str, str]]:
    paragraphs = entry.get("paragraphs") or text_paragraphs(_text(entry, "text"))
    if not isinstance(paragraphs, list) or not all(isinstance(text, str) for text in paragraphs):
        raise Refused("body: a fact_box without text")
    inner = "".join(f"<p>{inline_html(clean_text(text))}</p>" for text in paragraphs)
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
            "heading": clean_line(str(words)),
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

    return re.sub(r"<(p|h2|ul|ol|li)>", marked, text)
