"""The newsroom's search: the database's own, given folded Arabic and asked with folded Arabic."""

from midad.newsroom.search.backend import SearchBackend

__all__ = ["SearchBackend"]
