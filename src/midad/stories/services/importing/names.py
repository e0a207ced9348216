"""Finding authors, agencies and topics by name, however spelled; making those that are new."""

from collections import OrderedDict
from collections.abc import Collection, Iterable
from typing import Generic, TypeVar

from arabictext.folding import clean_line
from midad.stories.models import Agency, Author, Topic, folded_for_finding

Row = TypeVar("Row", Author, Agency, Topic)
_MOST_REMEMBERED = 1000


class NameFinder(Generic[Row]):
    """Remembers the rows it found, up to a bound: an archive has more names than memory should."""

    def __init__(self, model: type[Row]) -> None:
        self._model: type[Row] = model
        self._rows: OrderedDict[str, Row] = OrderedDict()

    def learn(self, names: Iterable[str]) -> None:
        """Read or make the rows of ``names``: one query for those that exist."""
        wanted: dict[str, str] = {}
        for name in names:
            wanted.setdefault(
                folded_for_finding(name), clean_line(name)
            )  # the first spelling stays
        missing = {folded: name for folded, name in wanted.items() if folded not in self._rows}
        for row in self._model.objects.filter(folded_name__in=missing).order_by("-pk"):
            self._rows[row.folded_name] = row
        for folded, name in missing.items():
            if folded not in self._rows:
                row = self._model(name=name)
                row.save()
                self._rows[folded] = row
        self._forget_all_but(wanted)

    def find(self, name: str) -> Row:
        """Return the row of a learned name."""
        return self._rows[folded_for_finding(name)]

    def forget(self) -> None:
        """Let go of every name, e.g. when a transaction that made some was rolled back."""
        self._rows.clear()

    def _forget_all_but(self, wanted: Collection[str]) -> None:
        """Let go of the names that were wanted longest ago; never of those wanted now."""
        for folded in wanted:
            self._rows.move_to_end(folded)
        while len(self._rows) > max(_MOST_REMEMBERED, len(wanted)):
            self._rows.popitem(last=False)
