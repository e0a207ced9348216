"""Another paper in the place of the one that was: what a restored backup means to the press."""

from collections.abc import Iterable
from datetime import datetime
from itertools import islice

from midad.press.graph import address_of
from midad.press.models import BakedPage
from midad.press.services.ledger import carry_over_open_entries
from midad.press.services.marking import IN_TURN, mark_addresses, mark_everything
from midad.press.stores import the_store

_BATCH = 500
_LONGEST_ADDRESS = BakedPage._meta.get_field("address").max_length or 0


def mark_replaced_paper(*, now: datetime) -> int:
    """Make every address stale that should exist, and every one that stands; return how many marks.

    The old pages are answered until the press comes to them: each is then replaced or, where the
    paper has no such page, removed. What the store holds is asked of the store itself, for its
    rows may be another database's. Must run in the transaction that replaces the paper.
    """
    carry_over_open_entries(now=now)
    marks = mark_everything(now=now)
    marks += _mark(BakedPage.objects.values_list("address", flat=True).iterator(), now)
    return marks + _mark(filter(_may_be_baked, map(address_of, the_store().paths())), now)


def _may_be_baked(address: str) -> bool:
    return len(address) <= _LONGEST_ADDRESS


def _mark(addresses: Iterable[str], now: datetime) -> int:
    standing, count = iter(addresses), 0
    while batch := list(islice(standing, _BATCH)):
        count += mark_addresses(batch, now=now, urgency=IN_TURN)
    return count
