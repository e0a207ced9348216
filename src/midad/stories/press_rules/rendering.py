"""From a template and a context to a rendered page with its keys."""

from dataclasses import replace
from typing import Any

from django.template import loader

from midad.kit import clock
from midad.press.graph import NotReady, Rendered
from midad.stories.press_rules.theme_hash import THEME_KEY
from midad.stories.queries.edition import Reading, begin_reading


def new_reading() -> Reading:
    """Return a reading for one render, at the present moment."""
    return begin_reading(now=clock.now())


def rendered(
    reading: Reading, template: str, context: dict[str, Any], *, gone: bool = False
) -> Rendered:
    """Render ``template``. Raises NotReady when the reading found something to be made first."""
    _require_preparations(reading)
    html = loader.render_to_string(template, context, using="jinja2")
    reading.ring.add(THEME_KEY)
    page = as_rendered(reading, html.encode(), gone=gone)
    return replace(page, public=context["frame"].address) if "frame" in context else page


def as_rendered(reading: Reading, body: bytes, *, gone: bool = False) -> Rendered:
    """Return bytes with the keys gathered while they were made."""
    _require_preparations(reading)
    ring = reading.ring
    return Rendered(body, frozenset(ring.keys), gone=gone, due=dict(ring.due))


def _require_preparations(reading: Reading) -> None:
    waiting = list(reading.ring.preparations)
    if waiting:
        raise NotReady(lambda: _prepare(waiting))


def _prepare(waiting: list[Any]) -> None:
    for prepare in waiting:
        prepare()
