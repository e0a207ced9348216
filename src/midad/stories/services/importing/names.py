"""Finding authors, agencies and topics by name, however spelled; making those that are new."""

from collections import OrderedDict
from collections.abc import Iterable
from typing import Generic, TypeVar

from arabictext.folding import clean_line, fold_for_search
from midad.stories.models import Agency, Author, Topic

Row = TypeVar("Row", Author, Agency, Topic)
_MOST_REMEMBERED = 5000


class NameFinder(Generic[Row]):
    """Remembers the rows it found, up to a bound: an archive has more names than memory should."""

    def __init__(self, model: type[Row]) -> None:
        self._model: type[Row] = model
        self._rows: OrderedDict[str, Row] = OrderedDict()

    def learn(self, names: Iterable[str]) -> None:
        """Read or make the rows of ``names``: one query for those that exist."""
        wanted = {_folded(name): clean_line(name) for name in names}
        missing = {folded: name for folded, name in wanted.items() if folded not in self._rows}
        for row in self._model.objects.filter(folded_name__in=missing).order_by("-pk"):
            self._rows[row.folded_name] = row
        for folded, name in missing.items():
            if folded not in self._rows:
                row = self._model(name=name)
                row.save()
                self._rows[folded] = row
        self._forget()

    def find(self, name: str) -> Row:
        """Return the row of a learned name."""
        return self._rows[_folded(name)]

    def _forget(self) -> None:
        while len(self._rows) > _MOST_REMEMBERED:
            self._rows.popitem(last=False)


def _folded(name: str) -> str:
    return fold_for_search(clean_line(name))[:160]
