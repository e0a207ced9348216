"""Where Django tells the press of a change: inside the change's own transaction.

Signals carry the message because Wagtail, not Midad, saves pages and snippets; what a change
touches is decided by the rooms' press rules alone.
"""

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any

from django.db import transaction
from django.db.models.signals import post_delete, post_save, pre_delete, pre_save

from midad.kit import clock
from midad.press import services
from midad.press.graph import Act, Touch, TouchRule
from midad.press.registry import graph

logger = logging.getLogger("midad.press")
_BEFORE = "_press_touch_before"


_baking_later: ContextVar[bool] = ContextVar("baking_later", default=False)


@contextmanager
def baking_later() -> Iterator[None]:
    """Leave everything to the worker while many changes are made together, as in a load."""
    token = _baking_later.set(True)
    try:
        yield
    finally:
        _baking_later.reset(token)


def connect() -> None:
    """Listen to every model; those without a touch rule are passed over."""
    pre_save.connect(_remember, dispatch_uid="press-remember-save")
    post_save.connect(_mark, dispatch_uid="press-mark-save")
    pre_delete.connect(_remember, dispatch_uid="press-remember-delete")
    post_delete.connect(_mark, dispatch_uid="press-mark-delete")


def mark_change(touch: Touch, act: Act | None = None) -> None:
    """Mark ``touch`` stale now and bake what cannot wait when the transaction commits.

    An ``act`` goes into the ledger with its jobs; one of many in a load does not, for bringing an
    archive in is not publishing.
    """
    now = clock.now()
    with transaction.atomic():
        services.mark_touched(touch, now=now)
        if act and not _baking_later.get():
            services.record_act(act, pages=touch.watched, now=now)
        if touch.at_once and not _baking_later.get():
            transaction.on_commit(lambda: _bake_at_once(touch.at_once))


def _remember(sender: type, instance: Any, raw: bool = False, **kwargs: Any) -> None:
    """Note what the row touches as it stands before the change: it leaves those lists."""
    rule = _rule_for(sender, raw, kwargs)
    if rule is None or instance.pk is None:
        return
    before = _rows(sender, instance).first()
    setattr(instance, _BEFORE, (before, rule.touch(before) if before else Touch()))


def _mark(sender: type, instance: Any, raw: bool = False, **kwargs: Any) -> None:
    rule = _rule_for(sender, raw, kwargs)
    if rule is None:
        return
    before, touch = instance.__dict__.pop(_BEFORE, (None, Touch()))
    stands = instance.pk is not None and _rows(sender, instance).exists()
    if stands:
        touch |= rule.touch(instance)
    if touch:
        mark_change(touch, rule.act(before, instance if stands else None) if rule.act else None)


def _rule_for(sender: type, raw: bool, kwargs: dict[str, Any]) -> TouchRule | None:
    rule = None if raw else graph.touch_rule(sender)
    if rule is None or rule.passes_over(kwargs.get("update_fields")):
        return None
    return rule


def _rows(sender: Any, instance: Any) -> Any:
    return sender._default_manager.filter(pk=instance.pk).order_by()


def _bake_at_once(addresses: tuple[str, ...]) -> None:
    """Bake after the commit; a failure is the worker's to mend and never the editor's to see."""
    try:
        services.bake_now(addresses, now=clock.now())
    except Exception:
        logger.exception("baking at once failed", extra={"event": "bake_at_once_failed"})
