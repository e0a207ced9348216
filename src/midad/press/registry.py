"""The one graph of this paper, and what page models show; rooms fill it from ``apps.ready()``."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from midad.press.graph import Graph

graph = Graph()

Duty = Callable[[], int]
Progress = Callable[[int], None]


@dataclass(frozen=True)
class PageModel:
    """How a page model is shown: its address, its template, what the template gets."""

    address: Callable[[Any], str]
    template: Callable[[Any], str]
    context: Callable[[Any], dict[str, Any]]


_page_models: dict[type, PageModel] = {}


def register_page_model(model: type, shown: PageModel) -> None:
    """Say how ``model`` is shown. Raises ValueError when it was said already."""
    if model in _page_models:
        raise ValueError(f"how {model.__name__} is shown is registered already")
    _page_models[model] = shown


def page_address(page: Any) -> str:
    """Return the public address of ``page``, percent-encoded."""
    return _page_models[type(page)].address(page)


def page_template(page: Any) -> str:
    """Return the template of ``page``."""
    return _page_models[type(page)].template(page)


def page_context(page: Any) -> dict[str, Any]:
    """Return what the template of ``page`` gets when it is previewed."""
    return _page_models[type(page)].context(page)


_duties: dict[str, Duty] = {}


def register_duty(name: str, duty: Duty) -> None:
    """Add something the worker does every few seconds, e.g. publishing due stories.

    ``duty`` returns how much it did. Raises ValueError when the name is taken.
    """
    if name in _duties:
        raise ValueError(f"the duty {name!r} is registered already")
    _duties[name] = duty


def duties() -> list[tuple[str, Duty]]:
    """Return every registered duty."""
    return list(_duties.items())


_theme: list[Callable[[], str]] = []


def register_theme(theme: Callable[[], str]) -> None:
    """Say how the theme's hash is told: another hash makes the whole paper stale."""
    _theme[:] = [theme]


def theme() -> str:
    """Return the present theme's hash; "" for a paper without a theme."""
    return _theme[0]() if _theme else ""


@dataclass(frozen=True)
class Gauge:
    """A figure that a room lets be watched: one number, or one for each value of ``label``."""

    name: str
    words: str
    read: Callable[[], float | Mapping[str, float]]
    label: str = ""


_gauges: dict[str, Gauge] = {}


def register_gauge(
    name: str,
    words: str,
    read: Callable[[], float | Mapping[str, float]],
    *,
    label: str = "",
) -> None:
    """Let a figure be watched, told as ``midad_<name>`` with ``words`` as its explanation.

    ``read`` asks the database at each look, with few and short queries; it returns one number, or
    with ``label`` a number for each of its values. Units stand in the name (``_seconds``).
    Raises ValueError when the name is taken.
    """
    if name in _gauges:
        raise ValueError(f"the gauge {name!r} is registered already")
    _gauges[name] = Gauge(name, words, read, label)


def gauges() -> list[Gauge]:
    """Return every registered gauge, in the order of their names."""
    return [gauge for _, gauge in sorted(_gauges.items())]
