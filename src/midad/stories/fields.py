"""A StreamField whose block definitions stay out of migrations (docs/decisions/0002).

Wagtail writes every block definition into a migration, and an empty definition list empties bodies
when a historical model is saved. Here a migration records :class:`RawStreamField`: plain JSON that
passes through untouched, so a historical model can be saved without reading a single block.
"""

from typing import Any

from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from wagtail.fields import StreamField


class RawStreamField(models.JSONField):
    """The stored form of a stream: the JSON that stands in the column, never interpreted."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("encoder", DjangoJSONEncoder)
        super().__init__(**kwargs)

    def deconstruct(self) -> tuple[str, str, list[Any], dict[str, Any]]:
        """Return the field as a migration writes it."""
        name, _, _, kwargs = super().deconstruct()
        kwargs.pop("encoder", None)
        return name, "midad.stories.fields.RawStreamField", [], kwargs


class LeanStreamField(StreamField):
    """A stream field that a migration sees as :class:`RawStreamField`."""

    def deconstruct(self) -> tuple[str, str, list[Any], dict[str, Any]]:
        """Return the stored form of the field: no block definition."""
        name, _, _, kwargs = models.Field.deconstruct(self)
        return name, "midad.stories.fields.RawStreamField", [], kwargs

    def clone(self) -> RawStreamField:
        """Return the field as a migration's model has it."""
        _, _, _, kwargs = self.deconstruct()
        return RawStreamField(**kwargs)
