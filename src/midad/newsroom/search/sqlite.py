"""How SQLite is asked: the full-text table once, then the rows it named.

The library joins the two tables and asks for one level more of them; SQLite's planner then asks
the full-text table again for every row of the index (docs/decisions/0016).
"""

from typing import Any

from django.db.models import QuerySet
from modelsearch.backends.database.sqlite.query import MatchExpression, normalize
from modelsearch.backends.database.sqlite.sqlite import (
    IndexEntry,
    SQLiteFTSIndexEntry,
)
from modelsearch.query import MatchAll, Not
from modelsearch.utils import get_descendants_content_types_pks


class AskedOnce:
    """Stands before a compiler of the library, which reads the query; nothing is ranked."""

    def search(
        self: Any, config: None, start: int | None, stop: int | None, score_field: str | None = None
    ) -> QuerySet[Any]:
        """Return the rows found from ``start`` to ``stop``, in their order or the newest first."""
        asked = normalize(self.query)
        if isinstance(asked, Not):
            rows = self.queryset.exclude(pk__in=self._named(asked.subquery))
        else:
            rows = self.queryset.filter(pk__in=self._named(asked))
        if not rows.query.order_by:
            rows = rows.order_by("-pk")
        return rows[start:stop]

    def _named(self: Any, asked: Any) -> QuerySet[Any]:
        """Return the primary keys, as text, of the rows that hold what is asked."""
        entries = IndexEntry.objects.filter(
            content_type__in=get_descendants_content_types_pks(self.queryset.model)
        )
        if not isinstance(asked, MatchAll):
            match = MatchExpression(
                self.fields or self.FTS_TABLE_FIELDS, self.build_search_query(asked)
            )
            texts = SQLiteFTSIndexEntry.objects.filter(match)
            entries = entries.filter(pk__in=texts.values("pk"))
        return entries.values("object_id")
