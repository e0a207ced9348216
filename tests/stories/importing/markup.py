"""Telling HTML that does something from HTML that only says something."""

import json
from html.parser import HTMLParser
from urllib.parse import urlsplit

from bs4 import BeautifulSoup

STORED_TAGS = {
    "p": {"data-block-key"},
    "h2": {"data-block-key"},
    "ul": {"data-block-key"},
    "ol": {"data-block-key"},
    "li": {"data-block-key"},
    "a": {"href"},
    "b": set(),
    "strong": set(),
    "br": set(),
}
SAFE_SCHEMES = {"", "http", "https", "mailto"}


class _Stored(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.strange: list[str] = []

    def handle_starttag(self, tag, attrs):
        allowed = STORED_TAGS.get(tag)
        if allowed is None:
            self.strange.append(tag)
            return
        self.strange += [f"{tag} {name}" for name, _ in attrs if name not in allowed]
        for name, value in attrs:
            if name == "href" and scheme_of(value or "") not in SAFE_SCHEMES:
                self.strange.append(value)

    def handle_comment(self, data):
        self.strange.append(f"<!--{data}-->")

    def handle_decl(self, decl):
        self.strange.append(f"<!{decl}>")

    def handle_pi(self, data):
        self.strange.append(f"<?{data}>")


def scheme_of(address: str) -> str:
    kept = "".join(letter for letter in address if letter > " ")
    return urlsplit(kept.lower()).scheme


def strange_in_stored(text: str) -> list[str]:
    """Return what stored rich text holds besides the tags and attributes it may hold."""
    parser = _Stored()
    parser.feed(text)
    parser.close()
    return parser.strange


def stored_html(block: dict) -> str:
    """Return the rich text of a stored block; other blocks hold plain text alone."""
    value = block["value"]
    if block["type"] == "text":
        return value
    return value["text"] if block["type"] == "fact_box" else ""


def live_in_page(text: str) -> list[str]:
    """Return what a page would run that is not the theme's own."""
    found = []
    for element in BeautifulSoup(text, "html.parser").find_all(True):
        if element.name in {"iframe", "object", "embed", "base", "style"}:
            found.append(str(element))
        if element.name == "script" and not _is_own(element):
            found.append(str(element))
        for name, value in element.attrs.items():
            runs = name in {"href", "src", "action", "formaction"} and scheme_of(
                str(value)
            ) not in SAFE_SCHEMES | {"tel"}
            if name.startswith("on") or name in {"style", "srcdoc"} or runs:
                found.append(f"{element.name} {name}={value}")
    return found


def _is_own(script) -> bool:
    if script.get("type") == "application/ld+json":
        return isinstance(json.loads(script.string), dict | list)
    return script.get("src", "").startswith("/static/theme/") and not script.string
