"""Long lists by cursors: what is added meanwhile shifts no page."""

from collections.abc import Callable
from typing import Any

from django.core.exceptions import ValidationError as UnreadableValue
from django.db.models import QuerySet
from django.http import HttpRequest
from ninja.errors import ValidationError
from ninja.pagination import CursorPagination
from pydantic import ValidationError as UnreadableCursor

ON_A_PAGE, MOST_ON_A_PAGE = 50, 200


class Pages(CursorPagination):
    """Pages of rows, each as ``shape`` tells it. A cursor that is none is the asker's mistake."""

    def __init__(self, *, ordering: tuple[str, ...], shape: Callable[[Any], Any]) -> None:
        super().__init__(ordering=ordering, page_size=ON_A_PAGE, max_page_size=MOST_ON_A_PAGE)
        self._shape = shape

    def paginate_queryset(
        self,
        queryset: QuerySet,
        pagination: CursorPagination.Input,
        request: HttpRequest,
        **params: Any,
    ) -> Any:
        """Return a page. Raises ValidationError for a cursor that this list did not give."""
        try:
            page = super().paginate_queryset(queryset, pagination, request, **params)
        except (UnreadableCursor, UnreadableValue, OverflowError, ValueError) as error:
            raise ValidationError([{"loc": ("query", "cursor"), "msg": "no cursor"}]) from error
        return {**page, "results": [self._shape(row) for row in page["results"]]}
