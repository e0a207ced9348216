"""The newsroom's search: the database's own, given folded Arabic and asked with folded Arabic.

What is found stands newest first, as a desk expects of its archive (docs/decisions/0016).
"""

import re
from collections.abc import Iterable
from copy import copy
from functools import cache
from typing import Any

from django.db import connection
from django.db.models import Case, QuerySet, Value, When
from modelsearch.backends import database
from modelsearch.backends.base import BaseSearchBackend, BaseSearchResults, EmptySearchResults
from modelsearch.index import FilterField, RelatedFields
from modelsearch.query import And, Not, Or, Phrase, PlainText
from wagtail.models import Page

from arabictext.folding import fold_for_search

_WORDS = re.compile(r"\w+")


def SearchBackend(params: dict[str, Any]) -> BaseSearchBackend:
    """Return the search of the database in use, folding (named in ``WAGTAILSEARCH_BACKENDS``)."""
    base: Any = type(database.SearchBackend(params))
    return _folding(base, _asking())(params)


def folded_query(query: str) -> str:
    """Return the words of ``query``, folded; signs mean something to the databases and go.

    >>> folded_query('«الأسعار» 50%: "مدرسة"')
    'الاسعار 50 مدرسه'
    """
    return " ".join(_WORDS.findall(fold_for_search(query.replace("\0", " "))))


@cache
def _folding(base: Any, asking: Any) -> Any:
    """Return the search ``base`` of one database as one that folds, asked by way of ``asking``."""

    class FoldingIndex(base.index_class):
        def add_items(self, model: Any, objs: Iterable[Any]) -> None:
            super().add_items(model, [_FoldedRow(obj) for obj in objs])

        def _refresh_title_norms(self, full: bool = False) -> None:
            """Do nothing: nothing is ranked here, and the library reads and writes the titles of
            the whole index for it after every story (53 ms of 56 at 26,000)."""

    class Autocomplete(asking, base.autocomplete_query_compiler_class):
        pass

    class Search(asking, base.query_compiler_class):
        LAST_TERM_IS_PREFIX = True  # results come while the last word is being typed

    class FoldingSearch(base):
        index_class = FoldingIndex
        query_compiler_class = Search
        autocomplete_query_compiler_class = Autocomplete

        def search(self, query: Any, found_in: Any, *args: Any, **kwargs: Any) -> BaseSearchResults:
            kwargs["order_by_relevance"] = False
            return super().search(_folded(query), found_in, *args, **kwargs)

        def autocomplete(
            self,
            query: Any,
            found_in: Any,
            *args: Any,
            order_by_relevance: bool = True,
            **kwargs: Any,
        ) -> BaseSearchResults:
            """Pages are found by their whole text, those first whose title has the words."""
            if not (query := _folded(query)):
                return EmptySearchResults()
            rows = _rows(found_in)
            by_title = super().autocomplete(query, rows, *args, order_by_relevance=False, **kwargs)
            if not issubclass(rows.model, Page):
                return by_title
            if order_by_relevance:
                rows = _titles_first(rows, by_title)
            return self.search(query, rows, *args, **kwargs)

    return FoldingSearch


@cache
def _asking() -> Any:
    """Return the class of how the database is asked, to stand before the library's own."""
    if connection.vendor != "sqlite":
        return _AnyFilter
    # The models of SQLite's index are there on SQLite alone.
    from midad.newsroom.search.sqlite import AskedOnce

    return type("AskedOnceByAnyFilter", (_AnyFilter, AskedOnce), {})


class _AnyFilter:
    """A database filters and sorts by every field: none need be declared, as engines need it."""

    def check(self) -> None: ...


def _folded(query: Any) -> Any:
    """Return what is asked, a text or the library's tree of it, folded; ``""`` where no word is."""
    match query:
        case str():
            return folded_query(query)
        case PlainText() | Phrase():
            twin = copy(query)
            twin.query_string = folded_query(query.query_string)
            return twin if twin.query_string else ""
        case And() | Or():
            parts = [part for part in map(_folded, query.subqueries) if part]
            return type(query)(parts) if parts else ""
        case Not():
            inner = _folded(query.subquery)
            return Not(inner) if inner else ""
    return query


def _rows(found_in: Any) -> QuerySet[Any]:
    return found_in if isinstance(found_in, QuerySet) else found_in.objects.all()


def _titles_first(rows: QuerySet[Any], titles: Any) -> QuerySet[Any]:
    found = When(pk__in=titles.get_queryset().order_by().values("pk"), then=Value(0))
    return rows.order_by(Case(found, default=Value(1)), "-pk")


class _FoldedRow:
    """A row as the index reads it: its fields give their texts folded."""

    def __init__(self, row: Any) -> None:
        self.row = row
        self.pk = row.pk

    def get_search_fields(self) -> list[Any]:
        return [_folded_field(field) for field in self.row.get_search_fields()]


def _folded_field(field: Any) -> Any:
    if isinstance(field, FilterField):
        return field
    twin = copy(field)
    if isinstance(field, RelatedFields):
        twin.fields = [_folded_field(inner) for inner in field.fields]
        twin.get_value = lambda row: field.get_value(_plain(row))
    else:
        # The library asks for each value three times over, once a column of its index.
        twin.get_value = cache(lambda row: _folded_texts(field.get_value(_plain(row))))
    return twin


def _plain(row: Any) -> Any:
    return row.row if isinstance(row, _FoldedRow) else row


def _folded_texts(value: Any) -> Any:
    """Fold what a field gives to the index: a text, or lists and mappings of texts."""
    if isinstance(value, dict):
        return [_folded_texts(part) for part in value.values()]
    if isinstance(value, list):
        return [_folded_texts(part) for part in value]
    return fold_for_search(str(value))
