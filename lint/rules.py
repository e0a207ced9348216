"""The house's own rules: what no ready linter checks. Each returns (line number, what is wrong)."""

import re
from collections.abc import Callable, Iterator
from pathlib import Path

Finding = tuple[int, str]

_PHYSICAL = re.compile(
    r"(?<![\w-])(?:margin|padding|border)-(?:left|right)\b"
    r"|(?<![\w-])(?:left|right)\s*:|text-align:\s*(?:left|right)|float:\s*(?:left|right)"
)
_INLINE = re.compile(
    r"<script(?![^>]*(?:src=|application/(?:ld\+)?json))[^>]*>|<style|\sstyle=\"|\son[a-z]+=\""
)
_POSITIONAL = re.compile(r"(?:gettext(?:_lazy)?|\b_)\(\s*[\"'][^\"']*%[sd]")
_UPWARD_MODEL = re.compile(r"apps\.get_model\(")
_HOSTS = re.compile(
    "|".join(["py" + "pi\\.org", "python" + "hosted", "npm" + "js\\.", "registry\\.n" + "pm"])
)
_MACHINE_PATH = re.compile(r"(?:^|[^\w.])/(?:work|farm|root)/")


def _lines(text: str, pattern: re.Pattern[str], words: str) -> Iterator[Finding]:
    for number, line in enumerate(text.splitlines(), start=1):
        if pattern.search(line):
            yield number, words


def css_is_logical(text: str) -> Iterator[Finding]:
    """Directions follow the text: logical properties only."""
    yield from _lines(text, _PHYSICAL, "physical property: use the logical one")


def css_keeps_letters_joined(text: str) -> Iterator[Finding]:
    """Letter spacing breaks the joins of Arabic."""
    yield from _lines(
        text,
        re.compile(r"letter-spacing:(?!\s*normal\b)|word-break:\s*break-all"),
        "breaks joined letters",
    )


def template_has_nothing_inline(text: str) -> Iterator[Finding]:
    """The content security policy allows no inline script, style or handler."""
    yield from _lines(text, _INLINE, "inline script, style or handler")


def messages_name_their_values(text: str) -> Iterator[Finding]:
    """A translator must be able to move a value: named placeholders only."""
    yield from _lines(text, _POSITIONAL, "positional placeholder in a message")


def models_are_imported(text: str) -> Iterator[Finding]:
    """A model fetched by name hides an upward import."""
    yield from _lines(text, _UPWARD_MODEL, "apps.get_model: import the model or turn the arrow")


def speaks_of_itself(text: str) -> Iterator[Finding]:
    """No registry's host, no path of the machine it was written on."""
    yield from _lines(text, _HOSTS, "a registry's host")
    yield from _lines(text, _MACHINE_PATH, "a path of one machine")


Rule = Callable[[str], Iterator[Finding]]


def rules_for(path: Path) -> list[Rule]:
    """Return the rules that a file of this name must keep."""
    by_suffix: dict[str, list[Rule]] = {
        ".css": [css_is_logical, css_keeps_letters_joined],
        ".html": [template_has_nothing_inline],
    }
    chosen = list(by_suffix.get(path.suffix, []))
    if path.suffix == ".py" and path.parts[:2] == ("src", "midad"):
        chosen += [messages_name_their_values]
        # A migration asks for models as they were then.
        chosen += [models_are_imported] if "migrations" not in path.parts else []
    return [*chosen, speaks_of_itself]
