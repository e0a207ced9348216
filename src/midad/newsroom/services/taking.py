"""Posted forms: one posted twice is carried out once, and one that saved itself is known again."""

from datetime import datetime, timedelta

from midad.newsroom.models import AutosavedForm, TakenForm

_REMEMBERED = timedelta(days=1)


def take_form(*, mark: str, page_id: int, now: datetime) -> None:
    """Remember that the form of this mark was carried out, and forget marks of past days."""
    TakenForm.objects.filter(taken_at__lt=now - _REMEMBERED).delete()
    TakenForm.objects.get_or_create(mark=mark, defaults={"page_id": page_id, "taken_at": now})


def note_autosave(*, mark: str, page_id: int, revision_id: int, now: datetime) -> None:
    """Note which version the open form of this mark saved by itself; forget forms of past days."""
    AutosavedForm.objects.filter(saved_at__lt=now - _REMEMBERED).delete()
    AutosavedForm.objects.update_or_create(
        mark=mark, defaults={"page_id": page_id, "revision_id": revision_id, "saved_at": now}
    )
