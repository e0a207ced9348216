"""The Jinja2 environment of the readers' theme: strict, escaped, with the paper's words."""

from typing import Any

import jinja2
from django.templatetags.static import static
from django.utils.translation import gettext, ngettext
from markupsafe import Markup, escape

from arabictext.direction import latin_runs, score_runs


def mark_direction(text: str) -> Markup:
    """Return plain text with Latin runs in <bdi> and scores in <bdi dir="rtl">, escaped."""
    runs = [(start, end, Markup("<bdi>")) for start, end in latin_runs(text)]
    taken = {index for start, end, _ in runs for index in range(start, end)}
    for start, end in score_runs(text):
        if not taken.intersection(range(start, end)):
            runs.append((start, end, Markup('<bdi dir="rtl">')))
    pieces, position = [], 0
    for start, end, opening in sorted(runs):
        pieces += [escape(text[position:start]), opening, escape(text[start:end]), Markup("</bdi>")]
        position = end
    pieces.append(escape(text[position:]))
    return Markup("").join(pieces)


def environment(**options: Any) -> jinja2.Environment:
    """Return the environment; a name that a template misspells is an error, never an empty place."""
    made = jinja2.Environment(  # noqa: S701 - Django's backend turns autoescape on in ``options``
        **{
            **options,
            "undefined": jinja2.StrictUndefined,
            "trim_blocks": True,
            "lstrip_blocks": True,
            "extensions": ["jinja2.ext.i18n"],
        }
    )
    made.install_gettext_callables(gettext, ngettext, newstyle=True)  # type: ignore[attr-defined]  # of the i18n extension
    made.globals["static"] = static
    made.filters["bdi"] = mark_direction
    return made
