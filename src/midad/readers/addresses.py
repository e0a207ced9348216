"""Addresses of what is the readers' own."""

from midad.stories.addresses import fragment


def ratings_piece(code: str) -> str:
    """Return the address of a story's count of ratings, a piece that pages fetch.

    >>> ratings_piece("k7m2xqz")
    '/fragments/ratings/k7m2xqz.html'
    """
    return fragment(f"ratings/{code}")
