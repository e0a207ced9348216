"""Taking breaking news off the bar before its end."""

from datetime import datetime
from typing import Any

from django.db import transaction
from wagtail.log_actions import log

from midad.stories.models import BreakingNews


def end_breaking_news(*, news: BreakingNews, editor: Any, now: datetime) -> None:
    """End at ``now`` what is on the bar; what is not on it stays as it is."""
    with transaction.atomic():
        shown = BreakingNews.objects.select_for_update().on_the_bar(now).filter(pk=news.pk).first()
        if shown is None:
            return
        shown.ends_at = now
        shown.save()
        log(instance=shown, action="wagtail.edit", user=editor)
