"""A form posted twice is carried out once."""

from datetime import datetime, timedelta

from midad.newsroom.models import TakenForm

_REMEMBERED = timedelta(days=1)


def take_form(*, mark: str, page_id: int, now: datetime) -> None:
    """Remember that the form of this mark was carried out, and forget marks of past days."""
    TakenForm.objects.filter(taken_at__lt=now - _REMEMBERED).delete()
    TakenForm.objects.get_or_create(mark=mark, defaults={"page_id": page_id, "taken_at": now})
