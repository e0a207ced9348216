"""The one graph of this paper, and what page models show; rooms fill it from ``apps.ready()``."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from midad.press.graph import Act, Graph

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


@dataclass(frozen=True)
class RecordedAct(Act):
    """An act as a job gets it. ``act`` is its name in full, for effects outside the database: ask
    there whether they were had already. ``overtaken``: the same subject has a newer act.
    """

    act: str = ""
    pages: tuple[str, ...] = ()
    marked_at: datetime | None = None
    overtaken: bool = False


@dataclass(frozen=True)
class Job:
    """What is done after each act; see :func:`register_job`."""

    name: str
    run: Callable[[RecordedAct, datetime], None]
    needs: str = ""
    in_transaction: bool = False


class JobFailed(Exception):
    """Raised by a job with a reason for people (a short code) and words for engineers."""

    def __init__(self, reason: str, words: str) -> None:
        super().__init__(words)
        self.reason = reason


class NotYet(Exception):
    """Raised by a job that must wait for something: no failure, it is asked again in a moment."""


PRESS, PROBE = "press", "probe"
_jobs: dict[str, Job] = {}


def register_job(
    name: str,
    run: Callable[[RecordedAct, datetime], None],
    *,
    after_probe: bool,
    in_transaction: bool = False,
) -> None:
    """Add a job that follows each act once its pages are baked, or (``after_probe``) were seen.

    ``run`` gets the act and the moment. It raises :class:`NotYet` to be asked again,
    :class:`JobFailed` or anything else to be tried again later. With ``in_transaction`` it only
    writes to the database, in the transaction that says it is done: its rows are written exactly
    once, whatever is killed when. Otherwise a worker killed between the effect and the row that
    tells of it has the effect again, so let the receiver know the act's name; and ``run`` must
    end within the lease of a minute. Raises ValueError when the name is taken.
    """
    if name in (PRESS, PROBE):
        raise ValueError(f"the job {name!r} is the press's own")
    _add_job(Job(name, run, PROBE if after_probe else PRESS, in_transaction))


def register_own_job(job: Job) -> None:
    """Add one of the press's own jobs. Raises ValueError when the name is taken."""
    _add_job(job)


def _add_job(job: Job) -> None:
    if job.name in _jobs:
        raise ValueError(f"the job {job.name!r} is registered already")
    _jobs[job.name] = job


def jobs() -> list[Job]:
    """Return every registered job."""
    return list(_jobs.values())


def job_named(name: str) -> Job | None:
    """Return a job; None when no room has it (any more)."""
    return _jobs.get(name)


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
