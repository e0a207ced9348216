"""The Jinja2 environment of the readers' theme: strict, escaped, with the paper's words."""

from collections.abc import Callable
from functools import cache, lru_cache
from typing import Any

import jinja2
from django.templatetags.static import static
from django.utils.translation import get_language, gettext, ngettext
from markupsafe import Markup

from midad.press.services.snapshot import once_a_snapshot
from midad.stories.queries.rich_text import directed_html


def mark_direction(text: str) -> Markup:
    """Return plain text, escaped, with each run of another direction in its own <bdi>."""
    return _marked(str(text))


@lru_cache(maxsize=4096)  # every page shows the names of the sections
def _marked(text: str) -> Markup:
    return Markup(directed_html(text))  # noqa: S704 - directed_html escapes what it is given


def words(message: str) -> str:
    """Return ``message`` in the language that is active: asked twenty times a page."""
    return _words(message, get_language())


@cache
def _words(message: str, _language: str | None) -> str:
    return gettext(message)


def same_for(*what: str | None, caller: Callable[[], Markup]) -> Markup:
    """Return a piece of a page that is the same wherever ``what`` is, made once a snapshot."""
    return once_a_snapshot(f"piece {what}", caller)


def environment(**options: Any) -> jinja2.Environment:
    """Return the environment; a misspelled name in a template is an error, never an empty place."""
    made = jinja2.Environment(  # noqa: S701 - Django's backend turns autoescape on in ``options``
        **{
            **options,
            "undefined": jinja2.StrictUndefined,
            "trim_blocks": True,
            "lstrip_blocks": True,
            "extensions": ["jinja2.ext.i18n"],
        }
    )
    made.install_gettext_callables(words, ngettext, newstyle=True)  # type: ignore[attr-defined]  # of the i18n extension
    made.globals["static"] = cache(static)  # by hash: another file comes with another process
    made.globals["same_for"] = same_for
    made.filters["bdi"] = mark_direction
    return made
