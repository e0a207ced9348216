"""The figures of a paper for Prometheus, read from the database at each look.

Rows outlive processes, so nothing is counted in memory: any server may be asked, and what it says
is the same.
"""

import logging
import platform
from collections.abc import Iterable, Iterator, Mapping
from importlib.metadata import version

import django
import wagtail
from django.db import connection
from prometheus_client import CollectorRegistry, Metric
from prometheus_client.core import GaugeMetricFamily, HistogramMetricFamily
from prometheus_client.exposition import choose_encoder

from midad.press import queries as press
from midad.press import registry as press_registry
from midad.press.queries import KindTimes
from midad.press.registry import Gauge
from midad.press.services.timekeeping import LIMITS, OVER
from midad.upkeep.queries import database

logger = logging.getLogger("midad.upkeep")
_PREFIX = "midad_"


def told(*, accept: str) -> tuple[bytes, str]:
    """Return the figures as the caller's ``Accept`` wants them, and their content type."""
    encode, content_type = choose_encoder(accept)
    figures = CollectorRegistry(auto_describe=False)
    figures.register(PaperFigures())
    return encode(figures), content_type


class PaperFigures:
    """What is told at one look. A figure that cannot be read is left out, counted and logged."""

    def __init__(self) -> None:
        self._failed = 0

    def collect(self) -> Iterator[Metric]:
        """Yield every figure; with the database away only that it is."""
        yield _build_info()
        is_up = not database.database_trouble()
        yield _one("database_up", "1 when the database answers, else 0.", float(is_up))
        if is_up:
            for gauge in press_registry.gauges():
                yield from self._read(gauge)
            yield from self._bake_seconds()
            yield _one("unreadable_figures", "Figures that could not be read.", self._failed)

    def _read(self, gauge: Gauge) -> Iterator[Metric]:
        try:
            yield _told(gauge, gauge.read())
        except Exception:
            self._note(gauge.name)

    def _bake_seconds(self) -> Iterator[Metric]:
        try:
            yield _histogram(press.bake_times())
        except Exception:
            self._note("bake_seconds")

    def _note(self, name: str) -> None:
        self._failed += 1
        logger.exception("figure cannot be read", extra={"event": "figure_failed", "figure": name})


def _told(gauge: Gauge, found: float | Mapping[str, float]) -> Metric:
    if isinstance(found, Mapping):
        family = GaugeMetricFamily(_PREFIX + gauge.name, gauge.words, labels=[gauge.label])
        for value, number in found.items():
            family.add_metric([value], number)
        return family
    return _one(gauge.name, gauge.words, found)


def _one(name: str, words: str, number: float) -> Metric:
    return GaugeMetricFamily(_PREFIX + name, words, value=number)


def _histogram(times: Iterable[KindTimes]) -> Metric:
    words = "How long bakes took, by kind of page."
    family = HistogramMetricFamily(f"{_PREFIX}bake_seconds", words, labels=["kind"])
    for kind in times:
        family.add_metric([kind.kind], _cumulative(kind.pages_up_to), kind.seconds)
    return family


def _cumulative(pages_up_to: Mapping[str, int]) -> list[tuple[str, float]]:
    """Return the buckets as Prometheus has them: each holds those below it too."""
    total, buckets = 0, []
    for limit in (*LIMITS, OVER):
        total += pages_up_to.get(limit, 0)
        buckets.append((limit, float(total)))
    return buckets


def _build_info() -> Metric:
    build = {
        "version": version("midad"),
        "python": platform.python_version(),
        "django": django.get_version(),
        "wagtail": wagtail.__version__,
        "database": connection.vendor,
    }
    family = GaugeMetricFamily(f"{_PREFIX}build_info", "What runs here.", labels=list(build))
    family.add_metric(list(build.values()), 1)
    return family
