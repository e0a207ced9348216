from typing import Any

from django.apps import AppConfig


class PressRoom(AppConfig):
    name = "midad.press"
    label = "press"

    def ready(self) -> None:
        from midad.press import receivers
        from midad.press.services.ledger import register_press_job
        from midad.press.services.probing import register_probe

        receivers.connect()
        register_press_job()
        register_probe()
        _check_settings()
        _let_be_watched()


def _check_settings() -> None:
    from django.core import checks

    from midad.press.caches import caches_in_front

    @checks.register
    def caches_can_be_asked(**_: Any) -> list[checks.CheckMessage]:
        try:
            caches_in_front()
        except ValueError as error:
            return [checks.Error(f"MIDAD_CACHES cannot be read: {error}", id="press.E001")]
        return []


def _let_be_watched() -> None:
    from midad.kit import clock
    from midad.press import queries
    from midad.press.registry import register_gauge

    register_gauge("baked_pages", "Pages that stand in the store.", queries.count_baked)
    register_gauge("stale_pages", "Pages that wait to be baked.", queries.count_stale)
    register_gauge("failing_pages", "Stale pages whose last bake failed.", queries.count_failing)
    register_gauge(
        "oldest_stale_page_seconds",
        "How long the oldest stale page has waited.",
        lambda: queries.oldest_stale_seconds(now=clock.now()),
    )
    register_gauge(
        "worker_silence_seconds",
        "How long each press worker has given no sign of life.",
        lambda: queries.worker_silence_seconds(now=clock.now()),
        label="worker",
    )
    register_gauge(
        "ledger_jobs",
        "Jobs that follow acts, of the last month.",
        queries.ledger_states,
        label="state",
    )
    register_gauge(
        "oldest_due_job_seconds",
        "How long the oldest due job has waited to be taken up.",
        lambda: queries.oldest_due_job_seconds(now=clock.now()),
    )
    register_gauge(
        "pending_purges", "Addresses that caches must let go yet.", queries.count_pending_purges
    )
    register_gauge(
        "oldest_pending_purge_seconds",
        "How long the oldest of them has waited.",
        lambda: queries.oldest_pending_purge_seconds(now=clock.now()),
    )
